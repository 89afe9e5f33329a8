import type { NoviSnapshot } from '../../nodes/core/types';
import { readSnapshots } from '../../nodes/NoviAms/snapshot/readSnapshots';
import type { FakeSite } from './fakeNovi.mjs';
import { fakeNovi, person } from './fakeNovi.mjs';

const ids = (count: number, prefix = 'p') => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

async function read(site: FakeSite, groupIds: string[] = Object.keys(site.rosters)) {
	const novi = fakeNovi(site);
	const snapshots = await readSnapshots(novi, groupIds.map((groupId, index) => ({ linkId: `link${index}`, groupId, memberFields: [] })));
	return { snapshots, first: snapshots[0], log: novi.log };
}

const known = (snapshot: NoviSnapshot) => snapshot.members.filter(({ unknown }) => unknown === undefined).length;
const calls = (log: string[], prefix: string) => log.filter((call) => call.startsWith(prefix)).length;

describe('a group', () => {
	test('is read with its roster, the records and a count at the end', async () => {
		const { first, log } = await read({ rosters: { g: ids(3) }, records: ids(5).map((id) => person(id)) });
		expect(first).toMatchObject({ kind: 'noviSnapshot', linkId: 'link0', group: { id: 'g', name: 'Group g' }, complete: true, expected: 3, received: 3, calls: 4, warnings: [] });
		expect(first).not.toHaveProperty('failure');
		expect(known(first)).toBe(3);
		expect(log).toEqual(['group', 'roster', 'directory@0', 'count']);
	});

	test('that is empty is an empty list, without any look at the directory', async () => {
		const { first, log } = await read({ rosters: { g: [] }, records: [] });
		expect(first).toMatchObject({ complete: true, expected: 0, members: [] });
		expect(log).toEqual(['group', 'roster', 'count']);
	});

	test('with one person needs no directory', async () => {
		const { log } = await read({ rosters: { g: ['p0'] }, records: ids(3).map((id) => person(id)) });
		expect(log).toEqual(['group', 'roster', 'single:p0', 'count']);
	});

	test('says that the built-in sync is on, if Novi says so', async () => {
		const site = { rosters: { on: [], off: [], unsaid: [] }, records: [], groups: { on: { SyncToMobilize: true }, off: { SyncToMobilize: false } } };
		const { snapshots } = await read(site);
		expect(snapshots.map(({ group }) => group.syncToMobilize)).toEqual([true, false, undefined]);
	});

	const counting = (listed: string[], ...answers: object[]) => {
		let asked = 0;
		const groups = { g: { ...answers[0] } as Record<string, unknown> };
		const before = (call: string) => void (call === 'group' && Object.assign(groups.g, answers[Math.min(asked++, answers.length - 1)]));
		return { rosters: { g: listed }, records: listed.map((id) => person(id)), groups, before };
	};

	test('tells what its own page counts beside what is listed, for the planner to weigh', async () => {
		const { first } = await read(counting(['p0'], { PrimaryMemberCount: 2, TotalMemberCount: 3 }));
		expect(first).toMatchObject({ complete: true, warnings: [], visibility: { counts: { listed: 1, primary: 2, total: 3 }, absentFields: [] } });
		expect((await read(counting(['p0'], {}))).first.visibility).toEqual({ absentFields: [] });
	});

	test('whose page counts fewer than are listed gets a warning', async () => {
		expect((await read(counting(['p0', 'p1'], { PrimaryMemberCount: 1, TotalMemberCount: 1 }))).first.warnings).toEqual([
			'Novi lists 2 people in this group, but its page counts 1. The list counts here.',
		]);
	});

	test('is asked once more when it counts more: somebody may have left in between', async () => {
		const { first, log } = await read(counting(['p0'], { TotalMemberCount: 2 }, { TotalMemberCount: 1 }));
		expect(first.visibility?.counts).toEqual({ listed: 1, total: 1 });
		expect(calls(log, 'group')).toBe(2);
		expect(calls((await read(counting(['p0'], { TotalMemberCount: 1 }))).log, 'group')).toBe(1);
	});

	test('names the fields that no individual of the run showed', async () => {
		const { JobTitle, ...bare } = person('p0');
		const company = { UniqueID: 'c', Name: 'Works', CustomerType: 'Company', Active: true, AccountEmail: null };
		const absent = async (...records: Array<Record<string, unknown> & { UniqueID: string }>) =>
			(await read({ rosters: { g: records.map(({ UniqueID }) => UniqueID) }, records })).first.visibility?.absentFields;
		expect(JobTitle).toBe('');
		expect(await absent(bare, company)).toEqual(['JobTitle']);
		expect(await absent(bare, person('p1'))).toEqual([]);
		expect(await absent(company)).toEqual([]);
	});
});

describe('groups of one run', () => {
	const site: FakeSite = { rosters: { a: ids(60), b: [...ids(30), ...ids(30, 'q')], c: ids(2) }, records: [...ids(100), ...ids(100, 'q')].map((id) => person(id)), directoryPage: 100 };

	test('share one read of the directory', async () => {
		const { snapshots, log } = await read(site);
		expect(calls(log, 'directory')).toBe(2);
		expect(calls(log, 'single')).toBe(0);
		expect(snapshots.map((one) => [one.complete, known(one)])).toEqual([[true, 60], [true, 60], [true, 2]]);
		expect(snapshots.reduce((sum, one) => sum + one.calls, 0)).toBe(log.length);
	});

	test('read the directory once when there are 40 of them', async () => {
		const rosters = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`g${index}`, ids(60)]));
		const { snapshots, log } = await read({ ...site, rosters });
		expect(calls(log, 'directory')).toBe(1);
		expect(calls(log, 'group')).toBe(40);
		expect(snapshots.every((one) => one.complete && known(one) === 60)).toBe(true);
	});

	test('that are named twice are read once, in any case of letters', async () => {
		const { snapshots, log } = await read(site, ['c', 'c', 'C']);
		expect(calls(log, 'group')).toBe(1);
		expect(snapshots.map((one) => [one.linkId, one.group.id, one.received])).toEqual([['link0', 'c', 2], ['link1', 'c', 2], ['link2', 'C', 2]]);
		expect(snapshots[1].calls).toBe(0);
	});

	test('fail each on its own', async () => {
		const { snapshots } = await read({ ...site, fail: { 'roster:b': 'unavailable' } }, ['a', 'b', 'gone']);
		expect(snapshots.map((one) => [one.complete, one.failure?.kind, one.received])).toEqual([
			[true, undefined, 60],
			[false, 'unreachable', 0],
			[false, 'not_found', 0],
		]);
	});
});

describe('the records', () => {
	test('are read singly as soon as that is not more calls than the rest of the directory', async () => {
		// 50 on the first page, 3 far behind: 3 calls instead of 19 pages.
		const site = { rosters: { g: [...ids(50), 'z1', 'z2', 'z3'] }, records: [...ids(1_997), 'z1', 'z2', 'z3'].map((id) => person(id)), directoryPage: 100 };
		const { first, log } = await read(site);
		expect([calls(log, 'directory'), calls(log, 'single')]).toEqual([1, 3]);
		expect(known(first)).toBe(53);
	});

	test('are found although the ids differ in case', async () => {
		const { first, log } = await read({ rosters: { g: ['AB1', 'AB2'] }, records: [person('ab1'), person('ab2')] });
		expect(calls(log, 'single')).toBe(0);
		expect(first.members.map(({ id, unknown }) => [id, unknown])).toEqual([['AB1', undefined], ['AB2', undefined]]);
	});

	test('that the directory leaves out are read singly; who has none is unknown, and the snapshot stays complete', async () => {
		const { first, log } = await read({ rosters: { g: ['p0', 'p1', 'h', 'gone'] }, records: [person('p0'), person('p1')], hidden: [person('h')] });
		expect(calls(log, 'single')).toBe(2);
		expect(first).toMatchObject({ complete: true, received: 4 });
		expect(first.members.filter(({ unknown }) => unknown).map(({ id }) => id)).toEqual(['gone']);
	});

	test('are found although pages are shorter than the first one', async () => {
		const records = ids(90).map((id) => person(id));
		const novi = fakeNovi({ rosters: { g: ids(90) }, records });
		novi.directoryPage = async (offset) => ({ total: 90, rows: records.slice(offset, offset + (offset === 0 ? 30 : 10)) });
		const [snapshot] = await readSnapshots(novi, [{ linkId: 'l', groupId: 'g', memberFields: [] }]);
		expect(known(snapshot)).toBe(90);
		expect(calls(novi.log, 'single')).toBe(0);
	});

	test('of people whom a limited key half shows are unknown', async () => {
		const { AccountEmail: _hidden, ...limited } = person('p1');
		const { first } = await read({ rosters: { g: ['p0', 'p1'] }, records: [person('p0'), limited] });
		expect(first.complete).toBe(true);
		expect(first.members[1].unknown).toMatch(/AccountEmail.*Limit Member Data/);
	});

	test.each<[string, 'forbidden' | 'wrong_answer', number, boolean]>([
		['that this key may not see', 'forbidden', 20, true],
		['that gives nonsense', 'wrong_answer', 20, true],
		['that gives nonsense, for too many people to ask one by one', 'wrong_answer', 601, false],
	])('come from single calls after a directory %s', async (_what, kind, count, helps) => {
		const { first, log } = await read({ rosters: { g: ids(count) }, records: ids(count).map((id) => person(id)), fail: { directory: kind } });
		expect(calls(log, 'single')).toBe(helps ? count : 0);
		expect(first).toMatchObject({ complete: helps, received: count });
		expect(known(first)).toBe(helps ? count : 0);
		if (!helps) expect(first.failure?.message).toBeTruthy();
	});

	test.each(['auth', 'unavailable', 'unreachable', 'timeout'] as const)('are not asked one by one when the directory ends with %s', async (kind) => {
		const { first, log } = await read({ rosters: { g: ids(150) }, records: ids(300).map((id) => person(id)), directoryPage: 50, fail: { 'directory:2': kind } });
		expect(calls(log, 'single')).toBe(0);
		expect(first).toMatchObject({ complete: false, received: 150, failure: { kind: kind === 'auth' ? 'auth' : 'unreachable' } });
		expect(known(first)).toBeGreaterThanOrEqual(50);
		expect(known(first)).toBeLessThan(150);
	});

	test('that fail singly stop the reading, and hold only the groups that need them', async () => {
		const { snapshots, log } = await read({ rosters: { a: ['p0', 'p1'], b: ['x'] }, records: [person('p0'), person('p1')], hidden: [person('x')], fail: { 'single:x': 'unavailable' } });
		expect(snapshots.map(({ complete }) => complete)).toEqual([true, false]);
		expect(snapshots[1].members[0].unknown).toBeTruthy();
		expect(calls(log, 'single')).toBe(1);
	});
});

describe('the count at the end', () => {
	const records = ids(10).map((id) => person(id));
	/** Changes the roster right before the n-th count. */
	const changing = (...rosters: string[][]): FakeSite => ({
		rosters: { g: ids(3) },
		records,
		before: (call, site) => {
			if (call === 'count' && rosters.length > 0) site.rosters.g = rosters.shift()!;
		},
	});

	test('that differs makes the roster be read once more, with the newcomers\' records', async () => {
		const { first, log } = await read(changing(ids(5)));
		expect(first).toMatchObject({ complete: true, expected: 5, received: 5 });
		expect(known(first)).toBe(5);
		expect([calls(log, 'roster'), calls(log, 'count')]).toEqual([2, 2]);
	});

	test('that differs again leaves the snapshot incomplete', async () => {
		const { first } = await read(changing(ids(5), ids(4)));
		expect(first).toMatchObject({ complete: false, failure: { kind: 'incomplete' }, received: 5 });
		expect(known(first)).toBe(5);
	});

	test('that fails leaves the snapshot incomplete', async () => {
		const { first } = await read({ rosters: { g: ids(3) }, records, fail: { count: 'unavailable' } });
		expect(first).toMatchObject({ complete: false, failure: { kind: 'unreachable' }, received: 3 });
	});
});

test('a roster that contradicts itself is read twice, not more', async () => {
	const { first, log } = await read({ rosters: { g: ['p0', 'p0', 'p1'] }, records: [person('p0'), person('p1')] });
	expect(first).toMatchObject({ complete: false, failure: { kind: 'incomplete' }, expected: 3, received: 2 });
	expect(calls(log, 'roster')).toBe(2);
	expect(known(first)).toBe(2);
});

test('a thousand people and ten groups take one directory', async () => {
	const rosters = Object.fromEntries(ids(10, 'g').map((id, index) => [id, ids(1_000).slice(index * 50, index * 50 + 500)]));
	const { snapshots, log } = await read({ rosters, records: ids(1_000).map((id) => person(id)) });
	expect(snapshots.every(({ complete }) => complete)).toBe(true);
	expect(log).toHaveLength(10 * 3 + 1);
});
