/** PNG, as far as screenshots need it: read what Chromium writes, write pictures with a palette. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export interface Pixels {
	readonly width: number;
	readonly height: number;
	/** One number a pixel: 0xRRGGBB. */
	readonly colours: Uint32Array;
}

/** Reads what Chromium writes: 8 bits a channel, with or without alpha, not interlaced. */
export function decode(png: Buffer): Pixels {
	const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
	const size = { 2: 3, 6: 4 }[png[25] ?? 0];
	if (png[24] !== 8 || size === undefined || png[28] !== 0) throw new Error('This PNG is of a kind that Chromium does not write.');
	const rows = inflateSync(Buffer.concat(dataChunks(png)));
	const bytes = Buffer.alloc(width * height * size);
	const stride = width * size;
	for (let y = 0; y < height; y += 1) {
		const filter = rows[y * (stride + 1)];
		for (let x = 0; x < stride; x += 1) {
			const left = x < size ? 0 : (bytes[y * stride + x - size] ?? 0);
			const up = y === 0 ? 0 : (bytes[(y - 1) * stride + x] ?? 0);
			const upLeft = x < size || y === 0 ? 0 : (bytes[(y - 1) * stride + x - size] ?? 0);
			const guess = [0, left, up, (left + up) >> 1, paeth(left, up, upLeft)][filter ?? 0] ?? 0;
			bytes[y * stride + x] = (rows[y * (stride + 1) + 1 + x] ?? 0) + guess;
		}
	}
	const colours = new Uint32Array(width * height);
	for (let pixel = 0; pixel < colours.length; pixel += 1) colours[pixel] = bytes.readUIntBE(pixel * size, 3);
	return { width, height, colours };
}

function dataChunks(png: Buffer): Buffer[] {
	const found: Buffer[] = [];
	for (let at = SIGNATURE.length; at < png.length; ) {
		const length = png.readUInt32BE(at);
		if (png.toString('latin1', at + 4, at + 8) === 'IDAT') found.push(png.subarray(at + 8, at + 8 + length));
		at += length + 12;
	}
	return found;
}

/** The neighbour that is nearest to left + up - upLeft, as the PNG specification defines it. */
function paeth(left: number, up: number, upLeft: number): number {
	const guess = left + up - upLeft;
	const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
	if (a <= b && a <= c) return left;
	return b <= c ? up : upLeft;
}

/** @param indexOf the place of a colour in the palette */
export function encode({ width, height, colours }: Pixels, palette: readonly number[], indexOf: (colour: number) => number): Buffer {
	const rows = Buffer.alloc((width + 1) * height);
	for (let y = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = indexOf(colours[y * width + x] ?? 0);
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 3, 0, 0, 0], 8); // 8 bits a pixel, palette, not interlaced
	const entries = Buffer.alloc(palette.length * 3);
	palette.forEach((colour, index) => entries.writeUIntBE(colour, index * 3, 3));
	const chunks = [chunk('IHDR', header), chunk('PLTE', entries), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))];
	return Buffer.concat([SIGNATURE, ...chunks]);
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length, 0);
	frame.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
