/** When removals wait: nobody is ever removed because a read went wrong or because too many would go at once. */
import type { FaultRule } from '../../sandbox/emulators/index.mjs';
import type { StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import type { SyncRun } from './support/syncRun.mjs';
import { emailOf, emailsOf, nameOf, noviIdOf, numbers, TEAM, TEAM_FORJ_GROUP, TEAM_NOVI_GROUP, teamSeeds } from './support/team.mjs';
import { World } from './support/world.mjs';

/** In both groups; person 17 and 18 are in Novi only, for those who join later. */
const SIZE = 16;
const NEWCOMER = 17;
const seeds = teamSeeds(SIZE, 2);

let world: World;
let workflow: StoredWorkflow;

beforeAll(async () => {
	world = await World.start({ novi: { seed: seeds.novi }, forj: { seed: seeds.forj } });
	workflow = await world.importShipped('full-sync.json');
	await world.run(workflow); // creates the tables
});

afterAll(async () => await world?.close());

const sync = async (): Promise<SyncRun> => await world.run(workflow);
const group = (): string[] => world.forj.state.emailsIn(TEAM_FORJ_GROUP);
const leave = (from: number, to: number): void => numbers(from, to).forEach((n) => world.novi.state.leaveGroup(TEAM_NOVI_GROUP, noviIdOf(n)));
const join = (n: number): void => world.novi.state.joinGroup(TEAM_NOVI_GROUP, noviIdOf(n));

/** A good run is behind the link: whoever is held after this is held for another reason than "first run". */
async function syncedTeam(): Promise<void> {
	await world.startOver([TEAM]);
	const run = await sync();
	expect(run.report('team').status).toBe('Up To Date');
	expect(run.writes).toEqual({ novi: 0, forj: 0 });
}

async function heldPeople(): Promise<string[]> {
	const shown = await world.shown('team');
	return Object.keys(shown).filter((name) => shown[name].startsWith('Removal held: ')).sort();
}

describe('a first sync', () => {
	test('holds everybody who is not in the Novi group, in every run until somebody decides', async () => {
		await world.startOver([TEAM]);
		leave(1, 1);
		join(NEWCOMER);
		for (const round of ['the first', 'the second']) {
			const run = await sync();
			expect({ round, group: group() }).toEqual({ round, group: [...emailsOf(1, SIZE), emailOf(NEWCOMER)] });
			expect(run.report('team').status).toBe('Held');
			expect(await world.linkStatus('team')).toBe(
				'Held: This is the first sync of the link, and it removes nobody by itself. Check the list. If it is right, release these people with the form "Release Held Removals".',
			);
			expect(await heldPeople()).toEqual([nameOf(1)]);
		}
	});
});

describe('after a good run', () => {
	beforeEach(syncedTeam);

	test('more than half of the Novi group gone: adds are done, removals are held', async () => {
		leave(1, 9);
		join(NEWCOMER);
		const run = await sync();
		expect(group()).toEqual([...emailsOf(1, SIZE), emailOf(NEWCOMER)]);
		expect(run.counters('team')).toEqual({ roster: 8, eligible: 8, up_to_date: 7, added: 1, members_before: 16, kept: 7, held: 9 });
		expect(await heldPeople()).toEqual(numbers(1, 9).map(nameOf));
		expect((await world.shown('team'))[nameOf(1)]).toMatch(/^Removal held: No longer in the Novi group\. 9 removals are more than the limit of 5 /);
		expect(await world.linkStatus('team')).toMatch(/^Held: 9 removals are more than the limit of 5 for this group \(25 % or 5 people\), so nobody is removed\. /);
	});

	test('a drop by more than half is named also where the limit allows it', async () => {
		const filter = { filters: [{ columnName: 'link_id', condition: 'eq', value: 'team' }] } as const;
		await world.client.tables.updateRows('novi_forj_links', filter, { removal_limit_percent: 100 });
		leave(1, 9);
		expect((await sync()).counters('team')).toMatchObject({ held: 9 });
		expect(group()).toEqual(emailsOf(1, SIZE));
		expect(await world.linkStatus('team')).toBe(
			'Held: The Novi group fell by more than half since the last good run (people: 16 before, 7 now), so nobody is removed. Check the group in Novi. If it is right, release these people with the form "Release Held Removals".',
		);
	});

	test('more people than the limit of the link: all removals are held', async () => {
		leave(1, 6);
		await sync();
		expect(group()).toEqual(emailsOf(1, SIZE));
		expect(await heldPeople()).toEqual(numbers(1, 6).map(nameOf));
	});

	test('as many people as the limit allows go, then no more within 24 hours', async () => {
		leave(1, 4);
		await sync();
		expect(group()).toEqual(emailsOf(5, SIZE));
		leave(5, 6);
		await sync();
		expect(group()).toEqual(emailsOf(5, SIZE));
		expect(await world.linkStatus('team')).toMatch(/^Held: 2 removals, after 4 in the last 24 hours, are more than the limit of 5 /);
	});

	test('nobody in the Novi group has a login any more: nobody is removed', async () => {
		for (const n of numbers(1, SIZE)) world.novi.state.updateMember(noviIdOf(n), { AccountEmail: '' });
		await sync();
		expect(group()).toEqual(emailsOf(1, SIZE));
		expect(await world.linkStatus('team')).toMatch(/Nobody in the Novi group .*, so nobody is removed\. Check the group in Novi\./);
	});
});

/** What happens while one person has left and one has joined. The next run, without the fault, puts it right. */
const NOVI_ROSTER: ReadonlyArray<[string, FaultRule]> = [
	['answers 503 for ever', { kind: 'status', code: 503 }],
	['is empty', { kind: 'zero' }],
	['is cut off in the middle', { kind: 'truncated-json' }],
	['says fewer people than it lists', { kind: 'short-total' }],
	['is a web page', { kind: 'html-200' }],
	['looks different than documented', { kind: 'wrong-shape' }],
];
const FORJ_LIST: ReadonlyArray<[string, FaultRule]> = [
	['answers 503 for ever', { kind: 'status', code: 503 }],
	['is cut off in the middle', { kind: 'truncated-json' }],
];

describe('when a group cannot be read', () => {
	beforeEach(async () => {
		await syncedTeam();
		leave(1, 1);
		join(NEWCOMER);
	});

	async function expectRecovery(): Promise<void> {
		world.novi.faults.clear();
		world.forj.faults.clear();
		expect((await sync()).report('team').status).toBe('Up To Date');
		expect(group()).toEqual(emailsOf(2, NEWCOMER));
	}

	test.each(NOVI_ROSTER)('because the Novi roster %s: nobody is removed, and the next run goes on', async (_what, fault) => {
		world.novi.faults.script([{ ...fault, match: { endpoint: 'groups.members' }, times: Infinity }]);
		const run = await sync();
		expect(group()).toEqual(expect.arrayContaining(emailsOf(1, SIZE)));
		expect(run.execution.error).toBeUndefined();
		expect(run.report('team').status).toBe('Held');
		expect(await world.link('team')).toMatchObject({ status: 'Held', status_detail: expect.stringMatching(/\S/) });
		await expectRecovery();
	});

	test.each(FORJ_LIST)('because the Forj member list %s: nothing is written, and the next run goes on', async (_what, fault) => {
		world.forj.faults.script([{ ...fault, match: { endpoint: 'members.list' }, times: Infinity }]);
		const run = await sync();
		expect(run.writes).toEqual({ novi: 0, forj: 0 });
		expect(group()).toEqual(emailsOf(1, SIZE));
		expect(await world.link('team')).toMatchObject({ status: 'Held', status_detail: expect.stringMatching(/\S/) });
		await expectRecovery();
	});

	test('because Forj refuses the key: the link is an Error that says where to look, and the next run goes on', async () => {
		world.forj.faults.script([{ kind: 'status', code: 401, times: Infinity }]);
		const people = await world.rows('novi_forj_people');
		const members = await world.rows('novi_forj_members');
		const run = await sync();
		expect(run.execution.error).toBeUndefined();
		expect(run.writes).toEqual({ novi: 0, forj: 0 });
		expect(await world.linkStatus('team')).toMatch(/^Error: .*Forj refused the API key or secret \(401\)\. In Forj, open Community Settings > Integrations/);
		expect(await world.rows('novi_forj_people')).toEqual(people);
		expect(await world.rows('novi_forj_members')).toEqual(members);
		expect(run.report('team').counters).toBeUndefined();
		await expectRecovery();
	});
});

describe('when Forj refuses a write', () => {
	beforeEach(syncedTeam);

	test('of one person: that person is an Error, everybody else is done, and the next run tries again', async () => {
		const [first, second] = [NEWCOMER, NEWCOMER + 1];
		join(first);
		join(second);
		leave(1, 1);
		world.forj.faults.script([{ kind: 'status', code: 422, body: { error_message: 'email is blocked' }, match: { endpoint: 'members.add' } }]);
		const run = await sync();
		expect(run.counters('team')).toMatchObject({ added: 1, failed: 1, removed: 1 });
		expect(run.report('team').status).toBe('Error');
		const shown = await world.shown('team');
		const standing = [shown[nameOf(first)], shown[nameOf(second)]].sort();
		expect(standing[0]).toBe('Added');
		expect(standing[1]).toMatch(/^Error: .*email is blocked/);
		expect(await world.linkStatus('team')).toMatch(/^Error: Forj refused 1 person: see the reasons in novi_forj_members, status Error\./);

		expect((await sync()).report('team').status).toBe('Up To Date');
		expect(group()).toEqual(emailsOf(2, second));
	});

	test('because the key was withdrawn: it stops at once, the rest is not attempted, and the next run does it', async () => {
		join(NEWCOMER);
		leave(1, 2);
		world.forj.faults.script([{ kind: 'status', code: 401, match: { method: 'POST' }, times: Infinity }]);
		const run = await sync();
		expect(group()).toEqual(emailsOf(1, SIZE));
		expect(run.report('team').status).toBe('Error');
		expect(run.counters('team')).toMatchObject({ not_attempted: 1, not_attempted_removals: 2 });
		expect((await world.shown('team'))[nameOf(1)]).toMatch(/^Not attempted: Would be removed\. /);

		world.forj.faults.clear();
		expect((await sync()).report('team').status).toBe('Up To Date');
		expect(group()).toEqual(emailsOf(3, NEWCOMER));
	});
});
