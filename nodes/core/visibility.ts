/**
 * Does the API key see everything (design section 3)? A Novi key that is limited to a group or to some member fields
 * silently shows less (api/novi-ams.md, Transport), and less must never be taken for "left".
 */
import { KEY } from './texts';
import type { KeyVisibility, Link, NoviSnapshot, ReadFailure } from './types';

/** Profile fields that a site may truly not have; of the other fields nobody can say that. */
export const PROFILE_FIELDS: readonly string[] = ['FirstName', 'LastName', 'ParentMemberName', 'JobTitle'];

/** What Novi shows of every individual, unless the key is limited. */
export const ALWAYS_SHOWN: readonly string[] = ['UniqueID', 'Name', 'AccountEmail', 'Active', 'CustomerType', ...PROFILE_FIELDS];

/** What speaks for a limited key; empty when nothing does, or when the admin says that this site is like that. */
export function keyLimits({ group, visibility }: NoviSnapshot, { settings, noviGroupName }: Link): ReadFailure[] {
	if (visibility === undefined) return [];
	const limits: ReadFailure[] = [];
	const name = group.name || noviGroupName || group.id;
	const counted = settings.ignoreGroupCounts ? undefined : countedMore(visibility);
	if (counted !== undefined) limits.push(KEY.countsDiffer(name, visibility.counts?.listed ?? 0, counted));
	const absent = visibility.absentFields.filter((field) => !settings.fieldsNotInNovi.includes(field));
	if (absent.length > 0) limits.push(KEY.fieldsAbsent(absent));
	return limits;
}

/**
 * The group's own count, when the roster shows fewer. Whether a roster includes beneficiaries is unknown, so either sum
 * explains it. More than is counted says nothing against the key.
 */
export function countedMore({ counts }: KeyVisibility): number | undefined {
	if (counts === undefined) return undefined;
	const { listed, primary, beneficiary, total } = counts;
	const sums = [primary, total, primary !== undefined && beneficiary !== undefined ? primary + beneficiary : undefined];
	const known = sums.filter((sum): sum is number => sum !== undefined);
	const explained = known.length > 0 ? known : [beneficiary].filter((sum): sum is number => sum !== undefined);
	if (explained.length === 0 || explained.includes(listed)) return undefined;
	const most = Math.max(...explained);
	return listed < most ? most : undefined;
}
