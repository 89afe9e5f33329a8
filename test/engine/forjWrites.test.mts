/** Every writing operation of the node Forj Community: what the group looks like afterwards, in all the forms the service may take. */
import type { INodeParameters } from 'n8n-workflow';
import { fastClock } from '../support/fastClock.mjs';
import { coveredOperations, offeredOperations } from '../support/operations.mjs';
import { items } from '../support/runNode.mjs';
import type { Services } from '../support/services.mjs';
import { VARIANTS, ann, board, bob, byId, cara, empty, everybody, manager, others, runForj, startForjWorld } from './forjWorld.mjs';
import { planFor } from './plans.mjs';

const add = (more: INodeParameters, group: { id: number } = board): INodeParameters => ({ resource: 'member', operation: 'add', groupId: byId(group.id), ...more });
const remove = (userId: string | number, more: INodeParameters = {}): INodeParameters => ({ resource: 'member', operation: 'remove', groupId: byId(board.id), memberId: byId(userId), ...more });
const update = (userId: number, profile: INodeParameters): INodeParameters => ({ resource: 'user', operation: 'updateProfile', userId: byId(userId), profile });
const other = (...fields: Array<[key: string, value: string]>): INodeParameters => ({ fields: { field: fields.map(([key, value]) => ({ key, value })) } });
const applyPlan: INodeParameters = { resource: 'sync', operation: 'applyPlan' };
const importJob = (jobId: string): INodeParameters => ({ resource: 'importJob', operation: 'get', jobId });

const clock = fastClock();
afterAll(() => clock.restore());

describe.each(VARIANTS)('Forj $service', ({ options }) => {
	let services: Services;

	beforeAll(async () => {
		services = await startForjWorld(options);
	});

	beforeEach(() => services.reset());

	afterEach(() => {
		expect(services.forj.unknownRoutes).toEqual([]);
		expect((services.forj.state as unknown as { accidents: unknown[] }).accidents).toEqual([]);
	});

	afterAll(async () => await services.close());

	const inBoard = () => services.forj.state.emailsIn(board.id);

	test('adds a person who has no account yet, with the profile', async () => {
		const result = await runForj(services, add({ email: 'eva.north@members.example', profile: { firstName: 'Eva', lastName: 'North', ...other(['company_name', 'North Ltd.']) } }));
		expect(result.json).toEqual([expect.objectContaining({ groupId: '401', email: 'eva.north@members.example', added: true, confirmed: true })]);
		expect(inBoard()).toEqual(['ann.lee@members.example', 'dana.whitlock@association.example', 'eva.north@members.example']);
		expect(services.forj.state.findByEmail('eva.north@members.example')).toMatchObject({ first_name: 'Eva', fields: { company_name: 'North Ltd.' } });
	});

	test('adds a person who is there already without a fuss', async () => {
		const result = await runForj(services, add({ email: ann.email }));
		expect(result.error).toBeUndefined();
		expect(inBoard()).toEqual([ann.email, manager.email]);
		expect(services.forj.state.user(ann.id).fields).toEqual(ann.fields);
	});

	test('adds a user by id', async () => {
		const result = await runForj(services, add({ addBy: 'user', userId: byId(cara.id) }));
		expect(result.json).toEqual([expect.objectContaining({ userId: '23', added: true })]);
		expect(inBoard()).toContain(cara.email);
	});

	test('recognises a person behind a secondary address', async () => {
		const result = await runForj(services, add({ email: 'Cara.Moss@members.example' }));
		expect(result.json).toEqual([expect.objectContaining({ userId: '23', added: true })]);
		expect(services.forj.state.users.rows()).toHaveLength(29);
	});

	test('adds many people at once and pairs each with its item', async () => {
		const emails = Array.from({ length: 21 }, (_, index) => `new.${index}@members.example`);
		const result = await runForj(services, add({ email: '={{ $json.email }}' }, empty), { inputs: [items(...emails.map((email) => ({ email })))] });
		expect(result.error).toBeUndefined();
		expect(services.forj.state.emailsIn(empty.id)).toEqual([...emails].sort());
		expect(result.outputs[0]?.map(({ json, pairedItem }) => [json.email, pairedItem])).toEqual(emails.map((email, item) => [email, { item }]));
		const { byEndpoint } = services.forj.counters;
		expect(byEndpoint['bulk.add'] ?? 0).toBe(1);
		expect(byEndpoint['members.add'] ?? 0).toBe(options.bulk === false ? 21 : 0);
	});

	test('removes a member and leaves the account', async () => {
		const result = await runForj(services, remove(ann.id));
		expect(result.json).toEqual([expect.objectContaining({ groupId: '401', userId: '21', removed: true })]);
		expect(inBoard()).toEqual([manager.email]);
		expect(services.forj.state.user(ann.id).email).toBe(ann.email);
	});

	test('is content when the person to remove is gone already', async () => {
		const result = await runForj(services, remove(cara.id));
		expect(result.error).toBeUndefined();
		expect(result.json).toEqual([expect.objectContaining({ userId: '23', removed: false })]);
	});

	test('never removes a manager unasked', async () => {
		const result = await runForj(services, remove(manager.id));
		expect(result.status).toBe('error');
		expect(result.error?.message).toMatch(/manager/i);
		expect(inBoard()).toContain(manager.email);
		expect(services.forj.counters.writes).toBe(0);
	});

	test('changes exactly the fields that were given', async () => {
		const result = await runForj(services, update(ann.id, { lastName: 'Leeward', ...other(['job_title', 'Harbor Director']) }));
		expect(result.json).toEqual([expect.objectContaining({ userId: '21', updated: true, confirmed: true })]);
		expect(services.forj.state.user(ann.id)).toMatchObject({
			first_name: 'Ann',
			last_name: 'Leeward',
			email: ann.email,
			fields: { company_name: 'Harbor Works', job_title: 'Harbor Director', interests: ['Policy'] },
		});
	});

	test('carries out a plan: adds, updates, removals; holds and the rest stay as they are', async () => {
		const plan = planFor(everybody, [
			{ key: 'novi:new', decision: 'add', write: { add: { email: 'eva.north@members.example', fields: { first_name: 'Eva' } } } },
			{ key: 'novi:known', decision: 'update', forjUserId: '30', write: { update: { userId: '30', fields: { job_title: 'Treasurer' } } } },
			{ key: 'forj:31', decision: 'remove', forjUserId: '31', write: { remove: { userId: '31', askIfManager: false } } },
			{ key: 'forj:32', decision: 'hold', forjUserId: '32', write: { remove: { userId: '32', askIfManager: false } } },
			{ key: 'novi:none', decision: 'none', forjUserId: '33' },
		]);
		const result = await runForj(services, applyPlan, { inputs: [items(plan)] });
		expect(result.error).toBeUndefined();
		const [answer] = result.json as Array<{ outcomes?: Array<{ key: string; kind: string }>; linkId?: string }>;
		expect(answer?.linkId).toBe('link-1');
		const kinds = Object.fromEntries((answer?.outcomes ?? []).map(({ key, kind }) => [key, kind]));
		expect(kinds).toMatchObject({ 'novi:new': 'added', 'novi:known': 'updated', 'forj:31': 'removed' });
		const kept = others.filter(({ id }) => id !== 31).map(({ email }) => email);
		expect(services.forj.state.emailsIn(everybody.id)).toEqual([...kept, 'eva.north@members.example'].sort());
		expect(services.forj.state.user(30).fields).toMatchObject({ job_title: 'Treasurer' });
	});

	test('writes nothing in a dry run, after the deadline, or for a link that is not writable', async () => {
		const people = [{ key: 'forj:31', decision: 'remove', forjUserId: '31', write: { remove: { userId: '31', askIfManager: false } } }];
		const plan = planFor(everybody, people);
		await runForj(services, { ...applyPlan, dryRun: true }, { inputs: [items(plan)] });
		await runForj(services, { ...applyPlan, deadline: '2020-01-01T00:00:00Z' }, { inputs: [items(plan)] });
		const last = await runForj(services, applyPlan, { inputs: [items({ ...plan, writable: false })] });
		expect(last.error).toBeUndefined();
		expect(services.forj.counters.writes).toBe(0);
	});

	test('removes nobody as an AI tool', async () => {
		const plan = planFor(everybody, [{ key: 'forj:31', decision: 'remove', forjUserId: '31', write: { remove: { userId: '31', askIfManager: false } } }]);
		await runForj(services, applyPlan, { inputs: [items(plan)], asTool: true });
		await runForj(services, remove(ann.id), { asTool: true });
		expect(services.forj.counters.writes).toBe(0);
		expect(inBoard()).toContain(ann.email);
		expect(services.forj.state.emailsIn(everybody.id)).toHaveLength(25);
	});
});

describe('the import of a Forj with bulk import', () => {
	let services: Services;

	beforeAll(async () => {
		services = await startForjWorld({ bulkPollsUntilDone: 0 });
	});

	afterAll(async () => await services.close());

	test('is named in the items, and can be looked at', async () => {
		const parameters = add({ email: '={{ $json.email }}', options: { bulkImport: 'always' } }, empty);
		const added = await runForj(services, parameters, { inputs: [items({ email: 'eva.north@members.example' }, { email: bob.email })] });
		const [job] = new Set(added.json.map(({ jobId }) => String(jobId)));
		const result = await runForj(services, importJob(job ?? ''));
		expect(result.json).toEqual([expect.objectContaining({ jobId: job, status: 'completed' })]);
	});
});

test('no operation of the node is left out in these tests', async () => {
	const read = ['group.get', 'group.getAll', 'member.get', 'member.getAll', 'user.get', 'user.getAll'];
	const written = coveredOperations([add({}), remove(1), update(1, {}), applyPlan, importJob('1')].map((parameters) => ({ parameters })));
	// In the tests forjGroup*.test.mts and forjSearch.test.mts.
	const ofGroups = ['group.checkReadiness', 'group.create', 'group.update', 'user.search'];
	const elsewhere = ['api.check'];
	expect([...read, ...written, ...ofGroups, ...elsewhere].sort()).toEqual(await offeredOperations('forjCommunity'));
});
