/** The set-up assistant in a real n8n, clicked through in Chromium: from nothing to a first sync. */
import { FORJ_GROUP, membersOf, NOVI_GROUP } from './support/association.mjs';
import { until } from './support/until.mjs';
import { TABLES } from './support/world.mjs';
import { BOARD, BOARD_NAME, LOUNGE, MEMBERS, OPEN, SUB, useAssistant, WITH_APPROVAL } from './support/assistantWorld.mjs';

const on = useAssistant();

test('creates the six data tables on a fresh n8n', async () => {
	expect((await on.world.client.tables.list()).map(({ name }) => name).sort()).toEqual([...TABLES].sort());
});

test('the imported template shows no node with a problem', async () => {
	const page = await on.editor.openWorkflow(on.assistant.workflow.id, on.assistant.workflow.nodes.map(({ name }) => name));
	await page.screenshot('setup-assistant-editor');
	expect([await page.nodesWithIssues(), await page.toasts(), page.problems]).toEqual([[], [], []]);
	await page.close();
});

describe('the first link', () => {
	test('to a group that exists: the dry run shows who would be added, nothing is written before Save, and the sync then does just that', async () => {
		const form = await on.assistant.begin('Link a group', 'Choose the two groups');
		expect(await form.text()).toContain('Novi is connected. The key sees 2 groups. Forj is connected. The key sees 4 groups.');
		expect(await form.entries('Novi group')).toEqual([`${BOARD_NAME.replace(/</g, '‹').replace(/>/g, '›')} (${BOARD})`, MEMBERS]);
		expect(await form.entries('Forj group')).toEqual(['Create a new Forj group', LOUNGE, `Members Lounge (${WITH_APPROVAL})`, `Open Forum (${OPEN})`, `Working Party (${SUB})`]);
		await form.screenshot('assistant-link');
		await form.select('Novi group', MEMBERS);
		await form.select('Forj group', LOUNGE);
		await form.submit('What the first sync would do');
		await form.screenshot('assistant-plan');
		const plan = await form.text();
		for (const line of ['Would be added 2 Ann Lee, Bea Kim', 'Profile would be updated 1 Eva Holm', 'Protected 1 Mia Stone', 'Cyn Obi: No Novi login.']) expect(plan).toContain(line);
		expect([await on.links(), on.world.forj.counters.writes]).toEqual([[], 0]);
		await form.choose('Save: link the two groups');
		await form.submit('Members is linked');
		await form.screenshot('assistant-linked');
		expect(await form.text()).toContain('press Publish at the top right');
		await form.close();

		const [row] = await on.links();
		expect(row).toMatchObject({ novi_group_id: NOVI_GROUP, forj_group_id: String(FORJ_GROUP), enabled: true, mode: 'mirror', removal_limit_percent: 25, removal_limit_people: 5, settings: '' });
		expect(Date.parse(String(row?.requested_at))).toBeGreaterThan(0);
		const run = await on.world.run(on.sync);
		expect(run.counters(String(row?.link_id))).toMatchObject({ added: 2, updated: 1 });
		expect(membersOf(on.world)).toHaveLength(4);
	});

	test('stopped at the dry run leaves nothing behind', async () => {
		const form = await on.assistant.link(MEMBERS, LOUNGE, 'What the first sync would do');
		await form.choose('Stop, and change nothing');
		await form.submit('Nothing was saved');
		expect([await on.links(), on.world.forj.counters.writes]).toEqual([[], 0]);
		await form.close();
	});

	test('to a group that is created: Private as a group that the admin names, and what the API cannot set is told', async () => {
		await on.world.saveForjCredential({ privateLevel: '' });
		const form = await on.assistant.begin('Link a group', 'Choose the two groups');
		await form.select('Novi group', (await form.entries('Novi group'))[0] ?? '');
		await form.select('Forj group', 'Create a new Forj group');
		await form.submit('Create a Forj group');
		await form.fill('Name of the group in Forj', 'Board Room');
		await form.submit('A group that you know is Private in Forj');
		await form.screenshot('assistant-create');
		expect(on.world.forj.counters.writes).toBe(0);
		await form.select('A group that you know is Private in Forj', LOUNGE);
		await form.submit('What the first sync would do');
		expect(await form.text()).toContain('Forj shows the number 5 for Members Lounge, so 5 means Private.');
		await form.choose('Save: link the two groups');
		await form.submit(`${BOARD_NAME} is linked`);
		await form.screenshot('assistant-created');
		expect(await form.text()).toContain('Who may post cannot be set through the API of Forj.');
		await form.close();

		const [row] = await on.links();
		expect(row).toMatchObject({ novi_group_name: BOARD_NAME, forj_group_name: 'Board Room', settings: '{"private_level":5}' });
		const group = on.world.forj.state.groups.get(Number(row?.forj_group_id));
		expect(group).toMatchObject({ name: 'Board Room', privacy: 5, parent_group_id: null, requires_approval: false });
		expect((await on.world.run(on.sync)).counters(String(row?.link_id))).toMatchObject({ added: 2 });
	});

	test('learns which number means Private from a group that the admin names, and stores it with the link', async () => {
		await on.world.saveForjCredential({ privateLevel: '' });
		const form = await on.assistant.link(MEMBERS, LOUNGE, 'Which group is Private?');
		await form.screenshot('assistant-private');
		await form.select('A group that is Private in Forj', LOUNGE);
		await form.submit('What the first sync would do');
		const text = await form.text();
		expect(text).toContain('Forj shows the number 5 for Members Lounge, so 5 means Private. It is stored with this link.');
		expect(text).toContain('enter 5 as Private Level in the credential');
		await form.choose('Save: link the two groups');
		await form.submit('Members is linked');
		await form.close();
		expect((await on.links())[0]?.settings).toBe('{"private_level":5}');
	});
});

test('the first sync begins by itself once Full Sync is published', async () => {
	await on.linkMembers();
	await on.world.client.publish(on.sync.id);
	await until('the link is up to date', async () => (await on.links())[0]?.status === 'Up To Date');
	await on.world.client.unpublish(on.sync.id);
	expect(membersOf(on.world).filter((member) => member.startsWith('ann@'))).toHaveLength(1);
});
