/** Creating a Forj group: once, fit for the sync, and told apart from what only may have happened. */
import type { INodeParameters } from 'n8n-workflow';
import type { FaultRule, ForjOptions } from '../../sandbox/emulators/index.mjs';
import { forjGroup } from '../../sandbox/emulators/index.mjs';
import { items } from '../support/runNode.mjs';
import { secretsIn } from '../support/secrets.mjs';
import type { Services } from '../support/services.mjs';
import type { Variant } from './forjWorld.mjs';
import { VARIANTS, board, empty, everybody, manager, runForj, seed } from './forjWorld.mjs';
import { WRITE_ANSWERS, useForjGroupWorld } from './forjGroupWorld.mjs';

const create = (name: string, more: INodeParameters = {}): INodeParameters => ({ resource: 'group', operation: 'create', name, privateLevel: '5', ...more });
const SEEDED = [everybody, board, empty].map(({ name }) => name);

const { open: openForj, calls } = useForjGroupWorld();
let services: Services;

const names = (): string[] => services.forj.state.groups.rows().map(({ name }) => name);
const made = () => services.forj.state.groups.rows().filter(({ id }) => ![everybody.id, board.id, empty.id].includes(id));

async function open(options: ForjOptions = {}): Promise<void> {
	services = await openForj(options);
}

const APPROVING: Variant = { service: 'whose new groups require approval', options: { newGroupsRequireApproval: true } };

describe.each([...VARIANTS, ...WRITE_ANSWERS, APPROVING])('Forj $service', ({ options }) => {
	beforeEach(async () => await open(options));

	test('gets one new group that is fit for the sync', async () => {
		const result = await runForj(services, create(' Finance Committee '));
		expect(result.error).toBeUndefined();
		expect(made()).toMatchObject([{ name: 'Finance Committee', privacy: 5, parent_group_id: null, requires_approval: false }]);
		expect(result.json).toEqual([
			expect.objectContaining({ id: String(made()[0]?.id), name: 'Finance Committee', privacy: 5, hasParent: false, requiresApproval: false, created: true, ready: true, warnings: [] }),
		]);
	});
});

describe('a new group', () => {
	test('says point by point that it is ready, and what has to be done by hand', async () => {
		await open();
		const { json } = await runForj(services, create('Finance'));
		const [{ points, message, byHand } = {}] = json as Array<{ points?: Array<{ point: string; ok: boolean }>; message?: string; byHand?: string[] }>;
		expect(points?.map(({ point, ok }) => [point, ok])).toEqual([['top_level', true], ['private', true], ['approval', true]]);
		expect(message).toContain('Finance');
		expect(byHand).toEqual([expect.stringMatching(/who may post.*settings/i)]);
	});

	test('has the settings that were added, sent as texts', async () => {
		await open();
		const additionalFields = { aliasName: 'finance', defaultEmailsFrequency: 'daily', hiddenEmails: true, inviteMembersEnabled: false, managerEmail: manager.email };
		const result = await runForj(services, create('Finance', { additionalFields }));
		expect(result.error).toBeUndefined();
		expect(made()).toMatchObject([
			{
				hidden_email: true,
				primary_admin: manager.id,
				unshown: { alias_name: 'finance', default_emails_frequency: 'daily', invite_members_enabled: 'false', manager_email_address: manager.email },
			},
		]);
	});

	test.each(['<b>Board</b> & <script>alert(1)</script>', 'Vorstand – Größe "A"', "L'Équipe 2027/28"])('keeps its name as text: %s', async (name) => {
		await open();
		const result = await runForj(services, create(name));
		expect(result.json).toEqual([expect.objectContaining({ name, created: true })]);
		expect(made().map((group) => group.name)).toEqual([name]);
	});

	test('comes as Forj sends it, when it shall not be simplified', async () => {
		await open();
		const { json } = await runForj(services, create('Finance', { simplify: false }));
		expect(json).toEqual([expect.objectContaining({ requires_approval: false, posts_moderation: false, ready: true })]);
	});

	test('gets no parent, and no setting that the call is not documented to take', async () => {
		await open();
		await runForj(services, create('Finance', { additionalFields: { parentGroupId: '401', membersVisible: false, aliasName: 'finance' } }));
		expect(made()).toMatchObject([{ parent_group_id: null, members_visible: true, unshown: { alias_name: 'finance' } }]);
	});

	test('takes its level from the credential when the node names none', async () => {
		await open({ privateLevel: 7 });
		const credentials = { forjCommunityApi: { ...services.credentials.forjCommunityApi, privateLevel: '7' } };
		await runForj(services, create('Finance', { privateLevel: '' }), { credentials });
		expect(made()).toMatchObject([{ privacy: 7 }]);
	});

	test('may have the level 0', async () => {
		await open();
		await runForj(services, create('Finance', { privateLevel: 0 }));
		expect(made()).toMatchObject([{ privacy: 0 }]);
	});

	test('needs no change when it requires no approval already', async () => {
		await open();
		await runForj(services, create('Finance'));
		expect(services.forj.counters.writes).toBe(1);
	});

	test.each<{ what: string; options: ForjOptions; found: string }>([
		{ what: 'Forj does not say whether it requires approval', options: { showRequiresApproval: false }, found: 'not shown by Forj' },
		{ what: 'its approval cannot be switched off', options: { newGroupsRequireApproval: true, groupUpdateIgnores: ['requires_approval'] }, found: 'approval is on' },
	])('is not ready when $what', async ({ options, found }) => {
		await open(options);
		const { json } = await runForj(services, create('Finance'));
		expect(json).toEqual([expect.objectContaining({ created: true, ready: false, points: expect.arrayContaining([expect.objectContaining({ point: 'approval', ok: false, found })]) })]);
		expect(calls('groups.update')).toBe(1);
	});

	test('is put out with a warning when the call that switches approval off is refused', async () => {
		await open({ newGroupsRequireApproval: true });
		services.forj.faults.script([{ kind: 'status', code: 403, match: { endpoint: 'groups.update' } }]);
		const { json } = await runForj(services, create('Finance'));
		expect(json).toEqual([expect.objectContaining({ created: true, ready: false, warnings: [expect.stringMatching(/approval.*403/is)] })]);
	});
});

describe('no group is created', () => {
	test.each<{ what: string; parameters: INodeParameters; names: RegExp }>([
		{ what: 'without a name', parameters: create('  '), names: /Name is empty/ },
		{ what: 'with a line break in the name', parameters: create('Board\nRoom'), names: /Name/ },
		{ what: 'while no number is known to mean Private', parameters: create('Finance', { privateLevel: '' }), names: /which number means Private/ },
		{ what: 'with a word for the level', parameters: create('Finance', { privateLevel: 'private' }), names: /Private Level/ },
		{ what: 'with a manager who is no address', parameters: create('Finance', { additionalFields: { managerEmail: 'Dana' } }), names: /Manager Email/ },
	])('$what, and nothing is sent', async ({ parameters, names: expected }) => {
		await open();
		const result = await runForj(services, parameters);
		expect(result.error?.message).toMatch(expected);
		expect(result.error?.message).toContain('item 0');
		expect(result.error?.description).toMatch(/\S/);
		expect(services.calls()).toBe(0);
	});

	test('by an AI tool', async () => {
		await open();
		const result = await runForj(services, create('Finance'), { asTool: true });
		expect(result.error?.message).toMatch(/AI tool/);
		expect(services.calls()).toBe(0);
	});

	test('under a name that a group has, also one on a later page', async () => {
		const many = Array.from({ length: 30 }, (_, index) => forjGroup({ id: 500 + index, name: `Chapter ${index}` }));
		await open({ seed: { ...seed, groups: [...seed.groups, ...many] }, pageCap: 7 });
		const result = await runForj(services, create('Chapter 29'));
		expect(result.error?.message).toContain('529');
		expect(result.error?.description).toMatch(/Choose it instead/);
		expect(services.forj.counters.writes).toBe(0);
	});

	test.each(['Gro\u0308\u00dfe', ' Gr\u00f6\u00dfe '])('under a name that only looks different to a computer: %j', async (name) => {
		await open({ seed: { ...seed, groups: [...seed.groups, forjGroup({ id: 500, name: 'Gr\u00f6\u00dfe' })] } });
		expect((await runForj(services, create(name))).error?.message).toContain('500');
		expect(services.forj.counters.writes).toBe(0);
	});

	test('a second time for a second item with the same name', async () => {
		await open();
		const inputs = [items({ name: 'Finance' }, { name: 'Finance' }, { name: 'Events' })];
		const result = await runForj(services, create('={{ $json.name }}'), { inputs, onError: 'continueErrorOutput' });
		const [created = [], refused = []] = result.outputs;
		expect(created.map(({ json, pairedItem }) => [json.name, pairedItem])).toEqual([['Finance', { item: 0 }], ['Events', { item: 2 }]]);
		expect(refused).toEqual([expect.objectContaining({ json: expect.objectContaining({ error: expect.stringContaining('already') }), pairedItem: { item: 1 } })]);
		expect(names()).toEqual([...SEEDED, 'Finance', 'Events']);
	});

	test.each<{ what: string; fault: FaultRule }>([
		{ what: 'is refused', fault: { kind: 'status', code: 401, times: Infinity } },
		{ what: 'breaks off', fault: { kind: 'status', code: 500, times: Infinity, nth: 2 } },
		{ what: 'shows a page twice', fault: { kind: 'repeat-page', times: Infinity } },
	])('when the list of groups $what', async ({ fault }) => {
		await open({ pageCap: 2 });
		services.forj.faults.script([{ ...fault, match: { endpoint: 'groups.list' } }]);
		const result = await runForj(services, create('Finance'));
		expect(result.error?.message).toMatch(/^No group was created/);
		expect(services.forj.counters.writes).toBe(0);
		expect(secretsIn(result, services.credentials)).toEqual([]);
	});

	test.each([401, 403, 422, 429])('when Forj refuses it with %s: it is not asked again', async (code) => {
		await open();
		services.forj.faults.script([{ kind: 'status', code, times: Infinity, match: { endpoint: 'groups.create' } }]);
		const result = await runForj(services, create('Finance'));
		expect(result.error?.message).toContain(String(code));
		expect(calls('groups.create')).toBe(1);
		expect(names()).toEqual(SEEDED);
	});
});

/** The call arrives, its answer does not. */
const LOST_ANSWERS: Array<{ what: string; fault: FaultRule }> = [
	{ what: 'never comes', fault: { kind: 'timeout-after-accept' } },
	{ what: 'is cut off with the connection', fault: { kind: 'reset-after-accept' } },
	{ what: 'is cut off in the middle', fault: { kind: 'truncated-json' } },
	{ what: 'is something else', fault: { kind: 'wrong-shape' } },
	{ what: 'names a group that was there before', fault: { kind: 'wrong-shape', body: { id: board.id } } },
	{ what: 'names a group that does not exist', fault: { kind: 'wrong-shape', body: { id: 999_999 } } },
];

/** Neither the call arrives nor an answer that says so. */
const LOST_CALLS: Array<{ what: string; fault: FaultRule }> = [
	{ what: 'is never answered', fault: { kind: 'timeout' } },
	{ what: 'is cut off on its way', fault: { kind: 'reset-before' } },
	{ what: 'meets a web page', fault: { kind: 'html-200' } },
	{ what: 'meets a gateway that gives up', fault: { kind: 'status', code: 504 } },
	{ what: 'meets a service that is down', fault: { kind: 'status', code: 503 } },
];

describe('a group is made once', () => {
	beforeEach(async () => await open({ pageCap: 2, newGroupsRequireApproval: true }));

	test.each(LOST_ANSWERS)('when the answer $what', async ({ fault }) => {
		services.forj.faults.script([{ ...fault, match: { endpoint: 'groups.create' } }]);
		const result = await runForj(services, create('Finance'));
		expect(result.error).toBeUndefined();
		expect(names()).toEqual([...SEEDED, 'Finance']);
		expect(result.json).toEqual([expect.objectContaining({ id: String(made()[0]?.id), created: true, ready: true, requiresApproval: false })]);
		expect(calls('groups.create')).toBe(1);
	});

	test.each(LOST_CALLS)('by running again, when the call $what', async ({ fault }) => {
		services.forj.faults.script([{ ...fault, match: { endpoint: 'groups.create' } }]);
		const failed = await runForj(services, create('Finance'));
		expect(failed.error?.message).toMatch(/probably not created/);
		expect(failed.error?.description).toMatch(/run this again/);
		expect(calls('groups.create')).toBe(1);

		const again = await runForj(services, create('Finance'));
		expect(again.error).toBeUndefined();
		expect(names()).toEqual([...SEEDED, 'Finance']);
	});

	test.each(LOST_ANSWERS.slice(0, 3))('when the answer $what and the list cannot be read: it says that it does not know, and the next run refuses', async ({ fault }) => {
		services.forj.faults.script([
			{ ...fault, match: { endpoint: 'groups.create' } },
			// The list before the call is read in three pages.
			{ kind: 'status', code: 500, nth: 4, times: Infinity, match: { endpoint: 'groups.list' } },
		]);
		const failed = await runForj(services, create('Finance'));
		expect(failed.error?.message).toMatch(/not known whether Forj created/);
		services.forj.faults.clear();
		const again = await runForj(services, create('Finance'));
		expect(again.error?.description).toMatch(/Choose it instead/);
		expect(names()).toEqual([...SEEDED, 'Finance']);
	});

	test('and named by its ID when its settings cannot be read afterwards', async () => {
		services.forj.faults.script([{ kind: 'status', code: 500, times: Infinity, match: { endpoint: 'groups.get' } }]);
		const result = await runForj(services, create('Finance'));
		expect(result.error?.message).toContain(`ID ${String(made()[0]?.id)}`);
		expect(names()).toEqual([...SEEDED, 'Finance']);
	});
});
