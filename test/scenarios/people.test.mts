/** Scenario 27 of the thirty: every kind of person under each ownership mode, one literal result per cell. */
import { FORJ_GROUP, forjUser, idOf, login, NO_WRITES, person, scenario, type Run, type Scenario } from './world.mjs';

type Cell = [status: string, inForjAfter: boolean];
const MODES = ['mirror', 'owned', 'add_only'] as const;

const STAYS: Cell = ['Protected', true];
const GOES: Cell = ['Removed', false];

/** By address: how the person is shown and whether the person is in the Forj group, in mirror, owned, add_only. */
const TABLE: Array<[kind: string, email: string, mirror: Cell, owned: Cell, addOnly: Cell]> = [
	['added by hand in Forj, not in Novi', 'hand.added@elsewhere.example', GOES, STAYS, STAYS],
	['added by hand in Forj, and in the Novi group later', login('hand.wanted'), ['Up To Date', true], ['Up To Date', true], ['Up To Date', true]],
	['added by hand in Forj, was in the Novi group for a while, left it', login('hand.left'), GOES, STAYS, STAYS],
	['added by the sync, left the Novi group', login('ours.left'), GOES, GOES, STAYS],
	['added by the sync, lost the Novi login', login('ours.nologin'), GOES, GOES, STAYS],
	['a group manager, not in Novi', 'manager@association.example', STAYS, STAYS, STAYS],
	['the primary admin of the group, not in Novi', 'primary@association.example', STAYS, STAYS, STAYS],
	['a group manager added by the sync, left the Novi group', login('ours.promoted'), STAYS, STAYS, STAYS],
	['on the keep list by e-mail, not in Novi', 'kept@elsewhere.example', STAYS, STAYS, STAYS],
	['on the keep list by id, not in Novi', 'kept.id@elsewhere.example', STAYS, STAYS, STAYS],
	['on the keep list, added by the sync, left the Novi group', login('ours.kept'), STAYS, STAYS, STAYS],
	['waiting for approval, not in Novi', 'pending@elsewhere.example', ['N/A', false], ['N/A', false], ['N/A', false]],
	['waiting for approval, in the Novi group', login('pending.wanted'), ['Added', true], ['Added', true], ['Added', true]],
	['invited by the sync, not registered yet, in the Novi group', login('invited.wanted'), ['Up To Date', true], ['Up To Date', true], ['Up To Date', true]],
	['invited by the sync, not registered yet, left the Novi group', login('invited.left'), GOES, GOES, STAYS],
	['left the Forj group by themselves, in the Novi group', login('self.left'), ['N/A', false], ['N/A', false], ['N/A', false]],
	['left the Forj group by themselves, put back there by hand', login('self.returned'), ['Up To Date', true], ['Up To Date', true], ['Up To Date', true]],
	['left the Novi group, removed, joined the Novi group again', login('novi.returned'), ['Added', true], ['Added', true], ['Up To Date', true]],
	['opted out of e-mails in Novi, in the Novi group', login('opted.out'), ['Up To Date', true], ['Up To Date', true], ['Up To Date', true]],
	['in Novi and Forj, nothing special', login('plain.person'), ['Up To Date', true], ['Up To Date', true], ['Up To Date', true]],
];

const OURS = ['ours.left', 'ours.nologin', 'ours.promoted', 'ours.kept', 'invited.wanted', 'invited.left', 'self.left', 'self.returned', 'novi.returned', 'opted.out', 'plain.person', 'hand.left'];
// The update completes the profile of whoever was waiting for approval: an add of a known account leaves the profile alone.
const WRITES = {
	mirror: { ...NO_WRITES, total: 8, adds: 2, updates: 1, removals: 5 },
	owned: { ...NO_WRITES, total: 6, adds: 2, updates: 1, removals: 3 },
	add_only: { ...NO_WRITES, total: 2, adds: 1, updates: 1 },
};

/** Everybody comes to their place through runs of the sync; what is asserted is the last run. */
async function live(mode: string): Promise<{ sync: Scenario; run: Run }> {
	const user = (id: number, email: string) => forjUser({ id, email, first_name: 'Hand', last_name: `Nr${id}` });
	const optedOut = { UnsubscribeFromEmails: true };
	const sync = await scenario({
		people: OURS.map((name) => person(name, name === 'opted.out' ? optedOut : {})),
		users: [user(1, 'hand.added@elsewhere.example'), user(2, login('hand.wanted')), user(3, 'manager@association.example'), user(4, 'primary@association.example'), user(5, 'kept@elsewhere.example'), user(6, 'kept.id@elsewhere.example'), user(7, 'pending@elsewhere.example'), user(8, login('pending.wanted')), user(9, login('hand.left'))],
		members: [{ userId: 3, is_admin: true }, 4, 5, 6, 9],
		group: { primary_admin: 4 },
		link: { mode, removal_limit_percent: 100, settings: JSON.stringify({ private_level: 5, keep: ['Kept@elsewhere.example', '6', login('ours.kept')] }) },
	});
	expect(await sync.run()).toMatchObject({ status: 'Up To Date' });
	const { state } = sync.forj;
	const idIn = (name: string): number => sync.forjId(login(name));

	sync.leave('novi.returned');
	for (const name of ['self.left', 'self.returned']) state.removeMember(FORJ_GROUP, idIn(name));
	expect(await sync.run()).toMatchObject({ status: 'Up To Date' });
	expect([sync.status('self.left'), sync.status('self.returned')]).toEqual(['N/A', 'N/A']);

	sync.join(person('novi.returned'), person('hand.wanted', { FirstName: 'Hand', LastName: 'Nr2', ParentMemberName: '', JobTitle: '' }), person('pending.wanted'));
	sync.leave('ours.left', 'ours.promoted', 'ours.kept', 'invited.left', 'hand.left');
	sync.edit('ours.nologin', { AccountEmail: '' });
	state.addMember(FORJ_GROUP, idIn('self.returned'));
	for (const userId of [1, 2]) state.addMember(FORJ_GROUP, userId);
	for (const userId of [7, 8]) state.group(FORJ_GROUP).members.set(userId, { userId, is_admin: false, last_invited_in: null, status: 'pending' });
	const promoted = idIn('ours.promoted');
	state.group(FORJ_GROUP).members.set(promoted, { userId: promoted, is_admin: true, last_invited_in: null, status: 'accepted' });
	return { sync, run: await sync.run() };
}

describe.each(MODES)('27: mode %s', (mode) => {
	test.each(TABLE)('%s', async (_kind, email, ...cells) => {
		const { sync } = await lives[mode]();
		const [status, isMember] = cells[MODES.indexOf(mode)] as Cell;
		const userId = sync.email[email] ?? '';
		const rows = sync.members.filter((row) => row.email === email || row.forj_user_id === userId || row.novi_id === idOf(email.split('@')[0] ?? ''));
		expect([rows.at(-1)?.status, sync.inForj.includes(email)]).toEqual([status, isMember]);
	});

	test('the link is Up To Date, with exactly these writes', async () => {
		const { sync } = await lives[mode]();
		expect(sync.run).toMatchObject({ status: 'Up To Date', writes: WRITES[mode] });
	});
});

interface Ended {
	sync: { run: Run; inForj: string[]; members: Scenario['tables']['members']; email: Record<string, string> };
}

/** One life per mode, read by all cells of its column. */
const ended = new Map<string, Promise<Ended>>();
const lives = Object.fromEntries(MODES.map((mode) => [mode, () => ended.get(mode) ?? remember(mode)])) as Record<(typeof MODES)[number], () => Promise<Ended>>;

function remember(mode: string): Promise<Ended> {
	const life = live(mode).then(({ sync, run }) => ({
		sync: { run, inForj: sync.inForj(), members: sync.tables.members, email: Object.fromEntries(sync.forj.state.users.rows().map(({ id, email }) => [email, String(id)])) },
	}));
	ended.set(mode, life);
	return life;
}
