/**
 * Links on which the sync must not write: each says what to change and where, and the other links go on.
 * A Novi staging site has no place here: its address must end in novistaging.com and be HTTPS, which no emulator on
 * loopback can be. test/core/readiness.test.mts and test/engine cover it.
 */
import { forjGroup, noviGroup, type ForjSeed, type NoviSeed } from '../../sandbox/emulators/index.mjs';
import type { StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import { EVA, FORJ_GROUP, forjSeed, ID, MEMBERS, NOVI_GROUP, noviSeed } from './support/association.mjs';
import type { SyncRun } from './support/syncRun.mjs';
import { World, type LinkRow } from './support/world.mjs';

const NO_SUCH_NOVI_GROUP = 'b1000000-0000-4000-8000-00000000dead';
const BOARD = 'b1000000-0000-4000-8000-000000000002';
const OPEN = 601;
const SUBGROUP = 602;
const APPROVAL = 603;
const OFF = 604;
const TWICE = 605;
const ORPHAN = 606;
const MISTYPED = 607;
const NOT_JSON = 608;
const BOARD_ROOM = 609;
const NO_SUCH_FORJ_GROUP = 999;

/** Every one of these groups but the last holds Eva only; a sync would add Ann and Bea, and correct Eva's job title. */
const forj = (): ForjSeed => {
	const seed = forjSeed();
	const members = [EVA];
	return {
		...seed,
		groups: [
			...seed.groups,
			forjGroup({ id: OPEN, name: 'Open Forum', privacy: 1, members }),
			forjGroup({ id: SUBGROUP, name: 'North Chapter', parent_group_id: FORJ_GROUP, members }),
			forjGroup({ id: APPROVAL, name: 'Ask First', requires_approval: true, members }),
			forjGroup({ id: OFF, name: 'Switched Off', members }),
			forjGroup({ id: TWICE, name: 'Two Masters', members }),
			forjGroup({ id: ORPHAN, name: 'Orphan', members }),
			forjGroup({ id: MISTYPED, name: 'Mistyped', members }),
			forjGroup({ id: NOT_JSON, name: 'Not JSON', members }),
			forjGroup({ id: BOARD_ROOM, name: 'Board Room' }),
		],
	};
};

const novi = (): NoviSeed => {
	const seed = noviSeed();
	return { ...seed, groups: [...seed.groups, noviGroup({ UniqueID: BOARD, Name: 'Board', SyncToMobilize: true, members: [ID.ann] })] };
};

const link = (link_id: string, forjGroupId: number, more: Record<string, string | number | boolean> = {}): LinkRow => ({
	...MEMBERS,
	link_id,
	forj_group_id: String(forjGroupId),
	...more,
});

let world: World;
let workflow: StoredWorkflow;

beforeAll(async () => {
	world = await World.start({ novi: { seed: novi() }, forj: { seed: forj() } });
	workflow = await world.importShipped('full-sync.json');
	await world.run(workflow); // creates the tables
});

afterAll(async () => await world?.close());

/** Groups into which something was written. */
function groupsWrittenTo(): number[] {
	const writes = world.forj.log.filter(({ method }) => method !== 'GET');
	const ids = writes.flatMap(({ path }) => [...path.matchAll(/\/groups\/(\d+)/g)].map((match) => Number(match[1])));
	return [...new Set(ids)].sort();
}

describe('a run over links of which most must not be synced', () => {
	let run: SyncRun;

	beforeAll(async () => {
		await world.startOver([
			MEMBERS,
			link('open', OPEN),
			link('subgroup', SUBGROUP),
			link('approval', APPROVAL),
			link('off', OFF, { enabled: false }),
			link('twice-a', TWICE),
			link('twice-b', TWICE, { novi_group_id: BOARD }),
			link('no-novi-group', ORPHAN, { novi_group_id: NO_SUCH_NOVI_GROUP }),
			link('no-forj-group', NO_SUCH_FORJ_GROUP),
			link('mistyped', MISTYPED, { mode: 'miror', removal_limit_percent: 250, removal_limit_people: -1, settings: '{"keep": "ann"}' }),
			link('not-json', NOT_JSON, { settings: '{keep: ann}' }),
			link('built-in', BOARD_ROOM, { novi_group_id: BOARD }),
		]);
		run = await world.run(workflow);
	});

	test('ends well, and reports the calls that the services saw', () => {
		expect(run.execution.error).toBeUndefined();
		expect(run.callsReported).toEqual(run.calls);
	});

	test('writes to the fit groups only', () => {
		expect(groupsWrittenTo()).toEqual([FORJ_GROUP, BOARD_ROOM]);
		for (const group of [OPEN, SUBGROUP, APPROVAL, OFF, TWICE, ORPHAN, MISTYPED, NOT_JSON]) {
			expect(world.forj.state.emailsIn(group)).toEqual(['eva@people.example']);
		}
	});

	test('syncs the fit link as if it were alone', async () => {
		expect(await world.linkStatus('members')).toBe('Up To Date');
		expect(world.forj.state.emailsIn(FORJ_GROUP)).toEqual(['ann@people.example', 'bea@people.example', 'eva@people.example', 'mia@office.example']);
	});

	test.each([
		['is not Private', 'open', 'The Forj group Open Forum is not Private (its level is 1, Private is 5). Set it to Private in the group\'s settings in Forj.'],
		['is a sub-group', 'subgroup', 'The Forj group North Chapter is a sub-group. The sync needs a top-level group: choose another group, or make it a top-level group in Forj.'],
		['wants approval', 'approval', "Joining the Forj group Ask First requires a manager's approval. Switch it off in the group's settings in Forj."],
		['is linked twice', 'twice-a', 'The Forj group is linked more than once (also by twice-b). One Forj group can follow one Novi group only: switch off or unlink the other one in the Set-Up Assistant.'],
		['is linked twice (the other link)', 'twice-b', 'The Forj group is linked more than once (also by twice-a). One Forj group can follow one Novi group only: switch off or unlink the other one in the Set-Up Assistant.'],
	])('says what to do when the Forj group %s', async (_what, linkId, detail) => {
		const { status, status_detail } = await world.link(linkId);
		expect(status).toBe('Not ready');
		expect(String(status_detail)).toContain(detail);
		expect(run.report(linkId).status).toBe('Not ready');
	});

	test('says of a link that is switched off how to switch it on', async () => {
		expect(await world.linkStatus('off')).toBe('Not ready: This link is switched off. To sync it, switch it on in the Set-Up Assistant ("Change or unlink a link").');
	});

	test('names every setting that is mistyped', async () => {
		const status = await world.linkStatus('mistyped');
		expect(status).toMatch(/^Not ready: /);
		expect(status).toContain('"mode" is "miror". Use mirror, owned or add_only.');
		expect(status).toContain('"removal_limit_percent" is 250. Use a whole number from 0 to 100.');
		expect(status).toContain('"removal_limit_people" is -1. Use a whole number, 0 or more.');
		expect(status).toContain('"settings" has a wrong "keep": expected a list of e-mails or Forj user ids.');
		expect(await world.linkStatus('not-json')).toContain('"settings" is no valid JSON object. Correct it in novi_forj_links, or clear it.');
	});

	test('says of a group that is gone in Novi or in Forj that it is gone, and removes nobody', async () => {
		for (const [linkId, service] of [['no-novi-group', 'Novi'], ['no-forj-group', 'Forj']] as const) {
			const { status, status_detail } = await world.link(linkId);
			expect(['Held', 'Error']).toContain(status);
			expect(String(status_detail)).toMatch(new RegExp(`${service} has nothing under this id .*\\(404\\)`));
		}
	});

	test('warns of a Novi group whose built-in sync to Forj is on, and syncs it', async () => {
		expect(await world.linkStatus('built-in')).toBe(
			"Up To Date: Novi's built-in Forj sync is on for Board. Two syncs on one group fight: switch off Novi's own sync for this group.",
		);
		expect(world.forj.state.emailsIn(BOARD_ROOM)).toEqual(['ann@people.example']);
	});

	test('counts nobody as changed on a link that is not ready', async () => {
		expect(run.counters('open')).toEqual({ roster: 6, eligible: 3, not_applicable: 3, not_attempted: 3, members_before: 1, kept: 1 });
		expect((await world.shown('open'))['Ann Lee']).toMatch(/^Not attempted: Would be added\. \S/);
	});
});

describe('while nobody has said which number means Private', () => {
	beforeAll(async () => {
		await world.saveForjCredential({ privateLevel: '' });
		await world.startOver([link('unsaid', FORJ_GROUP), link('said', BOARD_ROOM, { novi_group_id: BOARD, settings: '{"private_level": 5}' })]);
		await world.run(workflow);
	});

	afterAll(async () => void (await world.saveForjCredential()));

	test('a link is Not ready, and the text says how to find the number', async () => {
		expect(await world.linkStatus('unsaid')).toBe(
			'Not ready: It is not known yet which number means Private in your community. Change this link in the Set-Up Assistant: it asks for a group that you know is Private. Or read the number of such a group with the node Forj Community, Group: Get (field "privacy"), and enter it in the credential Forj Community API under Private Level. The group Members Lounge has 5.',
		);
		expect(groupsWrittenTo()).toEqual([BOARD_ROOM]);
	});

	test('a link whose settings name the number is synced', async () => {
		expect((await world.link('said')).status).toBe('Up To Date');
		expect(world.forj.state.emailsIn(BOARD_ROOM)).toEqual(['ann@people.example']);
	});
});

describe('a link that is switched off after it was synced', () => {
	test('removes nobody, changes nobody, and keeps what is remembered', async () => {
		await world.startOver([MEMBERS]);
		await world.run(workflow);
		const people = await world.rows('novi_forj_people');
		const group = world.forj.state.emailsIn(FORJ_GROUP);
		world.novi.state.leaveGroup(NOVI_GROUP, ID.bea);
		await world.client.tables.updateRows('novi_forj_links', { filters: [{ columnName: 'link_id', condition: 'eq', value: 'members' }] }, { enabled: false });

		const run = await world.run(workflow);

		expect(run.writes).toEqual({ novi: 0, forj: 0 });
		expect(run.calls).toEqual({ novi: 0, forj: 0 });
		expect(world.forj.state.emailsIn(FORJ_GROUP)).toEqual(group);
		expect(await world.rows('novi_forj_people')).toEqual(people);
		expect((await world.link('members')).status).toBe('Not ready');
	});
});
