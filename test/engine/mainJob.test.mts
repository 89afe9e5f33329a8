/** The main job over real HTTP, round after round: each ends with exactly the right people in the Forj group. */
import { fastClock } from '../support/fastClock.mjs';
import type { SyncWorld, World } from './syncWorld.mjs';
import { EVERYBODY, board, bobInForj, forjBoard, id, login, person, startSyncWorld, stranger } from './syncWorld.mjs';

const WORLDS: World[] = [
	{ what: 'as expected' },
	{ what: 'with small pages and without bulk import', novi: { maxPageSize: 7 }, forj: { pageCap: 7, bulk: false } },
	{ what: 'with results, text ids and details wrapped in data', novi: { detailWrappedInData: true }, forj: { listShape: 'results', idType: 'string', detailWrappedInData: true } },
	{ what: 'behind a redirect to a trusted origin', forj: { secondOrigin: true, pageCap: 20 } },
];

const clock = fastClock();
afterAll(() => clock.restore());

const without = (...emails: string[]) => EVERYBODY.filter((email) => !emails.includes(email));

describe.each(WORLDS)('a Novi group and a Forj group $what', (world) => {
	let sync: SyncWorld;

	beforeAll(async () => {
		sync = await startSyncWorld(world);
	});

	beforeEach(() => sync.reset());

	afterEach(() => expect(sync.accidents()).toEqual([]));

	afterAll(async () => await sync.close());

	test('begin with everybody who is eligible, and nobody else', async () => {
		const { report, statusOf } = await sync.round();
		expect(report).toMatchObject([{ link_id: 'board', status: 'Up To Date' }]);
		expect(sync.inForj()).toEqual(EVERYBODY);
		expect(sync.user(login('ann.lee'))).toMatchObject({ first_name: 'Ann', last_name: 'Lee', fields: { company_name: 'Harbor Works', job_title: 'Pilot' } });
		expect(statusOf(login('ann.lee'))).toBe('Added');
		expect(sync.services.novi.counters.writes).toBe(0);
	});

	test('write nothing when nothing has changed', async () => {
		await sync.round();
		const second = await sync.round();
		expect(second.report).toMatchObject([{ status: 'Up To Date' }]);
		const third = await sync.round();
		expect(third.report).toMatchObject([{ status: 'Up To Date' }]);
		expect([second.writes, third.writes]).toEqual([0, 0]);
		expect(sync.inForj()).toEqual(EVERYBODY);
	});

	test.each<{ what: string; change: () => void; ends: () => string[] }>([
		{
			what: 'joined',
			change: () => {
				sync.services.novi.state.addMember(person('lea.sand'));
				sync.services.novi.state.joinGroup(board.UniqueID, id('lea.sand'));
			},
			ends: () => [...EVERYBODY, login('lea.sand')].sort(),
		},
		{ what: 'left the group', change: () => sync.services.novi.state.leaveGroup(board.UniqueID, id('ann.lee')), ends: () => without(login('ann.lee')) },
		{ what: 'left, known by a secondary address', change: () => sync.services.novi.state.leaveGroup(board.UniqueID, id('bob.ray')), ends: () => without(bobInForj.email) },
		{ what: 'became inactive', change: () => sync.services.novi.state.updateMember(id('cara.moss'), { Active: false }), ends: () => without(login('cara.moss')) },
		{ what: 'lost the login', change: () => sync.services.novi.state.updateMember(id('dan.pike'), { AccountEmail: '' }), ends: () => without(login('dan.pike')) },
		{ what: 'changed the login e-mail', change: () => sync.services.novi.state.updateMember(id('eva.north'), { AccountEmail: login('eva.new') }), ends: () => EVERYBODY },
		{ what: 'was added by hand in Forj', change: () => sync.services.forj.state.addMember(forjBoard.id, stranger.id), ends: () => EVERYBODY },
		{ what: 'was removed by hand in Forj', change: () => sync.services.forj.state.removeMember(forjBoard.id, sync.user(login('finn.oak'))?.id ?? 0), ends: () => without(login('finn.oak')) },
	])('follow when somebody $what', async ({ change, ends }) => {
		await sync.round();
		change();
		const { report } = await sync.round();
		expect(report).toMatchObject([{ status: 'Up To Date' }]);
		expect(sync.inForj()).toEqual(ends());
		expect((await sync.round()).writes).toBe(0);
	});

	test('follow when somebody changed job and company, and leave everything else in the profile', async () => {
		await sync.round();
		sync.services.forj.state.editProfile(sync.user(login('gil.west'))?.id ?? 0, { fields: { website: 'https://gil.example' } });
		sync.services.novi.state.updateMember(id('gil.west'), { JobTitle: 'Captain', ParentMemberName: 'Ferry Lines' });
		const { report, statusOf } = await sync.round();
		expect(report).toMatchObject([{ status: 'Up To Date' }]);
		expect(sync.user(login('gil.west'))?.fields).toMatchObject({ job_title: 'Captain', company_name: 'Ferry Lines', website: 'https://gil.example' });
		expect(statusOf(login('gil.west'))).toBe('Updated');
		expect((await sync.round()).writes).toBe(0);
	});
});
