/** From Forj to Novi, with both workflows active in one n8n: a profile edited in Forj arrives in Novi, once, and nothing else changes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../sandbox/emulators/shared/random.mjs';
import type { StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import type { WorkflowFile } from '../../sandbox/server/workflowImport.mjs';
import { hasNoRun } from './support/stopRuns.mjs';
import { noviIdOf, numbers, TEAM, TEAM_FORJ_GROUP, teamSeeds } from './support/team.mjs';
import { fillInSettings, setRule } from './support/template.mjs';
import { until } from './support/until.mjs';
import { World } from './support/world.mjs';

const SIZE = 12;
const seeds = teamSeeds(SIZE, 0);
/** Forj owns the website, both sides the phone; names, company and job title go to Forj. */
const FIELDS = [
	{ novi_field: 'Website', forj_field: 'website', direction: 'forj_to_novi' },
	{ novi_field: 'Phone', forj_field: 'phone', direction: 'both' },
];

/** n8n answers a webhook before it lists the run: so often in a row, a second apart, none may be there. */
const QUIET_LOOKS = 3;
const LOOK_AGAIN_MS = 1_000;

/** Everything that is edited below, in Novi's and in Forj's name. */
const MAPPED = [['Website', 'website'], ['Phone', 'phone'], ['JobTitle', 'job_title']] as const;

let world: World;
let sync: StoredWorkflow;
let profiles: StoredWorkflow;

beforeAll(async () => {
	const users = seeds.forj.users?.map((user) => ({ ...user, fields: { ...user.fields, website: '', phone: '' } }));
	// A blank clears nothing that was never agreed on, so everybody has a title.
	const members = seeds.novi.members.map((member) => ({ ...member, JobTitle: 'Member' }));
	world = await World.start({ novi: { seed: { ...seeds.novi, members } }, forj: { seed: { ...seeds.forj, users } } });
	sync = await world.importShipped('full-sync.json');
	profiles = await world.importShipped('profile-update.json', impatient);
	await world.run(sync); // creates the tables
	await world.client.publish(profiles.id);
});

afterAll(async () => await world?.close());

/** Looks for the lease more often than every ten seconds; the hourly run is started by hand here. */
function impatient(file: WorkflowFile): void {
	for (const node of file.nodes) if (node.name === 'Wait for the Other Run') node.parameters.amount = 1;
}

beforeEach(async () => {
	// The last test's writes have come back as webhooks; the run that they start would hold the lease.
	await quiet();
	await world.startOver([TEAM]);
	await world.client.tables.insertRows('novi_forj_fields', FIELDS);
	await world.run(sync);
	expect(await world.linkStatus('team')).toMatch(/^Up To Date/);
});

afterEach(() => {
	world.novi.faults.clear();
	world.forj.faults.clear();
	expect([...world.forj.unknownRoutes, ...world.novi.unknownRoutes, ...world.forj.state.accidents, ...world.novi.state.accidents]).toEqual([]);
});

const forjId = (n: number): number => 1_000 + n;
const record = (n: number) => world.novi.state.members.get(noviIdOf(n))!;
const edit = (n: number, fields: Record<string, string>): void => void world.forj.state.editProfile(forjId(n), { fields });
const user = (n: number) => world.forj.state.user(forjId(n)).fields;

/** Forj tells n8n from now on. */
function paste(): void {
	const trigger = profiles.nodes.find(({ name }) => name === 'When Forj Changes');
	world.forj.state.webhooks.push({ url: `${world.server.url}/webhook/${trigger?.webhookId}/forj`, topics: ['user.updated'] });
}

const noRunIsLeft = async (): Promise<boolean> => await hasNoRun(world.client, profiles.id);

/** Forj has told everything, and every run that it started has ended. */
async function quiet(): Promise<void> {
	await world.forj.webhooksSettled();
	await until('no run is left', async () => {
		for (let look = 0; look < QUIET_LOOKS; look++) {
			if (look > 0) await sleep(LOOK_AGAIN_MS);
			if (!(await noRunIsLeft())) return false;
		}
		return true;
	});
}

async function hourly(): Promise<ReturnType<World['run']>> {
	return await world.run(profiles);
}

const report = async (run: Awaited<ReturnType<World['run']>>): Promise<Record<string, unknown>> => run.items('Summarize Profiles', 2)[0] ?? {};

describe('a profile field edited in Forj', () => {
	test('arrives in Novi at once when Forj tells of it; everything else of the record is as before, and the next full sync writes nothing', async () => {
		paste();
		const before = { ...record(1) };
		edit(1, { website: 'https://one.example' });
		await until('Novi has the website', () => record(1).Website === 'https://one.example');
		await quiet();
		const { Website, LastUpdatedDate, ...rest } = record(1);
		expect([Website, LastUpdatedDate === before.LastUpdatedDate]).toEqual(['https://one.example', false]);
		expect(rest).toEqual((({ Website: _w, LastUpdatedDate: _l, ...others }) => others)(before));

		const writes = world.novi.counters.writes;
		const run = await world.run(sync);
		expect([run.report('team').status, run.writes.forj]).toEqual(['Up To Date', 0]);
		expect((await report(await hourly())).counters).toMatchObject({ compared: 0 });
		expect(world.novi.counters.writes).toBe(writes);
	});

	test('arrives with the hourly run when Forj did not tell', async () => {
		edit(2, { website: 'https://two.example', phone: '555 0102' });
		const run = await hourly();
		expect(await report(run)).toMatchObject({ status: 'Up To Date', counters: { compared: 1, updated: 1 } });
		expect(record(2)).toMatchObject({ Website: 'https://two.example', Phone: '555 0102' });
		expect((await world.rows('novi_forj_runs')).at(-1)).toMatchObject({ direction: 'forj_to_novi', outcome: 'Up To Date' });
		expect((await world.run(sync)).writes.forj).toBe(0);
	});

	test('that the sync itself has written comes back as an echo, and is not written to Novi', async () => {
		paste();
		for (const n of numbers(1, SIZE)) world.novi.state.updateMember(noviIdOf(n), { JobTitle: 'Director', Phone: `555 01${n}` });
		const writes = world.novi.counters.writes;
		const run = await world.run(sync);
		expect(run.counters('team')).toMatchObject({ updated: SIZE });
		await quiet();
		expect(world.novi.counters.writes).toBe(writes);
		expect((await world.run(sync)).writes.forj).toBe(0);
	});

	test('that goes from Novi to Forj is put back by the full sync, and never reaches Novi', async () => {
		edit(3, { job_title: 'Self-made' });
		await hourly();
		expect(record(3).JobTitle).not.toBe('Self-made');
		await world.run(sync);
		expect([user(3).job_title, record(3).JobTitle]).toEqual(['Member', 'Member']);
	});

	test('and in Novi, too: Novi wins, the full sync carries its value to Forj, and the run says so', async () => {
		edit(4, { phone: '555 0400' });
		await hourly();
		edit(4, { phone: '555 0444' });
		world.novi.state.updateMember(noviIdOf(4), { Phone: '555 9999' });
		const run = await hourly();
		expect((await report(run)).conflicts).toMatchObject([{ noviId: noviIdOf(4), fields: ['Phone'] }]);
		expect(record(4).Phone).toBe('555 9999');
		await world.run(sync);
		expect(user(4).phone).toBe('555 9999');
		expect((await report(await hourly())).counters).toMatchObject({ compared: 0 });
	});

	test('of one person whom Novi refuses does not keep the others back, and is tried again', async () => {
		for (const n of [5, 6, 7]) edit(n, { website: `https://${n}.example` });
		world.novi.faults.script([{ kind: 'status', code: 400, match: { method: 'PUT', path: new RegExp(noviIdOf(6)) }, times: Infinity }]);
		const run = await hourly();
		expect(await report(run)).toMatchObject({ status: 'Error', counters: { updated: 2, failed: 1 } });
		expect([5, 6, 7].map((n) => record(n).Website)).toEqual(['https://5.example', expect.not.stringContaining('6.example'), 'https://7.example']);
		world.novi.faults.clear();
		expect(await report(await hourly())).toMatchObject({ status: 'Up To Date', counters: { compared: 1, updated: 1 } });
		expect(record(6).Website).toBe('https://6.example');
	});

	test('of somebody whom the sync has not paired is no reason to take the lease', async () => {
		const stranger = world.forj.state.createUser('sam@elsewhere.example', { fields: {} });
		paste();
		const calls = world.novi.counters.total;
		world.forj.state.editProfile(stranger.id, { fields: { website: 'https://sam.example' } });
		await quiet();
		expect(world.novi.counters.total).toBe(calls);
	});
});

describe('a dry run', () => {
	test('says what would be written, and writes neither to Novi nor to a table', async () => {
		const dry = await world.importShipped('profile-update.json', (file) => fillInSettings(file, { dry_run: true }));
		edit(8, { website: 'https://8.example' });
		const before = await world.allRows();
		const run = await world.run(dry);
		expect(await report(run)).toMatchObject({ counters: { compared: 1, not_attempted: 1 } });
		expect(world.novi.counters.writes).toBe(0);
		expect(await world.allRows()).toEqual(before);
	});
});

describe('while a full sync runs', () => {
	test('the update waits for it and is not lost', async () => {
		paste();
		world.novi.faults.script([{ kind: 'slow', ms: 8_000, match: { endpoint: 'groups.members' } }]);
		const before = world.novi.counters.byEndpoint['groups.members'] ?? 0;
		const running = await world.startRun(sync);
		await until('the sync reads Novi', () => (world.novi.counters.byEndpoint['groups.members'] ?? 0) > before);
		edit(9, { website: 'https://9.example' });
		await until('the update has begun', async () => !(await noRunIsLeft()));
		await until('Novi has the website', () => record(9).Website === 'https://9.example');
		expect((await world.client.waitForExecution(running)).status).toBe('success');
		await quiet();
		const [synced, updated] = (await world.rows('novi_forj_runs')).slice(-2);
		expect([synced, updated]).toMatchObject([{ direction: 'novi_to_forj', outcome: 'Up To Date' }, { direction: 'forj_to_novi', outcome: 'Up To Date' }]);
		expect(Date.parse(String(updated?.started_at))).toBeGreaterThanOrEqual(Date.parse(String(synced?.finished_at)));
	});
});

/** One edit in Novi or in Forj; only Forj edits the website, which is Forj's. */
function editAnything(random: () => number, value: string): void {
	const pick = (count: number): number => Math.floor(random() * count);
	const n = 1 + pick(SIZE);
	const [mine, theirs] = MAPPED[pick(MAPPED.length)]!;
	if (pick(2) === 0) edit(n, { [theirs]: value });
	else if (mine !== 'Website') world.novi.state.updateMember(noviIdOf(n), { [mine]: value });
}

const different = () =>
	numbers(1, SIZE)
		.flatMap((n) => MAPPED.map(([mine, theirs]) => ({ n, field: mine, novi: record(n)[mine] ?? '', forj: user(n)[theirs] })))
		.filter(({ novi, forj }) => novi !== forj);

describe('a storm of 1,000 edits on both sides, with webhooks and the full sync in between', () => {
	test('ends with both sides equal on every mapped field, no conflict left, and no further write', async () => {
		paste();
		const random = seededRandom(11);
		for (let round = 0; round < 5; round++) {
			for (let edits = 0; edits < 200; edits++) {
				editAnything(random, `v${round}-${edits}`);
				// Forj tells what happens in one turn together: so there are many deliveries.
				if (edits % 20 === 0) await sleep(20);
			}
			await world.run(sync);
		}
		await quiet();
		await hourly();
		await world.run(sync);
		await quiet();
		expect({ different: different(), conflicts: (await report(await hourly())).conflicts }).toEqual({ different: [], conflicts: [] });
		const writes = [world.novi.counters.writes, world.forj.counters.writes];
		await world.run(sync);
		expect((await report(await hourly())).counters).toMatchObject({ updated: 0, failed: 0 });
		expect([world.novi.counters.writes, world.forj.counters.writes]).toEqual(writes);
		expect(world.forj.state.emailsIn(TEAM_FORJ_GROUP)).toHaveLength(SIZE);
	});
});

describe('both workflows published, each on a schedule of seconds', () => {
	const everySeconds = (trigger: string) => (file: WorkflowFile) => {
		impatient(file);
		setRule(file, trigger, { field: 'seconds', secondsInterval: 5 });
	};
	/** How often each workflow has ended. */
	const runs = async (): Promise<number[]> => {
		const rows = await world.rows('novi_forj_runs');
		return ['novi_to_forj', 'forj_to_novi'].map((way) => rows.filter(({ direction, outcome }) => direction === way && outcome === 'Up To Date').length);
	};
	const runTwiceMore = async (): Promise<void> => {
		const before = await runs();
		await until('both have run twice more', async () => (await runs()).every((count, way) => count >= before[way]! + 2));
	};

	test('edits on both sides while they run end equal, and then nothing is written any more', async () => {
		const scheduled = [
			await world.importShipped('full-sync.json', everySeconds('Every 15 Minutes')),
			await world.importShipped('profile-update.json', everySeconds('Every Hour')),
		];
		for (const { id } of scheduled) await world.client.publish(id);
		const random = seededRandom(5);
		for (let edits = 0; edits < 120; edits++) {
			editAnything(random, `s-${edits}`);
			await sleep(200);
		}
		await until('both sides are equal', () => different().length === 0);
		await runTwiceMore();
		const writes = [world.novi.counters.writes, world.forj.counters.writes];
		await runTwiceMore();
		for (const { id } of scheduled) await world.client.unpublish(id);
		expect(different()).toEqual([]);
		expect([world.novi.counters.writes, world.forj.counters.writes]).toEqual(writes);
		expect(world.forj.state.emailsIn(TEAM_FORJ_GROUP)).toHaveLength(SIZE);
	});
});
