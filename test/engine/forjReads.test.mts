/** Every reading operation of the node Forj Community, in n8n's engine, in all the forms the service may take. */
import type { INodeParameters } from 'n8n-workflow';
import { fastClock } from '../support/fastClock.mjs';
import { items } from '../support/runNode.mjs';
import type { Services } from '../support/services.mjs';
import { VARIANTS, ann, board, bob, byId, cara, empty, everybody, manager, others, runForj, startForjWorld } from './forjWorld.mjs';

interface Case {
	what: string;
	parameters: INodeParameters;
	/** The items, each at least with this. */
	gives: object[];
}

const group = (operation: string, more: INodeParameters) => ({ resource: 'group', operation, ...more });
const member = (operation: string, more: INodeParameters) => ({ resource: 'member', operation, ...more });
const user = (operation: string, more: INodeParameters) => ({ resource: 'user', operation, ...more });
const named = ({ id, email }: { id: number; email: string }) => ({ id: String(id), email });

const CASES: Case[] = [
	{
		what: 'gets a group with its settings',
		parameters: group('get', { groupId: byId(board.id) }),
		gives: [{ id: '401', name: 'Board', privacy: 5, hasParent: false, requiresApproval: false, membersCount: 2, primaryAdmin: expect.objectContaining({ id: '20' }) }],
	},
	{ what: 'gets a group as Forj sends it', parameters: group('get', { groupId: byId(board.id), simplify: false }), gives: [{ name: 'Board', posts_moderation: false }] },
	{ what: 'gets all groups', parameters: group('getAll', { returnAll: true }), gives: [{ name: 'Everybody' }, { name: 'Board' }, { name: 'Empty Committee' }] },
	{ what: 'gets the first groups', parameters: group('getAll', { returnAll: false, limit: 2 }), gives: [{ name: 'Everybody' }, { name: 'Board' }] },
	{
		what: 'gets a member with the rights in this group',
		parameters: member('get', { groupId: byId(board.id), memberId: byId(manager.id) }),
		gives: [{ groupId: '401', id: '20', isManager: true, status: 'accepted' }],
	},
	{
		what: 'gets a member with the profile',
		parameters: member('get', { groupId: byId(board.id), memberId: byId(ann.id) }),
		gives: [{ email: ann.email, isManager: false, fields: expect.objectContaining({ company_name: 'Harbor Works', job_title: 'Harbor Master', interests: ['Policy'] }) }],
	},
	{
		what: 'gets all members, also those who are only invited',
		parameters: member('getAll', { groupId: byId(board.id), output: 'people', returnAll: true }),
		gives: [named(manager), named(ann), { ...named(bob), status: 'pending' }],
	},
	{ what: 'gets the first members', parameters: member('getAll', { groupId: byId(everybody.id), output: 'people', returnAll: false, limit: 22 }), gives: others.slice(0, 22).map(named) },
	{ what: 'gets nobody from an empty group', parameters: member('getAll', { groupId: byId(empty.id), output: 'people', returnAll: true }), gives: [] },
	{
		what: 'gets a group as a complete snapshot',
		parameters: member('getAll', { groupId: byId(everybody.id), output: 'snapshot', linkId: 'link-1' }),
		gives: [{ kind: 'forjSnapshot', linkId: 'link-1', complete: true, received: 25, group: expect.objectContaining({ id: '402', privacy: 5, hasParent: false, requiresApproval: false }) }],
	},
	{
		what: 'gets an empty group as an explicit empty snapshot',
		parameters: member('getAll', { groupId: byId(empty.id), output: 'snapshot', linkId: 'link-2' }),
		gives: [{ complete: true, received: 0, members: [] }],
	},
	{ what: 'gets a user who is in no group', parameters: user('get', { userId: byId(cara.id) }), gives: [{ ...named(cara), groupIds: [] }] },
	{ what: 'gets all users', parameters: user('getAll', { returnAll: true }), gives: [manager, ann, bob, cara, ...others].map(named) },
	{ what: 'gets the first users', parameters: user('getAll', { returnAll: false, limit: 3 }), gives: [named(manager), { ...named(ann), groupIds: ['401'] }, named(bob)] },
];

const clock = fastClock();
afterAll(() => clock.restore());

describe.each(VARIANTS)('Forj $service', ({ options }) => {
	let services: Services;

	beforeAll(async () => {
		services = await startForjWorld(options);
	});

	beforeEach(() => services.reset());

	afterAll(async () => await services.close());

	test.each(CASES)('$what', async ({ parameters, gives }) => {
		const result = await runForj(services, parameters);
		expect(result.error).toBeUndefined();
		expect(result.json).toHaveLength(gives.length);
		expect(result.json).toEqual(gives.map((one) => expect.objectContaining(one)));
		expect(result.outputs[0]?.every((item) => JSON.stringify(item.pairedItem) === '{"item":0}')).toBe(true);
		expect(services.forj.unknownRoutes).toEqual([]);
		expect(services.forj.counters.writes).toBe(0);
	});

	test('reads a group that two links name once', async () => {
		const parameters = member('getAll', { groupId: byId('={{ $json.group }}'), output: 'snapshot', linkId: '={{ $json.link }}' });
		const links = [board, empty, board].map(({ id }, index) => ({ group: String(id), link: `link-${index}` }));
		const result = await runForj(services, parameters, { inputs: [items(...links)] });
		expect(result.json.map(({ linkId, complete, received }) => ({ linkId, complete, received }))).toEqual([
			{ linkId: 'link-0', complete: true, received: 3 },
			{ linkId: 'link-1', complete: true, received: 0 },
			{ linkId: 'link-2', complete: true, received: 3 },
		]);
		expect(result.outputs[0]?.map((item) => item.pairedItem)).toEqual([0, 1, 2].map((item) => ({ item })));
		const listed = services.forj.log.filter(({ endpoint, path }) => endpoint === 'members.list' && path.includes('/401/') && path.includes('offset=0'));
		expect(listed).toHaveLength(1);
	});
});
