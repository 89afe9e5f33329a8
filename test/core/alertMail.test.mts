/** What a mail says, and that whatever comes from outside is text in it. */
import { formatTime } from '../../nodes/core/alertSections';
import { BRAKES } from '../../nodes/core/texts';
import { ago, boardLink, check, HOUR, MINUTE, profileRun, run, told } from '../support/alertBuilders.mjs';

const PAGES = { status: 'https://n8n.example/webhook/status?a=1&b=2', release: 'https://n8n.example/form/release' };
const heldRows = (name = 'Board Members') => [
	boardLink({ status: 'Held', status_detail: BRAKES.firstRun, novi_group_name: name }),
	run('Held', 35 * MINUTE),
	run('Held', 5 * MINUTE, { counters: '{"held":3}', detail: BRAKES.firstRun }),
];

test('says what happened, since when, what to do and where to click', () => {
	const { mail } = check(heldRows(), { pages: PAGES });
	expect(mail?.text).toBe(
		[
			'Board Members: removals held (3 people)',
			'',
			'3 people would be removed from the Forj group, and the sync waits for you. People who join are still added.',
			BRAKES.firstRun,
			'Since 25 Nov 2026, 11:25 (UTC).',
			'Check the list of people, and release them or leave them.',
			'Open the form "Release Held Removals": https://n8n.example/form/release',
			'Open the status page: https://n8n.example/webhook/status?a=1&b=2',
			'',
			'--',
			'',
			'You get one mail for each change, from the workflow "Novi to Forj: Alerts" in your n8n. Names of people are shown in n8n only.',
			'',
		].join('\n'),
	);
});

test('says the same as HTML, with links', () => {
	const html = check(heldRows(), { pages: PAGES }).mail?.html ?? '';
	expect(html).toContain('<h2 style="font-size:18px;margin:24px 0 8px">Board Members: removals held (3 people)</h2>');
	expect(html).toContain('href="https://n8n.example/webhook/status?a=1&amp;b=2"');
	expect(html).toContain('Open the form &quot;Release Held Removals&quot;</a>');
});

test.each<[string, Parameters<typeof boardLink>[0], string[]]>([
	['held with nobody who waits', { status: 'Held', status_detail: BRAKES.incompleteRead }, [
		'The last run did not get to its end, so nobody is removed meanwhile. The next run, within 15 minutes, tries again by itself.',
		BRAKES.incompleteRead,
		'Since 25 Nov 2026, 11:55 (UTC).',
		'If it stays, follow what is said above.',
	]],
	['stale', { last_success_at: ago(8 * HOUR) }, [
		'No run has ended for this group for hours. Nobody is added or removed meanwhile.',
		'The last good sync was on 25 Nov 2026, 04:00 (UTC).',
		'In n8n, open the workflow "Novi to Forj: Full Sync": see that it is published, and open its last run under Executions.',
	]],
	['never synced', { status: '', last_success_at: null, createdAt: ago(8 * HOUR) }, [
		'No run has ended for this group for hours. Nobody is added or removed meanwhile.',
		'Since 25 Nov 2026, 04:00 (UTC).',
		'There was no good sync yet.',
		'In n8n, open the workflow "Novi to Forj: Full Sync": see that it is published, and open its last run under Executions.',
	]],
])('%s is explained in a few lines', (_case, link, lines) => {
	expect(check([boardLink(link)]).mail?.text.split('\n\n')[1]?.split('\n')).toEqual(lines);
});

test('a group whose name is HTML is shown as that text, and begins no header', () => {
	const { mail } = check(heldRows('<img src=x onerror="alert(1)">\r\nBcc: all@people.example'));
	expect(mail?.html).not.toMatch(/<img/i);
	expect(mail?.html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;');
	expect(mail?.subject).toBe('<img src=x onerror="alert(1)"> Bcc: all@people.example: removals held (3 people)');
});

test.each(['javascript:alert(1)', 'status.example', 'https://a b', '"><script>'])('a page address %j is no link, but the mail is written', (status) => {
	const { mail } = check(heldRows(), { pages: { status, release: '' } });
	expect(mail?.html).not.toMatch(/<a |<script/);
	expect(mail?.text).toContain(`Open the status page: ${status}`);
});

test('an e-mail address in the words of a run is not sent on', () => {
	const detail = 'Forj refused ann.lee@people.example. Look at it.';
	const { mail } = check([boardLink({ status: 'Error', status_detail: detail }), run('Error', MINUTE, { detail })]);
	expect(`${mail?.text}${mail?.html}`).not.toContain('people.example');
	expect(mail?.text).toContain('Forj refused (an e-mail address). Look at it.');
});

test('what Novi said of one person stays in n8n', () => {
	const { mail } = check([boardLink(), profileRun('Error', MINUTE, { counters: '{"failed":2}', detail: '2 profiles were not updated in Novi. Ann Lee: the title is too long.' })]);
	expect(mail?.text).toContain('2 profiles were not updated in Novi.');
	expect(mail?.text).not.toContain('Ann Lee');
});

test('a long subject is cut, and a long explanation too', () => {
	const { mail } = check([boardLink({ novi_group_name: 'n'.repeat(400), status: 'Error', status_detail: 'd'.repeat(5_000) })]);
	expect(mail?.subject.length).toBeLessThanOrEqual(150);
	expect(mail?.text.length).toBeLessThan(2_500);
});

test('a digest names every group in one line, and what waits', () => {
	const rows = [...heldRows(), told('Held', HOUR), boardLink({ link_id: 'club', novi_group_name: 'Chapter Leaders' }), run('Up To Date', HOUR, { link_id: 'club', counters: '{"added":2,"updated":1,"removed":1}' })];
	expect(check(rows, { digest: true, pages: PAGES }).mail?.text.split('\n').slice(0, 6)).toEqual([
		'All groups since 24 Nov 2026, 12:00 (UTC)',
		'',
		'Board Members: removals held (3 people), since 25 Nov 2026, 11:25 (UTC). Added 0, updated 0, removed 0.',
		'Chapter Leaders: up to date. Added 2, updated 1, removed 1.',
		'Open the form "Release Held Removals": https://n8n.example/form/release',
		'Open the status page: https://n8n.example/webhook/status?a=1&b=2',
	]);
});

test.each([
	['UTC', '25 Nov 2026, 00:05 (UTC)'],
	['America/New_York', '24 Nov 2026, 19:05 (America/New_York)'],
	['Asia/Kolkata', '25 Nov 2026, 05:35 (Asia/Kolkata)'],
])('times are written in the time zone of n8n: %s', (zone, expected) => expect(formatTime(Date.parse(ago(12 * HOUR - 5 * MINUTE)), zone)).toBe(expected));
