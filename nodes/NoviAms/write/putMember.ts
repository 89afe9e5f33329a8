import type { NoviClient } from '../api/client';
import type { MemberRecord } from '../api/schemas';
import { lostOrChanged } from './compareRecords';
import type { WriteLimits } from './mayWrite';
import { DOCUMENTED_FIELDS } from './memberFields';
import { REFUSAL } from './refusal';
import type { RecordTarget } from './targets';
import { differs } from './targets';
import { has, holdsInexactNumber, sameRaw } from './values';
import { writeAndReadBack } from './writeAndReadBack';

export type MemberWriter = Pick<NoviClient, 'getMember' | 'putMember'>;

export interface MemberPut {
	record: MemberRecord;
	targets: readonly RecordTarget[];
	/** Documented fields that this site does not have, as the admin says. */
	notOnThisSite: readonly string[];
	/** Throws when the record, read again, is not what the caller expects. */
	assertExpected: (record: MemberRecord) => void;
	/** Told of all that Novi shows, also when the change is refused in the end: what Novi took must be known. */
	onShown: (record: MemberRecord) => void;
}

/**
 * PUT replaces the whole record, so that what is not sent is erased: the raw record is sent back with the changed
 * fields. It is read again right before, since the last writer wins and Novi has no way to refuse an outdated record.
 */
export async function putMember(
	novi: MemberWriter,
	{ record: first, targets, notOnThisSite, assertExpected, onShown }: MemberPut,
	limits: WriteLimits,
): Promise<{ sent: boolean; moved: boolean }> {
	const changed = targets.map(({ name }) => name);
	let moved = false;
	const { sent } = await writeAndReadBack<MemberRecord>({
		limits,
		read: async () => {
			const record = await novi.getMember(first.UniqueID);
			onShown(record);
			return record;
		},
		prepare: (record) => {
			assertSendable(record, notOnThisSite);
			const open = targets.filter(({ name, wanted }) => differs(record[name], wanted));
			if (open.length === 0) return undefined;
			const other = open.filter(({ name, held }) => !sameRaw(record[name], held));
			if (other.length > 0) throw REFUSAL.meanwhile(other.map(({ name }) => name));
			assertExpected(record);
			moved = record.LastUpdatedDate !== first.LastUpdatedDate;
			const body = { ...record, ...Object.fromEntries(targets.map(({ name, wanted }) => [name, wanted])) };
			return async () => await novi.putMember(first.UniqueID, body, limits.deadline);
		},
		judge: (before, record, unclear) => {
			const missing = targets.filter(({ name, wanted }) => !sameRaw(record[name], wanted)).map(({ name }) => name);
			const { lost, other } = lostOrChanged(before, record, changed);
			const saved = record.LastUpdatedDate !== before.LastUpdatedDate;
			if (missing.length === 0 || (saved && !unclear)) {
				if (lost.length > 0) throw REFUSAL.lost(lost);
				if (missing.length > 0) throw REFUSAL.notTaken(missing);
				if (other.length > 0) throw REFUSAL.alsoChanged(other);
				return 'done';
			}
			// A part of our values shows that the call arrived: sending it again would not be a repeat.
			const asBefore = targets.every(({ name }) => sameRaw(record[name], before[name]));
			if (!asBefore) throw REFUSAL.notTaken(missing);
			if (saved && lost.length > 0) throw REFUSAL.lost(lost);
			return 'not_seen';
		},
		notTaken: () => REFUSAL.notTaken(changed),
	});
	return { sent, moved };
}

/** Refuses a record that would lose something on its way back to Novi. */
export function assertSendable(record: MemberRecord, notOnThisSite: readonly string[]): void {
	const absent = DOCUMENTED_FIELDS.filter((name) => !has(record, name) && !notOnThisSite.includes(name));
	if (absent.length > 0) throw REFUSAL.absent(absent);
	if (holdsInexactNumber(record)) throw REFUSAL.inexact();
}
