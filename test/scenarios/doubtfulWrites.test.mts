/** Scenarios 20, 21, 23 and 26 of the thirty: what a write answered is not what it did. */
import { crew, inStep, login, NO_WRITES, person, scenario } from './world.mjs';

const people = (count: number) => crew(count).map((name) => person(name));
const everybody = (count: number) => crew(count).map(login).sort();

describe('20: the connection breaks after Forj has taken the write', () => {
	test('a single add: read back, not repeated, Added with the doubt named', async () => {
		const sync = await scenario({ people: people(3) });
		sync.forj.faults.script([{ kind: 'reset-after-accept', match: { endpoint: 'members.add' } }]);
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 3, adds: 3 }, counters: { added: 3 } });
		expect(crew(3).map((name) => sync.reason(name)).filter((reason) => reason !== '')).toEqual(['Forj gave no clear answer, but its member list shows the person.']);
		expect(sync.inForj()).toEqual(everybody(3));
		expect(sync.forj.state.users.rows()).toHaveLength(3);
		expect((await sync.run()).writes).toEqual(NO_WRITES);
	});

	test('a bulk import that ends before the list is read: everybody found there, nothing sent again', async () => {
		const sync = await scenario({ people: people(40), forj: { bulkPollsUntilDone: 0 } });
		sync.interfere('forj', (endpoint) => {
			if (endpoint === 'members.list') for (const { id } of sync.forj.state.jobs.all()) sync.forj.state.jobs.look(id);
			return endpoint === 'bulk.add' ? { kind: 'reset-after-accept' } : undefined;
		});
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 1, imports: 1 }, counters: { added: 40 } });
		expect(sync.inForj()).toEqual(everybody(40));
		expect(sync.forj.state.users.rows()).toHaveLength(40);
		expect((await sync.run()).writes).toEqual(NO_WRITES);
	});

	test('a bulk import that has not begun when the list is read: added singly, and nobody is doubled when it runs after all', async () => {
		const sync = await scenario({ people: people(40), forj: { bulkPollsUntilDone: 0 } });
		sync.forj.faults.script([{ kind: 'reset-after-accept', match: { endpoint: 'bulk.add' } }]);
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 41, imports: 1, adds: 40 }, counters: { added: 40 } });
		for (const { id } of sync.forj.state.jobs.all()) sync.forj.state.jobs.look(id);
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: NO_WRITES, counters: { up_to_date: 40 } });
		expect(sync.inForj()).toEqual(everybody(40));
		expect(sync.forj.state.users.rows()).toHaveLength(40);
	});

	test('a removal: read back, Removed, called once', async () => {
		const sync = await inStep(crew(4));
		sync.leave('p4.crew');
		sync.forj.faults.script([{ kind: 'reset-after-accept', match: { endpoint: 'members.remove' } }]);
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 1, removals: 1 }, counters: { removed: 1 } });
		expect(sync.inForj()).toEqual(everybody(3));
	});
});

describe('21: 2xx that proves nothing', () => {
	test('an add answered 200 with an error body and not done: repeated once after a look at the list, then done', async () => {
		const sync = await scenario({ people: people(3) });
		sync.forj.faults.script([{ kind: 'status', code: 200, headers: { 'content-type': 'application/json' }, body: '{"error_message":"Try later"}', match: { endpoint: 'members.add' } }]);
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 4, adds: 4 }, counters: { added: 3 } });
		expect(sync.inForj()).toEqual(everybody(3));
	});

	test('every add answered 200 and none done: nobody is called Added, the link is Error', async () => {
		const sync = await scenario({ people: people(3) });
		sync.interfere('forj', (endpoint) => (endpoint === 'members.add' ? { kind: 'status', code: 200, headers: { 'content-type': 'application/json' }, body: '{}' } : undefined));
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Error', counters: { added: 0, failed: 3 } });
		expect(run.detail).toMatch(/^Forj refused 3 people/);
		expect(crew(3).map((name) => sync.status(name))).toEqual(['Error', 'Error', 'Error']);
		expect(sync.inForj()).toEqual([]);
	});

	test('a removal answered 200 and not done: not called Removed', async () => {
		const sync = await inStep(crew(4));
		sync.leave('p4.crew');
		sync.interfere('forj', (endpoint) => (endpoint === 'members.remove' ? { kind: 'status', code: 200, headers: { 'content-type': 'application/json' }, body: '{}' } : undefined));
		expect(await sync.run()).toMatchObject({ status: 'Error', counters: { removed: 0, failed_removals: 1 } });
		expect(sync.shown(login('p4.crew'))).toMatchObject({ status: 'Error', action: 'none' });
		expect(sync.inForj()).toEqual(everybody(4));
	});

	test('the import job of 1,000 fails after 600: each of the 1,000 is judged by the member list; all are in, nobody twice', async () => {
		const sync = await scenario({ people: people(1_000), forj: { pageCap: 500 } });
		sync.forj.state.jobs.failNext('Import aborted', 600);
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 401, imports: 1, adds: 400 }, counters: { added: 1_000, failed: 0 } });
		expect(run.detail).toMatch(/^Forj reports import \d+ as failed \("Import aborted"\), so people were added one by one\.$/);
		expect(sync.inForj()).toEqual(everybody(1_000));
		expect(sync.forj.state.users.rows()).toHaveLength(1_000);
		expect((await sync.run()).writes).toEqual(NO_WRITES);
	});

	test('an import that skips a row in silence: everybody else Added, the skipped one Error with its reason', async () => {
		const sync = await scenario({ people: [...people(30), person('no.dot', { AccountEmail: 'no.dot@localhost' })] });
		expect(await sync.run()).toMatchObject({ status: 'Error', counters: { added: 30, failed: 1 } });
		expect([sync.status('no.dot'), sync.status('p30.crew')]).toEqual(['Error', 'Added']);
		expect(sync.inForj()).toEqual(everybody(30));
	});
});

describe('23: one poison record', () => {
	test('among 5,000: 4,999 done, one Error with what to do', async () => {
		const sync = await scenario({ people: [person('no.dot', { AccountEmail: 'no.dot@localhost' }), ...people(4_999)], forj: { pageCap: 500 } });
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Error', writes: { imports: 5 }, counters: { eligible: 5_000, added: 4_999, failed: 1 } });
		expect(run.detail).toBe('Forj refused 1 person: see the reasons in novi_forj_members, status Error. Everybody else is done; the next run tries again.');
		expect(sync.reason('no.dot')).toMatch(/^Forj refused ".+" \(422\): .+\. Check the values that were sent, and whether the same change can be made by hand in Forj\.$/);
		expect(sync.inForj()).toEqual(everybody(4_999));
	});

	test('is tried once in every run; from the fifth on the link is no longer Error, the person is; corrected in Novi, it is done', async () => {
		const sync = await scenario({ people: [...people(3), person('no.dot', { AccountEmail: 'no.dot@localhost' })] });
		const statuses: string[] = [];
		for (let run = 0; run < 7; run++) {
			const { status, writes, counters } = await sync.run();
			statuses.push(status);
			expect([writes.adds, counters?.failed, sync.status('no.dot')]).toEqual([run === 0 ? 4 : 1, 1, 'Error']);
		}
		expect(statuses).toEqual(['Error', 'Error', 'Error', 'Error', 'Up To Date', 'Up To Date', 'Up To Date']);
		expect(sync.reason('no.dot')).toContain('Refused in 7 runs so far.');
		sync.edit('no.dot', { AccountEmail: login('no.dot') });
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', detail: '', writes: { ...NO_WRITES, total: 1, adds: 1 } });
		expect(sync.status('no.dot')).toBe('Added');
	});
});

describe('26: one half of the work is empty', () => {
	test('nothing to add, somebody to remove', async () => {
		const sync = await inStep(crew(4));
		sync.leave('p4.crew');
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 1, removals: 1 } });
		expect(sync.inForj()).toEqual(everybody(3));
	});

	test('somebody to add, nothing to remove', async () => {
		const sync = await inStep(crew(4));
		sync.join(person('p5.crew'));
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 1, adds: 1 } });
		expect(sync.inForj()).toEqual(everybody(5));
	});
});
