/** One run at a time, whatever happens to a run: it is slow, it fails, n8n is killed under it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionSummary, StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import type { WorkflowFile } from '../../sandbox/server/workflowImport.mjs';
import { emailsOf, nameOf, noviIdOf, numbers, TEAM, TEAM_FORJ_GROUP, TEAM_NOVI_GROUP, teamSeeds } from './support/team.mjs';
import { TABLES, World, type TableName } from './support/world.mjs';

const SIZE = 8;
const NEWCOMERS = 12;
const seeds = teamSeeds(SIZE, NEWCOMERS);

/** Long enough for a second run to begin and end while the first one waits for Novi. */
const SLOW_READ_MS = 12_000;
const PATIENCE_MS = 120_000;

let world: World;

beforeAll(async () => {
	world = await World.start({ novi: { seed: seeds.novi }, forj: { seed: seeds.forj } });
});

afterAll(async () => await world?.close());

/** What puts tables right again that a test has damaged. */
const mends: Array<() => Promise<void>> = [];

async function mend(): Promise<void> {
	for (const step of mends.splice(0)) await step();
}

/** No test leaves a run behind that the next one would meet. */
afterEach(async () => {
	world.novi.faults.clear();
	world.forj.faults.clear();
	for (const { id } of await world.client.workflows()) {
		await stop(id);
		await world.client.deleteWorkflow(id);
	}
	await mend();
});

async function stop(workflow: string): Promise<void> {
	if ((await world.client.workflow(workflow)).active) await world.client.unpublish(workflow);
	await until('no run is left', async () => (await world.client.listExecutions(workflow)).every(({ status }) => status !== 'running' && status !== 'new'));
}

const group = (): string[] => world.forj.state.emailsIn(TEAM_FORJ_GROUP);
const join = (n: number): void => world.novi.state.joinGroup(TEAM_NOVI_GROUP, noviIdOf(n));

/** Asks again and again until the answer is there. */
async function until<T>(what: string, ask: () => Promise<T | undefined | false>): Promise<T> {
	const deadline = Date.now() + PATIENCE_MS;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
		await sleep(100);
	}
}

const isRunning = async (workflow: string, execution: string): Promise<boolean> =>
	(await world.client.listExecutions(workflow)).some(({ id, status }) => id === execution && status === 'running');

async function leaseUntil(): Promise<number> {
	const [lease] = await world.rows('novi_forj_lease');
	return lease === undefined ? 0 : Date.parse(String(lease.until));
}

/** What an admin sets in the node Settings. */
function setLeaseMinutes(file: WorkflowFile, minutes: number): void {
	const settings = file.nodes.find(({ name }) => name === 'Settings')?.parameters as { assignments: { assignments: Array<{ name: string; value: unknown }> } };
	for (const assignment of settings.assignments.assignments) if (assignment.name === 'lease_minutes') assignment.value = minutes;
}

function setSchedule(file: WorkflowFile, everySeconds: number): void {
	const schedule = file.nodes.find(({ type }) => type === 'n8n-nodes-base.scheduleTrigger');
	if (schedule) schedule.parameters.rule = { interval: [{ field: 'seconds', secondsInterval: everySeconds }] };
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
		expect(await leaseUntil()).toBe(0);
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
		await stop(workflow.id);
		expect((await world.client.execution(failed)).data.resultData.lastNodeExecuted).toBe(step);
		await until('the lease is given back', async () => (await leaseUntil()) === 0);
		await until('the link is no longer Syncing', async () => (await world.link('team')).status !== 'Syncing');
		expect(await world.linkStatus('team')).toMatch(new RegExp(`^Error: The last run stopped at the step "${step}"\\. Open the failed execution`));

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

describe('n8n killed in the middle of a run', () => {
	test('the next run after its lease converges: nobody is added twice, nobody is wrongly removed', async () => {
		const workflow = await world.importShipped('full-sync.json', (file) => setLeaseMinutes(file, 0.4));
		await world.startOver([TEAM]);
		await world.run(workflow);
		for (const n of numbers(SIZE + 1, SIZE + NEWCOMERS)) join(n);
		world.novi.state.leaveGroup(TEAM_NOVI_GROUP, noviIdOf(1));
		world.forj.faults.script([{ kind: 'slow', ms: 1_000, match: { endpoint: 'members.add' }, times: Infinity }]);
		await world.startRun(workflow);
		await until('some people are added', async () => (world.forj.counters.byEndpoint['members.add'] ?? 0) >= 3);

		await world.killN8n();

		const added = group().length - SIZE;
		expect(added).toBeGreaterThan(0);
		expect(added).toBeLessThan(NEWCOMERS);
		world.forj.faults.clear();
		await world.restartN8n();
		expect((await world.link('team')).status).toBe('Syncing');
		await until('the lease of the killed run has run out', async () => (await leaseUntil()) < Date.now());

		const run = await world.run(workflow);
		expect(run.report('team').status).toBe('Up To Date');
		expect(group()).toEqual(emailsOf(2, SIZE + NEWCOMERS));
		expect(world.forj.state.users.rows()).toHaveLength(SIZE + NEWCOMERS);
		expect(world.forj.state.accidents).toEqual([]);
		expect((await world.shown('team'))[nameOf(1)]).toBe('Removed: No longer in the Novi group.');
		expect((await world.run(workflow)).writes.forj).toBe(0);
	});
});
