/** A source of random numbers in [0, 1): the same seed gives the same run. */
export type Random = () => number;

/** Mulberry32: small, fast, and good enough for test data. */
export function seededRandom(seed: number): Random {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

/** One of the choices; throws on an empty list, since nothing could be returned. */
export function pick<T>(random: Random, choices: readonly T[]): T {
	const choice = choices[Math.floor(random() * choices.length)];
	if (choice === undefined) throw new Error('Cannot pick from an empty list');
	return choice;
}

/** A shuffled copy (Fisher-Yates). */
export function shuffled<T>(random: Random, values: readonly T[]): T[] {
	const copy = [...values];
	for (let last = copy.length - 1; last > 0; last -= 1) {
		const other = Math.floor(random() * (last + 1));
		[copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
	}
	return copy;
}

/** A GUID whose digits come from `random`. */
export function randomGuid(random: Random): string {
	const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** A source that depends on a text as well (FNV-1a): another one for every text, and not on what was drawn before. */
export function keyedRandom(seed: number, text: string): Random {
	let hash = (0x811c9dc5 ^ seed) >>> 0;
	for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
	return seededRandom(hash);
}
