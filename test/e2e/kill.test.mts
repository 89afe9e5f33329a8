/**
 * n8n killed (SIGKILL) at any moment of a run. Whatever the killed run had done, the next one converges: nobody is added
 * twice, nobody is wrongly removed, everybody is shown as they stand, the counters add up, and then there is nothing left to do.
 */
import type { StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import type { WorkflowFile } from '../../sandbox/server/workflowImport.mjs';
import { sumsOf } from './support/syncRun.mjs';
import { emailOf, nameOf, noviIdOf, numbers, TEAM, TEAM_FORJ_GROUP, TEAM_NOVI_GROUP, teamSeeds } from './support/team.mjs';
import { pauseBefore, setLeaseMinutes } from './support/template.mjs';
import { until } from './support/until.mjs';
import { World } from './support/world.mjs';

const SIZE = 16;
const FEW = 6;
/** More than go into single calls. */
const MANY = 25;
const seeds = teamSeeds(SIZE, MANY);

/** As many as the default limit lets go, and more than go at the same time. */
const LEAVERS = numbers(1, 5);
const PROMOTED = numbers(6, 11);
const TITLE = 'Chair';

/** Long enough for a run to come to any of the moments, short enough to wait for. */
const LEASE_MINUTES = 0.2;
const SLOW_MS = 1_500;
/** A run that pauses never goes on: n8n is killed before. */
const PAUSE_SECONDS = 60;
const EVERY_MS = 5;

let world: World;
/** The next run, with the lease as it is shipped. */
let workflow: StoredWorkflow;

beforeAll(async () => {
	world = await World.start({ novi: { seed: seeds.novi }, forj: { seed: seeds.forj, bulkPollsUntilDone: 1 } });
	workflow = await world.importShipped('full-sync.json');
	await world.run(workflow); // creates the tables
});

afterAll(async () => await world?.close());

type Progress = 'none' | 'some' | 'all';

/** What a run has done in Forj and in the tables so far. */
interface Done {
	added: Progress;
	updated: Progress;
	removed: Progress;
	/** Rows of novi_forj_members. */
	shown: Progress;
	/** How the link stands. */
	link: string;
}

interface Moment {
	/** Whether the run has come to this moment. */
	readonly reached: (run: string) => boolean | Promise<boolean>;
	/** What the killed run has done. */
	readonly done: Done;
	/** How many join the Novi group; a few when not given. */
	readonly newcomers?: number;
	/** Makes the moment long enough to be hit. */
	readonly hold?: () => void;
	/** The step before which the run pauses, for the same purpose. */
	readonly pauseBefore?: string;
	/** What happens in Forj while n8n is away. */
	readonly meanwhile?: () => void;
}

const NOTHING: Done = { added: 'none', updated: 'none', removed: 'none', shown: 'none', link: 'Syncing' };
const WRITTEN: Done = { ...NOTHING, added: 'all', updated: 'all', removed: 'all' };
const SHOWN: Done = { ...WRITTEN, shown: 'all' };

const slowNovi = (endpoint: string) => () => world.novi.faults.script([{ kind: 'slow', ms: SLOW_MS, match: { endpoint }, times: Infinity }]);
const slowForj = (endpoint: string) => () => world.forj.faults.script([{ kind: 'slow', ms: SLOW_MS, match: { endpoint }, times: Infinity }]);
const counts = () => ({ novi: world.novi.counters.byEndpoint, forj: world.forj.counters.byEndpoint });
/** When the run began that is killed. */
let before: ReturnType<typeof counts>;
const askedNovi = (endpoint: string): number => (counts().novi[endpoint] ?? 0) - (before.novi[endpoint] ?? 0);
const askedForj = (endpoint: string): number => (counts().forj[endpoint] ?? 0) - (before.forj[endpoint] ?? 0);
const answeredByForj = (endpoint: string): number => world.forj.log.filter((entry) => entry.endpoint === endpoint).length;
const rowsOf = async (table: 'novi_forj_members' | 'novi_forj_runs', run: string) => (await world.rows(table)).filter(({ run_id }) => run_id === run);

function endImports(): void {
	const { jobs } = world.forj.state;
	for (const { id } of jobs.all()) while (jobs.look(id)?.status !== 'completed');
}

const MOMENTS: Record<string, Moment> = {
	'while Novi is read': { hold: slowNovi('groups.members'), reached: () => askedNovi('groups.members') > 0, done: NOTHING },
	'while Forj is read': { hold: slowForj('members.list'), reached: () => askedForj('members.list') > 0, done: NOTHING },
	'while people are added one by one': { hold: slowForj('members.add'), reached: () => askedForj('members.add') > 2, done: { ...NOTHING, added: 'some' } },
	'while an import is under way': { newcomers: MANY, reached: () => answeredByForj('bulk.add') > 0, done: NOTHING },
	'while an import is under way, which ends before n8n is back': {
		newcomers: MANY,
		reached: () => answeredByForj('bulk.add') > 0,
		done: NOTHING,
		meanwhile: endImports,
	},
	'while profiles are updated': {
		hold: slowForj('users.update'),
		reached: () => askedForj('users.update') > 2,
		done: { ...NOTHING, added: 'all', updated: 'some' },
	},
	'while people are removed': {
		hold: slowForj('members.remove'),
		reached: () => askedForj('members.remove') > 2,
		done: { ...WRITTEN, removed: 'some' },
	},
	'when Forj has answered the last write': { reached: () => answeredByForj('members.remove') === LEAVERS.length, done: WRITTEN },
	'when the people are shown, and those of the run before are not yet dropped': {
		pauseBefore: 'Drop Superseded Member Rows',
		reached: async (run) => (await rowsOf('novi_forj_members', run)).length > 0,
		done: SHOWN,
	},
	'when the people are shown, and nothing is remembered of them': {
		pauseBefore: 'Store People',
		reached: async (run) => (await world.rows('novi_forj_members')).every(({ run_id }) => run_id === run),
		done: SHOWN,
	},
	'when all is stored but how the link stands': {
		pauseBefore: 'Store Link States',
		reached: async (run) => (await rowsOf('novi_forj_runs', run)).length > 0,
		done: SHOWN,
	},
	'when all is done but the lease is not given back': {
		pauseBefore: 'Give Back Lease',
		reached: async (run) => (await world.link('team')).last_run_id === run,
		done: { ...SHOWN, link: 'Up To Date' },
	},
};

const emailsInForj = (): string[] => world.forj.state.emailsIn(TEAM_FORJ_GROUP);
const titleOf = (n: number): unknown => world.forj.state.findByEmail(emailOf(n))?.fields.job_title;
const progress = (count: number, total: number): Progress => (count === 0 ? 'none' : count === total ? 'all' : 'some');

/** A team that is in step, and then changes in Novi. */
async function changedTeam(newcomers: readonly number[]): Promise<void> {
	await world.startOver([TEAM]);
	expect((await world.run(workflow)).report('team').status).toBe('Up To Date');
	const { state } = world.novi;
	for (const n of newcomers) state.joinGroup(TEAM_NOVI_GROUP, noviIdOf(n));
	for (const n of PROMOTED) state.updateMember(noviIdOf(n), { JobTitle: TITLE });
	for (const n of LEAVERS) state.leaveGroup(TEAM_NOVI_GROUP, noviIdOf(n));
}

async function whatIsDone(run: string, newcomers: readonly number[]): Promise<Done> {
	const members = new Set(emailsInForj());
	return {
		added: progress(newcomers.filter((n) => members.has(emailOf(n))).length, newcomers.length),
		updated: progress(PROMOTED.filter((n) => titleOf(n) === TITLE).length, PROMOTED.length),
		removed: progress(LEAVERS.filter((n) => !members.has(emailOf(n))).length, LEAVERS.length),
		shown: progress((await rowsOf('novi_forj_members', run)).length, SIZE + newcomers.length),
		link: String((await world.link('team')).status),
	};
}

test.each(Object.entries(MOMENTS))('n8n killed %s', async (_name, moment) => {
	const newcomers = numbers(SIZE + 1, SIZE + (moment.newcomers ?? FEW));
	await changedTeam(newcomers);
	const killed = await world.importShipped('full-sync.json', (file) => {
		setLeaseMinutes(file, LEASE_MINUTES);
		if (moment.pauseBefore) pauseBefore(file, moment.pauseBefore, PAUSE_SECONDS);
	});
	moment.hold?.();
	before = counts();
	const run = await world.startRun(killed);
	await until('the run has come to the moment', () => moment.reached(run), EVERY_MS);

	await world.killN8n();

	world.novi.faults.clear();
	world.forj.faults.clear();
	await world.restartN8n();
	expect(await whatIsDone(run, newcomers)).toEqual(moment.done);
	moment.meanwhile?.();
	await until('the lease of the killed run has run out', async () => await world.leaseHasRunOut());

	const next = await world.run(workflow);

	const report = next.report('team');
	expect(report.status).toBe('Up To Date');
	for (const [whole, parts] of Object.values(sumsOf(report.counters ?? {}))) expect(parts).toBe(whole);
	const staying = [...numbers(LEAVERS.length + 1, SIZE), ...newcomers];
	expect(emailsInForj()).toEqual(staying.map(emailOf));
	expect(PROMOTED.map(titleOf)).toEqual(PROMOTED.map(() => TITLE));
	expect(world.forj.state.users.rows()).toHaveLength(SIZE + newcomers.length);
	expect(world.forj.state.accidents).toEqual([]);
	const shown = await world.shown('team');
	expect(Object.keys(shown).sort()).toEqual([...LEAVERS, ...staying].map(nameOf));
	for (const n of LEAVERS) expect(shown[nameOf(n)]).toBe('Removed: No longer in the Novi group.');
	for (const n of staying) expect(shown[nameOf(n)]).toMatch(/^(Up To Date|Added|Updated)$/);
	expect(await world.linkStatus('team')).toBe('Up To Date');

	const again = await world.run(workflow);
	expect(again.report('team').status).toBe('Up To Date');
	expect(again.counters('team')).toMatchObject({ roster: staying.length, eligible: staying.length, up_to_date: staying.length, kept: staying.length });
	expect(again.writes).toEqual({ novi: 0, forj: 0 });
});
