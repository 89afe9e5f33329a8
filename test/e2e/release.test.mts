/** Held removals, and their release by an admin in the form: exactly the people ticked, read again on both sides. */
import { writeReleaseRow, newRelease } from '../../nodes/core/release';
import type { StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import { Editor } from './support/editor.mjs';
import type { FormPage } from './support/form.mjs';
import { emailOf, emailsOf, nameOf, noviIdOf, numbers, TEAM, TEAM_FORJ_GROUP, TEAM_NOVI_GROUP, teamSeeds } from './support/team.mjs';
import { World } from './support/world.mjs';

const SIZE = 20;
/** One more than the limit of 25 % or 5 people. */
const LEAVING = 6;
const seeds = teamSeeds(SIZE, 0);
const GROUP = '1. Team to Team Lounge: 6 waiting (link team)';
const TITLE = 'Team to Team Lounge';

let world: World;
let editor: Editor;
let sync: StoredWorkflow;
let release: StoredWorkflow;

beforeAll(async () => {
	world = await World.start({ novi: { seed: seeds.novi }, forj: { seed: seeds.forj } });
	editor = await Editor.open(world);
	sync = await world.importShipped('full-sync.json');
	release = await world.importShipped('release-held-removals.json');
	await world.client.publish(release.id);
	await world.run(sync); // creates the tables
	const form = await editor.openForm(release);
	await form.allowAccess();
	await form.waitFor('Release held removals');
	await form.screenshot('release-1-start');
	await form.close();
});

afterAll(async () => {
	await editor?.close();
	await world?.close();
});

afterEach(() => {
	expect(world.forj.state.accidents).toEqual([]);
	expect(world.forj.unknownRoutes).toEqual([]);
	world.novi.faults.clear();
});

const group = (): string[] => world.forj.state.emailsIn(TEAM_FORJ_GROUP);
const leave = (from: number, to: number): void => numbers(from, to).forEach((n) => world.novi.state.leaveGroup(TEAM_NOVI_GROUP, noviIdOf(n)));
const label = (n: number): string => `${nameOf(n)}, ${emailOf(n)}: No longer in the Novi group (Forj ${1_000 + n})`;

/** Six of twenty have left the Novi group, after a good run. */
async function sixWait(): Promise<void> {
	await world.startOver([TEAM]);
	await world.run(sync);
	leave(1, LEAVING);
	const run = await world.run(sync);
	expect(run.counters('team')).toMatchObject({ held: LEAVING, members_before: SIZE });
	expect(group()).toEqual(emailsOf(1, SIZE));
}

/** Up to the list of people. */
async function openList(): Promise<FormPage> {
	const form = await editor.openForm(release);
	await form.waitFor('Release held removals');
	await form.submit('Choose a group');
	await form.choose(...(await form.options()));
	await form.submit(TITLE);
	return form;
}

async function heldNames(): Promise<string[]> {
	const shown = await world.shown('team');
	return Object.keys(shown).filter((name) => shown[name].startsWith('Removal held: ')).sort();
}

describe('the form', () => {
	test('is for people who are logged in to n8n', async () => {
		const form = await editor.openForm(release, { loggedIn: false });
		await form.waitFor('Sign in');
		expect(await form.text()).not.toContain('Show who waits');
		await form.close();
	});

	test('says so when nobody waits', async () => {
		await world.startOver([TEAM]);
		await world.run(sync);
		const form = await editor.openForm(release);
		await form.submit('Nobody waits');
		expect(world.forj.counters.writes).toBe(0);
		await form.close();
	});

	test('releases nobody when nobody is ticked', async () => {
		await sixWait();
		const form = await openList();
		await form.choose('Only the people ticked below');
		await form.submit('Nobody was released');
		expect(await form.text()).toContain('Nobody was ticked');
		expect([group(), world.forj.counters.writes]).toEqual([emailsOf(1, SIZE), 0]);
		await form.close();
	});
});

describe('six people wait', () => {
	test('and exactly the three who are ticked go; the others stay in every later run, until they are released, too', async () => {
		await sixWait();
		const form = await editor.openForm(release);
		await form.waitFor('Release held removals');
		await form.submit('Choose a group');
		expect(await form.options()).toEqual([GROUP]);
		await form.screenshot('release-2-group');
		await form.choose(GROUP);
		await form.submit(TITLE);
		expect(await form.options()).toEqual(['Only the people ticked below', 'Everybody on this list: 6', ...numbers(1, LEAVING).map(label)]);
		await form.choose(label(1), label(3), label(4));
		await form.screenshot('release-3-people');
		await form.submit('3 removed');
		await form.screenshot('release-4-done');
		expect(await form.text()).toContain(`Removed from the Forj group: ${[1, 3, 4].map(nameOf).join(', ')}.`);
		await form.close();

		const left = [emailOf(2), ...emailsOf(5, SIZE)];
		expect(group()).toEqual(left);
		const shown = await world.shown('team');
		expect(shown[nameOf(3)]).toMatch(/^Removed: No longer in the Novi group\. Released by an admin from the list of \d{4}-\d\d-\d\d\.$/);
		expect(await heldNames()).toEqual([2, 5, 6].map(nameOf));
		expect(shown[nameOf(5)]).toContain('and was not released stays');

		// Three are within the limit now; the admin has left them out all the same.
		for (let round = 0; round < 2; round++) {
			const run = await world.run(sync);
			expect([run.report('team').status, run.writes.forj, group()]).toEqual(['Held', 0, left]);
		}

		const again = await openList();
		await again.choose('Everybody on this list: 3');
		await again.submit('3 removed');
		await again.close();
		expect(group()).toEqual(emailsOf(LEAVING + 1, SIZE));
		expect(await world.linkStatus('team')).toMatch(/^Up To Date/);

		// What was released does not use up the limit of the day.
		leave(LEAVING + 1, LEAVING + 5);
		expect((await world.run(sync)).counters('team')).toMatchObject({ removed: 5 });
		expect((await world.run(sync)).writes.forj).toBe(0);
	});

	test('and whoever came back to the Novi group after the list was shown is not removed', async () => {
		await sixWait();
		const form = await openList();
		world.novi.state.joinGroup(TEAM_NOVI_GROUP, noviIdOf(2));
		await form.choose('Everybody on this list: 6');
		await form.submit('5 removed');
		expect(group()).toEqual([emailOf(2), ...emailsOf(LEAVING + 1, SIZE)]);
		expect((await world.shown('team'))[nameOf(2)]).toBe('Up To Date');
		await form.close();
	});

	test('and nobody goes whom Novi cannot show any more, or who was made a manager meanwhile', async () => {
		await sixWait();
		const form = await openList();
		world.novi.state.members.delete(noviIdOf(1));
		world.forj.state.makeManager(TEAM_FORJ_GROUP, 1_002);
		await form.choose('Everybody on this list: 6');
		await form.submit('4 removed');
		expect(await form.text()).toContain(`${nameOf(1)} stays: Released, but Novi no longer shows this record`);
		expect(group()).toEqual([...emailsOf(1, 2), ...emailsOf(LEAVING + 1, SIZE)]);
		expect((await world.shown('team'))[nameOf(2)]).toBe('Protected: Group manager in Forj: never removed by the sync.');
		await form.close();
	});

	test('and nobody goes when Novi fails while both sides are read again', async () => {
		await sixWait();
		const form = await openList();
		world.novi.faults.script([{ kind: 'status', code: 404, match: { endpoint: 'groups.members' }, times: Infinity }]);
		await form.choose('Everybody on this list: 6');
		await form.submit('0 removed');
		expect(group()).toEqual(emailsOf(1, SIZE));
		await form.close();
	});

	test('and nobody goes when the link was set to another group after the list was shown', async () => {
		await sixWait();
		const form = await openList();
		await world.client.tables.updateRows('novi_forj_links', { filters: [{ columnName: 'link_id', condition: 'eq', value: 'team' }] }, { forj_group_id: '9999' });
		await form.choose('Everybody on this list: 6');
		await form.submit('Nobody was released');
		expect(await form.text()).toContain('The link names other groups than when the list was shown');
		expect(group()).toEqual(emailsOf(1, SIZE));
		await form.close();
	});

	test('and a release that was given for a run which was killed is done by the next full sync, and by none after seven days', async () => {
		await sixWait();
		const groups = { noviGroupId: TEAM_NOVI_GROUP, forjGroupId: String(TEAM_FORJ_GROUP) };
		const give = async (daysAgo: number): Promise<void> => {
			const listedAt = new Date(Date.now() - daysAgo * 24 * 3_600_000).toISOString();
			const state = JSON.parse(String((await world.link('team')).state)) as Record<string, unknown>;
			const stored = JSON.parse(String(writeReleaseRow({ linkId: 'team', release: newRelease('team', groups, listedAt, ['1001', '1002']), notReleased: [] }).release)) as { release: unknown };
			await world.client.tables.updateRows('novi_forj_links', { filters: [{ columnName: 'link_id', condition: 'eq', value: 'team' }] }, { state: JSON.stringify({ ...state, release: stored.release }) });
		};
		await give(8);
		const late = await world.run(sync);
		expect([late.writes.forj, group()]).toEqual([0, emailsOf(1, SIZE)]);
		expect(late.report('team').detail).toContain('older than seven days');
		await give(1);
		// The two are released; the four others are within the limit of 5.
		expect((await world.run(sync)).counters('team')).toMatchObject({ removed: LEAVING });
		expect(group()).toEqual(emailsOf(LEAVING + 1, SIZE));
	});
});

describe('while a sync is running', () => {
	test('the release waits for its end, and is done then', async () => {
		await sixWait();
		const form = await openList();
		world.novi.faults.script([{ kind: 'slow', ms: 15_000, match: { endpoint: 'groups.members' } }]);
		const running = await world.startRun(sync);
		await form.choose('Everybody on this list: 6');
		await form.submit('6 removed');
		expect(group()).toEqual(emailsOf(LEAVING + 1, SIZE));
		await world.client.waitForExecution(running);
		await form.close();
	});
});
