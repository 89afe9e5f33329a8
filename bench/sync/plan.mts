/** What the sync section measures, in full and with --quick. */
import { KINDS, type Kind } from './measure.mjs';
import type { Contender } from './world.mjs';

export interface Series {
	contender: Extract<Contender, 'shipped' | 'hand-built'>;
	people: number;
	rounds: number;
	kinds: readonly Kind[];
}

const series = (contender: Series['contender'], people: number, rounds: number, kinds: readonly Kind[]): Series => ({ contender, people, rounds, kinds });

/** The hand-built workflow has no status that changes without a change. */
const HAND_BUILT: readonly Kind[] = KINDS.filter((kind) => kind !== 'right after');

/** A hand-built run of 10,000 people takes six minutes, so the large ones are run once. What is compared follows each other. */
const FULL: readonly Series[] = [
	series('shipped', 200, 3, KINDS),
	series('hand-built', 200, 3, HAND_BUILT),
	series('shipped', 1_000, 3, KINDS),
	series('hand-built', 1_000, 3, HAND_BUILT),
	series('shipped', 5_000, 3, KINDS),
	series('hand-built', 5_000, 1, HAND_BUILT),
	series('shipped', 10_000, 3, KINDS),
	series('hand-built', 10_000, 1, HAND_BUILT),
];

const QUICK: readonly Series[] = [
	series('shipped', 1_000, 2, KINDS),
	series('hand-built', 1_000, 1, ['first']),
	series('shipped', 5_000, 2, KINDS),
	series('hand-built', 5_000, 1, ['first']),
];

export const plan = (quick: boolean): readonly Series[] => (quick ? QUICK : FULL);

/** Sizes at which a run without changes is compared with only reading. */
export const readingSizes = (quick: boolean): readonly number[] => (quick ? [5_000] : [1_000, 5_000, 10_000]);

export const stepSizes = (quick: boolean): readonly number[] => (quick ? [200, 1_000] : [200, 1_000, 5_000]);
