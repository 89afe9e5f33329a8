/** What `novi_forj_members` shows of a link, and whether it has changed (design section 7). */
import { compareText } from './identity';
import { REASON } from './texts';
import type { Plan, PlannedPerson, ShownPerson } from './types';

const COLUMNS = ['noviId', 'forjUserId', 'name', 'email', 'status', 'action', 'reason', 'since'] as const;

/** As long as run rows are kept (design section 7). */
const KEPT_DAYS = 90;
/** With these statuses a person was in the Forj group when the rows were stored. */
const SHOWN_AS_MEMBER: readonly string[] = ['Up To Date', 'Added', 'Updated', 'Removal held'];
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * People of earlier runs who are neither in the roster nor in Forj now: those shown as removed not too long ago, and, when
 * both sides are proven, those shown as members. A run that ended before it stored its rows has removed them.
 */
export function removedBefore(shown: ReadonlyMap<string, ShownPerson>, people: readonly PlannedPerson[], now: string, proven: boolean): Plan['removedBefore'] {
	const keys = new Set(people.map(({ key }) => key));
	const absent = [...shown].filter(([key]) => !keys.has(key));
	if (absent.length === 0) return [];
	const accounts = new Set(people.map(({ forjUserId }) => forjUserId));
	const since = Date.parse(now) - KEPT_DAYS * DAY_MS;
	return onceEach(absent.filter(([, { forjUserId }]) => !accounts.has(forjUserId))).flatMap(([, before]) => {
		if (before.status === 'Removed') return Date.parse(before.since) > since ? [{ before, now: { ...before, action: 'none' } }] : [];
		if (!proven || !SHOWN_AS_MEMBER.includes(before.status) || before.forjUserId === '') return [];
		const reason = before.noviId ? REASON.leftRoster : REASON.goneFromForj;
		return [{ before, now: { ...before, status: 'Removed', action: 'none', reason, since: now } }];
	});
}

/** A run that was killed while it stored rows leaves the old ones beside its own: who was removed stands there under two keys. */
function onceEach(rows: ReadonlyArray<[string, ShownPerson]>): Array<[string, ShownPerson]> {
	const rank = ({ status }: ShownPerson): string => (status === 'Removed' ? '0' : '1');
	const ordered = [...rows].sort(([a, one], [b, other]) => compareText(rank(one), rank(other)) || compareText(a, b));
	const seen = new Set<string>();
	const once = ordered.filter(([key, { forjUserId }]) => {
		const id = forjUserId === '' ? key : forjUserId;
		return !seen.has(id) && seen.add(id);
	});
	return once.sort(([a], [b]) => compareText(a, b));
}

/** Does the row say what it said before? */
export function saysTheSame(now: ShownPerson, before: ShownPerson | undefined): boolean {
	return before !== undefined && COLUMNS.every((column) => now[column] === before[column]);
}

/** As people look for somebody in a list: by name, then by e-mail; at last by id, so that the order is always the same. */
export function byName(rows: readonly ShownPerson[]): ShownPerson[] {
	const keyed = rows.map((row) => ({ row, key: [row.name || row.email, row.email, row.noviId, row.forjUserId].map((part) => part.toLowerCase()).join('\u0000') }));
	return keyed.sort((a, b) => compareText(a.key, b.key)).map(({ row }) => row);
}
