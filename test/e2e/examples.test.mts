/** workflows/examples/compose-your-own.json: an admin wires the nodes by hand, person by person. */
import type { StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import type { WorkflowFile } from '../../sandbox/server/workflowImport.mjs';
import { FORJ_GROUP, forjSeed, membersOf, NOVI_GROUP, noviSeed } from './support/association.mjs';
import type { SyncRun } from './support/syncRun.mjs';
import { World } from './support/world.mjs';

let world: World;

beforeAll(async () => {
	world = await World.start({ novi: { seed: noviSeed() }, forj: { seed: forjSeed() } });
});

afterAll(async () => await world?.close());

beforeEach(() => {
	world.novi.reset();
	world.forj.reset();
});

/** The example with the two ids entered, as its note says. */
async function importExample(change: (file: WorkflowFile) => void = () => undefined): Promise<StoredWorkflow> {
	return await world.importShipped('examples/compose-your-own.json', (file) => {
		const ids: Record<string, string> = { novi_group_id: NOVI_GROUP, forj_group_id: String(FORJ_GROUP) };
		const groups = file.nodes.find(({ name }) => name === 'Your Two Groups')?.parameters as { assignments: { assignments: Array<{ name: string; value: string }> } };
		for (const assignment of groups.assignments.assignments) assignment.value = ids[assignment.name];
		change(file);
	});
}

const people = (run: SyncRun, output: number): string[] => run.items('Compare as People', output).map(({ name }) => String(name)).sort();

test('links its credentials by name, and knows all its nodes', async () => {
	const { nodes } = await importExample();
	const known = await world.client.nodeTypes();
	expect(nodes.filter(({ type }) => !known.has(type))).toEqual([]);
	for (const node of nodes) for (const credential of Object.values(node.credentials ?? {})) expect(credential).toMatchObject({ id: expect.any(String) });
});

test('sorts everybody, and adds who is missing', async () => {
	const run = await world.run(await importExample());
	expect(run.execution.error).toBeUndefined();
	expect(people(run, 0)).toEqual(['Ann Lee', 'Bea Kim']);
	expect(people(run, 1)).toEqual(['Eva Holm']);
	expect(people(run, 2)).toEqual([]);
	expect(people(run, 3)).toEqual(['Cyn Obi', 'Dov Marsh', 'Harbor Works', 'Mia Stone']);
	expect(world.forj.state.emailsIn(FORJ_GROUP)).toEqual(['ann@people.example', 'bea@people.example', 'eva@people.example', 'mia@office.example']);
	expect(run.items('Compare as People', 1)[0]).toMatchObject({ changes: [{ field: 'job_title', before: 'Treasurer', after: 'Chair' }] });
});

test('run again, it adds nobody', async () => {
	const workflow = await importExample();
	await world.run(workflow);
	const run = await world.run(workflow);
	expect(run.writes).toEqual({ novi: 0, forj: 0 });
	expect(membersOf(world)).toHaveLength(4);
});

test('works on an empty Forj group', async () => {
	for (const { userId } of world.forj.state.group(FORJ_GROUP).members.rows()) world.forj.state.group(FORJ_GROUP).members.delete(userId);
	const run = await world.run(await importExample());
	expect(run.execution.error).toBeUndefined();
	expect(world.forj.state.emailsIn(FORJ_GROUP)).toEqual(['ann@people.example', 'bea@people.example', 'eva@people.example']);
});

test('stops before it writes when a group cannot be read', async () => {
	world.novi.faults.script([{ kind: 'truncated-json', match: { endpoint: 'groups.members' }, times: Infinity }]);
	const run = await world.run(await importExample());
	expect(run.execution.status).toBe('error');
	expect(run.execution.error?.message).toMatch(/Novi/);
	expect(run.writes).toEqual({ novi: 0, forj: 0 });
});
