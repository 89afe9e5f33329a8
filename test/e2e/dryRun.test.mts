/** dry_run in the node Settings: the whole plan is shown, nothing is written anywhere. */
import type { StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import { FORJ_GROUP, forjSeed, ID, MEMBERS, membersOf, NOVI_GROUP, noviSeed } from './support/association.mjs';
import { World } from './support/world.mjs';

let world: World;
let sync: StoredWorkflow;
let dryRun: StoredWorkflow;

beforeAll(async () => {
	world = await World.start({ novi: { seed: noviSeed() }, forj: { seed: forjSeed() } });
	sync = await world.importShipped('full-sync.json');
	dryRun = await world.importShipped('full-sync.json', (file) => {
		file.name = 'Full Sync, Dry Run';
		const settings = file.nodes.find(({ name }) => name === 'Settings')?.parameters as { assignments: { assignments: Array<{ name: string; value: unknown }> } };
		for (const assignment of settings.assignments.assignments) if (assignment.name === 'dry_run') assignment.value = true;
	});
});

afterAll(async () => await world?.close());

test('before anything else was run, it creates the tables and plans nothing', async () => {
	const run = await world.run(dryRun);
	expect(run.execution.error).toBeUndefined();
	expect(Object.values(await world.allRows()).flat()).toEqual([]);
});

test('before the first sync, it says who would be added and updated', async () => {
	await world.startOver([MEMBERS]);
	const rows = await world.allRows();
	const group = membersOf(world);

	const run = await world.run(dryRun);

	expect(run.writes).toEqual({ novi: 0, forj: 0 });
	expect(membersOf(world)).toEqual(group);
	expect(await world.allRows()).toEqual(rows);
	expect(run.report('members')).toMatchObject({ status: 'Planned', detail: 'Dry run: nothing was written.' });
	expect(run.callsReported).toEqual(run.calls);
	expect(run.counters('members')).toEqual({ roster: 6, eligible: 3, not_applicable: 3, not_attempted: 3, members_before: 2, kept: 1, protected: 1 });
});

test('in the middle of things, it plans what the next run then does', async () => {
	await world.startOver([MEMBERS]);
	await world.run(sync);
	world.novi.state.leaveGroup(NOVI_GROUP, ID.bea);
	world.novi.state.joinGroup(NOVI_GROUP, ID.fay);
	const rows = await world.allRows();

	const planned = await world.run(dryRun);
	expect(planned.writes).toEqual({ novi: 0, forj: 0 });
	expect(await world.allRows()).toEqual(rows);
	expect(planned.report('members').status).toBe('Planned');
	expect(planned.counters('members')).toMatchObject({ not_attempted: 1, not_attempted_removals: 1 });

	const done = await world.run(sync);
	expect(done.counters('members')).toMatchObject({ added: 1, removed: 1 });
	expect(world.forj.state.emailsIn(FORJ_GROUP)).toEqual(['ann@people.example', 'eva@people.example', 'fay@people.example', 'mia@office.example']);
});

test('of a link that is not ready says that it is not ready', async () => {
	await world.startOver([MEMBERS]);
	world.forj.state.updateGroup(FORJ_GROUP, { requires_approval: true });
	const run = await world.run(dryRun);
	expect(run.report('members')).toMatchObject({ status: 'Not ready' });
	expect(run.report('members').detail).toContain('requires a manager\'s approval');
	expect((await world.link('members')).status).toBeNull();
});
