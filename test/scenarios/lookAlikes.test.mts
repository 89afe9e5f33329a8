/** Scenario 16 of the thirty: spellings of one address are one person; look-alikes are never linked by guess. */
import { FORJ_GROUP, forjUser, NO_WRITES, person, scenario } from './world.mjs';

// The link only adds, so that nothing but the recognition decides what happens.
const world = async (inNovi: string, inForj: string) =>
	await scenario({
		people: [person('kim.nolan', { AccountEmail: inNovi })],
		users: [forjUser({ id: 9, email: inForj, first_name: 'Kim', last_name: 'Nolan', fields: { company_name: 'Harbor Works', job_title: 'Pilot' } })],
		members: [9],
		link: { mode: 'add_only' },
	});

test.each([
	['case', 'KIM@Login.Example', 'kim@login.example'],
	['outer blanks', '  kim@login.example\t', 'kim@login.example'],
	['outer no-break space (U+00A0)', '\u00a0kim@login.example\u00a0', 'kim@login.example'],
	['NFC and NFD', 'bjo\u0308rk@login.example', 'bj\u00f6rk@login.example'],
	['case outside ASCII', 'BJ\u00d6RK@login.example', 'bj\u00f6rk@login.example'],
	['case of an internationalised domain', 'kim@B\u00dcCHER.example', 'kim@b\u00fccher.example'],
])('16: %s: the same person, 0 writes', async (_name, inNovi, inForj) => {
	const sync = await world(inNovi, inForj);
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: NO_WRITES, counters: { up_to_date: 1 } });
	expect(sync.status('kim.nolan')).toBe('Up To Date');
	expect(sync.tables.people).toMatchObject([{ forj_user_id: '9' }]);
});

test.each([
	['zero-width space (U+200B) inside', 'ki\u200bm@login.example', 'kim@login.example'],
	['outer zero-width space (U+200B)', '\u200bkim@login.example', 'kim@login.example'],
	['internationalised domain and punycode', 'kim@b\u00fccher.example', 'kim@xn--bcher-kva.example'],
	['full-width letters', '\uff4bim@login.example', 'kim@login.example'],
	['dotless i (U+0131)', 'k\u0131m@login.example', 'kim@login.example'],
	['dotted capital I (U+0130)', 'K\u0130M@login.example', 'kim@login.example'],
	['sharp s and ss', 'stra\u00dfe@login.example', 'strasse@login.example'],
	['Cyrillic letters', 'k\u0456m@login.example', 'kim@login.example'],
])('16: %s: another person, added under the address as Novi wrote it; the look-alike keeps account and profile', async (_name, inNovi, inForj) => {
	const sync = await world(inNovi, inForj);
	const untouched = structuredClone(sync.forj.state.user(9));
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 1, adds: 1 }, counters: { added: 1, kept: 1 } });
	expect(sync.status('kim.nolan')).toBe('Added');
	expect(sync.forj.state.user(9)).toEqual(untouched);
	expect(sync.forj.state.group(FORJ_GROUP).members.size).toBe(2);
	expect(sync.tables.people.map((row) => row.forj_user_id)).not.toContain('9');
	expect((await sync.run()).writes).toEqual(NO_WRITES);
});

test('16: Kelvin sign (U+212A), which this Forj takes for k: not linked by guess; Forj itself names the account, and nobody is doubled', async () => {
	const sync = await world('\u212aim@login.example', 'kim@login.example');
	expect((await sync.run()).writes).toEqual({ ...NO_WRITES, total: 1, adds: 1 });
	expect(sync.reason('kim.nolan')).toContain('Was a member already, as kim@login.example');
	expect(sync.inForj()).toEqual(['kim@login.example']);
	expect((await sync.run()).writes).toEqual(NO_WRITES);
});
