/** The snapshots of several links: a group that two of them name is read once. */
import type { FieldValues, ForjMember, ForjSnapshot, ReadFailure } from '../../core/types';
import type { GroupRead, SnapshotSource } from './groupRead';
import { emptyRead, readGroup } from './groupRead';

export interface SnapshotRequest {
	linkId: string;
	groupId: string;
	/** Profile fields to keep besides the names; empty keeps all. */
	profileFields: readonly string[];
}

export interface SnapshotSettings {
	privateLevel?: number;
	/** Milliseconds since 1970. */
	now: () => number;
}

interface TimedRead {
	read: GroupRead;
	readAt: string;
	calls: number;
}

const NAMES = ['first_name', 'last_name'];

/** One snapshot per request, in their order. Groups are read one after another. */
export async function readSnapshots(
	source: SnapshotSource,
	requests: readonly SnapshotRequest[],
	settings: SnapshotSettings,
): Promise<ForjSnapshot[]> {
	const reads = new Map<string, TimedRead>();
	const snapshots: ForjSnapshot[] = [];
	for (const request of requests) {
		const known = reads.get(request.groupId);
		const timed = known ?? (await timedRead(source, request.groupId, settings.now));
		reads.set(request.groupId, timed);
		// The calls of a shared read count once.
		snapshots.push(toSnapshot(request, { ...timed, calls: known ? 0 : timed.calls }, settings.privateLevel));
	}
	return snapshots;
}

/** The snapshot of a link that could not be read at all. */
export function failedSnapshot({ linkId, groupId }: Pick<SnapshotRequest, 'linkId' | 'groupId'>, failure: ReadFailure, now: () => number): ForjSnapshot {
	const readAt = new Date(now()).toISOString();
	return toSnapshot({ linkId, groupId, profileFields: [] }, { read: emptyRead(groupId, failure), readAt, calls: 0 });
}

async function timedRead(source: SnapshotSource, groupId: string, now: () => number): Promise<TimedRead> {
	const readAt = new Date(now()).toISOString();
	const callsBefore = source.calls;
	const read = await readGroup(source, groupId);
	return { read, readAt, calls: source.calls - callsBefore };
}

function toSnapshot({ linkId, profileFields }: SnapshotRequest, { read, readAt, calls }: TimedRead, privateLevel?: number): ForjSnapshot {
	const { group, members, complete, expected, failure, warnings } = read;
	const kept = profileFields.length === 0 ? undefined : new Set([...NAMES, ...profileFields]);
	return {
		kind: 'forjSnapshot',
		linkId,
		group,
		members: kept ? members.map((member) => withFields(member, kept)) : members,
		complete,
		expected,
		received: members.length,
		readAt,
		...(failure ? { failure } : {}),
		warnings,
		calls,
		seenFieldKeys: seenFieldKeys(members),
		...(privateLevel === undefined ? {} : { privateLevel }),
	};
}

function withFields(member: ForjMember, kept: ReadonlySet<string>): ForjMember {
	const fields: FieldValues = {};
	for (const key of Object.keys(member.fields)) if (kept.has(key)) fields[key] = member.fields[key];
	return { ...member, fields };
}

function seenFieldKeys(members: readonly ForjMember[]): string[] {
	const keys = new Set<string>();
	for (const member of members) for (const key of Object.keys(member.fields)) keys.add(key);
	return [...keys].sort();
}
