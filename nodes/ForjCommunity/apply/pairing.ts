/**
 * Whose account is it, when no e-mail says so (design 4.4)? A login may be a secondary address of a Forj user, and only the
 * primary one is listed. An add overwrites the profile, so the profile just sent tells: but only where it fits
 * exactly one open person and one open account.
 */
import { isBlank, sameValue } from '../../core/values';
import type { FieldValues, ForjMember } from '../../core/types';

/** Returns pairs of indexes: open person to open account. */
export function pairByProfile(sent: readonly FieldValues[], accounts: readonly ForjMember[]): Map<number, number> {
	const fitting = sent.map((fields) => indexesOf(accounts, (account) => fits(account, fields)));
	const claims = new Map<number, number>();
	for (const indexes of fitting) for (const index of indexes) claims.set(index, (claims.get(index) ?? 0) + 1);

	const pairs = new Map<number, number>();
	fitting.forEach((indexes, person) => {
		if (indexes.length === 1 && claims.get(indexes[0]) === 1) pairs.set(person, indexes[0]);
	});
	return pairs;
}

/** A profile without both names fits anybody, so it fits nobody. */
function fits(account: ForjMember, sent: FieldValues): boolean {
	if (isBlank(sent.first_name) || isBlank(sent.last_name)) return false;
	return Object.entries(sent).every(([key, value]) => sameValue(account.fields[key], value));
}

function indexesOf<T>(list: readonly T[], matches: (entry: T) => boolean): number[] {
	return list.flatMap((entry, index) => (matches(entry) ? [index] : []));
}
