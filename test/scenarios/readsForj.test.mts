/** Section "Reads and completeness" of the thirty scenarios: the Forj side. What was not read to its end is not written to. */
import { crew, FORJ_GROUP, inStep, login, NO_WRITES, person } from './world.mjs';

describe('4: rows shift between two pages of the member list', () => {
	test('one row is seen twice: Held, nothing is written', async () => {
		const sync = await inStep(crew(70), { forj: { pageCap: 20 } });
		sync.leave('p70.crew');
		sync.join(person('lea.sand'));
		sync.forj.faults.script([{ kind: 'shift-rows', by: -1, match: { endpoint: 'members.list' } }]);
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Held', writes: NO_WRITES, counters: { added: 0, removed: 0 } });
		expect(run.detail).toContain('could not be read to the end: a row came twice.');
		expect(sync.inForj()).toEqual(crew(70).map(login).sort());
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { adds: 1, removals: 1 } });
	});

	test('one row is never seen, and Forj counts its rows: Held, nothing is written', async () => {
		const sync = await inStep(crew(70), { forj: { pageCap: 20, listShape: 'results' } });
		sync.forj.faults.script([{ kind: 'shift-rows', by: 1, match: { endpoint: 'members.list' }, times: Infinity }]);
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Held', writes: NO_WRITES });
		expect(run.detail).toContain('Forj counts 70 rows, but sent 69.');
	});

	test('one row is never seen, and Forj counts nothing: harmless, and mended by the next run', async () => {
		const sync = await inStep(crew(70), { forj: { pageCap: 20 } });
		sync.forj.faults.script([{ kind: 'shift-rows', by: 1, match: { endpoint: 'members.list' }, times: Infinity }]);
		expect((await sync.run()).writes).toEqual(NO_WRITES);
		sync.forj.faults.clear();
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: NO_WRITES, counters: { up_to_date: 70, not_applicable: 0 } });
		expect(sync.inForj()).toEqual(crew(70).map(login).sort());
	});
});

// 130 members: full pages, the short one if there is one, and the empty one that alone proves the end. 50 is what is asked for.
test.each([
	[20, 8],
	[26, 6],
	[50, 4],
	[100, 4],
])('5: Forj caps each page at %i whatever the limit says: %i pages are read, everybody is seen, and the right one goes', async (pageCap, pages) => {
	const sync = await inStep(crew(130), { forj: { pageCap } });
	const listed = () => sync.forj.counters.byEndpoint['members.list'] ?? 0;
	const before = listed();
	expect((await sync.run()).writes).toEqual(NO_WRITES);
	expect(listed() - before).toBe(pages);
	sync.leave('p130.crew');
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 1, removals: 1 } });
	expect(sync.inForj()).toEqual(crew(129).map(login).sort());
});

test('7: the Forj group was deleted: Held with what to do, nothing is written', async () => {
	const sync = await inStep(crew(3));
	sync.forj.state.groups.delete(FORJ_GROUP);
	const run = await sync.run();
	expect(run).toMatchObject({ status: 'Held', writes: NO_WRITES, counters: { members_before: 0, removed: 0, added: 0 } });
	expect(run.detail).toMatch(/^Forj has nothing under this id for ".+" \(404\)\. Choose it again from the list: it may have been deleted\./);
});

test('7: the Forj group was renamed: the sync goes on, since it is known by its id', async () => {
	const sync = await inStep(crew(3));
	sync.forj.state.updateGroup(FORJ_GROUP, { name: 'Council' });
	sync.leave('p3.crew');
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', forj_group: 'Council', writes: { removals: 1 } });
	expect(sync.inForj()).toEqual(crew(2).map(login));
});

describe('8: the member list is null, lacks its key, or is an empty list', () => {
	test.each<[string, unknown]>([
		['null', null],
		['{}', {}],
		['{"results": null}', { results: null }],
		['{"count": 8}', { count: 8 }],
		['{"results": [], "count": 8}', { results: [], count: 8 }],
	])('%s: a failed read, Held, nothing is written', async (_name, body) => {
		const sync = await inStep(crew(8));
		sync.leave('p8.crew');
		const text = JSON.stringify(body);
		sync.interfere('forj', (endpoint) => (endpoint === 'members.list' ? { kind: 'status', code: 200, headers: { 'content-type': 'application/json' }, body: text } : undefined));
		expect(await sync.run()).toMatchObject({ status: 'Held', writes: NO_WRITES, counters: { added: 0, removed: 0 } });
		expect(sync.inForj()).toEqual(crew(8).map(login));
	});

	test('[] while all eight are there: nobody left one by one, so they are ensured again, and nobody is removed or doubled', async () => {
		const sync = await inStep(crew(8));
		sync.interfere('forj', (endpoint) => (endpoint === 'members.list' ? { kind: 'zero' } : undefined));
		const run = await sync.run();
		expect(run.writes).toEqual({ ...NO_WRITES, total: 8, adds: 8 });
		expect(sync.inForj()).toEqual(crew(8).map(login));
		expect(sync.forj.state.users.rows()).toHaveLength(8);
	});

	test('[] of a group that is empty: everybody is added', async () => {
		const sync = await inStep(crew(3), { users: [], members: [] });
		expect(sync.inForj()).toEqual(crew(3).map(login));
	});
});
