/** The pictures of the README are written with a palette: they must show what the browser showed. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { toPalette } from '../../sandbox/screenshots/palette.mjs';

const WIDTH = 32;
const HEIGHT = 20;
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

type Picture = (x: number, y: number) => [red: number, green: number, blue: number];

const fewColours: Picture = (x, y) => [(x >> 3) * 60, (y >> 2) * 50, x > y ? 255 : 0];
const manyColours: Picture = (x, y) => [x * 8, y * 12, (x * y) % 256];

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const sum = Buffer.alloc(4);
	sum.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, sum]);
}

/** As Chromium writes it; every row is filtered in this way. */
function png(picture: Picture, filter: number, size: 3 | 4): Buffer {
	const at = (x: number, y: number, channel: number): number => (x < 0 || y < 0 ? 0 : ([...picture(x, y), 255][channel] ?? 0));
	const guess = (x: number, y: number, channel: number): number => {
		const [left, up, upLeft] = [at(x - 1, y, channel), at(x, y - 1, channel), at(x - 1, y - 1, channel)];
		const nearest = [left, up, upLeft].sort((a, b) => Math.abs(left + up - upLeft - a) - Math.abs(left + up - upLeft - b))[0] ?? 0;
		return [0, left, up, Math.floor((left + up) / 2), nearest][filter] ?? 0;
	};
	const rows = Array.from({ length: HEIGHT }, (_, y) => [
		filter,
		...Array.from({ length: WIDTH * size }, (__, i) => (at(Math.floor(i / size), y, i % size) - guess(Math.floor(i / size), y, i % size)) & 0xff),
	]);
	const header = Buffer.from([0, 0, 0, WIDTH, 0, 0, 0, HEIGHT, 8, size === 3 ? 2 : 6, 0, 0, 0]);
	const data = deflateSync(Buffer.from(rows.flat()));
	return Buffer.concat([Buffer.from(SIGNATURE), chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/** Colours of a picture with a palette, row by row. */
function shown(picture: Buffer): number[][] {
	const parts = new Map<string, Buffer>();
	for (let at = SIGNATURE.length; at < picture.length; ) {
		const length = picture.readUInt32BE(at);
		parts.set(picture.toString('latin1', at + 4, at + 8), picture.subarray(at + 8, at + 8 + length));
		at += length + 12;
	}
	const palette = parts.get('PLTE') ?? Buffer.alloc(0);
	const rows = inflateSync(parts.get('IDAT') ?? Buffer.alloc(0));
	const pixels = [...rows].filter((_, index) => index % (WIDTH + 1) !== 0);
	return pixels.map((index) => [...palette.subarray(index * 3, index * 3 + 3)]);
}

function expected(picture: Picture): number[][] {
	return Array.from({ length: WIDTH * HEIGHT }, (_, index) => picture(index % WIDTH, Math.floor(index / WIDTH)));
}

describe.each([0, 1, 2, 3, 4])('a picture whose rows have the filter %i', (filter) => {
	test.each<[string, 3 | 4]>([
		['without alpha', 3],
		['with alpha', 4],
	])('%s keeps every colour when there are few', (_, size) => {
		expect(shown(toPalette(png(fewColours, filter, size)))).toEqual(expected(fewColours));
	});
});

test('many colours become 256 that are close to them', () => {
	const small = shown(toPalette(png(manyColours, 0, 4)));
	const wanted = expected(manyColours);
	const furthest = Math.max(...small.flatMap((colour, index) => colour.map((value, channel) => Math.abs(value - (wanted[index]?.[channel] ?? 0)))));
	expect(new Set(small.map(String)).size).toBeLessThanOrEqual(256);
	expect(furthest).toBeLessThan(40);
});
