import type { MemberRecord } from '../api/schemas';
import { SET_BY_NOVI, mayFollow } from './memberFields';
import { isNothing, sameRaw } from './values';

/** Beside the fields that were changed: what stood in the record and is gone, and what now says something else. */
export function lostOrChanged(before: MemberRecord, after: MemberRecord, changed: readonly string[]): { lost: string[]; other: string[] } {
	const follow = mayFollow(changed);
	const compared = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
		(name) => !changed.includes(name) && !SET_BY_NOVI.includes(name),
	);
	const differing = compared.filter((name) => !sameRaw(before[name], after[name]));
	const lost = differing.filter((name) => isNothing(after[name]));
	return { lost, other: differing.filter((name) => !lost.includes(name) && !follow.includes(name)) };
}
