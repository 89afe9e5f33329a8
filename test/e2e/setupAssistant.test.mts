/** The set-up assistant in a real n8n, clicked through in Chromium: from nothing to a first sync, every later change, and every refusal. */
import { forjGroup, noviGroup } from '../../sandbox/emulators/index.mjs';
import type { StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import { FORJ_GROUP, forjSeed, ID, membersOf, NOVI_GROUP, noviSeed } from './support/association.mjs';
import { Assistant } from './support/assistant.mjs';
import { Editor } from './support/editor.mjs';
import type { FormPage } from './support/form.mjs';
import { until } from './support/until.mjs';
import { TABLES, World } from './support/world.mjs';

const BOARD = 'b1000000-0000-4000-8000-000000000002';
const BOARD_NAME = 'Board <b>& Friends</b> $&';
const OPEN = 502;
const WITH_APPROVAL = 503;
const SUB = 504;
const LOUNGE = `Members Lounge (${FORJ_GROUP})`;
const MEMBERS = `Members (${NOVI_GROUP})`;
const KEEP_LIST = 'Keep list: e-mails or Forj user ids of people who are never removed, one per line';
/** What the lease shows when nobody has it. */
const NEVER = '1970-01-01T00:00:00.000Z';

const novi = noviSeed();
const forj = forjSeed();
const seeds = {
	novi: { ...novi, groups: [...(novi.groups ?? []), noviGroup({ UniqueID: BOARD, Name: BOARD_NAME, members: [ID.ann, ID.bea] })] },
	forj: {
		...forj,
		groups: [
			...(forj.groups ?? []),
			forjGroup({ id: OPEN, name: 'Open Forum', privacy: 1 }),
			forjGroup({ id: WITH_APPROVAL, name: 'Members Lounge', requires_approval: true }),
			forjGroup({ id: SUB, name: 'Working Party', parent_group_id: FORJ_GROUP }),
		],
	},
};

let world: World;
let editor: Editor;
let sync: StoredWorkflow;
let assistant: Assistant;

beforeAll(async () => {
	world = await World.start({ novi: { seed: seeds.novi }, forj: { seed: seeds.forj } });
	editor = await Editor.open(world);
	assistant = await Assistant.publish(world, editor);
	sync = await world.importShipped('full-sync.json');
	expect(await world.client.tables.list()).toEqual([]);
	const form = await assistant.begin('Link a group', 'Choose the two groups'); // creates the tables
	await form.close();
});

afterAll(async () => {
	await editor?.close();
	await world?.close();
});

beforeEach(async () => {
	await world.startOver([]);
	await world.saveNoviCredential();
	await world.saveForjCredential();
});

afterEach(() => {
	expect(world.forj.state.accidents).toEqual([]);
	expect(world.forj.unknownRoutes).toEqual([]);
	world.novi.faults.clear();
	world.forj.faults.clear();
});

const links = async () => await world.rows('novi_forj_links');

async function linkMembers(): Promise<void> {
	const form = await assistant.link(MEMBERS, LOUNGE, 'What the first sync would do');
	await form.choose('Save: link the two groups');
	await form.submit('Members is linked');
	await form.close();
}

/** The lease as another run would have it: linking has made its row. */
async function setLease(values: Record<string, string>): Promise<void> {
	await world.client.tables.updateRows('novi_forj_lease', { filters: [{ columnName: 'name', condition: 'eq', value: 'sync' }] }, values);
}

/** Presses the button and waits for a text that is in the next page. */
async function next(form: FormPage, text: string): Promise<string> {
	await form.press();
	await form.waitForText(text);
	return await form.text();
}

test('creates the six data tables on a fresh n8n', async () => {
	expect((await world.client.tables.list()).map(({ name }) => name).sort()).toEqual([...TABLES].sort());
});

test('the imported template shows no node with a problem', async () => {
	const page = await editor.openWorkflow(assistant.workflow.id, assistant.workflow.nodes.map(({ name }) => name));
	await page.screenshot('setup-assistant-editor');
	expect([await page.nodesWithIssues(), await page.toasts(), page.problems]).toEqual([[], [], []]);
	await page.close();
});

describe('the first link', () => {
	test('to a group that exists: the dry run shows who would be added, nothing is written before Save, and the sync then does just that', async () => {
		const form = await assistant.begin('Link a group', 'Choose the two groups');
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
		expect([await links(), world.forj.counters.writes]).toEqual([[], 0]);
		await form.choose('Save: link the two groups');
		await form.submit('Members is linked');
		await form.screenshot('assistant-linked');
		expect(await form.text()).toContain('press Publish at the top right');
		await form.close();

		const [row] = await links();
		expect(row).toMatchObject({ novi_group_id: NOVI_GROUP, forj_group_id: String(FORJ_GROUP), enabled: true, mode: 'mirror', removal_limit_percent: 25, removal_limit_people: 5, settings: '' });
		expect(Date.parse(String(row?.requested_at))).toBeGreaterThan(0);
		const run = await world.run(sync);
		expect(run.counters(String(row?.link_id))).toMatchObject({ added: 2, updated: 1 });
		expect(membersOf(world)).toHaveLength(4);
	});

	test('stopped at the dry run leaves nothing behind', async () => {
		const form = await assistant.link(MEMBERS, LOUNGE, 'What the first sync would do');
		await form.choose('Stop, and change nothing');
		await form.submit('Nothing was saved');
		expect([await links(), world.forj.counters.writes]).toEqual([[], 0]);
		await form.close();
	});

	test('to a group that is created: Private as a group that the admin names, and what the API cannot set is told', async () => {
		await world.saveForjCredential({ privateLevel: '' });
		const form = await assistant.begin('Link a group', 'Choose the two groups');
		await form.select('Novi group', (await form.entries('Novi group'))[0] ?? '');
		await form.select('Forj group', 'Create a new Forj group');
		await form.submit('Create a Forj group');
		await form.fill('Name of the group in Forj', 'Board Room');
		await form.submit('A group that you know is Private in Forj');
		await form.screenshot('assistant-create');
		expect(world.forj.counters.writes).toBe(0);
		await form.select('A group that you know is Private in Forj', LOUNGE);
		await form.submit('What the first sync would do');
		expect(await form.text()).toContain('Forj shows the number 5 for Members Lounge, so 5 means Private.');
		await form.choose('Save: link the two groups');
		await form.submit(`${BOARD_NAME} is linked`);
		await form.screenshot('assistant-created');
		expect(await form.text()).toContain('Who may post cannot be set through the API of Forj.');
		await form.close();

		const [row] = await links();
		expect(row).toMatchObject({ novi_group_name: BOARD_NAME, forj_group_name: 'Board Room', settings: '{"private_level":5}' });
		const group = world.forj.state.groups.get(Number(row?.forj_group_id));
		expect(group).toMatchObject({ name: 'Board Room', privacy: 5, parent_group_id: null, requires_approval: false });
		expect((await world.run(sync)).counters(String(row?.link_id))).toMatchObject({ added: 2 });
	});

	test('learns which number means Private from a group that the admin names, and stores it with the link', async () => {
		await world.saveForjCredential({ privateLevel: '' });
		const form = await assistant.link(MEMBERS, LOUNGE, 'Which group is Private?');
		await form.screenshot('assistant-private');
		await form.select('A group that is Private in Forj', LOUNGE);
		await form.submit('What the first sync would do');
		const text = await form.text();
		expect(text).toContain('Forj shows the number 5 for Members Lounge, so 5 means Private. It is stored with this link.');
		expect(text).toContain('enter 5 as Private Level in the credential');
		await form.choose('Save: link the two groups');
		await form.submit('Members is linked');
		await form.close();
		expect((await links())[0]?.settings).toBe('{"private_level":5}');
	});
});

test('the first sync begins by itself once Full Sync is published', async () => {
	await linkMembers();
	await world.client.publish(sync.id);
	await until('the link is up to date', async () => (await links())[0]?.status === 'Up To Date');
	await world.client.unpublish(sync.id);
	expect(membersOf(world).filter((member) => member.startsWith('ann@'))).toHaveLength(1);
});

describe('a link that exists', () => {
	test('is changed: only the columns of the admin are written, and the plan is shown before', async () => {
		await linkMembers();
		await world.run(sync);
		const [before] = await links();
		const form = await assistant.change('Members to Members Lounge', 'change', 'Settings of Members to Members Lounge');
		await form.screenshot('assistant-settings');
		await form.fill('Removal limit in percent of the Forj group', '101');
		await form.choose('Owned: only people whom the sync added are removed');
		await form.submit('The removal limit in percent must be a whole number from 0 to 100.');
		expect(await form.value('Removal limit in percent of the Forj group')).toBe('101');
		await form.fill('Removal limit in percent of the Forj group', '10');
		await form.fill(KEEP_LIST, 'mia@office.example\n12');
		await form.submit('What the next sync would do');
		expect(await form.text()).toContain('Changed: who is removed from the Forj group, removal limit, keep list.');
		await form.choose('Save: change the link');
		await form.submit('The link was changed');
		await form.close();
		const [after] = await links();
		expect(after).toMatchObject({ mode: 'owned', removal_limit_percent: 10, removal_limit_people: 5 });
		expect(JSON.parse(String(after?.settings))).toMatchObject({ keep: ['mia@office.example', '12'] });
		for (const column of ['status', 'status_detail', 'state', 'last_run_id', 'last_success_at']) expect(after?.[column]).toEqual(before?.[column]);
		expect((await world.run(sync)).report(String(after?.link_id)).status).toBe('Up To Date');
	});

	test('is switched off without a look at the groups, and nobody is removed', async () => {
		await linkMembers();
		const form = await assistant.change('Members to Members Lounge', 'change', 'Settings of Members to Members Lounge');
		await form.select('This link is', 'Off: nothing is written, and nobody is removed');
		await form.submit('The link was changed');
		await form.close();
		expect((await links())[0]?.enabled).toBe(false);
		expect(world.forj.counters.writes).toBe(0);
	});

	test('is unlinked: nobody is removed, and its rows are gone', async () => {
		await linkMembers();
		await world.run(sync);
		const people = membersOf(world);
		const form = await assistant.change('Members to Members Lounge', 'unlink', 'Unlink Members to Members Lounge');
		await form.screenshot('assistant-unlink');
		await form.choose('Unlink');
		await form.submit('Unlinked');
		await form.close();
		expect([await links(), await world.rows('novi_forj_members'), membersOf(world)]).toEqual([[], [], people]);
		await world.run(sync);
		expect(membersOf(world)).toEqual(people);
	});

	describe('waits while a sync is running:', () => {
		const settings = async (): Promise<FormPage> => await assistant.change('Members to Members Lounge', 'change', 'Settings of Members to Members Lounge');
		const enlargeKeepList = async (): Promise<FormPage> => {
			const form = await settings();
			await form.fill(KEEP_LIST, 'mia@office.example');
			await form.submit('What the next sync would do');
			await form.choose('Save: change the link');
			return form;
		};
		const switchOff = async (): Promise<FormPage> => {
			const form = await settings();
			await form.select('This link is', 'Off: nothing is written, and nobody is removed');
			return form;
		};
		const unlink = async (): Promise<FormPage> => {
			const form = await assistant.change('Members to Members Lounge', 'unlink', 'Unlink Members to Members Lounge');
			await form.choose('Unlink');
			return form;
		};

		test.each<[string, () => Promise<FormPage>, string, object[]]>([
			['changed', enlargeKeepList, 'The link was changed', [{ enabled: true, settings: expect.stringContaining('"keep":["mia@office.example"]') }]],
			['switched off', switchOff, 'The link was changed', [{ enabled: false }]],
			['unlinked', unlink, 'Unlinked', []],
		])('it is not %s, and is once the sync has ended', async (_what, ask, done, after) => {
			await linkMembers();
			const before = await links();
			const later = new Date(Date.now() + 600_000).toISOString();
			await setLease({ holder: 'another run', until: later });
			const form = await ask();
			await form.submit('A sync is running');
			await form.screenshot('assistant-sync-running');
			expect(await links()).toEqual(before);
			expect(await world.rows('novi_forj_lease')).toMatchObject([{ holder: 'another run', until: later }]);
			await setLease({ until: NEVER });
			await form.submit(done);
			await form.close();
			expect(await links()).toMatchObject(after);
			expect(await world.rows('novi_forj_lease')).toMatchObject([{ until: NEVER }]);
		});
	});

	test('that cannot be deleted: the lease is given back, so that no sync waits for it', async () => {
		await linkMembers();
		await setLease({ holder: 'another run', until: NEVER });
		const form = await assistant.change('Members to Members Lounge', 'unlink', 'Unlink Members to Members Lounge');
		await form.choose('Unlink');
		await world.client.tables.deleteTable('novi_forj_links');
		await form.press();
		await until('the lease was taken and is given back', async () => {
			const [row] = await world.rows('novi_forj_lease');
			return row?.holder !== 'another run' && row?.until === NEVER;
		});
		await form.close();
		const again = await assistant.begin('Link a group', 'Choose the two groups'); // creates the table again
		await again.close();
	});

	test('gets another field for the job title, and keeps one mapping per Novi field', async () => {
		await linkMembers();
		const form = await assistant.begin('Map profile fields', 'Choose a field');
		await form.screenshot('assistant-fields');
		expect(await form.entries('Field in Forj')).toEqual(expect.arrayContaining(['company_name', 'job_title', 'website']));
		await form.select('Field in Novi', 'Job title (JobTitle)');
		await form.select('Field in Forj', 'company_name');
		expect(await next(form, 'is already mapped')).toContain('The Forj field company_name is already mapped to ParentMemberName.');
		await form.select('Field in Forj', 'website');
		await form.submit('What the next sync would do');
		await form.choose('Save: change the field map');
		await form.submit('The field map was changed');
		await form.close();
		expect(await world.rows('novi_forj_fields')).toMatchObject([{ novi_field: 'JobTitle', forj_field: 'website', direction: 'novi_to_forj' }]);
	});

	test('explains one person, in every linked group', async () => {
		await linkMembers();
		await world.client.tables.insertRows('novi_forj_links', [{ link_id: 'board', novi_group_id: BOARD, novi_group_name: 'Board', forj_group_id: String(OPEN), forj_group_name: 'Open Forum', enabled: true }]);
		const form = await assistant.begin('Look up one person', 'Look up');
		await form.fill('E-mail in Novi or Forj, or Unique ID in Novi', 'ann@people.example');
		const text = await next(form, 'To look up somebody else');
		await form.screenshot('assistant-person');
		expect(text).toContain('Members to Members Lounge Planned Next sync: The person is added to the Forj group. Novi: an individual');
		expect(text).not.toContain('could not be compared');
		expect(text).toMatch(/to Open Forum Planned .* is not Private/);
		expect(world.forj.counters.writes).toBe(0);
		await form.close();
	});
});

describe('checks', () => {
	test('of both APIs read only, and give a report without people and keys', async () => {
		const form = await assistant.begin('Check the connections and the APIs', 'What now?');
		await form.screenshot('assistant-report');
		const text = await form.text();
		for (const part of ['Novi AMS', 'Forj Community', 'GET /groups', 'GET /api/members', 'Confirmed']) expect(text).toContain(part);
		expect(text).not.toMatch(/people\.example|Ann|Lee/);
		expect(text).not.toContain(world.novi.apiKey);
		expect([world.forj.counters.writes, world.novi.counters.writes]).toEqual([0, 0]);
		await form.submit('That is all');
		await form.close();
	});

	test('of single sign-on print the values for both systems', async () => {
		const form = await assistant.begin('Set up single sign-on (SSO)', 'Community domain');
		await form.fill('Community domain', 'association.mobilize.io');
		const text = await next(form, 'Single sign-on can be set up');
		await form.screenshot('assistant-sso');
		for (const value of ['https://association.mobilize.io/users/auth/openidconnect/callback', `Directory Document ${world.novi.url}`, 'Post Body']) expect(text).toContain(value);
		await form.close();
	});
});

describe('what is wrong gets a sentence of its own, and a way on', () => {
	const key = (service: 'novi' | 'forj', code: number) => (): void => world[service].faults.script([{ kind: 'status', code, match: { endpoint: 'groups.list' } }]);
	test.each<[string, () => unknown, RegExp]>([
		['a wrong Novi key', async () => await world.saveNoviCredential({ apiKey: 'wrong' }), /Novi refused the API key \(401\)\. In Novi, open the gear menu/],
		['a wrong Forj secret', async () => await world.saveForjCredential({ apiSecret: 'wrong' }), /Forj refused the API key or secret \(401\)\. In Forj, open Community Settings/],
		['a Novi key without rights', key('novi', 403), /Novi does not allow this API key the call .* look what this key is limited to/],
		['a Forj key without rights', key('forj', 403), /Forj does not allow this API key .* Check that this admin manages the community/],
	])('%s', async (_case, spoil, says) => {
		await spoil();
		const form = await assistant.begin('Link a group', 'A connection does not work');
		expect(await form.text()).toMatch(says);
		await form.screenshot(`assistant-${_case.replace(/\W+/g, '-')}`);
		await world.saveNoviCredential();
		await world.saveForjCredential();
		await form.submit('Choose the two groups');
		await form.close();
	});

	test.each<[string, number, string, (id: number) => void, string]>([
		['a public group', OPEN, `Open Forum (${OPEN})`, (id) => Object.assign(world.forj.state.groups.get(id) ?? {}, { privacy: 5 }), 'is not Private (its level is 1, Private is 5). Set it to Private'],
		['a group with approval', WITH_APPROVAL, `Members Lounge (${WITH_APPROVAL})`, (id) => Object.assign(world.forj.state.groups.get(id) ?? {}, { requires_approval: false }), "requires a manager's approval. Switch it off"],
		['a sub-group', SUB, `Working Party (${SUB})`, (id) => Object.assign(world.forj.state.groups.get(id) ?? {}, { parent_group_id: null }), 'is a sub-group. The sync needs a top-level group'],
	])('%s, until it is mended in Forj', async (_case, id, label, mend, says) => {
		const form = await assistant.link(MEMBERS, label, 'The Forj group is not ready yet');
		expect(await form.text()).toContain(says);
		await form.screenshot(`assistant-${_case.replace(/\W+/g, '-')}`);
		mend(id);
		await form.submit('What the first sync would do');
		await form.close();
	});

	const DOCUMENT = /openid-configuration$/;
	test.each<[string, Parameters<World['novi']['faults']['script']>[0], RegExp]>([
		['an OpenID document that is missing', [{ kind: 'status', code: 404, match: { path: DOCUMENT }, times: 1 }], /404/],
		['an OpenID document without client_secret_post', [{ kind: 'wrong-shape', match: { path: DOCUMENT }, times: 1, body: { token_endpoint_auth_methods_supported: ['client_secret_basic'] } }], /client_secret_post/],
	])('%s, until it is mended', async (_case, faults, says) => {
		const { url } = world.novi;
		const document = { issuer: url, authorization_endpoint: `${url}/oauth/authorize`, token_endpoint: `${url}/oauth/token`, userinfo_endpoint: `${url}/oauth/userinfo`, jwks_uri: `${url}/oauth/keys`, response_types_supported: ['code'], subject_types_supported: ['public'], scopes_supported: ['openid'] };
		world.novi.faults.script(faults.map((fault) => (fault.kind === 'wrong-shape' ? { ...fault, body: { ...document, ...(fault.body as object) } } : fault)));
		const form = await assistant.begin('Set up single sign-on (SSO)', 'Community domain');
		await form.fill('Community domain', 'association.mobilize.io');
		expect(await next(form, 'Single sign-on is not ready')).toMatch(says);
		await form.screenshot(`assistant-${_case.replace(/\W+/g, '-')}`);
		await form.submit('Single sign-on can be set up');
		await form.close();
	});

	test('a Forj group that is linked already', async () => {
		await linkMembers();
		const form = await assistant.link(MEMBERS, `${LOUNGE}, linked already`, 'This link is not possible');
		expect(await form.text()).toContain('already follows the Novi group Members');
		await form.submit('Choose the two groups');
		await form.close();
		expect(await links()).toHaveLength(1);
	});

	test('a Forj group that somebody links while the form is open', async () => {
		const form = await assistant.link(MEMBERS, LOUNGE, 'What the first sync would do');
		await world.client.tables.insertRows('novi_forj_links', [{ link_id: 'by hand', novi_group_id: BOARD, forj_group_id: String(FORJ_GROUP), enabled: true }]);
		await form.choose('Save: link the two groups');
		await form.submit('Nothing was saved');
		expect((await links()).map(({ link_id }) => link_id)).toEqual(['by hand']);
		await form.close();
	});

	test('a name that a Forj group has already', async () => {
		const form = await assistant.link(MEMBERS, 'Create a new Forj group', 'Create a Forj group');
		await form.fill('Name of the group in Forj', 'Open Forum');
		expect(await next(form, 'already')).toContain(`Forj has a group with the name Open Forum already (ID ${OPEN})`);
		expect(world.forj.counters.writes).toBe(0);
		await form.close();
	});

	test('no link to change, to look in or to map', async () => {
		for (const [task, title] of [['Change or unlink a link', 'No group is linked yet'], ['Map profile fields', 'Link a group first']] as const) {
			const form = await assistant.begin(task, title);
			await form.close();
		}
	});

	test('another data table with our name inside its own', async () => {
		await world.client.tables.createTable('my novi_forj_links', [{ name: 'x', type: 'string' }]);
		const form = await assistant.begin('Link a group', 'Another table has a similar name');
		expect(await form.text()).toContain('Rename them under Overview > Data tables');
		await world.client.tables.deleteTable('my novi_forj_links');
		await form.close();
	});
});
