/** A sync that somebody asked for: a saved link, or Novi's webhook. Runs within a minute, in one run for a burst, and loses nothing. */
import type { StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import type { WorkflowFile } from '../../sandbox/server/workflowImport.mjs';
import { until } from './support/until.mjs';
import { emailsOf, noviIdOf, TEAM, TEAM_FORJ_GROUP, TEAM_NOVI_GROUP, teamSeeds } from './support/team.mjs';
import { setRule } from './support/template.mjs';
import { World } from './support/world.mjs';

const SIZE = 6;
const seeds = teamSeeds(SIZE, 4);
const NEVER = 0;

let world: World;
let workflow: StoredWorkflow;

beforeAll(async () => {
	world = await World.start({ novi: { seed: seeds.novi }, forj: { seed: seeds.forj } });
	workflow = await world.importShipped('full-sync.json', (file) => {
		askEverySecond(file);
		for (const node of file.nodes) if (node.name === 'When Novi Changes') delete node.disabled;
	});
	await world.run(workflow); // creates the tables
});

afterAll(async () => await world?.close());

/** "Every Minute" is every second here. */
function askEverySecond(file: WorkflowFile): void {
	setRule(file, 'Every Minute', { field: 'seconds', secondsInterval: 1 });
}

const group = (): string[] => world.forj.state.emailsIn(TEAM_FORJ_GROUP);
const join = (n: number): void => void world.novi.state.joinGroup(TEAM_NOVI_GROUP, noviIdOf(n));
const requestedAt = async (): Promise<number> => Date.parse(String((await world.link('team')).requested_at ?? '')) || NEVER;
const runs = async (): Promise<number> => (await world.rows('novi_forj_runs')).filter(({ outcome, link_id: link }) => link === 'team' && outcome !== 'Already running').length;

async function ask(): Promise<void> {
	await world.client.tables.updateRows('novi_forj_links', { filters: [{ columnName: 'link_id', condition: 'eq', value: 'team' }] }, { requested_at: new Date().toISOString() });
}

beforeEach(async () => {
	await world.startOver([TEAM]);
	await world.client.publish(workflow.id);
	// n8n stores the token some time after publishing; an empty body is refused by whoever is ready.
	await until('n8n is ready for Novi', async () => {
		const [webhook] = world.novi.state.webhooks.rows();
		return webhook && (await fetch(webhook.Url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '' })).status === 400;
	});
});

afterEach(async () => {
	await world.client.unpublish(workflow.id);
	world.novi.faults.clear();
	expect(world.novi.unknownRoutes).toEqual([]);
});

test('a link that asks is synced, and asks no more', async () => {
	join(SIZE + 1);
	await ask();
	await until('the newcomer is there', async () => group().length === SIZE + 1);
	await until('the link is up to date', async () => (await world.link('team')).status === 'Up To Date');
	expect(await requestedAt()).toBe(NEVER);
	const after = await runs();
	await new Promise((resolve) => setTimeout(resolve, 4_000));
	expect(await runs()).toBe(after);
});

test('what is asked for while a run is going on is done by the next one', async () => {
	world.novi.faults.script([{ kind: 'slow', ms: 5_000, match: { endpoint: 'groups.members' } }]);
	await ask();
	await until('the run reads Novi', async () => (world.novi.counters.byEndpoint['groups.members'] ?? 0) > 0);
	join(SIZE + 1);
	await ask();
	await until('the newcomer is there', async () => group().length === SIZE + 1);
	await until('nobody asks any more', async () => (await requestedAt()) === NEVER && (await world.link('team')).status === 'Up To Date');
});

test('what is asked for while another workflow has the lease waits for it, and leaves no row each minute; a start by hand leaves one', async () => {
	await world.client.tables.insertRows('novi_forj_lease', [{ name: 'sync', holder: 'another run', until: new Date(Date.now() + 3_600_000).toISOString(), since: new Date().toISOString() }]);
	join(SIZE + 1);
	await ask();
	const byHand = await world.run(workflow);
	// Some minutes of a real installation.
	await new Promise((resolve) => setTimeout(resolve, 5_000));
	expect((await world.rows('novi_forj_runs')).map(({ run_id: id, outcome }) => [id, outcome])).toEqual([[byHand.execution.id, 'Already running']]);
	expect(await requestedAt()).not.toBe(NEVER);
	expect([group().length, (await world.rows('novi_forj_lease'))[0]?.holder]).toEqual([SIZE, 'another run']);
	await world.client.tables.updateRows('novi_forj_lease', { filters: [{ columnName: 'name', condition: 'eq', value: 'sync' }] }, { until: new Date(0).toISOString() });
	await until('the newcomer is there', async () => group().length === SIZE + 1);
	await until('nobody asks any more', async () => (await requestedAt()) === NEVER && (await world.link('team')).status === 'Up To Date');
});

test('Novi asks when members change; a burst is a few runs, not one for each', async () => {
	for (const n of [1, 2, 3, 4]) {
		join(SIZE + n);
		world.novi.state.updateMember(noviIdOf(SIZE + n), { JobTitle: `Title ${n}` });
	}
	await until('all are there', async () => group().length === SIZE + 4);
	await until('nobody asks any more', async () => (await requestedAt()) === NEVER && (await world.link('team')).status === 'Up To Date');
	expect(group()).toEqual(emailsOf(1, SIZE + 4));
	expect(await runs()).toBeLessThan(4);
});
