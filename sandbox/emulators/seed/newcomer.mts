import { pick, type Random } from '../shared/random.mjs';
import { addressPart, FIRST_NAMES, LAST_NAMES } from './names.mjs';

export interface Newcomer {
	FirstName: string;
	LastName: string;
	email: string;
}

/** Somebody whom neither side knows yet. */
export function newcomer(random: Random): Newcomer {
	const FirstName = pick(random, FIRST_NAMES);
	const LastName = pick(random, LAST_NAMES);
	return { FirstName, LastName, email: `${addressPart(FirstName) || 'm'}.new.${Math.floor(random() * 1e12)}@members.example` };
}
