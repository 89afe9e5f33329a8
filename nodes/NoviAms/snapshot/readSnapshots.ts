import pLimit from 'p-limit';

import type { NoviGroup, NoviSnapshot, ReadFailure } from '../../core/types';
import { ALWAYS_SHOWN } from '../../core/visibility';
import { clock } from '../../shared/http/clock';
import type { NoviClient } from '../api/client';
import type { GroupSource } from './groupRead';
import { GroupRead } from './groupRead';
import { MemberRecords } from './memberRecords';
import { keptParts } from './keptParts';
import { STANDARD_FIELDS, toMember } from './toMember';

export interface SnapshotRequest {
	linkId: string;
	groupId: string;
	/** Novi fields beyond the standard four, custom fields by name. */
	memberFields: readonly string[];
}

export type SnapshotSource = GroupSource &
	Pick<NoviClient, 'directoryPage' | 'getMember' | 'staging' | 'allowStagingSync'>;

const GROUPS_AT_ONCE = 3;

/**
 * A snapshot per request, in their order. A group that is asked for twice is read once, and all groups share
 * one read of the people's records. Never throws for a group: its failure stands in its snapshot.
 */
export async function readSnapshots(
	novi: SnapshotSource,
	requests: readonly SnapshotRequest[],
): Promise<NoviSnapshot[]> {
	const reads = new Map<string, GroupRead>();
	for (const { groupId } of requests) {
		const key = groupId.toLowerCase();
		if (!reads.has(key)) reads.set(key, new GroupRead(novi, groupId));
	}
	const limit = pLimit(GROUPS_AT_ONCE);
	await Promise.all([...reads.values()].map(async (read) => await limit(async () => await read.read())));

	const shared = { calls: 0 };
	const keep = keptParts([...ALWAYS_SHOWN, ...STANDARD_FIELDS, ...requests.flatMap(({ memberFields }) => memberFields)]);
	const records = new MemberRecords(novi, shared, keep);
	await records.resolve(rosterIds(reads.values()));

	// The rosters are the last thing asked: whoever left during the long read of the records is noticed.
	const probes = [...reads.values()].map(async (read) => await limit(async () => ((await read.probe()) ? read : undefined)));
	const readAgain = (await Promise.all(probes)).filter((read): read is GroupRead => read !== undefined);
	if (readAgain.length > 0) {
		await records.resolve(rosterIds(readAgain));
		await Promise.all(readAgain.map(async (read) => await limit(async () => await read.probe())));
	}

	await Promise.all([...reads.values()].map(async (read) => await limit(async () => await read.settleCounts())));

	const absentFields = records.absentFrom(ALWAYS_SHOWN);
	const counted = new Set<GroupRead>();
	return requests.map((request, index) => {
		const read = reads.get(request.groupId.toLowerCase())!;
		const own = counted.has(read) ? 0 : read.counter.calls;
		counted.add(read);
		return toSnapshot(novi, request, read, { records, absentFields, calls: own + (index === 0 ? shared.calls : 0) });
	});
}

/** The snapshot of a link that could not be read at all. */
export function failedSnapshot(
	{ linkId, groupId }: Pick<SnapshotRequest, 'linkId' | 'groupId'>,
	failure: ReadFailure,
): NoviSnapshot {
	return {
		kind: 'noviSnapshot',
		linkId,
		group: { id: groupId, name: '' },
		members: [],
		complete: false,
		expected: null,
		received: 0,
		readAt: new Date(clock.now()).toISOString(),
		failure,
		warnings: [],
		calls: 0,
		staging: false,
		allowStagingSync: false,
	};
}

function* rosterIds(reads: Iterable<GroupRead>): Generator<string> {
	for (const read of reads) for (const row of read.roster.rows) yield row.UniqueID;
}

function toSnapshot(
	novi: SnapshotSource,
	request: SnapshotRequest,
	read: GroupRead,
	{ records, absentFields, calls }: { records: MemberRecords; absentFields: string[]; calls: number },
): NoviSnapshot {
	const fieldNames = [...new Set([...STANDARD_FIELDS, ...request.memberFields])];
	const rows = read.roster.rows.map((row) => ({ row, found: records.find(row.UniqueID) }));
	const failed = rows.map(({ found }) => ('failure' in found ? found.failure : undefined));
	const failure = read.failure ?? failed.find((reason) => reason !== undefined);
	return {
		kind: 'noviSnapshot',
		linkId: request.linkId,
		group: groupOf(request.groupId, read),
		members: rows.map(({ row, found }) => toMember(row, found, fieldNames)),
		complete: !failure,
		expected: read.roster.total,
		received: rows.length,
		readAt: read.readAt,
		...(failure && { failure }),
		warnings: read.warnings,
		visibility: { ...(read.counts && { counts: read.counts }), absentFields },
		calls,
		staging: novi.staging,
		allowStagingSync: novi.allowStagingSync,
	};
}

function groupOf(groupId: string, { group }: GroupRead): NoviGroup {
	return {
		id: groupId,
		name: group?.Name ?? '',
		...(typeof group?.SyncToMobilize === 'boolean' && { syncToMobilize: group.SyncToMobilize }),
	};
}
