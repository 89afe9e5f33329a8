import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { toPalette } from './palette.mjs';

/** Where pictures are taken. */
export interface Studio {
	readonly url: string;
	readonly browser: Browser;
	readonly save: Save;
}

/** Stores a screenshot under this name (without `.png`). */
export type Save = (name: string, png: Buffer) => void;

const KILOBYTE = 1_000;

/** @param images folder of the pictures */
export function saver(images: string, say: (line: string) => void): Save {
	return (name, png) => {
		const small = toPalette(png);
		writeFileSync(join(images, `${name}.png`), small);
		say(`docs/images/${name}.png  ${Math.round(png.length / KILOBYTE)} kB, as palette ${Math.round(small.length / KILOBYTE)} kB`);
	};
}
