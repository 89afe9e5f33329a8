import type { ForjUserRow } from '../../nodes/ForjCommunity/api/schemas';
import { groupSchema, userSchema } from '../../nodes/ForjCommunity/api/schemas';
import { toForjMember } from '../../nodes/ForjCommunity/api/shape';
import type { SnapshotSource } from '../../nodes/ForjCommunity/snapshot/groupRead';
import { readSnapshots } from '../../nodes/ForjCommunity/snapshot/snapshot';
import type { ForjMember } from '../../nodes/core/types';
import { readOffsetList } from '../../nodes/shared/http/offsetList';
import { failure } from './fakeForj.mjs';

const row = (id: number, rest: object = {}): ForjUserRow =>
	userSchema.parse({ id, email: `p${id}@association.example`, groups: [{ id: 7, is_admin: false, status: 'accepted' }], fields: { company_name: 'Acme', job_title: 'Clerk' }, first_name: 'P', ...rest });

/** Pages and group answers as a script; the real paging reads them. */
class ScriptedSource implements SnapshotSource {
	calls = 0;

	readonly offsets: number[] = [];

	constructor(
		private readonly pages: Array<ForjUserRow[] | Error>,
		private readonly groups: Array<object | Error> = [{}],
		private readonly count: number | null = null,
	) {}

	async getGroup(groupId: string) {
		this.calls++;
		const next = this.groups.length > 1 ? this.groups.shift()! : this.groups[0];
		if (next instanceof Error) throw next;
		return groupSchema.parse({ id: groupId, name: 'Board', privacy: 5, requires_approval: false, ...next });
	}

	async readAsMembers(groupId: string) {
		let page = 0;
		return await readOffsetList<ForjMember>({
			what: 'The member list',
			idOf: (r) => r.id,
			readPage: async (offset) => {
				this.calls++;
				this.offsets.push(offset);
				const rows = this.pages[page++] ?? [];
				if (rows instanceof Error) throw rows;
				return { rows: rows.map((one) => toForjMember(one, groupId)), count: this.count };
			},
		});
	}
}

const now = () => Date.parse('2026-11-01T09:00:00Z');
const read = async (source: SnapshotSource, profileFields: string[] = []) =>
	(await readSnapshots(source, [{ linkId: 'board', groupId: '7', profileFields }], { now, privateLevel: 5 }))[0];

test('a snapshot tells the group, its members and that it is complete', async () => {
	const source = new ScriptedSource([[row(1), row(2)], [row(3)], []]);
	expect(await read(source)).toMatchObject({
		kind: 'forjSnapshot',
		linkId: 'board',
		group: { id: '7', name: 'Board', privacy: 5, hasParent: false, requiresApproval: false },
		complete: true,
		expected: null,
		received: 3,
		readAt: '2026-11-01T09:00:00.000Z',
		warnings: [],
		calls: 5,
		privateLevel: 5,
		seenFieldKeys: ['company_name', 'first_name', 'job_title'],
	});
	expect(source.offsets).toEqual([0, 2, 3]);
});

test('an empty group is an explicit empty list', async () => {
	expect(await read(new ScriptedSource([[]]))).toMatchObject({ complete: true, received: 0, members: [] });
});

test('only the wanted profile fields are kept, the seen ones are all told', async () => {
	const snapshot = await read(new ScriptedSource([[row(1)], []]), ['job_title']);
	expect(snapshot.members[0].fields).toEqual({ first_name: 'P', job_title: 'Clerk' });
	expect(snapshot.seenFieldKeys).toEqual(['company_name', 'first_name', 'job_title']);
});

describe('incomplete, with the failure in the snapshot', () => {
	test.each<[string, ScriptedSource, string]>([
		['the group is not there', new ScriptedSource([[]], [failure('not_found', 404)]), 'not_found'],
		['the key is refused', new ScriptedSource([[]], [failure('auth', 401)]), 'auth'],
		['the key may not read the group', new ScriptedSource([[]], [failure('forbidden', 403)]), 'auth'],
		['a page fails', new ScriptedSource([[row(1)], failure('unavailable', 503)]), 'unreachable'],
		['a page has a wrong shape', new ScriptedSource([[row(1)], failure('wrong_answer')]), 'wrong_answer'],
		['a row comes twice', new ScriptedSource([[row(1)], [row(1)], []]), 'incomplete'],
		['fewer rows came than the list counts', new ScriptedSource([[row(1)], []], [{}], 2), 'incomplete'],
		['the group cannot be read again at the end', new ScriptedSource([[row(1)], []], [{}, failure('timeout')]), 'unreachable'],
		['Forj answers with another group', new ScriptedSource([[row(1)], []], [{ id: 8 }]), 'wrong_answer'],
		['the settings change again and again', new ScriptedSource([[], [], [], []], [{}, { privacy: 1 }, {}, { privacy: 1 }]), 'incomplete'],
	])('%s', async (_name, source, kind) => {
		const snapshot = await read(source);
		expect(snapshot).toMatchObject({ complete: false, failure: { kind } });
		expect(snapshot.failure!.message).not.toBe('');
		expect(snapshot.failure!.fix).not.toBe('');
	});
});

test('settings that change once during the read are read once more', async () => {
	const source = new ScriptedSource([[], []], [{}, { requires_approval: true }, { requires_approval: true }, { requires_approval: true }]);
	expect(await read(source)).toMatchObject({ complete: true, group: { requiresApproval: true } });
});

test('a members_count that differs is a warning only', async () => {
	const snapshot = await read(new ScriptedSource([[row(1)], []], [{ members_count: '4' }]));
	expect(snapshot.complete).toBe(true);
	expect(snapshot.warnings).toHaveLength(1);
});

test('a group that two links name is read once, and its calls count once', async () => {
	const source = new ScriptedSource([[row(1)], []]);
	const requests = ['a', 'b'].map((linkId) => ({ linkId, groupId: '7', profileFields: [] }));
	const snapshots = await readSnapshots(source, requests, { now });
	expect(snapshots.map((s) => [s.linkId, s.received, s.calls])).toEqual([['a', 1, 4], ['b', 1, 0]]);
	expect(snapshots[0]).not.toHaveProperty('privateLevel');
});
