/** When the main job does not remove, or does not write at all. */
import { fastClock } from '../support/fastClock.mjs';
import type { SyncWorld } from './syncWorld.mjs';
import type { NoviOptions } from '../../sandbox/emulators/index.mjs';
import { EVERYBODY, NAMES, board, forjBoard, id, login, other, person, startSyncWorld, stranger } from './syncWorld.mjs';

const clock = fastClock();
afterAll(() => clock.restore());

describe('the main job', () => {
	const world = {};
	let sync: SyncWorld;

	beforeAll(async () => {
		sync = await startSyncWorld(world);
	});

	beforeEach(() => sync.reset());

	afterEach(() => expect(sync.accidents()).toEqual([]));

	afterAll(async () => await sync.close());

	test('keep strangers of the first run until somebody releases them', async () => {
		sync.services.forj.state.addMember(forjBoard.id, stranger.id);
		const { report, statusOf } = await sync.round();
		expect(report).toMatchObject([{ status: 'Held' }]);
		expect(sync.inForj()).toEqual([...EVERYBODY, stranger.email].sort());
		expect(statusOf(stranger.email)).toBe('Removal held');
		expect((await sync.round()).report).toMatchObject([{ status: 'Held' }]);
	});

	test('hold the removals when more than half is gone at once, and still add', async () => {
		await sync.round();
		for (const name of NAMES.slice(0, 7)) sync.services.novi.state.leaveGroup(board.UniqueID, id(name));
		sync.services.novi.state.addMember(person('lea.sand'));
		sync.services.novi.state.joinGroup(board.UniqueID, id('lea.sand'));
		const { report } = await sync.round();
		expect(report).toMatchObject([{ status: 'Held' }]);
		expect(sync.inForj()).toEqual([...EVERYBODY, login('lea.sand')].sort());
	});

	test.each([
		{ what: 'the roster cannot be read', endpoint: 'groups.members' },
		{ what: 'the directory cannot be read', endpoint: 'members.list' },
	])('remove nobody when $what', async ({ endpoint }) => {
		await sync.round();
		sync.services.novi.state.leaveGroup(board.UniqueID, id('ann.lee'));
		sync.services.novi.faults.script([{ kind: 'status', code: 503, match: { endpoint }, times: Infinity }]);
		const { report } = await sync.round();
		expect(report[0]?.status).toBe('Held');
		expect(sync.inForj()).toEqual(EVERYBODY);
	});

	test('write nothing when the Forj side cannot be read', async () => {
		await sync.round();
		sync.services.novi.state.leaveGroup(board.UniqueID, id('ann.lee'));
		sync.services.forj.faults.script([{ kind: 'truncated-json', match: { endpoint: 'members.list' }, times: Infinity }]);
		const { report, writes } = await sync.round();
		expect(report[0]?.status).toBe('Held');
		expect(writes).toBe(0);
		expect(sync.inForj()).toEqual(EVERYBODY);
	});

	test.each([
		{ what: 'wants approval', settings: { requires_approval: true } },
		{ what: 'has a parent', settings: { parent_group_id: 999 } },
		{ what: 'is not Private', settings: { privacy: 1 } },
	])('write nothing to a Forj group that $what', async ({ settings }) => {
		sync.services.forj.state.updateGroup(forjBoard.id, settings);
		const { report, writes } = await sync.round();
		expect(report).toMatchObject([{ status: 'Not ready', detail: expect.stringMatching(/\S/) }]);
		expect(writes).toBe(0);
	});

	test('write nothing in a dry run, and say what would be done', async () => {
		const { report, writes } = await sync.round(true);
		expect(report).toMatchObject([{ status: 'Planned' }]);
		expect(writes).toBe(0);
		expect(sync.shownMembers()).toBe(0);
	});
});

describe('with a Forj that does not say who is a manager, the main job', () => {
	const world = { forj: { showIsAdmin: false } };
	let sync: SyncWorld;

	beforeAll(async () => {
		sync = await startSyncWorld(world);
	});

	beforeEach(() => sync.reset());

	afterEach(() => expect(sync.accidents()).toEqual([]));

	afterAll(async () => await sync.close());

	test('adds and updates, and holds every removal', async () => {
		expect((await sync.round()).report).toMatchObject([{ status: 'Up To Date' }]);
		sync.services.novi.state.leaveGroup(board.UniqueID, id('ann.lee'));
		const { report, writes } = await sync.round();
		expect(report).toMatchObject([{ status: 'Held' }]);
		expect(writes).toBe(0);
		expect(sync.inForj()).toEqual(EVERYBODY);
	});
});

describe('a Novi key that was limited after a good run', () => {
	const key: NoviOptions = {};
	let sync: SyncWorld;

	beforeAll(async () => {
		sync = await startSyncWorld({ noviKey: key });
	});

	beforeEach(async () => {
		delete key.limitedFields;
		delete key.limitedGroup;
		sync.reset();
		await sync.round();
		sync.services.novi.state.leaveGroup(board.UniqueID, id('ann.lee'));
	});

	afterAll(async () => await sync.close());

	const SWITCH = 'In Novi, open the gear menu > Advanced > API Keys';

	/** Nobody goes while the key is limited, and the one who left goes once it is not. */
	async function heldUntilTheKeyIsWhole(text: string): Promise<void> {
		const { report } = await sync.round();
		expect(report).toMatchObject([{ status: 'Held', counters: { removed: 0 } }]);
		expect(report[0]?.detail).toContain(text);
		expect(report[0]?.detail).toContain(SWITCH);
		expect(sync.inForj()).toEqual(EVERYBODY);
		delete key.limitedFields;
		delete key.limitedGroup;
		expect((await sync.round()).report).toMatchObject([{ status: 'Up To Date', counters: { removed: 1 } }]);
	}

	test.each(['Name', 'AccountEmail', 'Active', 'CustomerType', 'FirstName', 'LastName', 'ParentMemberName', 'JobTitle'])('to fields without %s removes nobody', async (field) => {
		key.limitedFields = [field];
		await heldUntilTheKeyIsWhole(`Novi shows ${field} of nobody`);
	});

	test('to the people of another group removes nobody', async () => {
		key.limitedGroup = other.UniqueID;
		key.limitedGroupHides = 'people';
		await heldUntilTheKeyIsWhole('Novi lists 3 people in Board, but counts 11 there');
	});

	test('to another group altogether removes nobody', async () => {
		key.limitedGroup = other.UniqueID;
		key.limitedGroupHides = 'groups';
		const { report, writes } = await sync.round();
		expect([report[0]?.status, writes]).toEqual(['Held', 0]);
		expect(sync.inForj()).toEqual(EVERYBODY);
	});
});
