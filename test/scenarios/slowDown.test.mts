/** Scenario 22 of the thirty: 429 with every kind of Retry-After, and 401 in the middle of a run. No test sleeps. */
import { clock, crew, inStep, login, NO_WRITES, person } from './world.mjs';

const MINUTE = 60_000;

/** The waits of one run whose first write is answered 429 with this header. */
async function waitsAfter(retryAfter: string | undefined): Promise<number[]> {
	const sync = await inStep(crew(3));
	sync.edit('p1.crew', { JobTitle: 'Captain' });
	sync.forj.faults.script([{ kind: 'status', code: 429, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter }, match: { endpoint: 'users.update' } }]);
	const before = clock.slept.length;
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 2, updates: 2 }, counters: { updated: 1 } });
	expect(sync.accounts(login('p1.crew'))[0]?.fields.job_title).toBe('Captain');
	return clock.slept.slice(before);
}

describe('22: 429 with Retry-After', () => {
	test.each([
		['seconds', '7', 7_000],
		['zero', '0', 0],
		['sixty seconds', '60', MINUTE],
		['one day: capped at a minute', '86400', MINUTE],
		['a date long ago: at once', 'Wed, 21 Oct 2015 07:28:00 GMT', 0],
		['a date in ten years: capped at a minute', 'Fri, 21 Nov 2036 07:28:00 GMT', MINUTE],
	])('%s', async (_name, header, waited) => {
		expect(await waitsAfter(header)).toEqual([waited]);
	});

	test.each([
		['absent', undefined],
		['negative', '-5'],
		['a fraction', '1.5'],
		['no time at all', 'soon'],
		['empty', ''],
	])('%s: a short wait of our own, at most half a second', async (_name, header) => {
		const [wait, ...more] = await waitsAfter(header);
		expect(more).toEqual([]);
		expect(wait).toBeGreaterThanOrEqual(0);
		expect(wait).toBeLessThan(500);
	});

	test('without end: five tries of one call, four waits, then this person is Error and everybody else is done', async () => {
		const sync = await inStep(crew(3));
		sync.edit('p1.crew', { JobTitle: 'Captain' });
		sync.join(person('lea.sand'));
		sync.interfere('forj', (endpoint) => (endpoint === 'users.update' ? { kind: 'status', code: 429, headers: { 'retry-after': '86400' } } : undefined));
		const before = clock.slept.length;
		expect(await sync.run()).toMatchObject({ status: 'Error', writes: { ...NO_WRITES, total: 6, adds: 1, updates: 5 }, counters: { added: 1, failed: 1 } });
		expect(clock.slept.slice(before)).toEqual([MINUTE, MINUTE, MINUTE, MINUTE]);
		expect(sync.inForj()).toContain(login('lea.sand'));
	});

	test('for everybody and without end: all waits of a run together stay within ten minutes', async () => {
		const sync = await inStep(crew(20));
		for (const name of crew(20)) sync.edit(name, { JobTitle: 'Captain' });
		sync.interfere('forj', (endpoint) => (endpoint === 'users.update' ? { kind: 'status', code: 429, headers: { 'retry-after': '60' } } : undefined));
		const before = clock.slept.length;
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Error', counters: { updated: 0, failed: 20 } });
		expect(clock.slept.slice(before)).toEqual(Array.from({ length: 10 }, () => MINUTE));
		expect(run.writes).toEqual({ ...NO_WRITES, total: 30, updates: 30 });
	});

	test('on a read of Novi: waited, read again, and the run is complete', async () => {
		const sync = await inStep(crew(3));
		sync.leave('p3.crew');
		sync.novi.faults.script([{ kind: 'status', code: 429, headers: { 'retry-after': '7' }, match: { endpoint: 'groups.members' } }]);
		const before = clock.slept.length;
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { removals: 1 } });
		expect(clock.slept.slice(before)).toContain(7_000);
	});
});

test('22: 401 in the middle of the writes: Error at once, the rest Not attempted, no update, no removal, nobody doubled', async () => {
	const sync = await inStep(crew(10));
	const newcomers = crew(12, 21);
	sync.join(...newcomers.map((name) => person(name)));
	sync.edit('p1.crew', { JobTitle: 'Captain' });
	sync.leave('p10.crew');
	let adds = 0;
	const heal = sync.interfere('forj', (endpoint) => {
		if (endpoint === 'members.add') adds += 1;
		return adds > 4 ? { kind: 'status', code: 401 } : undefined;
	});

	const run = await sync.run();

	expect(run.status).toBe('Error');
	expect(run.detail).toMatch(/^Forj refused the API key or secret \(401\)\. In Forj, open Community Settings > Integrations/);
	// Four calls run at the same time, so at most that many follow the four that were taken.
	expect(run.writes.adds).toBeLessThanOrEqual(8);
	expect(run.writes).toMatchObject({ updates: 0, removals: 0 });
	expect(run.counters).toMatchObject({ updated: 0, removed: 0, not_attempted_removals: 1 });
	expect(newcomers.filter((name) => sync.status(name) === 'Not attempted').length).toBeGreaterThanOrEqual(8);
	expect(sync.shown(login('p10.crew')).status).toBe('Not attempted');
	expect(sync.inForj()).toHaveLength(14);

	heal();
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { updates: 1, removals: 1 } });
	expect(sync.inForj()).toEqual([...crew(9), ...newcomers].map(login).sort());
	expect(sync.forj.state.users.rows()).toHaveLength(22);
});
