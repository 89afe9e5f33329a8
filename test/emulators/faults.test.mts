import { RETRY_AFTERS, forjUser, forjGroup, noviGroup, noviPerson, startForj, startNovi, type FaultRule, type ForjEmulator, type NoviEmulator } from '../../sandbox/emulators/index.mjs';
import { closing, forjClient, noviClient } from './clients.mjs';

const GROUP = 'b0000000-0000-4000-8000-000000000001';
const opened = closing<NoviEmulator | ForjEmulator>();

async function startRoster(...rules: FaultRule[]) {
	const members = ['A', 'B', 'C', 'D'].map((LastName) => noviPerson({ LastName }));
	const seed = { members, groups: [noviGroup({ UniqueID: GROUP, members: members.map(({ UniqueID }) => UniqueID) })] };
	const novi = await opened(startNovi({ seed, maxPageSize: 2 })) as NoviEmulator;
	novi.faults.script(rules);
	const http = noviClient(novi);
	const page = async (offset: number) => (await http.get(`/api/groups/${GROUP}/members`, { params: { offset, pageSize: 2 } })).data;
	const names = async (offset: number): Promise<string[]> => (await page(offset)).Results.map(({ Name }: { Name: string }) => Name.slice(-1));
	return { novi, http, page, names };
}

async function startAdding(rule: FaultRule) {
	const seed = { users: [forjUser({ id: 1 })], groups: [forjGroup({ id: 2 })] };
	const forj = await opened(startForj({ seed })) as ForjEmulator;
	forj.faults.script([rule]);
	return { forj, add: async () => await forjClient(forj).post('/groups/2/members', { user_id: 1 }, { timeout: 200 }) };
}

describe('faults in front of the routes', () => {
	it('answer a status with headers, once, and apply nothing', async () => {
		const { forj, add } = await startAdding({ kind: 'status', code: 429, headers: { 'retry-after': '2' }, match: { endpoint: 'members.add' } });
		const { status, headers } = await add();
		expect([status, headers['retry-after'], forj.state.emailsIn(2)]).toEqual([429, '2', []]);
		expect((await add()).status).toBe(201);
		expect(forj.log.map(({ fault }) => fault)).toEqual(['status', undefined]);
	});

	it('answer 429 with every kind of Retry-After', async () => {
		const { http } = await startRoster(...RETRY_AFTERS.map((retryAfter) => ({ kind: 'too-many', retryAfter }) as const));
		const values: unknown[] = [];
		for (const _ of RETRY_AFTERS) {
			const { status, headers } = await http.get('/api/groups');
			expect(status).toBe(429);
			values.push(headers['retry-after']);
		}
		const [seconds, date, past, absent, absurd, negative, garbage] = values;
		expect([seconds, absent, absurd, negative, garbage]).toEqual(['2', undefined, '86400', '-5', 'soon, perhaps']);
		expect(Date.parse(String(date))).toBeGreaterThan(Date.now());
		expect(Date.parse(String(past))).toBeLessThan(Date.now());
	});

	it('apply the request and never answer; a test is told whose call it is', async () => {
		const { forj, add } = await startAdding({ kind: 'timeout-after-accept' });
		const ports: number[] = [];
		forj.faults.onSilence = (port) => void ports.push(port);
		await expect(add()).rejects.toMatchObject({ code: 'ECONNABORTED' });
		expect(forj.state.emailsIn(2)).toHaveLength(1);
		expect(ports).toEqual([expect.any(Number)]);
	});

	it('never answer, and close does not wait for that', async () => {
		const { forj, add } = await startAdding({ kind: 'timeout' });
		await expect(add()).rejects.toMatchObject({ code: 'ECONNABORTED' });
		expect(forj.state.emailsIn(2)).toEqual([]);
	});

	it('cut the connection before the request is applied', async () => {
		const { forj, add } = await startAdding({ kind: 'reset-before' });
		await expect(add()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(forj.state.emailsIn(2)).toEqual([]);
	});

	it('cut the connection after the request was applied', async () => {
		const { forj, add } = await startAdding({ kind: 'reset-after-accept' });
		await expect(add()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(forj.state.emailsIn(2)).toHaveLength(1);
	});

	it.each([
		['truncated-json', /^application\/json/, expect.stringMatching(/^\{.*[^}]$/)],
		['html-200', /^text\/html/, expect.stringContaining('<html>')],
		['empty-200', /^undefined/, ''],
		['wrong-shape', /^application\/json/, { Message: 'OK', Items: {} }],
		['zero', /^application\/json/, { TotalCount: 0, Results: [] }],
	] as const)('answer 200 with %s', async (kind, type, body) => {
		const { http } = await startRoster({ kind });
		const { status, headers, data } = await http.get(`/api/groups/${GROUP}/members`);
		expect([status, data]).toEqual([200, body]);
		expect(String(headers['content-type'])).toMatch(type);
	});

	it('make the total smaller than the list', async () => {
		const { page } = await startRoster({ kind: 'short-total', times: Infinity });
		expect((await page(0)).TotalCount).toBe(3);
		expect((await page(2)).Results).toHaveLength(2);
	});

	it('shift rows between pages, so that one is skipped or seen twice', async () => {
		const skipping = await startRoster({ kind: 'shift-rows' });
		expect([await skipping.names(0), await skipping.names(2)]).toEqual([['A', 'B'], ['D']]);
		const doubling = await startRoster({ kind: 'shift-rows', by: -1 });
		expect([await doubling.names(0), await doubling.names(2)]).toEqual([['A', 'B'], ['B', 'C']]);
	});

	it('repeat a page', async () => {
		const { names } = await startRoster({ kind: 'repeat-page' });
		expect([await names(0), await names(2), await names(2)]).toEqual([['A', 'B'], ['A', 'B'], ['C', 'D']]);
	});

	it('hit from the nth matching call on', async () => {
		const { http } = await startRoster({ kind: 'status', code: 503, nth: 2, times: 2, match: { method: 'GET', path: /groups$/ } });
		const statuses = [];
		for (let call = 0; call < 5; call += 1) statuses.push((await http.get('/api/groups')).status);
		expect(statuses).toEqual([200, 503, 503, 200, 200]);
	});

	it('come at random, the same for the same seed', async () => {
		const { novi, http } = await startRoster();
		const run = async (): Promise<number[]> => {
			novi.faults.random({ seed: 7, rate: 0.5, effects: [{ kind: 'status', code: 503 }] });
			return await Promise.all(Array.from({ length: 20 }, async () => (await http.get('/api/groups')).status));
		};
		const first = (await run()).sort();
		expect(first).toContain(503);
		expect(first).toContain(200);
		expect((await run()).sort()).toEqual(first);
	});

	it('come at random to the same calls in whatever order they are made', async () => {
		const { novi, http } = await startRoster();
		const offsets = Array.from({ length: 20 }, (_, offset) => offset);
		const run = async (order: number[]): Promise<Record<number, number>> => {
			novi.faults.random({ seed: 3, rate: 0.5, effects: [{ kind: 'status', code: 503 }] });
			const statuses: Record<number, number> = {};
			for (const offset of order) statuses[offset] = (await http.get('/api/groups', { params: { offset } })).status;
			return statuses;
		};
		expect(await run(offsets)).toEqual(await run([...offsets].reverse()));
	});

	it('come at random only to the endpoints that are named', async () => {
		const { novi, http } = await startRoster();
		novi.faults.random({ seed: 1, rate: 1, effects: [{ kind: 'status', code: 503 }], endpoints: ['groups.list'] });
		expect([(await http.get('/api/groups')).status, (await http.get(`/api/groups/${GROUP}`)).status]).toEqual([503, 200]);
	});

	it('come at random only where an effect has a sense, and two totals that are too small never agree', async () => {
		const { novi, http, page } = await startRoster();
		novi.faults.random({ seed: 1, rate: 1, effects: [{ kind: 'short-total' }] });
		await http.get('/api/groups');
		expect([(await page(0)).TotalCount, (await page(2)).TotalCount]).toEqual([3, 2]);
		novi.faults.random({ seed: 1, rate: 1, effects: [{ kind: 'shift-rows' }] });
		await page(0);
		await page(2);
		expect(novi.log.map(({ fault }) => fault)).toEqual([undefined, 'short-total', 'short-total', undefined, 'shift-rows']);
	});
});

describe('the control pages', () => {
	it('show state, counters and log without a key, are not counted, and reset the counters', async () => {
		const { novi, http } = await startRoster();
		await http.get('/api/groups');
		const look = async (page: string) => (await noviClient(novi, 'none').get(`/_emulator/${page}`)).data;
		expect((await look('state')).members).toHaveLength(4);
		expect(await look('counters')).toMatchObject({ total: 1, writes: 0, byEndpoint: { 'groups.list': 1 } });
		expect(await look('log')).toHaveLength(1);
		await http.post('/_emulator/reset-counters');
		expect(novi.counters.total).toBe(0);
	});

	it('reset brings back the seed, and faults and log are gone', async () => {
		const { novi, http } = await startRoster({ kind: 'status', code: 500, times: Infinity });
		await http.get('/api/groups');
		novi.state.group(GROUP).roster.clear();
		for (const { UniqueID } of novi.state.members.rows()) novi.state.updateMember(UniqueID, { LastName: 'Changed' });
		novi.reset();
		expect(novi.state.members.rows().map(({ LastName }) => LastName)).toEqual(['A', 'B', 'C', 'D']);
		expect(novi.state.group(GROUP).roster.size).toBe(4);
		expect(novi.log).toEqual([]);
		expect((await http.get('/api/groups')).status).toBe(200);
	});
});

describe('a port that is taken', () => {
	it('is an error, also behind a redirect', async () => {
		const { novi } = await startRoster();
		const port = Number(new URL(novi.url).port);
		await expect(startNovi({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
		await expect(startForj({ port, secondOrigin: true })).rejects.toMatchObject({ code: 'EADDRINUSE' });
	});
});
