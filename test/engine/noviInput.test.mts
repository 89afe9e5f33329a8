/** Wrong values in the node Novi AMS: refused before anything is sent, naming the parameter and the item. */
import type { INodeParameters } from 'n8n-workflow';
import { searchList } from '../support/editor.mjs';
import { items } from '../support/runNode.mjs';
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';
import { ann, board, byId, customField, everybody, nowhere, others, runNovi, seed, works } from './noviWorld.mjs';

let services: Services;

beforeAll(async () => {
	services = await startServices({ novi: { seed } });
});

beforeEach(() => services.reset());

afterAll(async () => await services.close());

const group = (value: string) => ({ resource: 'group', operation: 'get', groupId: byId(value) });
const roster = (value: string) => ({ resource: 'group', operation: 'getMembers', groupId: byId(value), output: 'people' });
const member = (value: string) => ({ resource: 'member', operation: 'get', memberId: byId(value) });
const login = (email: string) => ({ resource: 'member', operation: 'get', findBy: 'accountEmail', email });
const many = (more: INodeParameters) => ({ resource: 'member', operation: 'getAll', ...more });

const change = (more: INodeParameters) => ({ resource: 'member', operation: 'update', memberId: byId(ann.UniqueID), specifyFields: 'json', fields: '{"JobTitle":"Captain"}', dryRun: true, ...more });
const setRegion = (value: string) => ({ resource: 'customField', operation: 'setValue', memberId: byId(ann.UniqueID), customFieldId: byId(value), value: 'North', dryRun: true });

/** What the item says under `v`; the first item is always fine. */
const WRONG: Array<{ what: string; parameters: (value: string) => INodeParameters; good: string; bad: unknown; names: string }> = [
	{ what: 'an empty group', parameters: group, good: board.UniqueID, bad: '', names: 'Group' },
	{ what: 'a malformed group id', parameters: group, good: board.UniqueID, bad: '12345', names: 'Group' },
	{ what: 'a group id with a slash', parameters: group, good: board.UniqueID, bad: `${board.UniqueID}/members`, names: 'Group' },
	{ what: 'a group id that climbs', parameters: group, good: board.UniqueID, bad: '../members', names: 'Group' },
	{ what: 'two dots for a group', parameters: roster, good: board.UniqueID, bad: '..', names: 'Group' },
	{ what: 'a group id with an encoded slash', parameters: roster, good: board.UniqueID, bad: '%2e%2e%2fmembers', names: 'Group' },
	{ what: 'an object for a group', parameters: roster, good: board.UniqueID, bad: { id: 1 }, names: 'Group' },
	{ what: 'a malformed member id', parameters: member, good: ann.UniqueID, bad: 'ann', names: 'Member' },
	{ what: 'a member id with a query', parameters: member, good: ann.UniqueID, bad: `${ann.UniqueID}?x=1`, names: 'Member' },
	{ what: 'an e-mail without @', parameters: login, good: 'ann.lee@members.example', bad: 'ann.lee', names: 'Email' },
	{ what: 'an empty e-mail', parameters: login, good: 'ann.lee@members.example', bad: ' ', names: 'Email' },
	{ what: 'a filter that is no e-mail', parameters: (email) => many({ filters: { email } }), good: 'office@harborworks.example', bad: 'ann', names: 'Contact Email' },
	{ what: 'a filter that is no login', parameters: (accountEmail) => many({ filters: { accountEmail } }), good: 'ann.lee@members.example', bad: 'a b@c.example', names: 'Login Email' },
	{ what: 'a filter that is no date', parameters: (lastModifiedDate) => many({ filters: { lastModifiedDate } }), good: '2017-01-01', bad: 'last week', names: 'Changed Since' },
	{ what: 'text where a number belongs', parameters: (limit) => many({ returnAll: false, limit }), good: '3', bad: 'three', names: 'Limit' },
	{ what: 'a limit of nothing', parameters: (limit) => many({ returnAll: false, limit }), good: '3', bad: 0, names: 'Limit' },
	{ what: 'half a limit', parameters: (limit) => many({ returnAll: false, limit }), good: '3', bad: 1.5, names: 'Limit' },
	{ what: 'a malformed member to update', parameters: (value) => change({ memberId: byId(value) }), good: ann.UniqueID, bad: 'ann', names: 'Member' },
	{ what: 'fields that are no object', parameters: (fields) => change({ fields }), good: '{"JobTitle":"Captain"}', bad: '["JobTitle"]', names: 'Fields' },
	{ what: 'no fields', parameters: (fields) => change({ fields }), good: '{"JobTitle":"Captain"}', bad: '{}', names: 'Fields' },
	{ what: 'expected values that are no object', parameters: (expected) => change({ options: { expected } }), good: '{"JobTitle":"Harbor Master"}', bad: '5', names: 'Expected Values' },
	{ what: 'a deadline that is no time', parameters: (deadline) => change({ options: { deadline } }), good: '2039-01-01T00:00:00Z', bad: 'soon', names: 'Deadline' },
	{ what: 'a malformed custom field', parameters: setRegion, good: customField.CustomFieldUniqueID, bad: 'Region', names: 'Custom Field' },
];

describe('Novi AMS refuses', () => {
	test.each(WRONG)('$what', async ({ parameters, bad, names }) => {
		const result = await runNovi(services, parameters('={{ $json.v }}'), { inputs: [items({ v: bad as string })] });
		expect(result.status).toBe('error');
		expect(result.error?.message).toContain(names);
		expect(result.error?.message).toContain('item 0');
		expect(result.error?.description).toMatch(/\S/);
		expect(services.calls()).toBe(0);
	});

	test.each(WRONG)('$what in the second item only, and goes on when asked to', async ({ parameters, good, bad, names }) => {
		const inputs = [items({ v: good }, { v: bad as string }, { v: good })];
		const result = await runNovi(services, parameters('={{ $json.v }}'), { inputs, onError: 'continueErrorOutput' });
		expect(result.status).toBe('success');
		const [fine = [], refused = []] = result.outputs;
		expect(new Set(fine.map((item) => JSON.stringify(item.pairedItem)))).toEqual(new Set(['{"item":0}', '{"item":2}']));
		expect(refused).toHaveLength(1);
		expect(refused[0]).toMatchObject({ pairedItem: { item: 1 }, json: { error: expect.stringContaining(names) } });
		expect(JSON.stringify(refused[0])).toContain('item 1');
	});

	test('an address without HTTPS, before the key is sent', async () => {
		const credentials = { noviAmsApi: { siteUrl: 'http://www.association.example', apiKey: 'k' } };
		const result = await runNovi(services, group(board.UniqueID), { credentials });
		expect(result.error?.message).toMatch(/Site URL.*https/s);
	});
});

describe('Novi AMS says which', () => {
	test.each([
		{ what: 'group does not exist', parameters: group(nowhere), names: /group/i },
		{ what: 'roster does not exist', parameters: roster(nowhere), names: /group/i },
		{ what: 'member does not exist', parameters: member(nowhere), names: /member/i },
		{ what: 'login nobody has', parameters: login('nobody@members.example'), names: /login/i },
		{ what: 'contact e-mail is shared', parameters: { ...login(ann.Email ?? ''), findBy: 'email' }, names: /several.*contact e-mail/i },
	])('$what', async ({ parameters, names }) => {
		const result = await runNovi(services, parameters, { inputs: [items({})] });
		expect(result.status).toBe('error');
		expect(result.error?.message).toMatch(names);
		expect(result.error?.description).toMatch(/\S/);
		expect(result.error?.context?.itemIndex).toBe(0);
	});
});

describe('the lists of Novi AMS', () => {
	const list = (method: string, filter?: string, token?: string) =>
		searchList({ type: 'noviAms', method, credentials: services.credentials }, filter, token);

	test('offer groups by name', async () => {
		expect((await list('searchGroups')).results.map(({ name }) => name)).toEqual(['Board', 'Empty Committee', 'Everybody']);
		expect((await list('searchGroups', ' EVERY ')).results).toEqual([{ name: 'Everybody', value: everybody.UniqueID }]);
		expect((await list('searchGroups', 'no such group')).results).toEqual([]);
	});

	test('offer members by part of their name', async () => {
		expect((await list('searchMembers', 'harbor')).results).toEqual([{ name: 'Harbor Works', value: works.UniqueID }]);
		expect((await list('searchMembers', 'nr1')).results.map(({ name }) => name)).toEqual(
			['Nr1', 'Nr10', 'Nr11', 'Nr12', 'Nr13', 'Nr14', 'Nr15', 'Nr16', 'Nr17', 'Nr18', 'Nr19'].map((name) => `Robin ${name}`),
		);
		expect((await list('searchMembers')).results).toHaveLength(others.length + 4);
	});

	test('say what to do when the key is wrong', async () => {
		const credentials = { noviAmsApi: { ...services.credentials.noviAmsApi, apiKey: 'wrong' } };
		await expect(searchList({ type: 'noviAms', method: 'searchGroups', credentials })).rejects.toMatchObject({
			message: expect.stringMatching(/API key/),
			description: expect.stringMatching(/Advanced > API Keys/),
		});
	});
});
