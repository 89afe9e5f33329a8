/** n8n's queue mode: the main process hands every run to one of two workers, on PostgreSQL and Redis. The shipped full sync is not changed for it. */
import { readFileSync } from 'node:fs';
import type { ExecutionResult, StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import type { N8nProcess } from '../../sandbox/server/n8nServer.mjs';
import { QueueMode } from './support/queueMode.mjs';
import { stopRuns } from './support/stopRuns.mjs';
import { emailsOf, noviIdOf, numbers, TEAM, TEAM_FORJ_GROUP, TEAM_NOVI_GROUP, teamSeeds } from './support/team.mjs';
import { setLeaseMinutes, setSchedule } from './support/template.mjs';
import { PATIENCE_MS, until } from './support/until.mjs';
import { World } from './support/world.mjs';

const SIZE = 8;
const NEWCOMERS = 12;
/** Every run has begun before the first one ends. */
const SLOW_READ_MS = 6_000;
/** No worker lives to see the answer. */
const STUCK_MS = 30_000;
const ROUNDS = 3;
const AT_ONCE = 6;
/** As short as a run may be, and long enough for a worker to be killed within it. */
const LEASE_MINUTES = 0.2;

const seeds = teamSeeds(SIZE, NEWCOMERS);

let queue: QueueMode;
let world: World;
let workers: N8nProcess[];
let workflow: StoredWorkflow;

beforeAll(async () => {
	queue = await QueueMode.start();
	world = await World.start({ novi: { seed: seeds.novi }, forj: { seed: seeds.forj }, env: queue.env });
	workers = [await queue.startWorker(), await queue.startWorker()];
	workflow = await world.importShipped('full-sync.json');
	await world.run(workflow); // creates the tables
});

afterAll(async () => {
	try {
		await world?.close();
	} finally {
		await queue?.stop();
	}
});

beforeEach(async () => {
	await world.startOver([TEAM]);
});

afterEach(() => {
	world.novi.faults.clear();
	world.forj.faults.clear();
});

const join = (n: number): void => world.novi.state.joinGroup(TEAM_NOVI_GROUP, noviIdOf(n));
const group = (): string[] => world.forj.state.emailsIn(TEAM_FORJ_GROUP);
const adds = (): number => world.forj.counters.byEndpoint['members.add'] ?? 0;

/** Ids of the runs that this worker has begun, as its log tells. */
function begunBy({ logFile }: N8nProcess): string[] {
	return [...readFileSync(logFile, 'utf8').matchAll(/Worker started execution (\d+)/g)].map(([, id]) => String(id));
}

test('a run goes through on a worker', async () => {
	join(SIZE + 1);
	const run = await world.run(workflow);
	expect(run.report('team').status).toBe('Up To Date');
	expect(group()).toEqual(emailsOf(1, SIZE + 1));
	expect(workers.flatMap(begunBy)).toContain(run.execution.id);
});

test('a published workflow runs on workers by its schedule', async () => {
	const published = await world.importShipped('full-sync.json', (file) => setSchedule(file, 2));
	const before = workers.flatMap(begunBy).length;
	join(SIZE + 1);
	await world.client.publish(published.id);
	await until('the newcomer is added and the link up to date', async () => group().length === SIZE + 1 && (await world.link('team')).status === 'Up To Date');
	await stopRuns(world, published.id);
	await world.client.deleteWorkflow(published.id);
	expect(workers.flatMap(begunBy).length).toBeGreaterThan(before);
});

test('runs that start at the same instant: one syncs, on whichever worker; the others say "Already running"', async () => {
	await world.run(workflow);
	world.novi.faults.script([{ kind: 'slow', ms: SLOW_READ_MS, match: { endpoint: 'groups.members' }, times: Infinity }]);
	const before = workers.map((worker) => begunBy(worker).length);
	for (const round of numbers(1, ROUNDS)) {
		join(SIZE + round);
		const runs = await runAtOnce(AT_ONCE);
		const synced = runs.filter((run) => run.data.resultData.runData['Read Novi Groups'] !== undefined);
		const refused = (await world.rows('novi_forj_runs')).filter(({ run_id, outcome }) => outcome === 'Already running' && runs.some(({ id }) => id === run_id));
		expect({ round, synced: synced.length, refused: refused.length, adds: adds() }).toEqual({ round, synced: 1, refused: AT_ONCE - 1, adds: round });
		expect(runs.map(({ status }) => status)).toEqual(runs.map(() => 'success'));
		expect(group()).toEqual(emailsOf(1, SIZE + round));
		expect(await world.linkStatus('team')).toBe('Up To Date');
		expect(await world.leaseUntil()).toBe(0);
	}
	workers.forEach((worker, index) => expect(begunBy(worker).length).toBeGreaterThan(before[index]));
});

async function runAtOnce(count: number): Promise<ExecutionResult[]> {
	const ids = await Promise.all(numbers(1, count).map(async () => await world.startRun(workflow)));
	return await Promise.all(ids.map(async (id) => await world.client.waitForExecution(id, PATIENCE_MS)));
}

test('a worker is killed while people are added: once the lease is over, the other one goes on, and nobody is added twice', async () => {
	await world.run(workflow);
	const short = await world.importShipped('full-sync.json', (file) => setLeaseMinutes(file, LEASE_MINUTES));
	const newcomers = numbers(SIZE + 1, SIZE + NEWCOMERS);
	newcomers.forEach(join);
	world.forj.faults.script([{ kind: 'slow', ms: STUCK_MS, match: { endpoint: 'members.add' }, times: Infinity }]);
	const run = await world.startRun(short);
	await until('some are added', () => adds() > 2);
	const killed = workers.find((worker) => begunBy(worker).includes(run));
	expect(killed).toBeDefined();

	await killed?.kill();
	workers = workers.filter((worker) => worker !== killed);

	world.forj.faults.clear();
	expect(group().length).toBeLessThan(SIZE + NEWCOMERS);
	expect((await world.link('team')).status).toBe('Syncing');
	await until('the lease has run out', async () => await world.leaseHasRunOut());

	const next = await world.run(workflow);

	expect(next.report('team').status).toBe('Up To Date');
	expect(group()).toEqual(emailsOf(1, SIZE + NEWCOMERS));
	expect(world.forj.state.users.rows()).toHaveLength(SIZE + NEWCOMERS);
	expect(await world.linkStatus('team')).toBe('Up To Date');
});
