/** An admin's own workflow in n8n's engine, against both emulated services: list, compare as people, add and remove. */
import type { INodeParameters } from 'n8n-workflow';
import { forjGroup, forjUser, noviGroup, noviPerson } from '../../sandbox/emulators/index.mjs';
import { items } from '../support/runNode.mjs';
import type { TestNode, WorkflowResult } from '../support/runWorkflow.mjs';
import { ITEMS_NODE, runWorkflow } from '../support/runWorkflow.mjs';
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';

const guid = (tail: string): string => `3f2a9c14-6b1e-4d7a-9c55-${tail.padStart(12, '0')}`;

const ann = noviPerson({ UniqueID: guid('a1'), FirstName: 'Ann', LastName: 'Lee', AccountEmail: 'ann.lee@members.example', JobTitle: 'Chair' });
const bob = noviPerson({ UniqueID: guid('b1'), FirstName: 'Bob', LastName: 'Ray', AccountEmail: 'bob.ray@members.example', JobTitle: '' });
const noLogin = noviPerson({ UniqueID: guid('d1'), FirstName: 'Dan', LastName: 'Orr', AccountEmail: '' });
const board = noviGroup({ UniqueID: guid('e1'), Name: 'Board', members: [ann, bob, noLogin].map((one) => one.UniqueID) });

const manager = forjUser({ id: 20, email: 'dana.whitlock@association.example', first_name: 'Dana', last_name: 'Whitlock' });
const bobInForj = forjUser({ id: 21, email: 'bob.ray@members.example', first_name: 'Bob', last_name: 'Ray' });
const stranger = forjUser({ id: 22, email: 'cara.moss@members.example', first_name: 'Cara', last_name: 'Moss' });
const room = forjGroup({
	id: 401,
	name: 'Board',
	primary_admin: manager.id,
	members: [{ userId: manager.id, is_admin: true }, bobInForj.id, stranger.id],
});

let services: Services;

beforeAll(async () => {
	services = await startServices({
		novi: { seed: { members: [ann, bob, noLogin], groups: [board], customFields: [] } },
		forj: { seed: { users: [manager, bobInForj, stranger], groups: [room] } },
	});
});
beforeEach(() => services.reset());
afterAll(async () => await services.close());

const byId = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });
const credentials = (type: string) => ({ [type]: { id: type, name: type } });

const NODES: TestNode[] = [
	{ name: 'Start', type: ITEMS_NODE },
	{
		name: 'Read Novi',
		type: 'noviAms',
		credentials: credentials('noviAmsApi'),
		onError: 'continueRegularOutput',
		parameters: { resource: 'group', operation: 'getMembers', groupId: byId(board.UniqueID) },
	},
	{
		name: 'Read Forj',
		type: 'forjCommunity',
		credentials: credentials('forjCommunityApi'),
		parameters: { resource: 'member', operation: 'getAll', groupId: byId('401'), returnAll: true },
	},
	{
		name: 'Add',
		type: 'forjCommunity',
		credentials: credentials('forjCommunityApi'),
		parameters: {
			...{ resource: 'member', operation: 'add', groupId: byId('={{ $json.forjGroupId }}'), email: '={{ $json.email }}' },
			profile: { firstName: '={{ $json.fields.first_name }}', lastName: '={{ $json.fields.last_name }}' },
		},
	},
	{
		name: 'Remove',
		type: 'forjCommunity',
		credentials: credentials('forjCommunityApi'),
		parameters: { resource: 'member', operation: 'remove', groupId: byId('={{ $json.forjGroupId }}'), memberId: byId('={{ $json.forjUserId }}') },
	},
];

async function runWith(parameters: INodeParameters): Promise<WorkflowResult> {
	const compare = { name: 'Compare', type: 'noviForjSync', parameters: { resource: 'member', operation: 'compareMembers', output: 'people', ...parameters } };
	return await runWorkflow({
		start: 'Start',
		nodes: [...NODES, compare],
		connections: [
			['Start', 'Read Novi'],
			['Start', 'Read Forj'],
			['Read Novi', 'Compare', 0, 0],
			['Read Forj', 'Compare', 0, 1],
			['Compare', 'Add', 0],
			['Compare', 'Remove', 2],
		],
		items: { Start: items({}) },
		credentials: services.credentials,
	});
}

const emailsInRoom = () => {
	const { groups, users } = services.forj.state;
	const members = groups.get(room.id)?.members.values() ?? [];
	return [...members].map(({ userId }) => users.get(userId)?.email).sort();
};

test('without more, people are added and nobody is removed', async () => {
	const result = await runWith({});
	expect(result.error).toBeUndefined();
	expect(result.outputsOf('Compare').map((output) => output.map(({ json }) => json.name))).toEqual([
		[expect.stringContaining('Ann')],
		[],
		[],
		expect.arrayContaining([expect.stringContaining('Cara'), expect.stringContaining('Dan')]),
	]);
	expect(emailsInRoom()).toEqual(['ann.lee@members.example', 'bob.ray@members.example', 'cara.moss@members.example', 'dana.whitlock@association.example']);
});

test('with both lists complete, the stranger goes and the manager stays', async () => {
	const result = await runWith({ bothListsComplete: true });
	expect(result.error).toBeUndefined();
	expect(emailsInRoom()).toEqual(['ann.lee@members.example', 'bob.ray@members.example', 'dana.whitlock@association.example']);
});

test('when Novi cannot be read, the run stops with an error and nobody is touched', async () => {
	services.novi.faults.script([{ kind: 'status', code: 401, times: Infinity }]);
	const result = await runWith({ bothListsComplete: true });
	expect(result.error?.message).toContain('The step that reads Novi did not end well');
	expect(emailsInRoom()).toEqual(['bob.ray@members.example', 'cara.moss@members.example', 'dana.whitlock@association.example']);
});
