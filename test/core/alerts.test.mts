/** What is told, and what is not: how the links stand, what was told before, and the time. */
import type { Row } from '../../nodes/core/linkRow';
import { readRemembered } from '../../nodes/core/remembered';
import { NOT_READY } from '../../nodes/core/texts';
import { ago, boardLink, check, checked, DAY, HOUR, MINUTE, profileRun, run, told, type CheckOptions } from '../support/alertBuilders.mjs';

const subject = (rows: readonly Row[], options?: CheckOptions): string | undefined => check(rows, options).mail?.subject;
const held = (before: number, more: Row = {}): Row => run('Held', before, { counters: '{"held":3}', detail: 'This is the first sync of the link.', ...more });

describe('one link', () => {
	it.each<[string, Row[], string | undefined]>([
		['well, nothing told', [boardLink(), run('Up To Date', 5 * MINUTE)], undefined],
		['well, and that was told', [boardLink(), told('Up To Date', HOUR)], undefined],
		['held', [boardLink({ status: 'Held' }), held(5 * MINUTE)], 'Board Members: removals held (3 people)'],
		['held with nobody who waits', [boardLink({ status: 'Held' }), held(5 * MINUTE, { counters: '{"held":0}' })], 'Board Members: held'],
		['held, one person', [boardLink({ status: 'Held' }), held(5 * MINUTE, { counters: '{"held":1}' })], 'Board Members: removals held (1 person)'],
		['held, and that was told', [boardLink({ status: 'Held' }), held(5 * MINUTE), told('Held', HOUR)], undefined],
		['not ready', [boardLink({ status: 'Not ready' }), run('Not ready', 5 * MINUTE)], 'Board Members: not ready'],
		['error', [boardLink({ status: 'Error' }), run('Error', 5 * MINUTE)], 'Board Members: error'],
		['error that a broken-off run left on the link only', [boardLink({ status: 'Error' }), run('Up To Date', 20 * MINUTE)], 'Board Members: error'],
		['error after held was told', [boardLink({ status: 'Error' }), run('Error', 5 * MINUTE), told('Held', HOUR)], 'Board Members: error'],
		['well after an error was told', [boardLink(), run('Up To Date', 5 * MINUTE), told('Error', HOUR)], 'Board Members: up to date again'],
		['error, switched off', [boardLink({ status: 'Error', enabled: false }), run('Error', 5 * MINUTE)], undefined],
		['new, waiting for its first run', [boardLink({ status: '', last_success_at: null, createdAt: ago(HOUR) })], undefined],
		['without a name, told by its id', [boardLink({ novi_group_name: '', forj_group_name: '', status: 'Error' })], 'board: error'],
	])('%s', (_case, rows, expected) => expect(subject(rows)).toBe(expected));
});

describe('a link is stale', () => {
	const old = { last_success_at: ago(7 * HOUR), updatedAt: ago(7 * HOUR) };
	it.each<[string, Row[], string | undefined]>([
		['when no run has ended for seven hours', [boardLink(old), run('Up To Date', 7 * HOUR)], 'Board Members: no sync for 7 hours'],
		['but not at six hours exactly', [boardLink({ last_success_at: ago(6 * HOUR) })], undefined],
		['although its last word was held', [boardLink({ ...old, status: 'Held' }), held(7 * HOUR), told('Held', 7 * HOUR)], 'Board Members: no sync for 7 hours'],
		['when it was never synced since it was linked', [boardLink({ status: '', last_success_at: null, createdAt: ago(7 * HOUR) })], 'Board Members: not synced yet'],
		['when its runs break off one after the other', [boardLink({ ...old, status: 'Syncing', updatedAt: ago(5 * MINUTE) })], 'Board Members: no sync for 7 hours'],
		['when it is syncing for more than an hour', [boardLink({ status: 'Syncing', last_success_at: ago(2 * HOUR), updatedAt: ago(61 * MINUTE) })], 'Board Members: no sync for 2 hours'],
		['but not while a run is going', [boardLink({ status: 'Syncing', last_success_at: ago(2 * HOUR), updatedAt: ago(59 * MINUTE) })], undefined],
		['and told so only once', [boardLink(old), told('Stale', HOUR, { counters: '{"overdue":true}' })], undefined],
		['until it is well again', [boardLink(), told('Stale', HOUR)], 'Board Members: up to date again'],
		['not when it fails every time, until the reminder', [boardLink({ status: 'Error', last_success_at: ago(5 * HOUR) }), run('Error', 5 * MINUTE), told('Error', 5 * HOUR)], undefined],
	])('%s', (_case, rows, expected) => expect(subject(rows)).toBe(expected));

	it('after the time that is set', () => {
		expect(subject([boardLink({ last_success_at: ago(3 * HOUR) })], { staleHours: 2 })).toBe('Board Members: no sync for 3 hours');
	});
});

describe('no good run for the set time, while runs go on and say why', () => {
	const still = [boardLink({ status: 'Held', last_success_at: ago(7 * HOUR) }), held(5 * MINUTE)];
	it('is told once more', () => expect(subject([...still, told('Held', 6 * HOUR)])).toBe('Board Members: still removals held (3 people)'));
	it('and not again', () => expect(subject([...still, told('Held', HOUR, { counters: '{"overdue":true}' })])).toBeUndefined());
	it('is remembered with the row', () => expect(check([...still, told('Held', 6 * HOUR)]).told).toMatchObject([{ link_id: 'board', outcome: 'Held', counters: '{"overdue":true}' }]));
});

describe('while a run is going', () => {
	const syncing = boardLink({ status: 'Syncing', updatedAt: ago(MINUTE) });
	it.each<[string, Row[], string | undefined]>([
		['what the run before said counts', [syncing, run('Error', 16 * MINUTE)], 'Board Members: error'],
		['an error that was told is not over because an older run was good', [syncing, run('Up To Date', 40 * MINUTE), told('Error', 20 * MINUTE)], undefined],
		['it is over when a run since then was good', [syncing, run('Up To Date', 16 * MINUTE), told('Error', 20 * MINUTE)], 'Board Members: up to date again'],
	])('%s', (_case, rows, expected) => expect(subject(rows)).toBe(expected));
});

describe('a state that comes and goes', () => {
	const flapping = [run('Error', 120 * MINUTE), run('Up To Date', 90 * MINUTE), run('Error', 60 * MINUTE), run('Up To Date', 30 * MINUTE), run('Error', 5 * MINUTE)];
	const inError = boardLink({ status: 'Error' });
	it('is not told again within three hours', () => expect(subject([inError, ...flapping, told('Error', 119 * MINUTE), told('Up To Date', 89 * MINUTE)])).toBeUndefined());
	it('is told after three hours, with how often it changed', () => {
		const { mail } = check([inError, ...flapping, told('Error', 181 * MINUTE), told('Up To Date', 89 * MINUTE)]);
		expect(mail?.subject).toBe('Board Members: error');
		expect(mail?.text).toContain('It changed 3 times since the last mail about it.');
	});
	it('does not keep another state back', () => {
		expect(subject([boardLink({ status: 'Held' }), held(5 * MINUTE), told('Error', 20 * MINUTE), told('Up To Date', 10 * MINUTE)])).toBe('Board Members: removals held (3 people)');
	});
});

describe('a link that is switched off and on', () => {
	const off = boardLink({ enabled: false, status: 'Error' });
	it('is noted without a mail when it goes off, once', () => {
		expect(check([off])).toMatchObject({ told: [{ link_id: 'board', outcome: 'Off' }], healthy: true });
		expect(check([off]).mail).toBeUndefined();
		expect(check([off, told('Off', HOUR)]).told).toEqual([]);
	});
	it('is noted without a mail when it comes back, and old news are not told', () => {
		const back = boardLink({ status: 'Not ready', status_detail: `${NOT_READY.disabled} More.`, last_success_at: ago(9 * DAY) });
		const first = check([back, run('Up To Date', 9 * DAY), told('Off', 8 * DAY)]);
		expect([first.mail, first.told]).toEqual([undefined, [expect.objectContaining({ outcome: 'On' })]]);
		expect(subject([back, run('Up To Date', 9 * DAY), told('Off', 8 * DAY), told('On', HOUR)])).toBeUndefined();
	});
	it('is stale when no run came within the set time after that', () => {
		expect(subject([boardLink({ status: '', last_success_at: ago(9 * DAY) }), told('Off', 8 * DAY), told('On', 7 * HOUR)])).toBe('Board Members: no sync for 7 hours');
	});
});

describe('after an outage', () => {
	it('one mail says that nothing was checked, though all is well again', () => {
		const { mail } = check([boardLink(), checked(9 * HOUR)]);
		expect(mail?.subject).toBe('No check for 9 hours');
		expect(mail?.text).toContain('Between 25 Nov 2026, 03:00 (UTC) and 25 Nov 2026, 12:00 (UTC)');
	});
	it('one mail holds that and what is stale', () => {
		const { mail } = check([boardLink({ last_success_at: ago(9 * HOUR) }), checked(9 * HOUR)]);
		expect(mail?.subject).toBe('Board Members: no sync for 9 hours, and 1 more');
	});
	it('nothing is said when the last check was in time, or this is the first one', () => {
		expect([subject([boardLink(), checked(15 * MINUTE)]), subject([boardLink()])]).toEqual([undefined, undefined]);
	});
});

describe('the profile update', () => {
	const well = boardLink();
	it.each<[string, Row[], string | undefined]>([
		['that nobody uses is not told of', [], undefined],
		['well', [profileRun('Up To Date', HOUR)], undefined],
		['error', [profileRun('Error', HOUR, { counters: '{"failed":2}' })], 'Profile update (Forj to Novi): error'],
		['that waited its turn once', [profileRun('Up To Date', 2 * HOUR), profileRun('Held', HOUR)], undefined],
		['that waited twice in a row', [profileRun('Held', 2 * HOUR), profileRun('Held', HOUR)], 'Profile update (Forj to Novi): held'],
		['without a run for seven hours', [profileRun('Up To Date', 7 * HOUR)], 'Profile update (Forj to Novi): no run for 7 hours'],
		['without a run for more than a week', [profileRun('Error', 8 * DAY)], undefined],
		['well after its error was told', [profileRun('Up To Date', HOUR), told('Error', 3 * HOUR, { link_id: '' })], 'Profile update (Forj to Novi): up to date again'],
	])('%s', (_case, rows, expected) => expect(subject([well, ...rows])).toBe(expected));
});

describe('several changes of one check', () => {
	const rows = [boardLink({ status: 'Error' }), boardLink({ id: 2, link_id: 'club', novi_group_name: 'Chapter Leaders', status: 'Held' }), profileRun('Error', HOUR)];
	it('come in one mail, and each is remembered', () => {
		const { mail, told: remembered } = check(rows);
		expect(mail?.subject).toBe('Board Members: error, and 2 more');
		expect(remembered.map(({ link_id: id, outcome, direction, detail }) => [id, outcome, direction, detail])).toEqual([
			['board', 'Error', 'alert', 'Board Members: error'],
			['club', 'Held', 'alert', 'Chapter Leaders: held'],
			['', 'Error', 'alert', 'Profile update (Forj to Novi): error'],
		]);
	});
	it('are the same in whatever order the rows come', () => expect(check([...rows].reverse())).toEqual(check(rows)));
	it('are not told by the next check, with what was remembered', () => {
		const again = check([...rows, ...check(rows).told], { now: ago(-15 * MINUTE) });
		expect([again.mail, again.told]).toEqual([undefined, []]);
	});
});

describe('the daily digest', () => {
	const digest = { digest: true };
	it.each<[string, Row[], string | undefined]>([
		['does not come when nothing happened', [boardLink(), run('Up To Date', HOUR), run('Up To Date', 5 * MINUTE, { counters: '{"updated":4}' })], undefined],
		['says who came and went', [boardLink(), run('Up To Date', HOUR, { counters: '{"added":2,"removed":1}' }), run('Up To Date', 5 * MINUTE, { counters: '{"added":1}' })], 'Daily digest: 3 added, 1 removed'],
		['names what waits', [boardLink({ status: 'Held' }), held(HOUR), told('Held', HOUR)], 'Daily digest: 1 needs attention, 0 added, 0 removed'],
		['names what went wrong and is well again', [boardLink(), run('Error', HOUR), run('Up To Date', 5 * MINUTE)], 'Daily digest: 0 added, 0 removed'],
		['does not tell of yesterday again', [boardLink(), run('Up To Date', 25 * HOUR, { counters: '{"added":2}' })], undefined],
		['comes once when the schedule starts twice', [boardLink({ status: 'Held' }), held(HOUR), told('Held', HOUR), told('Digest', MINUTE, { link_id: '' })], undefined],
	])('%s', (_case, rows, expected) => expect(subject(rows, digest)).toBe(expected));

	it('takes what is new into the same mail, and remembers both', () => {
		const { mail, told: remembered } = check([boardLink({ status: 'Error' }), run('Error', 5 * MINUTE)], digest);
		expect(mail?.text).toContain('Board Members: error\n');
		expect(remembered.map(({ outcome }) => outcome)).toEqual(['Error', 'Digest']);
	});

	it('looks back to the last one after a day without', () => {
		const rows = [boardLink(), run('Up To Date', 30 * HOUR, { counters: '{"added":2}' }), told('Digest', 40 * HOUR, { link_id: '' })];
		expect(subject(rows, digest)).toBe('Daily digest: 2 added, 0 removed');
	});
});

describe('the ping', () => {
	it.each<[string, Row[], boolean]>([
		['goes out when all is well', [boardLink()], true],
		['goes out when a link waits for a person', [boardLink({ status: 'Held' }), boardLink({ link_id: 'b', status: 'Not ready' })], true],
		['goes out when nothing is linked yet', [{}], true],
		['stays away while a link is in error', [boardLink({ status: 'Error' }), told('Error', HOUR)], false],
		['stays away while a link is stale', [boardLink({ last_success_at: ago(7 * HOUR) }), told('Stale', HOUR)], false],
		['stays away when an error was told and the next run is going', [boardLink({ status: 'Syncing', updatedAt: ago(MINUTE) }), told('Error', 5 * MINUTE)], false],
		['stays away while the profile update fails', [boardLink(), profileRun('Error', HOUR)], false],
		['does not wait for a profile update that was switched off', [boardLink(), profileRun('Up To Date', DAY)], true],
		['does not wait for a link that is switched off', [boardLink({ enabled: false, status: 'Error' })], true],
	])('%s', (_case, rows, expected) => expect(check(rows).healthy).toBe(expected));
});

test('the sync does not take what was told for something that it remembers', () => {
	const rows = [boardLink(), run('Up To Date', HOUR)];
	expect(readRemembered([...rows, told('Held', HOUR), told('Off', HOUR), checked(HOUR)])).toEqual(readRemembered(rows));
});
