/** Every operation of the node Novi AMS, run in n8n's engine against the emulated service, in all the forms the service may take. */
import type { INodeParameters } from 'n8n-workflow';
import type { NoviOptions } from '../../sandbox/emulators/index.mjs';
import { fastClock } from '../support/fastClock.mjs';
import { coveredOperations, offeredOperations } from '../support/operations.mjs';
import { items } from '../support/runNode.mjs';
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';
import { ann, board, byId, customField, empty, everybody, others, runNovi, seed, works } from './noviWorld.mjs';

interface Case {
	what: string;
	parameters: INodeParameters;
	/** The items, each at least with this. */
	gives: object[];
}

const annAsMember = { UniqueID: ann.UniqueID, AccountEmail: 'ann.lee@members.example', ParentMemberName: 'Harbor Works' };
const person = (name: string, eligible: boolean, reason = '') => ({ name, eligible, reason: expect.stringContaining(reason) });

const CASES: Case[] = [
	{ what: 'gets a group', parameters: { resource: 'group', operation: 'get', groupId: byId(board.UniqueID) }, gives: [{ Name: 'Board', TotalMemberCount: 4 }] },
	{
		what: 'gets a group by the address of its page',
		parameters: { resource: 'group', operation: 'get', groupId: byId(`https://www.association.example/groups/${board.UniqueID}/edit`) },
		gives: [{ UniqueID: board.UniqueID }],
	},
	{ what: 'gets all groups', parameters: { resource: 'group', operation: 'getAll', returnAll: true }, gives: [{ Name: 'Everybody' }, { Name: 'Board' }, { Name: 'Empty Committee' }] },
	{ what: 'gets the first groups', parameters: { resource: 'group', operation: 'getAll', returnAll: false, limit: 2 }, gives: [{ Name: 'Everybody' }, { Name: 'Board' }] },
	{
		what: 'gets the people of a group and says who belongs into Forj',
		parameters: { resource: 'group', operation: 'getMembers', groupId: byId(board.UniqueID), output: 'people' },
		gives: [person('Ann Lee', true), person('Bob Ray', false, 'login'), person('Cara Moss', false, 'active'), person('Harbor Works', false)],
	},
	{ what: 'gets nobody from an empty group', parameters: { resource: 'group', operation: 'getMembers', groupId: byId(empty.UniqueID), output: 'people' }, gives: [] },
	{
		what: 'gets a group as a complete snapshot',
		parameters: { resource: 'group', operation: 'getMembers', groupId: byId(everybody.UniqueID), output: 'snapshot', linkId: 'link-1' },
		gives: [{ kind: 'noviSnapshot', linkId: 'link-1', complete: true, expected: 26, received: 26, staging: false }],
	},
	{
		what: 'gets an empty group as an explicit empty snapshot',
		parameters: { resource: 'group', operation: 'getMembers', groupId: byId(empty.UniqueID), output: 'snapshot', linkId: 'link-2' },
		gives: [{ complete: true, expected: 0, received: 0, members: [] }],
	},
	// What it does with a plan stands in release.test.mts.
	{ what: 'hands on that there is no plan', parameters: { resource: 'group', operation: 'recheckRemovals' }, gives: [{}] },
	{ what: 'gets a member by id', parameters: { resource: 'member', operation: 'get', memberId: byId(ann.UniqueID) }, gives: [annAsMember] },
	{ what: 'gets a member by login e-mail', parameters: { resource: 'member', operation: 'get', findBy: 'accountEmail', email: 'Ann.Lee@members.example' }, gives: [annAsMember] },
	{ what: 'gets a member by contact e-mail', parameters: { resource: 'member', operation: 'get', findBy: 'email', email: others[3]?.Email ?? '' }, gives: [{ UniqueID: others[3]?.UniqueID }] },
	{ what: 'gets a whole record', parameters: { resource: 'member', operation: 'get', memberId: byId(works.UniqueID), simplify: false }, gives: [{ CustomerType: 'Company', MemberStatus: 'current' }] },
	{ what: 'gets the first members', parameters: { resource: 'member', operation: 'getAll', returnAll: false, limit: 3 }, gives: [{ Name: 'Harbor Works' }, { Name: 'Ann Lee' }, { Name: 'Robin Nr0' }] },
	{
		what: 'gets the members of a company',
		parameters: { resource: 'member', operation: 'getAll', returnAll: true, filters: { parentName: 'harbor works' } },
		gives: [{ Name: 'Ann Lee' }],
	},
	{
		what: 'gets all who share a contact e-mail',
		parameters: { resource: 'member', operation: 'getAll', returnAll: true, filters: { email: 'OFFICE@harborworks.example' } },
		gives: [{ Name: 'Ann Lee' }, { Name: 'Bob Ray' }],
	},
	{ what: 'gets nobody when nobody changed since', parameters: { resource: 'member', operation: 'getAll', returnAll: true, filters: { lastModifiedDate: '2039-01-01T00:00:00' } }, gives: [] },
	{ what: 'gets the custom fields', parameters: { resource: 'customField', operation: 'getAll', returnAll: true }, gives: [customField] },
	// What it says of sites that are not ready stands in sso.test.mts.
	{ what: 'checks SSO', parameters: { resource: 'sso', operation: 'check', communityDomain: 'harbor.mobilize.io' }, gives: [{ ready: true }] },
	// What they write, and when they refuse, stands in noviUpdate*.test.mts and noviCustomFieldAndActivity.test.mts.
	{
		what: 'shows what a member would become',
		parameters: { resource: 'member', operation: 'update', memberId: byId(ann.UniqueID), specifyFields: 'json', fields: '{"JobTitle":"Captain"}', dryRun: true },
		gives: [{ noviId: ann.UniqueID, name: 'Ann Lee', status: 'not_attempted', before: { JobTitle: 'Harbor Master' }, after: { JobTitle: 'Captain' } }],
	},
	{
		what: 'shows what a custom field would become',
		parameters: { resource: 'customField', operation: 'setValue', memberId: byId(ann.UniqueID), customFieldId: byId(customField.CustomFieldUniqueID), value: 'North', dryRun: true },
		gives: [{ status: 'not_attempted', before: { Region: null }, after: { Region: 'North' } }],
	},
	{
		what: 'shows which activity would be added',
		parameters: { resource: 'activity', operation: 'create', memberId: byId(ann.UniqueID), activityType: 'Note', subject: 'Sync', dryRun: true },
		gives: [{ noviId: ann.UniqueID, status: 'not_attempted', before: null }],
	},
];

const VARIANTS: Array<{ service: string; options: NoviOptions }> = [
	{ service: 'as documented', options: {} },
	{ service: 'with pages of 7 rows', options: { maxPageSize: 7 } },
	{ service: 'with pages of 20 rows', options: { maxPageSize: 20 } },
	{ service: 'with pages of 50 rows', options: { maxPageSize: 50 } },
	{ service: 'with details wrapped in data', options: { detailWrappedInData: true } },
];

const clock = fastClock();
afterAll(() => clock.restore());

describe.each(VARIANTS)('Novi AMS $service', ({ options }) => {
	let services: Services;

	beforeAll(async () => {
		services = await startServices({ novi: { seed, ...options } });
	});

	beforeEach(() => services.reset());

	afterAll(async () => await services.close());

	test.each(CASES)('$what', async ({ parameters, gives }) => {
		const result = await runNovi(services, parameters);
		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(gives.length);
		expect(result.json).toEqual(gives.map((one) => expect.objectContaining(one)));
		expect(result.outputs[0]?.every((item) => JSON.stringify(item.pairedItem) === '{"item":0}')).toBe(true);
		expect(services.novi.unknownRoutes).toEqual([]);
		expect(services.novi.counters.writes).toBe(0);
	});

	test('reads the directory once for all groups of a run', async () => {
		const parameters = { resource: 'group', operation: 'getMembers', groupId: byId('={{ $json.group }}'), output: 'snapshot', linkId: '={{ $json.link }}' };
		const groups = [board, everybody, empty, board].map(({ UniqueID }, index) => ({ group: UniqueID, link: `link-${index}` }));
		const result = await runNovi(services, parameters, { inputs: [items(...groups)] });
		expect(result.json.map(({ linkId, complete, received }) => ({ linkId, complete, received }))).toEqual([
			{ linkId: 'link-0', complete: true, received: 4 },
			{ linkId: 'link-1', complete: true, received: 26 },
			{ linkId: 'link-2', complete: true, received: 0 },
			{ linkId: 'link-3', complete: true, received: 4 },
		]);
		expect(result.outputs[0]?.map((item) => item.pairedItem)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
		const { byEndpoint } = services.novi.counters;
		const pages = Math.ceil(seed.members.length / (options.maxPageSize ?? 1000));
		expect((byEndpoint['members.list'] ?? 0) + (byEndpoint['members.get'] ?? 0)).toBeLessThanOrEqual(pages + 2);
		expect(byEndpoint['groups.get']).toBe(3);
	});
});

test('no operation of the node is left out here', async () => {
	const elsewhere = ['api.check'];
	expect([...coveredOperations(CASES), ...elsewhere].sort()).toEqual(await offeredOperations('noviAms'));
});
