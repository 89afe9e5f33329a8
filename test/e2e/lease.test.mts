/** One run at a time, whatever happens to a run: others start with it, it is slow, it fails, it is stopped. kill.test.mts kills n8n under it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { REPORT_OUTPUT } from '../../sandbox/server/executionData.mjs';
import type { ExecutionResult, ExecutionSummary, N8nClient, StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import { stopRuns } from './support/stopRuns.mjs';
import { sumsOf, type LinkReport } from './support/syncRun.mjs';
import { emailsOf, nameOf, noviIdOf, numbers, TEAM, TEAM_FORJ_GROUP, TEAM_NOVI_GROUP, teamSeeds } from './support/team.mjs';
import { setLeaseMinutes, setSchedule } from './support/template.mjs';
import { PATIENCE_MS, until } from './support/until.mjs';
import { TABLES, World, type TableName } from './support/world.mjs';

const SIZE = 8;
const NEWCOMERS = 12;
const seeds = teamSeeds(SIZE, NEWCOMERS);

/** Long enough for a second run to begin and end while the first one waits for Novi. */
const SLOW_READ_MS = 12_000;

let world: World;

beforeAll(async () => {
	world = await World.start({ novi: { seed: seeds.novi }, forj: { seed: seeds.forj } });
});

afterAll(async () => await world?.close());

const calls = (): number => world.novi.counters.total + world.forj.counters.total;
const adds = (): number => world.forj.counters.byEndpoint['members.add'] ?? 0;

/** What puts tables right again that a test has damaged. */
const mends: Array<() => Promise<void>> = [];

async function mend(): Promise<void> {
	for (const step of mends.splice(0)) await step();
}

/** No test leaves a run behind that the next one would meet. */
afterEach(async () => {
	world.novi.faults.clear();
	world.forj.faults.clear();
	try {
		for (const { id } of await world.client.workflows()) {
			await stop(id);
			await world.client.deleteWorkflow(id);
		}
	} finally {
		await mend();
	}
});

const stop = async (workflow: string): Promise<void> => await stopRuns(world, workflow);

const group = (): string[] => world.forj.state.emailsIn(TEAM_FORJ_GROUP);
const join = (n: number): void => world.novi.state.joinGroup(TEAM_NOVI_GROUP, noviIdOf(n));

const isRunning = async (workflow: string, execution: string): Promise<boolean> =>
	(await world.client.listExecutions(workflow)).some(({ id, status }) => id === execution && status === 'running');

async function endLease(): Promise<void> {
	const everyLease = { filters: [{ columnName: 'name', condition: 'eq', value: 'sync' }] } as const;
	await world.client.tables.updateRows('novi_forj_lease', everyLease, { until: '1970-01-01T00:00:00.000Z' });
}

describe('a second run while one is running', () => {
	test('writes one run row that says so, and nothing else; the first one ends as if it were alone', async () => {
		const workflow = await world.importShipped('full-sync.json');
		await world.run(workflow); // creates the tables
		await world.startOver([TEAM]);
		join(SIZE + 1);
		world.novi.faults.script([{ kind: 'slow', ms: SLOW_READ_MS, match: { endpoint: 'groups.members' } }]);
		const first = await world.startRun(workflow);
		await until('the first run reads Novi', async () => (world.novi.counters.byEndpoint['groups.members'] ?? 0) > 0);
		expect((await world.link('team')).status).toBe('Syncing');
		const before = await world.allRows();

		const second = await world.run(workflow);

		const after = await world.allRows();
		expect(await isRunning(workflow.id, first)).toBe(true);
		expect(second.execution.status).toBe('success');
		expect(second.calls).toEqual({ novi: 0, forj: 0 });
		const [row, ...more] = after.novi_forj_runs.filter(({ id }) => !before.novi_forj_runs.some((known) => known.id === id));
		expect(more).toEqual([]);
		expect(row).toMatchObject({ run_id: second.execution.id, link_id: '', outcome: 'Already running' });
		expect(String(row.detail)).toMatch(/^A sync is already running since \d{4}-\d\d-\d\dT/);
		for (const table of TABLES.filter((name) => name !== 'novi_forj_runs')) expect(after[table]).toEqual(before[table]);

		await world.client.waitForExecution(first, PATIENCE_MS);
		expect(group()).toEqual(emailsOf(1, SIZE + 1));
		expect(await world.linkStatus('team')).toBe('Up To Date');
		expect(await world.leaseUntil()).toBe(0);
		expect((await world.run(workflow)).report('team').status).toBe('Up To Date');
	});
});

describe('two lease rows, as two first runs at the same instant leave them', () => {
	test('a run that gets only one of them does nothing, and does not keep the next one waiting', async () => {
		const workflow = await world.importShipped('full-sync.json');
		await world.run(workflow);
		await world.startOver([TEAM]);
		const past = '1970-01-01T00:00:00.000Z';
		const held = new Date(Date.now() + 600_000).toISOString();
		await world.client.tables.insertRows('novi_forj_lease', [
			{ name: 'sync', holder: '', until: past, since: past },
			{ name: 'sync', holder: 'another run', until: held, since: past },
		]);

		expect((await world.run(workflow)).calls).toEqual({ novi: 0, forj: 0 });

		const filter = { filters: [{ columnName: 'holder', condition: 'eq', value: 'another run' }] } as const;
		await world.client.tables.updateRows('novi_forj_lease', filter, { until: past });
		expect((await world.run(workflow)).report('team').status).toBe('Up To Date');
	});
});

describe('a published workflow', () => {
	let workflow: StoredWorkflow;

	beforeEach(async () => {
		await world.startOver([TEAM]);
		workflow = await world.importShipped('full-sync.json', (file) => setSchedule(file, 2));
	});

	const scheduledRuns = async (): Promise<ExecutionSummary[]> => (await world.client.listExecutions(workflow.id)).filter(({ mode }) => mode === 'trigger');
	const failedRun = async (): Promise<string | undefined> => (await scheduledRuns()).find(({ status }) => status === 'error')?.id;

	/** Somebody has made a table anew by hand, and left a column out. */
	async function loseColumn(table: TableName, column: string): Promise<void> {
		const { tables } = world.client;
		const columns = (await tables.columns(table)).map(({ name, type }) => ({ name, type }));
		const rows = await tables.rows(table);
		await tables.deleteTable(table);
		await tables.createTable(table, columns.filter(({ name }) => name !== column));
		await tables.insertRows(table, rows.map((row) => Object.fromEntries(columns.filter(({ name }) => name !== column).map(({ name }) => [name, row[name]]))));
		const lost = columns.filter(({ name }) => name === column);
		mends.push(async () => void (await Promise.all(lost.map(async (one) => await world.client.tables.addColumn(table, one)))));
	}

	test('runs by its schedule, and keeps no data of a run that ended well', async () => {
		join(SIZE + 1);
		await world.client.publish(workflow.id);
		await until('the schedule has added the newcomer', async () => group().length === SIZE + 1);
		await until('the link is up to date', async () => (await world.link('team')).status === 'Up To Date');
		await stop(workflow.id);
		expect(await scheduledRuns()).toEqual([]);
		expect((await world.rows('novi_forj_runs')).filter(({ outcome }) => outcome === 'Up To Date').length).toBeGreaterThan(0);
	});

	test.each<[TableName, string, string]>([
		['novi_forj_runs', 'detail', 'Store Run Rows'],
		['novi_forj_people', 'baseline', 'Store People'],
		['novi_forj_links', 'last_run_id', 'Store Link States'],
	])('that fails because %s lacks a column says so at its links, and gives the lease back; mended, it goes on', async (table, column, step) => {
		await loseColumn(table, column);
		join(SIZE + 1);
		await world.client.publish(workflow.id);
		const failed = await until('a run has failed', failedRun);
		// While it is published: of one that no longer is, n8n only logs that it "is not active and cannot be executed".
		await until('the lease is given back', async () => (await world.leaseUntil()) === 0);
		const told = await until('the link says that it failed', async () => {
			const status = await world.linkStatus('team');
			return status.startsWith('Error') && status;
		});
		await stop(workflow.id);
		await endLease(); // of a run that failed while its schedule was switched off
		expect((await world.client.execution(failed)).data.resultData.lastNodeExecuted).toBe(step);
		expect(told).toMatch(new RegExp(`^Error: The last run stopped at the step "${step}"\\. Open the failed execution`));

		await mend();
		expect((await world.run(workflow)).report('team').status).toBe('Up To Date');
		expect(group()).toEqual(emailsOf(1, SIZE + 1));
		expect(world.forj.state.users.rows()).toHaveLength(SIZE + 1);
	});

	test('that meets another table with one of its names stops before it reads anything, and says what to rename', async () => {
		await world.client.tables.createTable('Copy of novi_forj_links', [{ name: 'link_id', type: 'string' }]);
		mends.push(async () => await world.client.tables.deleteTable('Copy of novi_forj_links'));
		await world.client.publish(workflow.id);
		const failed = await until('a run has failed', failedRun);
		await stop(workflow.id);
		const { error } = await world.client.execution(failed);
		expect(error?.message).toContain("have one of the sync's names inside their own: Copy of novi_forj_links.");
		expect(world.novi.counters.total + world.forj.counters.total).toBe(0);
		expect((await world.link('team')).status).toBeNull();
	});
});

describe('runs that start at the same instant', () => {
	/** They overlap for sure. */
	const SLOW_MS = 1_500;
	const ROUNDS = 4;

	type Start = () => Promise<string>;

	beforeEach(async () => {
		await world.run(await world.importShipped('full-sync.json')); // creates the tables
		await world.startOver([TEAM]);
	});

	const slow = (): void => world.novi.faults.script([{ kind: 'slow', ms: SLOW_MS, match: { endpoint: 'groups.members' }, times: Infinity }]);
	const ranStep = (run: ExecutionResult, step: string): boolean => run.data.resultData.runData[step] !== undefined;
	const callsOf = (reports: LinkReport[]): number => reports.reduce((sum, { calls: { novi, forj } }) => sum + novi + forj, 0);

	/** Starts all at once and waits for all. Whoever does not sync says so in one row, and calls nobody. */
	async function race(starts: readonly Start[]): Promise<ExecutionResult[]> {
		const before = calls();
		const ids = await Promise.all(starts.map(async (start) => await start()));
		const runs = await Promise.all(ids.map(async (id) => await world.client.waitForExecution(id, PATIENCE_MS)));
		const winners = runs.filter((run) => ranStep(run, 'Read Novi Groups') || ranStep(run, 'Apply Plan'));
		const rows = await world.rows('novi_forj_runs');
		for (const run of runs.filter((each) => !winners.includes(each))) {
			expect(run.status).toBe('success');
			expect(rows.filter(({ run_id }) => run_id === run.id)).toMatchObject([{ link_id: '', outcome: 'Already running' }]);
		}
		expect(calls() - before).toBe(winners.reduce((sum, run) => sum + callsOf(run.items('Summarize Run', REPORT_OUTPUT) as unknown as LinkReport[]), 0));
		return winners;
	}

	/** In every round one newcomer, whom exactly one of the runs adds. */
	async function raceInRounds(starts: readonly Start[]): Promise<void> {
		slow();
		for (const round of numbers(1, ROUNDS)) {
			join(SIZE + round);
			const winners = await race(starts);
			expect({ round, winners: winners.length, adds: adds() }).toEqual({ round, winners: 1, adds: round });
			expect(group()).toEqual(emailsOf(1, SIZE + round));
			expect(await world.linkStatus('team')).toBe('Up To Date');
			expect(await world.leaseUntil()).toBe(0);
		}
		expect(world.forj.state.users.rows()).toHaveLength(SIZE + ROUNDS);
	}

	test('of one workflow: one syncs, the other says "Already running"', async () => {
		const workflow = await world.importShipped('full-sync.json');
		await world.run(workflow);
		await raceInRounds([async () => await world.startRun(workflow), async () => await world.startRun(workflow)]);
	});

	test('of two copies of the workflow, as after a second import: one syncs', async () => {
		const copies = [await world.importShipped('full-sync.json'), await world.importShipped('full-sync.json')];
		await world.run(copies[0]);
		await raceInRounds(copies.map((copy) => async () => await world.startRun(copy)));
	});

	describe('in two n8n processes on one database, six at once', () => {
		let workflow: StoredWorkflow;
		let second: Awaited<ReturnType<World['startSecondN8n']>>;
		let starts: Start[];

		beforeAll(async () => {
			second = await world.startSecondN8n();
		});

		afterAll(async () => await second?.stop());

		beforeEach(async () => {
			workflow = await world.importShipped('full-sync.json');
			const clients: N8nClient[] = [world.client, second.client, world.client, second.client, world.client, second.client];
			starts = clients.map((client) => async () => await world.startRun(workflow, client));
		});

		test('one syncs', async () => {
			await world.run(workflow);
			await raceInRounds(starts);
		});

		test('before there is a lease, at most one syncs, and the next run is not kept waiting', async () => {
			slow();
			for (const round of numbers(1, ROUNDS)) {
				await world.client.tables.deleteRows('novi_forj_lease', { filters: [{ columnName: 'id', condition: 'gt', value: 0 }] });
				join(SIZE + round);
				const winners = await race(starts);
				expect(winners.length).toBeLessThanOrEqual(1);
				expect((await world.run(workflow)).report('team').status).toBe('Up To Date');
				expect({ round, adds: adds() }).toEqual({ round, adds: round });
				expect(group()).toEqual(emailsOf(1, SIZE + round));
			}
		});
	});

	test('by the schedules of two copies, second after second: their syncs never overlap', async () => {
		slow();
		const copies = [await world.importShipped('full-sync.json', (file) => setSchedule(file, 1)), await world.importShipped('full-sync.json', (file) => setSchedule(file, 1))];
		for (const { id } of copies) await world.client.publish(id);
		for (const n of numbers(1, ROUNDS)) {
			join(SIZE + n);
			await until('the newcomer is added', () => group().length === SIZE + n);
		}
		// Both at once: a schedule that goes on while the other's runs are waited for begins one after another.
		await Promise.all(copies.map(async ({ id }) => await stop(id)));

		const rows = await world.rows('novi_forj_runs');
		const synced = rows.filter(({ link_id }) => link_id === 'team').map(({ started_at, finished_at }) => [Date.parse(String(started_at)), Date.parse(String(finished_at))]);
		synced.sort(([one], [other]) => one - other);
		synced.slice(1).forEach(([startedAt], index) => expect(startedAt).toBeGreaterThanOrEqual(synced[index][1]));
		expect(synced.length).toBeGreaterThan(1);
		expect(rows.filter(({ outcome }) => outcome === 'Already running').length).toBeGreaterThanOrEqual(ROUNDS);
		expect(adds()).toBe(ROUNDS);
		expect(world.forj.state.users.rows()).toHaveLength(SIZE + ROUNDS);
	});
});

describe('a run that ends too early, or takes too long', () => {
	/** Everybody joins, and Forj takes its time for each. */
	const SLOW_MS = 1_000;
	/** A person who is added twice would be there twice. */
	const everybody = emailsOf(1, SIZE + NEWCOMERS);
	let workflow: StoredWorkflow;

	async function start(leaseMinutes: number): Promise<{ id: string; workflow: string; until: number }> {
		const short = await world.importShipped('full-sync.json', (file) => setLeaseMinutes(file, leaseMinutes));
		const id = await world.startRun(short);
		return { id, workflow: short.id, until: await until('the run has the lease', async () => (await world.leaseUntil()) || undefined) };
	}

	beforeEach(async () => {
		workflow = await world.importShipped('full-sync.json');
		await world.startOver([TEAM]);
		await world.run(workflow);
		for (const n of numbers(SIZE + 1, SIZE + NEWCOMERS)) join(n);
		world.forj.faults.script([{ kind: 'slow', ms: SLOW_MS, match: { endpoint: 'members.add' }, times: Infinity }]);
	});

	async function expectConvergence(): Promise<void> {
		world.novi.faults.clear();
		world.forj.faults.clear();
		const report = (await world.run(workflow)).report('team');
		expect(report.status).toBe('Up To Date');
		for (const [whole, parts] of Object.values(sumsOf(report.counters ?? {}))) expect(parts).toBe(whole);
		expect(group()).toEqual(everybody);
		expect(world.forj.state.users.rows()).toHaveLength(everybody.length);
		expect((await world.run(workflow)).writes.forj).toBe(0);
	}

	test('stopped by hand while it adds people, it writes nothing more; the next run after its lease does the rest', async () => {
		const run = await start(0.2);
		await until('some people are added', () => adds() > 2);

		await world.client.stopExecution(run.id);

		const atTheStop = adds();
		expect((await world.client.waitForExecution(run.id, PATIENCE_MS)).status).toBe('canceled');
		await sleep(3 * SLOW_MS);
		expect(adds()).toBe(atTheStop);
		expect(adds()).toBeLessThan(NEWCOMERS);
		expect(await world.leaseUntil()).toBe(run.until);
		await until('the lease has run out', async () => await world.leaseHasRunOut());
		await expectConvergence();
	});

	test('slower than its lease, it starts no write after its deadline, says so, and the next run does the rest', async () => {
		const minutes = 0.15;
		world.forj.faults.clear();
		world.forj.faults.script([{ kind: 'slow', ms: 4 * SLOW_MS, match: { endpoint: 'members.add' }, times: Infinity }]);
		const run = await start(minutes);
		const ended = await world.client.waitForExecution(run.id, PATIENCE_MS);

		const writes = world.forj.log.filter(({ method }) => method !== 'GET');
		expect(writes.length).toBeGreaterThan(0);
		expect(writes.length).toBeLessThan(NEWCOMERS);
		// A quarter of the lease is kept for storing the rows.
		const deadline = run.until - minutes * 15_000;
		for (const { at } of writes) expect(at).toBeLessThan(deadline);
		const [report] = ended.items('Summarize Run', REPORT_OUTPUT) as unknown as LinkReport[];
		expect(report).toMatchObject({ status: 'Held', detail: 'The time of this run was over. The next run does the rest.' });
		expect(report.counters).toMatchObject({ added: writes.length, not_attempted: NEWCOMERS - writes.length });
		for (const [whole, parts] of Object.values(sumsOf(report.counters ?? {}))) expect(parts).toBe(whole);
		expect((await world.shown('team'))[nameOf(SIZE + NEWCOMERS)]).toBe('Not attempted: Would be added. The time of this run was over. The next run does the rest.');
		await expectConvergence();
	});

	test('overtaken by another run while it was still reading, it writes nothing', async () => {
		world.novi.faults.script([{ kind: 'slow', ms: SLOW_READ_MS, match: { endpoint: 'groups.members' } }]);
		const run = await start(0.05);
		await until('its lease has run out', () => run.until < Date.now());
		world.forj.faults.clear();

		expect((await world.run(workflow)).report('team').status).toBe('Up To Date');

		expect(await isRunning(run.workflow, run.id)).toBe(true);
		const written = world.forj.counters.writes;
		const ended = await world.client.waitForExecution(run.id, PATIENCE_MS);
		expect(world.forj.counters.writes).toBe(written);
		expect(ended.status).toBe('success');
		await expectConvergence();
	});
});
