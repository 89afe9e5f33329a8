import { createHash, timingSafeEqual } from 'crypto';

import { Refusal } from './refusal';

/** A token as it came: nothing, one text, or something odd (a parameter that was given twice). */
export function requireToken(given: unknown, expected: string): void {
	if (given === undefined || given === '') throw new Refusal(401, 'A token is needed.');
	if (expected === '' || typeof given !== 'string' || !isSameText(given, expected)) throw new Refusal(403, 'The token is wrong.');
}

/** Takes the same time whatever differs: hashes have one length, and are compared to their end. */
function isSameText(one: string, other: string): boolean {
	const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest();
	return timingSafeEqual(hash(one), hash(other));
}

/** A value under a name that was chosen by hand, never one that every object inherits. */
export function ownValue(values: object, name: string): unknown {
	return Object.prototype.hasOwnProperty.call(values, name) ? (values as Record<string, unknown>)[name] : undefined;
}
