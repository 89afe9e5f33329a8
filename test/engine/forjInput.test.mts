/** Wrong values in the node Forj Community: refused before anything is sent, naming the parameter and the item. */
import type { INodeParameters } from 'n8n-workflow';
import { searchList } from '../support/editor.mjs';
import { items } from '../support/runNode.mjs';
import type { Services } from '../support/services.mjs';
import { ann, board, byId, everybody, manager, others, runForj, startForjWorld } from './forjWorld.mjs';
import { planFor } from './plans.mjs';

let services: Services;

beforeAll(async () => {
	services = await startForjWorld({ pageCap: 20 });
});

beforeEach(() => services.reset());

afterAll(async () => await services.close());

const group = (value: string): INodeParameters => ({ resource: 'group', operation: 'get', groupId: byId(value) });
const people = (value: string): INodeParameters => ({ resource: 'member', operation: 'getAll', groupId: byId(value), output: 'people' });
const member = (value: string): INodeParameters => ({ resource: 'member', operation: 'get', groupId: byId(board.id), memberId: byId(value) });
const user = (value: string): INodeParameters => ({ resource: 'user', operation: 'get', userId: byId(value) });
const limit = (value: string): INodeParameters => ({ resource: 'user', operation: 'getAll', returnAll: false, limit: value });
const job = (jobId: string): INodeParameters => ({ resource: 'importJob', operation: 'get', jobId });
const addTo = (value: string): INodeParameters => ({ resource: 'member', operation: 'add', groupId: byId(value), email: 'eva.north@members.example' });
const add = (email: string): INodeParameters => ({ ...addTo(String(board.id)), email });
const addUser = (value: string): INodeParameters => ({ ...addTo(String(board.id)), addBy: 'user', userId: byId(value) });
const remove = (value: string): INodeParameters => ({ resource: 'member', operation: 'remove', groupId: byId(board.id), memberId: byId(value) });
const update = (key: string): INodeParameters => ({ resource: 'user', operation: 'updateProfile', userId: byId(ann.id), profile: { fields: { field: [{ key, value: 'x' }] } } });

const GROUP = String(board.id);
const ANN = String(ann.id);

/** What the item says under `v`. */
const WRONG: Array<{ what: string; parameters: (value: string) => INodeParameters; bad: unknown; names: string }> = [
	{ what: 'an empty group', parameters: group, bad: '', names: 'Group' },
	{ what: 'a group id with a slash', parameters: group, bad: `${GROUP}/members`, names: 'Group' },
	{ what: 'a group id that climbs', parameters: people, bad: '../users', names: 'Group' },
	{ what: 'two dots for a group', parameters: people, bad: '..', names: 'Group' },
	{ what: 'a group id with an encoded slash', parameters: addTo, bad: '%2e%2e%2fusers', names: 'Group' },
	{ what: 'an object for a group', parameters: addTo, bad: { id: 1 }, names: 'Group' },
	{ what: 'a member id with a query', parameters: member, bad: `${ANN}?x=1`, names: 'Member' },
	{ what: 'a member id that climbs, for a removal', parameters: remove, bad: '../../401', names: 'Member' },
	{ what: 'an empty member, for a removal', parameters: remove, bad: '', names: 'Member' },
	{ what: 'an e-mail for a user id', parameters: user, bad: 'ann.lee@members.example', names: 'User' },
	{ what: 'a user id with a slash, for an add', parameters: addUser, bad: '21/22', names: 'User' },
	{ what: 'an e-mail without @', parameters: add, bad: 'ann.lee', names: 'Email' },
	{ what: 'an e-mail with a space', parameters: add, bad: 'ann lee@members.example', names: 'Email' },
	{ what: 'an empty e-mail', parameters: add, bad: '', names: 'Email' },
	{ what: 'the e-mail as a profile field', parameters: update, bad: 'email', names: 'Other Fields' },
	{ what: 'a profile field without a key', parameters: update, bad: ' ', names: 'Other Fields' },
	{ what: 'text where a number belongs', parameters: limit, bad: 'three', names: 'Limit' },
	{ what: 'a negative limit', parameters: limit, bad: -1, names: 'Limit' },
	{ what: 'an import that is a path', parameters: job, bad: '../groups', names: 'Job ID' },
];

describe('Forj Community refuses', () => {
	test.each(WRONG)('$what', async ({ parameters, bad, names }) => {
		const result = await runForj(services, parameters('={{ $json.v }}'), { inputs: [items({ v: bad as string })] });
		expect(result.status).toBe('error');
		expect(result.error?.message).toContain(names);
		expect(result.error?.message).toContain('item 0');
		expect(result.error?.description).toMatch(/\S/);
		expect(services.calls()).toBe(0);
	});

	test('a whole batch of adds when one of them is wrong, unless asked to go on', async () => {
		const inputs = [items({ v: 'eva.north@members.example' }, { v: 'no address' }, { v: 'ida.west@members.example' })];
		const stopped = await runForj(services, add('={{ $json.v }}'), { inputs });
		expect(stopped.error?.message).toMatch(/Email.*item 1/);
		expect(services.calls()).toBe(0);

		const result = await runForj(services, add('={{ $json.v }}'), { inputs, onError: 'continueErrorOutput' });
		const [added = [], refused = []] = result.outputs;
		expect(added.map(({ json, pairedItem }) => [json.email, pairedItem])).toEqual([
			['eva.north@members.example', { item: 0 }],
			['ida.west@members.example', { item: 2 }],
		]);
		expect(refused).toEqual([expect.objectContaining({ json: expect.objectContaining({ error: expect.stringContaining('Email') }), pairedItem: { item: 1 } })]);
	});

	test.each<{ what: string; plan: object }>([
		{ what: 'something that is no plan', plan: { kind: 'snapshot' } },
		{ what: 'a plan with a group that is a path', plan: { ...planFor(board, []), forjGroup: { id: '../users', name: 'x' } } },
		{ what: 'a removal without an id', plan: planFor(board, [{ key: 'forj:1', decision: 'remove', write: { remove: { userId: '', askIfManager: false } } }]) },
		{ what: 'an add without an address', plan: planFor(board, [{ key: 'novi:1', decision: 'add', write: { add: { email: 'nobody', fields: {} } } }]) },
	])('to carry out $what', async ({ plan }) => {
		const result = await runForj(services, { resource: 'sync', operation: 'applyPlan' }, { inputs: [items(plan as never)] });
		expect(result.status).toBe('error');
		expect(result.error?.message).toContain('item 0');
		expect(services.calls()).toBe(0);
	});

	test('two plans for one link', async () => {
		const result = await runForj(services, { resource: 'sync', operation: 'applyPlan' }, { inputs: [items(planFor(board, []), planFor(everybody, []))] });
		expect(result.error?.message).toMatch(/item 1/);
		expect(services.calls()).toBe(0);
	});
});

describe('Forj Community says which', () => {
	test.each([
		{ what: 'group does not exist', parameters: group('999'), names: /group/i },
		{ what: 'group has no such member', parameters: member('999'), names: /member/i },
		{ what: 'user does not exist', parameters: user('999'), names: /user/i },
		{ what: 'import does not exist', parameters: job('999'), names: /import/i },
		{ what: 'group to add to does not exist', parameters: addTo('999'), names: /group|member/i },
	])('$what', async ({ parameters, names }) => {
		const result = await runForj(services, parameters);
		expect(result.status).toBe('error');
		expect(result.error?.message).toMatch(names);
		expect(result.error?.context?.itemIndex).toBe(0);
	});
});

describe('the lists of Forj Community', () => {
	const list = (method: string, filter?: string) =>
		searchList({ type: 'forjCommunity', method, parameters: { groupId: byId(everybody.id) }, credentials: services.credentials }, filter);

	test('offer groups by name', async () => {
		expect((await list('searchGroups')).results.map(({ name }) => name)).toEqual(['Board', 'Empty Committee', 'Everybody']);
		expect((await list('searchGroups', 'BOARD')).results).toEqual([{ name: 'Board', value: GROUP }]);
	});

	test('offer the members of the chosen group, with their address', async () => {
		const { results } = await list('searchMembers');
		expect(results).toHaveLength(others.length);
		expect(results[0]).toEqual({ name: expect.stringContaining('Robin Nr0 ('), value: '30' });
		expect((await list('searchMembers', 'nr12 robin')).results.map(({ value }) => value)).toEqual(['42']);
	});

	test('offer users by name or address', async () => {
		expect((await list('searchUsers', 'dana.whitlock@')).results.map(({ value }) => value)).toEqual([String(manager.id)]);
	});

	test('say what to do when the key is wrong', async () => {
		const credentials = { forjCommunityApi: { ...services.credentials.forjCommunityApi, apiSecret: 'wrong' } };
		await expect(searchList({ type: 'forjCommunity', method: 'searchGroups', credentials })).rejects.toMatchObject({
			message: expect.stringMatching(/API key/),
			description: expect.stringMatching(/Community Settings/),
		});
	});
});
