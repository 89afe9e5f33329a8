/** Section "Reads and completeness" of the thirty scenarios: the Novi side. Nobody goes because of what was not read. */
import { crew, idOf, inStep, login, NO_WRITES, NOVI_GROUP, person } from './world.mjs';

const NAMES = crew(70);
const PAGES = { novi: { maxPageSize: 10 } };

test('1: page 3 of 7 of the roster answers 503 for ever: 0 removals, whoever was seen is added, Held with the reason', async () => {
	const people = NAMES.map((name) => person(name));
	// Two people without a login so far: one on the first page, one on the last.
	people[1] = person('p2.crew', { AccountEmail: '' });
	people[65] = person('p66.crew', { AccountEmail: '' });
	const sync = await inStep([], { people, ...PAGES });
	const before = sync.inForj();
	expect(before).toHaveLength(68);
	sync.leave('p70.crew');
	sync.edit('p2.crew', { AccountEmail: login('p2.crew') });
	sync.edit('p66.crew', { AccountEmail: login('p66.crew') });
	const heal = sync.interfere('novi', (endpoint, { query }) => (endpoint === 'groups.members' && query.offset === '20' ? { kind: 'status', code: 503 } : undefined));

	const run = await sync.run();

	expect(run).toMatchObject({ status: 'Held', writes: { ...NO_WRITES, total: 1, adds: 1 }, counters: { roster: 20, removed: 0, held: 49, added: 1 } });
	expect(run.detail).toMatch(/^Novi could not answer ".+" \(503\)\. Usually this passes\..+A group could not be read to its end, so nobody is removed\. The next run tries again\.$/);
	expect(sync.inForj()).toEqual([...before, login('p2.crew')].sort());
	expect(sync.accounts(login('p66.crew'))).toEqual([]);
	expect(sync.shown(login('p70.crew'))).toMatchObject({ status: 'Removal held', action: 'none' });

	heal();
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', counters: { added: 1, removed: 1 } });
	expect(sync.inForj()).toEqual([...before, login('p2.crew'), login('p66.crew')].filter((email) => email !== login('p70.crew')).sort());
});

test('2: Novi answers 200 with an empty list while 1,200 people were there: all held by name, 0 writes', async () => {
	const sync = await inStep(crew(1_200), { forj: { pageCap: 500 } });
	const before = sync.inForj();
	expect(before).toHaveLength(1_200);
	sync.novi.faults.script([{ kind: 'zero', match: { endpoint: 'groups.members' }, times: Infinity }]);

	const run = await sync.run();

	expect(run).toMatchObject({ status: 'Held', writes: NO_WRITES, counters: { roster: 0, members_before: 1_200, held: 1_200, removed: 0 } });
	expect(run.detail).toContain('Nobody in the Novi group is known to be an active individual with a Novi login, so nobody is removed.');
	expect(run.detail).toContain('(people: 1200 before, 0 now)');
	expect(run.detail).toContain('1200 removals are more than the limit of 300 for this group (25 % or 5 people)');
	expect(sync.inForj()).toEqual(before);
	expect(sync.shown(login('p1200.crew')).status).toBe('Removal held');
});

test('3: TotalCount says 263, the pages give 200: incomplete, nobody is removed', async () => {
	const sync = await inStep(crew(200), { novi: { maxPageSize: 50 }, forj: { pageCap: 500 } });
	const before = sync.inForj();
	sync.leave('p7.crew');
	sync.join(person('lea.sand'));
	sync.novi.faults.script([{ kind: 'short-total', by: -63, match: { endpoint: 'groups.members' }, times: Infinity }]);

	const run = await sync.run();

	expect(run).toMatchObject({ status: 'Held', writes: { ...NO_WRITES, total: 1, adds: 1 }, counters: { held: 1, removed: 0, added: 1 } });
	expect(run.detail).toContain('The roster of Novi group Board could not be read to the end: an empty page came after 200 of 263 rows.');
	expect(sync.inForj()).toEqual([...before, login('lea.sand')].sort());
});

describe('4: rows shift between two pages of the roster', () => {
	test.each([
		{ what: 'one row is never seen', by: 1 },
		{ what: 'one row is seen twice', by: -1 },
	])('$what: read once more, then the run goes on as if nothing had been', async ({ by }) => {
		const sync = await inStep(NAMES, PAGES);
		sync.leave('p70.crew');
		sync.novi.faults.script([{ kind: 'shift-rows', by, match: { endpoint: 'groups.members' } }]);
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', detail: '', writes: { ...NO_WRITES, total: 1, removals: 1 } });
		expect(sync.inForj()).toEqual(NAMES.slice(0, 69).map(login).sort());
	});

	test.each([
		{ what: 'one row is never seen', by: 1 },
		{ what: 'one row is seen twice', by: -1 },
	])('$what in every read: two reads, then Held and nobody is removed', async ({ by }) => {
		const sync = await inStep(NAMES, PAGES);
		sync.leave('p70.crew');
		sync.novi.faults.script([{ kind: 'shift-rows', by, match: { endpoint: 'groups.members' }, times: Infinity }]);
		const firstPages = () => sync.novi.log.filter(({ endpoint, path }) => endpoint === 'groups.members' && !/offset=[1-9]/.test(path)).length;
		const before = firstPages();
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Held', writes: NO_WRITES, counters: { removed: 0 } });
		expect(run.detail).toContain('The roster of Novi group Board could not be read to the end');
		expect(firstPages() - before).toBe(2);
		expect(sync.inForj()).toEqual(NAMES.map(login).sort());
	});

	test('somebody joins while the records are read: the probe at the end notices, one more read, the newcomer is added', async () => {
		const sync = await inStep(NAMES, PAGES);
		let joined = false;
		sync.interfere('novi', (endpoint) => {
			if (endpoint === 'members.list' && !joined) sync.join(person('lea.sand'));
			joined ||= endpoint === 'members.list';
			return undefined;
		});
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', counters: { roster: 71, added: 1 }, writes: { ...NO_WRITES, total: 1, adds: 1 } });
		expect(sync.inForj()).toContain(login('lea.sand'));
	});

	test('somebody joins at every probe: one more read, then Held and nobody is removed', async () => {
		const sync = await inStep(NAMES, PAGES);
		sync.leave('p70.crew');
		let joined = 0;
		sync.interfere('novi', (endpoint, { query }) => {
			const isProbe = endpoint === 'groups.members' && query.pageSize === '1';
			if (isProbe) sync.join(person(`late${++joined}.comer`));
			return undefined;
		});
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Held', counters: { held: 1, removed: 0 } });
		expect(run.writes.removals).toBe(0);
		expect(sync.inForj()).toContain(login('p70.crew'));
	});
});

test('4: a person is named twice by the roster of an unproven read: one person, nobody is removed', async () => {
	const sync = await inStep(crew(3));
	const rows = ['p1.crew', 'p2.crew', 'p2.crew'].map((name) => ({ UniqueID: idOf(name), Name: name }));
	sync.novi.faults.script([{ kind: 'wrong-shape', body: { TotalCount: 3, Results: rows }, match: { endpoint: 'groups.members', path: new RegExp(NOVI_GROUP) }, times: Infinity }]);
	expect(await sync.run()).toMatchObject({ status: 'Held', writes: NO_WRITES, counters: { roster: 2, held: 1, removed: 0 } });
	expect(sync.inForj()).toEqual(crew(3).map(login));
});
