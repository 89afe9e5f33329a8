/** Time for the built nodes without waiting: a sleep moves their clock forward and is over at once. */
import path from 'node:path';
import { packageFolder } from './packageFiles.mjs';

interface Clock {
	now: () => number;
	sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

export interface FastClock {
	/** Milliseconds of every sleep that was asked for, in order. */
	slept: number[];
	/** The nodes' time. */
	now: () => number;
	/** Gives the nodes their real clock back. */
	restore(): void;
}

/** Replaces the one clock of dist/nodes. Call `restore` when the test is over. */
export function fastClock(): FastClock {
	const { clock } = require(path.join(packageFolder, 'dist/nodes/shared/http/clock.js')) as { clock: Clock };
	const real = { ...clock };
	const slept: number[] = [];
	let ahead = 0;
	clock.now = () => Date.now() + ahead;
	clock.sleep = async (ms) => {
		slept.push(ms);
		ahead += ms;
		// Others get their turn, as in a real sleep.
		await new Promise((resolve) => setImmediate(resolve));
	};
	return { slept, now: () => clock.now(), restore: () => void Object.assign(clock, real) };
}
