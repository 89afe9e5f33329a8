/** Screenshots of n8n have few colours: with a palette of 256 a picture is a third as large, and looks the same. */
import { decode, encode } from './png.mjs';

const COLOURS = 256;

/** Writes a PNG of Chromium again with a palette. Alpha is dropped: screenshots are opaque. */
export function toPalette(png: Buffer): Buffer {
	const pixels = decode(png);
	const palette = choosePalette(pixels.colours);
	return encode(pixels, palette, nearest(palette));
}

type Counts = ReadonlyMap<number, number>;

/** Colours that will become one, unless they are cut in two. */
interface Box {
	colours: number[];
	/** The channel in which they differ most, and by how much. */
	channel: number;
	spread: number;
	/** What is cut first. */
	weight: number;
}

/** The box of colours that spreads most is cut in two, again and again; each box then stands for its average (median cut). */
function choosePalette(colours: Uint32Array): number[] {
	const counts = new Map<number, number>();
	for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
	const boxes = [boxOf([...counts.keys()], counts)];
	while (boxes.length < COLOURS) {
		const heaviest = boxes.reduce((best, box) => (box.weight > best.weight ? box : best));
		if (heaviest.spread === 0) break;
		const sorted = heaviest.colours.sort((a, b) => (channels(a)[heaviest.channel] ?? 0) - (channels(b)[heaviest.channel] ?? 0));
		const middle = middleOf(sorted, counts);
		boxes.splice(boxes.indexOf(heaviest), 1, boxOf(sorted.slice(0, middle), counts), boxOf(sorted.slice(middle), counts));
	}
	return boxes.map((box) => average(box.colours, counts));
}

function boxOf(colours: number[], counts: Counts): Box {
	const low = [255, 255, 255];
	const high = [0, 0, 0];
	let pixels = 0;
	for (const colour of colours) {
		pixels += counts.get(colour) ?? 0;
		channels(colour).forEach((value, channel) => {
			low[channel] = Math.min(low[channel] ?? 255, value);
			high[channel] = Math.max(high[channel] ?? 0, value);
		});
	}
	const spreads = high.map((value, channel) => value - (low[channel] ?? 0));
	const spread = Math.max(...spreads);
	// A small icon matters to the eye nearly as much as the large grey around it.
	return { colours, channel: spreads.indexOf(spread), spread, weight: spread * pixels ** 0.25 };
}

/** Where half of the box's pixels lie on either side; never at its ends. */
function middleOf(box: readonly number[], counts: Counts): number {
	const half = box.reduce((sum, colour) => sum + (counts.get(colour) ?? 0), 0) / 2;
	let seen = 0;
	const at = box.findIndex((colour) => (seen += counts.get(colour) ?? 0) >= half);
	return Math.min(Math.max(at, 1), box.length - 1);
}

/** The colour itself where one is most of the box, so that plain areas stay exactly as they are. */
function average(box: readonly number[], counts: Counts): number {
	const total = box.reduce((sum, colour) => sum + (counts.get(colour) ?? 0), 0);
	const most = box.reduce((best, colour) => ((counts.get(colour) ?? 0) > (counts.get(best) ?? 0) ? colour : best), box[0] ?? 0);
	if ((counts.get(most) ?? 0) * 2 > total) return most;
	const sums = [0, 1, 2].map((channel) => box.reduce((sum, colour) => sum + (channels(colour)[channel] ?? 0) * (counts.get(colour) ?? 0), 0));
	const [red = 0, green = 0, blue = 0] = sums.map((sum) => Math.round(sum / total));
	return (red << 16) | (green << 8) | blue;
}

function nearest(palette: readonly number[]): (colour: number) => number {
	const known = new Map<number, number>();
	const rgb = palette.map(channels);
	return (colour) => {
		const found = known.get(colour);
		if (found !== undefined) return found;
		const [red, green, blue] = channels(colour);
		const distances = rgb.map(([r, g, b]) => (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2);
		const best = distances.indexOf(Math.min(...distances));
		known.set(colour, best);
		return best;
	};
}

function channels(colour: number): [red: number, green: number, blue: number] {
	return [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
}
