/** Reads one Forj group with all its members, and proves that the read is complete (design section 3). */
import type { ForjGroup, ForjMember, ReadFailure } from '../../core/types';
import type { ListResult } from '../../shared/http/paging';
import { toReadFailure } from '../../shared/http/serviceError';
import type { ForjGroupRow } from '../api/schemas';
import { toForjGroup } from '../api/shape';
import type { ListOptions } from '../api/client';

/** What a snapshot needs of the client. */
export interface SnapshotSource {
	readonly calls: number;
	getGroup(groupId: string): Promise<ForjGroupRow>;
	readAsMembers(groupId: string, options: ListOptions): Promise<ListResult<ForjMember>>;
}

export interface GroupRead {
	group: ForjGroup;
	members: ForjMember[];
	complete: boolean;
	expected: number | null;
	failure?: ReadFailure;
	warnings: string[];
}

/** A change of the group's settings during the read is forgiven once. */
const READS = 2;

/** Never throws for what Forj answers: a failed read is told in `failure`. */
export async function readGroup(source: SnapshotSource, groupId: string): Promise<GroupRead> {
	for (let reads = 0; reads < READS; reads++) {
		const result = await readOnce(source, groupId);
		if (result !== 'settings changed') return result;
	}
	return emptyRead(groupId, settingsChanged(groupId));
}

async function readOnce(source: SnapshotSource, groupId: string): Promise<GroupRead | 'settings changed'> {
	const before = await tryGroup(source, groupId);
	if ('failure' in before) return emptyRead(groupId, before.failure);
	const list = await source.readAsMembers(groupId, { hint: before.row.members_count });
	const after = list.complete ? await tryGroup(source, groupId) : before;
	if ('failure' in after) return toRead(before.row, list, after.failure);
	if (settingsOf(before.row) !== settingsOf(after.row)) return 'settings changed';
	return toRead(after.row, list, list.failure);
}

async function tryGroup(source: SnapshotSource, groupId: string): Promise<{ row: ForjGroupRow } | { failure: ReadFailure }> {
	try {
		const row = await source.getGroup(groupId);
		return row.id === groupId ? { row } : { failure: otherGroup(groupId, row.id) };
	} catch (error) {
		return { failure: toReadFailure(error) };
	}
}

/** What decides whether the group may be written. */
function settingsOf(row: ForjGroupRow): string {
	const { id, privacy, hasParent, requiresApproval } = toForjGroup(row);
	return JSON.stringify([id, privacy, hasParent, row.parent_group_id, parentId(row), requiresApproval]);
}

function parentId({ parent_group: parent }: ForjGroupRow): string | undefined {
	return typeof parent === 'object' ? parent.id : parent;
}

function toRead(row: ForjGroupRow, list: ListResult<ForjMember>, failure: ReadFailure | undefined): GroupRead {
	const complete = list.complete && !failure;
	const members = list.rows;
	return {
		group: toForjGroup(row),
		members,
		complete,
		expected: list.total,
		...(failure ? { failure } : {}),
		warnings: complete ? countWarnings(row, members) : [],
	};
}

/** What `members_count` counts is not documented, so a difference holds nothing. */
function countWarnings({ members_count: count, name }: ForjGroupRow, members: readonly ForjMember[]): string[] {
	const accepted = members.filter(({ status }) => status !== 'pending').length;
	if (count === undefined || count === members.length || count === accepted) return [];
	return [`Forj counts ${count} members in ${name ?? 'this group'}, its member list holds ${members.length}. Nothing needs to be done: people who were only invited may be counted differently.`];
}

/** A group of which nothing could be read. */
export function emptyRead(groupId: string, failure: ReadFailure): GroupRead {
	const group: ForjGroup = { id: groupId, name: '', hasParent: false, primaryAdmin: {}, fieldKeys: [] };
	return { group, members: [], complete: false, expected: null, failure, warnings: [] };
}

function settingsChanged(groupId: string): ReadFailure {
	return {
		kind: 'incomplete',
		message: `The settings of the Forj group ${groupId} changed while it was read, twice in a row.`,
		fix: 'Wait until nobody works on the settings of this group in Forj. The next run reads it again.',
	};
}

function otherGroup(groupId: string, answered: string): ReadFailure {
	return {
		kind: 'wrong_answer',
		message: `Forj was asked for the group ${groupId} and answered with the group ${answered}.`,
		fix: 'Choose the Forj group again from the list.',
	};
}
