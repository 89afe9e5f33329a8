/** A release in the real engine: the list, the choice, the run that removes exactly these people, and what speaks against it. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { fastClock } from '../support/fastClock.mjs';
import { items, runNode } from '../support/runNode.mjs';
import type { SyncWorld } from './syncWorld.mjs';
import { EVERYBODY, board, forjBoard, id, login, NAMES, startSyncWorld, stranger } from './syncWorld.mjs';

const clock = fastClock();
afterAll(() => clock.restore());

let sync: SyncWorld;

beforeAll(async () => {
	sync = await startSyncWorld({});
});
afterAll(async () => await sync.close());
afterEach(() => expect(sync.accidents()).toEqual([]));

/** Seven of ten have left the Novi group: more than the limit, and more than half. */
const LEFT = NAMES.filter((name) => name !== 'bob.ray').slice(0, 7);
const STAYED = EVERYBODY.filter((email) => !LEFT.map(login).includes(email));

beforeEach(async () => {
	sync.reset();
	await sync.round();
	for (const name of LEFT) sync.services.novi.state.leaveGroup(board.UniqueID, id(name));
	const { report, writes } = await sync.round();
	expect(report).toMatchObject([{ status: 'Held', counters: { held: 7 } }]);
	expect(writes).toBe(0);
});

async function heldRemoval(operation: string, rows: IDataObject[], parameters: INodeParameters = {}) {
	return await runNode({ type: 'noviForjSync', parameters: { resource: 'heldRemoval', operation, ...parameters }, inputs: [items(...rows)] });
}

async function list(): Promise<IDataObject> {
	const { json } = await heldRemoval('getAll', sync.rows());
	expect(json).toHaveLength(1);
	return json[0] ?? {};
}

async function choose(people: string[] | 'all', shown?: IDataObject) {
	const choice = people === 'all' ? { selection: 'all' } : { selection: 'chosen', people: JSON.stringify(people) };
	return await heldRemoval('release', sync.rows(), { list: JSON.stringify(shown ?? (await list())), ...choice });
}

const idOf = (name: string): string => String(sync.user(login(name))?.id);

describe('the chosen people', () => {
	test('and nobody else are removed, each asked about once in Novi and in Forj right before', async () => {
		const [first, second] = LEFT.map(idOf) as [string, string];
		const { json } = await choose([first, second]);
		const before = { ...sync.services.novi.counters.byEndpoint };
		const { report, statusOf } = await sync.round(false, json);
		expect(sync.inForj()).toEqual(EVERYBODY.filter((email) => email !== login(LEFT[0]!) && email !== login(LEFT[1]!)));
		expect(report).toMatchObject([{ status: 'Held', counters: { removed: 2, held: 5 }, released: { open: [] } }]);
		expect(statusOf(login(LEFT[2]!))).toBe('Removal held');
		const asked = (endpoint: string): number => (sync.services.novi.counters.byEndpoint[endpoint] ?? 0) - (before[endpoint] ?? 0);
		expect(sync.services.novi.log.filter(({ path }) => path.endsWith(id(LEFT[0]!)))).not.toEqual([]);
		expect(asked('members.get')).toBeGreaterThanOrEqual(2);
	});

	test('all of them: then the link is up to date, and the next run writes nothing', async () => {
		const { json } = await choose('all');
		expect((await sync.round(false, json)).report).toMatchObject([{ status: 'Up To Date', counters: { removed: 7 } }]);
		expect(sync.inForj()).toEqual(STAYED);
		const next = await sync.round();
		expect([next.report[0]?.status, next.writes]).toEqual(['Up To Date', 0]);
	});

	test('go also in a later run, when Forj failed in this one', async () => {
		const { json } = await choose('all');
		sync.services.forj.faults.script([{ kind: 'status', code: 400, match: { endpoint: 'members.remove' }, times: 7 }]);
		expect((await sync.round(false, json)).report).toMatchObject([{ status: 'Error', counters: { failed_removals: 7 } }]);
		expect(sync.inForj()).toEqual(EVERYBODY);
		expect((await sync.round()).report).toMatchObject([{ status: 'Up To Date', counters: { removed: 7 } }]);
		expect(sync.inForj()).toEqual(STAYED);
	});
});

describe('somebody who was released stays', () => {
	const run = async () => await sync.round(false, (await choose('all')).json);
	const stays = async (name: string, status: string) => {
		const { statusOf, report } = await run();
		expect(sync.inForj()).toEqual([...STAYED, login(name)].sort());
		expect(statusOf(login(name))).toBe(status);
		expect(report).toMatchObject([{ counters: { removed: 6 } }]);
	};
	const name = LEFT[0]!;

	test('who came back to the Novi group', async () => {
		const { json } = await choose('all');
		sync.services.novi.state.joinGroup(board.UniqueID, id(name));
		await sync.round(false, json);
		expect(sync.inForj()).toEqual([...STAYED, login(name)].sort());
	});

	test('whose own record names the group, though the list does not', async () => {
		const record = sync.services.novi.state.members.get(id(name));
		sync.services.novi.faults.script([{ kind: 'wrong-shape', body: { ...record, Groups: [{ GroupUniqueID: board.UniqueID }] }, match: { method: 'GET', path: new RegExp(`${id(name)}$`) }, times: Infinity }]);
		await stays(name, 'Removal held');
	});

	test('whom Novi does not show any more', async () => {
		sync.services.novi.faults.script([{ kind: 'status', code: 404, match: { method: 'GET', path: new RegExp(`${id(name)}$`) }, times: Infinity }]);
		await stays(name, 'Removal held');
	});

	test('about whom Novi gives no answer, and goes with the next run', async () => {
		sync.services.novi.faults.script([{ kind: 'status', code: 503, match: { method: 'GET', path: new RegExp(`${id(name)}$`) }, times: Infinity }]);
		await stays(name, 'Removal held');
		sync.services.novi.faults.clear();
		expect((await sync.round()).report).toMatchObject([{ status: 'Up To Date', counters: { removed: 1 } }]);
		expect(sync.inForj()).toEqual(STAYED);
	});

	test('who turns out to be a group manager', async () => {
		const { json } = await choose('all');
		sync.services.forj.state.makeManager(forjBoard.id, Number(idOf(name)));
		const { statusOf } = await sync.round(false, json);
		expect(statusOf(login(name))).toBe('Protected');
		expect(sync.inForj()).toEqual([...STAYED, login(name)].sort());
	});

	test('when Novi cannot be read to its end', async () => {
		const { json } = await choose('all');
		sync.services.novi.faults.script([{ kind: 'short-total', match: { endpoint: 'groups.members' }, times: Infinity }]);
		const { report, writes } = await sync.round(false, json);
		expect([report[0]?.status, writes]).toEqual(['Held', 0]);
	});
});

test('the account of an eligible person under another address is not removed, though it was released as a stranger', async () => {
	sync.reset();
	sync.services.forj.state.addMember(forjBoard.id, 21);
	sync.services.forj.state.addMember(forjBoard.id, stranger.id);
	const first = await sync.round();
	expect(first.statusOf('bob@private.example')).not.toBe('Removed');
	expect(first.statusOf(stranger.email)).toBe('Removal held');
	const { report } = await sync.round(false, (await choose('all')).json);
	expect(report).toMatchObject([{ status: 'Up To Date', counters: { removed: 1 } }]);
	expect(sync.inForj()).toEqual(EVERYBODY);
});

describe('the two operations', () => {
	test('refuse a list that somebody changed or that cannot be read, and a choice that names nobody or cannot be read', async () => {
		const shown = await list();
		expect((await choose([], shown)).error?.message).toMatch(/^Nobody was ticked/);
		expect((await choose('all', { ...shown, listed_at: '2039-01-01T00:00:00Z' })).error?.message).toMatch(/^The list was changed since it was shown/);
		expect((await heldRemoval('release', sync.rows(), { list: '{}', selection: 'all' })).error?.message).toBe('List is no list of held removals');
		expect((await heldRemoval('release', sync.rows(), { list: '{', selection: 'all' })).error?.message).toBe('List is no list of held removals');
		expect((await heldRemoval('release', sync.rows(), { list: JSON.stringify(shown), selection: 'chosen', people: '["48213"' })).error?.message).toBe('People is no list of texts');
	});

	test('stop when a step that reads the tables failed', async () => {
		expect((await heldRemoval('getAll', [{ error: 'no such table' }])).error?.message).toBe('A step that reads the data tables did not end well [item 0]');
	});

	test('the removing step refuses a released removal that Novi was not asked about', async () => {
		const { result } = await sync.round(false, (await choose('all')).json);
		const plan = structuredClone(result.outputsOf('Compare')[0]?.[0]?.json) as IDataObject;
		sync.reset();
		const { json } = await runNode({ type: 'forjCommunity', parameters: { resource: 'sync', operation: 'applyPlan' }, inputs: [items(plan)], credentials: sync.services.credentials });
		const outcomes = (json[0]?.outcomes ?? []) as Array<{ kind: string; reason: string }>;
		expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['not_attempted']));
		expect(outcomes[0]?.reason).toContain('Recheck Removals');
		expect(sync.services.forj.counters.writes).toBe(0);
	});
});
