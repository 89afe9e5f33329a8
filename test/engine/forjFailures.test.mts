/** What the node Forj Community makes of a service that misbehaves: an error that says what to do; never a lost person, never a key. */
import type { INodeParameters } from 'n8n-workflow';
import type { FaultRule } from '../../sandbox/emulators/index.mjs';
import { fastClock } from '../support/fastClock.mjs';
import { items } from '../support/runNode.mjs';
import { secretsIn } from '../support/secrets.mjs';
import type { Services } from '../support/services.mjs';
import { ann, board, byId, everybody, manager, runForj, startForjWorld } from './forjWorld.mjs';
import { planFor } from './plans.mjs';

const always = (rule: FaultRule): FaultRule => ({ ...rule, times: Infinity });
const users: INodeParameters = { resource: 'user', operation: 'getAll', returnAll: true };
const snapshot: INodeParameters = { resource: 'member', operation: 'getAll', groupId: byId(everybody.id), output: 'snapshot', linkId: 'link-1' };
const add: INodeParameters = { resource: 'member', operation: 'add', groupId: byId(board.id), email: '={{ $json.email }}' };
const remove: INodeParameters = { resource: 'member', operation: 'remove', groupId: byId(board.id), memberId: byId(ann.id) };
const eva = items({ email: 'eva.north@members.example' });

const clock = fastClock();
afterAll(() => clock.restore());

const LASTING: Array<{ what: string; fault: FaultRule; says: RegExp; todo: RegExp }> = [
	{ what: 'refuses the key', fault: { kind: 'status', code: 401 }, says: /API key.*401/, todo: /Community Settings/ },
	{ what: 'redirects to an unknown origin', fault: { kind: 'status', code: 307, headers: { location: 'https://elsewhere.example/v1/users' } }, says: /https:\/\/elsewhere\.example/, todo: /Trusted Origins/ },
	{ what: 'shows a web page', fault: { kind: 'html-200' }, says: /web page/, todo: /Base URL/ },
	{ what: 'answers with nothing', fault: { kind: 'empty-200' }, says: /not understood/, todo: /Base URL/ },
	{ what: 'answers in another shape', fault: { kind: 'wrong-shape', body: { rows: [] } }, says: /not understood/, todo: /Base URL/ },
	{ what: 'cuts its answer off', fault: { kind: 'truncated-json' }, says: /cut off/, todo: /Base URL/ },
	{ what: 'is down', fault: { kind: 'status', code: 503 }, says: /503/, todo: /again/ },
	{ what: 'cuts every connection', fault: { kind: 'reset-before' }, says: /reached/, todo: /Base URL/ },
];

describe('when Forj', () => {
	let services: Services;

	beforeAll(async () => {
		services = await startForjWorld({ pageCap: 10 });
	});

	beforeEach(() => services.reset());

	afterAll(async () => await services.close());

	const inBoard = () => services.forj.state.emailsIn(board.id);

	test.each(LASTING)('$what, a list fails and says what to do', async ({ fault, says, todo }) => {
		services.forj.faults.script([always(fault)]);
		const result = await runForj(services, users);
		expect(result.status).toBe('error');
		expect(result.error?.message).toMatch(says);
		expect(result.error?.description).toMatch(todo);
		expect(secretsIn(result, services.credentials)).toEqual([]);
	});

	test.each(LASTING)('$what, a member list is a failed read, not an empty group', async ({ fault, says }) => {
		services.forj.faults.script([always({ ...fault, match: { endpoint: 'members.list' } })]);
		const result = await runForj(services, snapshot);
		expect(result.json).toMatchObject([{ complete: false, failure: { message: expect.stringMatching(says), fix: expect.stringMatching(/\S/) } }]);
		expect(secretsIn(result, services.credentials)).toEqual([]);
	});

	test.each<{ what: string; fault: FaultRule }>([
		{ what: 'sends a page twice', fault: { kind: 'repeat-page' } },
		{ what: 'shifts its rows between two pages', fault: { kind: 'shift-rows', by: -1 } },
	])('$what, the member list is not taken for complete', async ({ fault }) => {
		services.forj.faults.script([always({ ...fault, match: { endpoint: 'members.list' }, nth: 2 })]);
		expect((await runForj(services, snapshot)).json).toMatchObject([{ complete: false }]);
	});

	test.each<{ what: string; fault: FaultRule }>([
		{ what: 'cuts the connection after an add arrived', fault: { kind: 'reset-after-accept', match: { endpoint: 'members.add' } } },
		{ what: 'cuts the connection before an add arrived', fault: { kind: 'reset-before', match: { endpoint: 'members.add' } } },
		{ what: 'answers an add with half a sentence', fault: { kind: 'truncated-json', match: { endpoint: 'members.add' } } },
		{ what: 'is too busy for an add', fault: { kind: 'status', code: 429, headers: { 'retry-after': '1' }, match: { endpoint: 'members.add' } } },
	])('$what, the person is in the group once', async ({ fault }) => {
		services.forj.faults.script([fault]);
		const result = await runForj(services, add, { inputs: [eva] });
		expect(result.error).toBeUndefined();
		expect(inBoard()).toEqual(['ann.lee@members.example', 'dana.whitlock@association.example', 'eva.north@members.example']);
		expect(services.forj.state.users.rows()).toHaveLength(30);
	});

	test.each<{ what: string; fault: FaultRule }>([
		{ what: 'cuts the connection after a removal arrived', fault: { kind: 'reset-after-accept', match: { endpoint: 'members.remove' } } },
		{ what: 'cuts the connection before a removal arrived', fault: { kind: 'reset-before', match: { endpoint: 'members.remove' } } },
	])('$what, the person is gone', async ({ fault }) => {
		services.forj.faults.script([fault]);
		const result = await runForj(services, remove);
		expect(result.json).toEqual([expect.objectContaining({ removed: true })]);
		expect(inBoard()).toEqual([manager.email]);
	});

	test('answers a removal with 404 although the person is listed, it is no success', async () => {
		services.forj.faults.script([always({ kind: 'status', code: 404, match: { endpoint: 'members.remove' } })]);
		const result = await runForj(services, remove);
		expect(result.status).toBe('error');
		expect(inBoard()).toContain(ann.email);
	});

	test('refuses one person, the others are written all the same', async () => {
		services.forj.faults.script([{ kind: 'status', code: 422, body: { error_message: 'this account is blocked' }, match: { endpoint: 'members.add' } }]);
		const inputs = [items({ email: 'eva.north@members.example' }, { email: 'ida.west@members.example' })];
		const result = await runForj(services, add, { inputs, onError: 'continueErrorOutput' });
		expect(result.outputs.map((output) => output.length)).toEqual([1, 1]);
		expect(inBoard()).toHaveLength(3);
	});

	test('takes the key away in the middle of a plan, everything after is not attempted', async () => {
		const people = [30, 31, 32, 33, 34, 35, 36, 37, 38, 39].map((id) => ({
			key: `forj:${id}`,
			decision: 'remove',
			forjUserId: String(id),
			write: { remove: { userId: String(id), askIfManager: false } },
		}));
		services.forj.faults.script([always({ kind: 'status', code: 401, match: { endpoint: 'members.remove' }, nth: 3 })]);
		const result = await runForj(services, { resource: 'sync', operation: 'applyPlan' }, { inputs: [items(planFor(everybody, people))] });
		const [answer] = result.json as Array<{ stopped?: { kind: string }; outcomes?: Array<{ kind: string }> }>;
		expect(answer?.stopped?.kind).toBe('auth');
		expect(answer?.outcomes).toHaveLength(10);
		expect(answer?.outcomes?.filter(({ kind }) => kind === 'removed')).toHaveLength(2);
		expect(services.forj.state.emailsIn(everybody.id)).toHaveLength(23);
		expect(secretsIn(result, services.credentials)).toEqual([]);
	});
});

describe('when Forj sends calls on to another origin', () => {
	let services: Services;

	beforeAll(async () => {
		services = await startForjWorld({ secondOrigin: true });
	});

	beforeEach(() => services.reset());

	afterAll(async () => await services.close());

	const distrusting = () => ({ credentials: { forjCommunityApi: { ...services.credentials.forjCommunityApi, trustedOrigins: '' } } });

	test('that is not trusted, nothing is sent there, and the origin is named', async () => {
		for (const parameters of [users, remove, { ...add, email: 'eva.north@members.example' }]) {
			const result = await runForj(services, parameters, distrusting());
			expect(result.status).toBe('error');
			expect(result.error?.message).toContain(new URL(services.forj.secondUrl).origin);
			expect(secretsIn(result, services.credentials)).toEqual([]);
		}
		expect(services.forj.log.filter(({ endpoint }) => endpoint !== 'redirect')).toEqual([]);
		expect(services.forj.state.emailsIn(board.id)).toEqual([ann.email, manager.email]);
	});

	test('that is trusted, reads and writes arrive there', async () => {
		const result = await runForj(services, remove);
		expect(result.error).toBeUndefined();
		expect(services.forj.state.emailsIn(board.id)).toEqual([manager.email]);
	});
});
