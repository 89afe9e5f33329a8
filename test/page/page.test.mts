/** What the page says of groups and people, in which words. */
import { absolute, prose, relative } from '../../nodes/NoviForjSync/page/times';
import { answer, linkRow, minutesAgo, MOMENT, NOW, page, personRow, runRow, words } from './rows.mjs';

const GROUP = { link: 'board' };

describe('how a group stands', () => {
	test.each<[state: string, link: object, said: string]>([
		['Up To Date with its time', {}, 'Board → to Board Room Up To Date 3 minutes ago'],
		['Up To Date with a remark', { status_detail: '1 person is refused.' }, 'Up To Date 3 minutes ago 1 person is refused.'],
		['Syncing', { status: 'Syncing', status_detail: 'Reading Novi and Forj since 2026-03-04T11:59:00.000Z.' }, 'Syncing Last good run 3 minutes ago Reading Novi and Forj since Mar 4, 2026, 11:59 AM UTC .'],
		['Held, with the reason', { status: 'Held', status_detail: 'Too many would go.' }, 'Held Last good run 3 minutes ago Too many would go.'],
		['Not ready', { status: 'Not ready', status_detail: 'Set it to Private.' }, 'Not ready Last good run 3 minutes ago Set it to Private.'],
		['Error without a reason', { status: 'Error', last_success_at: null }, 'Error No good run yet A side could not be read, or Forj refused somebody.'],
		['no run yet', { status: null, last_success_at: null }, 'No run yet No good run yet The link is there, and no run has looked at it.'],
		['a status that nobody knows', { status: 'Odd', last_success_at: null }, 'No run yet'],
		['switched off, whatever it was before', { status: 'Up To Date', enabled: false }, 'Off Last good run 3 minutes ago The link is switched off.'],
		['without names, by its ids', { novi_group_name: '', forj_group_name: null }, 'n1 → to 501'],
	])('%s', (_state, link, said) => {
		expect(words([linkRow({ ...link })])).toContain(said);
		expect(words([linkRow({ ...link })], GROUP)).toContain(said);
	});

	test('what asks for attention comes first, then by name', () => {
		const states = ['Up To Date', 'Held', 'Syncing', 'Error', 'Not ready', ''];
		const rows = [...states.map((status, index) => linkRow({ link_id: `l${index}`, novi_group_name: `Group ${index}`, status })), linkRow({ link_id: 'off', novi_group_name: 'Group 9', enabled: false }), linkRow({ link_id: 'z', novi_group_name: 'A first', status: 'Up To Date' })];
		expect(words(rows)).toContain('8 groups: 1 Error, 1 Held, 1 Not ready, 1 Syncing, 1 No run yet, 2 Up To Date, 1 Off');
		const order = [...words(rows).matchAll(/(Group \d|A first) →/g)].map(([, name]) => name);
		expect(order).toEqual(['Group 3', 'Group 1', 'Group 4', 'Group 2', 'Group 5', 'A first', 'Group 0', 'Group 9']);
	});

	test.each<[what: string, status: string, hours: number, said: boolean]>([
		['a good run two days ago', 'Up To Date', 48, true],
		['a sync that runs, after two days', 'Syncing', 48, true],
		['a good run within the last day', 'Up To Date', 24, false],
		['a group that is held says why itself', 'Held', 48, false],
	])('that nobody looks after it any more: %s', (_what, status, hours, said) => {
		expect(words([linkRow({ status, last_success_at: minutesAgo(hours * 60) })]).includes('No run has ended well for more than a day.')).toBe(said);
	});

	test('held removals lead to their list and name the form', () => {
		const rows = [linkRow({ status: 'Held', status_detail: 'Too many.' }), runRow({ outcome: 'Held' }, { held: 2 })];
		expect(page(rows).match(/<a href="([^"]*)">See whose removal waits/)?.[1]).toBe('?link=board&amp;show=held');
		expect(words(rows)).toContain('To release them, open the form "Novi to Forj: Release Held Removals" in n8n.');
	});

	test('people whom Forj refused are one click away', () => {
		const rows = [linkRow({ status: 'Error', status_detail: 'Forj refused 1 person.' }), runRow({ outcome: 'Error' }, { failed_removals: 1 })];
		expect(page(rows).match(/<a href="([^"]*)">See who failed/)?.[1]).toBe('?link=board&amp;show=error');
		expect(words([linkRow({ status: 'Error' }), runRow({ outcome: 'Error' })])).not.toContain('See who failed');
	});

	test('a group that is held without anybody held does not', () => {
		expect(words([linkRow({ status: 'Held', status_detail: 'Not read.' }), runRow({ outcome: 'Held' })])).not.toContain('See whose removal waits');
	});

	test('what the alerts told of a group is no run of it', () => {
		const told = ['Error', 'Up To Date', 'On'].map((outcome) => runRow({ direction: 'alert', outcome, counters: '{"overdue":false}', detail: 'Board: up to date' }));
		const rows = [linkRow(), runRow({}, { added: 2 }), ...told];
		expect(page(rows, GROUP)).toContain('The last run: 1 Up To Date. People: 2 added');
		expect(words(rows, GROUP)).not.toContain('later runs could not read both sides');
	});

	test('counts are those of the newest run that could count, and say so', () => {
		const rows = [linkRow({ status: 'Error' }), runRow({ finished_at: minutesAgo(20) }, { roster: 9, eligible: 8, up_to_date: 5, added: 2, updated: 1, not_applicable: 1, failed: 1, failed_removals: 1 }), runRow({ outcome: 'Error', counters: '{"calls_novi":1}' })];
		expect(words(rows, GROUP)).toContain('In Novi 9 Eligible 8 Up To Date 8 N/A 1 Removal held 0 Error 2 Counted 20 minutes ago : later runs could not read both sides.');
	});
});

describe('the chart', () => {
	test('says in words what it shows', () => {
		const rows = [linkRow(), runRow({}, { added: 2, removed: 1 }), runRow({ outcome: 'Held' }), runRow({ outcome: 'Held' }, { updated: 4 })];
		expect(page(rows).match(/role="img" aria-label="([^"]*)"/)?.[1]).toBe('The last 3 runs: 1 Up To Date, 2 Held. People: 2 added, 4 updated, 1 removed.');
		expect(words(rows, GROUP)).toContain('The highest stands for 4 people.');
	});

	test('has a bar for each change and a sign for each outcome, of the last 24 runs', () => {
		const rows = [linkRow(), ...Array.from({ length: 30 }, (_, n) => runRow({ outcome: n === 29 ? 'Error' : 'Up To Date' }, { added: n < 6 ? 9 : 1 }))];
		const [svg = ''] = /<svg class="chart"[\s\S]*?<\/svg>/.exec(page(rows)) ?? [];
		expect([...svg.matchAll(/<rect class="added"/g)]).toHaveLength(24);
		expect([...svg.matchAll(/class="mark good"/g)]).toHaveLength(23);
		expect([...svg.matchAll(/class="mark bad"/g)]).toHaveLength(1);
	});

	test.each([
		['thousands beside one', [5_000, 1]],
		['only one', [1]],
		['none', [0]],
	])('no bar leaves the picture: %s', (_what, added) => {
		const [svg = ''] = /<svg class="chart"[\s\S]*?<\/svg>/.exec(page([linkRow(), ...added.map((count) => runRow({}, { added: count, updated: count, removed: count }))])) ?? [];
		const bars = [...svg.matchAll(/class="(?:added|updated|removed)" x="[\d.]+" y="([\d.]+)" width="\d+" height="([\d.]+)"/g)].map(([, y, height]) => ({ top: Number(y), bottom: Number(y) + Number(height) }));
		expect(bars).toHaveLength(added.filter((count) => count > 0).length * 3);
		expect(bars.filter(({ top, bottom }) => top < 0 || bottom > 40)).toEqual([]);
	});
});

describe('the people of a group', () => {
	const rows = [linkRow(), runRow(), personRow(), personRow({ name: 'Cyn Obi', status: 'N/A', reason: 'No Novi login.' })];

	test('stand there with status, reason and time', () => {
		expect(words(rows, GROUP)).toContain('2 people Download everybody as CSV 2 people Person Status Reason Since Ann Lee ann@people.example Up To Date 1 hour ago Cyn Obi');
		expect(words(rows, GROUP)).toContain('N/A No Novi login. 1 hour ago');
	});

	test.each<[what: string, person: object, said: string]>([
		['an e-mail where there is no name', { name: '' }, 'ann@people.example Up To Date'],
		['the Novi id where there is neither', { name: '', email: null }, 'Novi a1 Up To Date'],
		['the Forj id of a stranger', { name: '', email: '', novi_id: '' }, 'Forj 77 Up To Date'],
	])('are called by %s', (_what, person, said) => {
		expect(words([linkRow(), runRow(), personRow({ ...person })], GROUP)).toContain(said);
	});

	test('exactly those who were skipped or failed, and no others', () => {
		const statuses = ['Up To Date', 'Added', 'Updated', 'Removed', 'N/A', 'Removal held', 'Protected', 'Unknown', 'Error', 'Not attempted'];
		const everybody = statuses.map((status) => personRow({ name: `Is ${status}`, status }));
		const shown = [...words([linkRow(), ...everybody], { ...GROUP, show: 'attention' }).matchAll(/Is (N\/A|Not attempted|\w+)/g)].map(([, status]) => status);
		expect(shown).toEqual(['N/A', 'Unknown', 'Error', 'Not attempted']);
	});

	test('a person whom two queries brought stands there once', () => {
		expect(words([...rows, { ...rows[2] }], GROUP)).toContain('2 people');
	});

	test('one more row than a page tells that there is a next one', () => {
		const many = Array.from({ length: 51 }, (_, n) => personRow({ id: 1_000 + n, name: `Person ${n}` }));
		const html = page([linkRow(), ...many], { ...GROUP, show: 'up-to-date', q: 'person' });
		expect(html.match(/rel="next" href="([^"]*)"/)?.[1]).toBe('?link=board&amp;show=up-to-date&amp;q=person&amp;after=1049&amp;before=50');
		expect(words([linkRow(), ...many], GROUP)).not.toContain('Person 50');
		expect(words([linkRow(), personRow()], { ...GROUP, after: '1049', before: '50' })).toContain('People 51 to 51, the end of the list');
	});

	test('a list of the groups before says so', () => {
		const state = JSON.stringify({ shown_for: { novi_group_id: 'n0', forj_group_id: '501' } });
		expect(words([linkRow({ state }), personRow()], GROUP)).toContain('The link names other groups now.');
		expect(words([linkRow(), personRow()], GROUP)).not.toContain('The link names other groups now.');
	});
});

describe('when there is nothing to show', () => {
	test.each<[what: string, rows: Parameters<typeof words>[0], query: Record<string, string>, said: string]>([
		['no link: run the assistant', [{}], {}, 'No group is linked yet Run the set-up assistant in n8n'],
		['no list yet', [linkRow({ status: '' })], GROUP, 'No list of people is stored yet.'],
		['nobody in the group', [linkRow(), runRow({}, { roster: 0 })], GROUP, 'Nobody is in this group.'],
		['nobody skipped', [linkRow(), runRow()], { ...GROUP, show: 'attention' }, 'Nobody was skipped, and nobody failed. Show everybody'],
		['nobody found', [linkRow(), runRow()], { ...GROUP, q: 'zed' }, 'Nobody matches. Show everybody'],
		['past the end', [linkRow(), runRow()], { ...GROUP, after: '5' }, 'Nobody stands further down in this list.'],
		['a link that is gone', [linkRow()], { link: 'gone' }, 'This group is not linked any more'],
	])('%s', (_what, rows, query, said) => {
		expect(words(rows, query)).toContain(said);
	});

	test('only a link that is gone is answered with 404', () => {
		expect([answer([linkRow()], { link: 'gone' }).statusCode, answer([linkRow()], GROUP).statusCode, answer([{}]).statusCode]).toEqual([404, 200, 200]);
	});

	test('a problem is said, and nothing else', () => {
		const made = answer([linkRow()], {}, 'Rename the table <x>.');
		expect('html' in made && made.html).toContain('Rename the table &lt;x&gt;.');
		expect('html' in made && made.html).not.toContain('Board Room');
	});
});

describe('looking again by itself', () => {
	test.each<[what: string, status: string, query: Record<string, string>, refreshes: boolean]>([
		['a sync runs, and the reader wants it', 'Syncing', { watch: '1' }, true],
		['a sync runs, and the reader did not ask for it', 'Syncing', {}, false],
		['the sync has ended', 'Up To Date', { watch: '1' }, false],
	])('%s', (_what, status, query, refreshes) => {
		expect([page([linkRow({ status })], query), page([linkRow({ status })], { ...query, ...GROUP })].map((html) => html.includes('http-equiv="refresh"'))).toEqual([refreshes, refreshes]);
	});
});

describe('times', () => {
	test.each([
		[0, 'just now'],
		[59_000, 'just now'],
		[60_000, '1 minute ago'],
		[59 * 60_000, '59 minutes ago'],
		[60 * 60_000, '1 hour ago'],
		[47 * 3_600_000, '1 day ago'],
		[40 * 24 * 3_600_000, 'Jan 23, 2026, 12:00 PM UTC'],
		[-3_600_000, 'Mar 4, 2026, 1:00 PM UTC'],
	])('%d ms before now is "%s"', (age, said) => {
		expect(relative(NOW - age, MOMENT)).toBe(said);
	});

	test.each([
		['America/New_York', 'Mar 4, 2026, 7:00 AM EST'],
		['UTC', 'Mar 4, 2026, 12:00 PM UTC'],
		['No/Where', 'Mar 4, 2026, 12:00 PM UTC'],
	])('in %s it is %s', (timezone, said) => {
		expect(absolute(NOW, { now: NOW, timezone })).toBe(said);
	});

	test('inside a sentence are shown in the same zone', () => {
		expect(prose('Since 2026-03-04T12:00:00.000Z, and 2026-13-99T99:99:99Z.', MOMENT).text).toBe('Since <time datetime="2026-03-04T12:00:00.000Z" title="Mar 4, 2026, 12:00 PM UTC">Mar 4, 2026, 12:00 PM UTC</time>, and 2026-13-99T99:99:99Z.');
	});
});
