/** Scenarios 9, 10 (first half), 12 and 13 of the thirty: the brakes. */
import { brakeCodes, member, person as noviMember, planOf } from '../support/builders.mjs';
import { crew, forjUser, HOUR, idOf, inStep, later, login, NO_WRITES, person } from './world.mjs';

const staying = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

describe('9: the limit of removals', () => {
	// Every number is written down, none is computed: members before, percent, people, then who may go at most. null: no limit.
	const TABLE: Array<[before: number, percent: number, people: number, mayGo: number | null]> = [
		[0, 25, 5, 5], [0, 0, 0, 0], [0, 100, 0, null],
		[1, 25, 5, 5], [1, 25, 0, 0], [1, 99, 0, 0], [1, 0, 1, 1], [1, 0, 0, 0], [1, 100, 0, null],
		[3, 25, 5, 5], [3, 25, 0, 0], [3, 25, 1, 1], [3, 33, 0, 0], [3, 34, 0, 1], [3, 67, 0, 2], [3, 99, 0, 2], [3, 100, 0, null],
		[5, 25, 5, 5], [5, 25, 0, 1], [5, 20, 0, 1], [5, 19, 0, 0], [5, 25, 2, 2], [5, 60, 2, 3], [5, 0, 4, 4],
		[20, 25, 5, 5], [20, 25, 0, 5], [20, 24, 0, 4], [20, 5, 0, 1], [20, 4, 0, 0], [20, 50, 5, 10], [20, 25, 6, 6], [20, 0, 0, 0],
		[1_000, 25, 5, 250], [1_000, 1, 5, 10], [1_000, 0, 5, 5], [1_000, 99, 5, 990], [1_000, 25, 251, 251], [1_000, 0, 0, 0], [1_000, 100, 0, null],
	];
	const TRIALS = TABLE.flatMap(([before, percent, people, mayGo]) =>
		(mayGo === null ? [before] : [mayGo - 1, mayGo, mayGo + 1])
			.filter((leaving) => leaving >= 0 && leaving <= before)
			.map((leaving): [string, number, number, number, number, boolean] => [mayGo !== null && leaving > mayGo ? 'held' : 'done', leaving, before, percent, people, mayGo !== null && leaving > mayGo]),
	);

	test.each(TRIALS)('%s: %i of %i leave, %i %%, %i people', (_what, leaving, before, percent, people, held) => {
		const plan = planOf({
			roster: [...staying(before - leaving).map((id) => noviMember(id)), noviMember('new')],
			members: [...staying(before - leaving).map((id) => member(`u-${id}`, id)), ...staying(leaving).map((id) => member(`s-${id}`, `s-${id}`))],
			link: { removal_limit_percent: percent, removal_limit_people: people },
		});
		const fates = plan.people.filter(({ key }) => key.startsWith('forj:')).map(({ decision }) => decision);
		expect(fates).toEqual(Array.from({ length: leaving }, () => (held ? 'hold' : 'remove')));
		expect(brakeCodes(plan)).toEqual(held ? ['limit'] : []);
		expect(plan.status).toBe(held ? 'Held' : 'Up To Date');
	});

	test.each([
		{ before: 20, leaving: 4, held: false },
		{ before: 20, leaving: 5, held: false },
		{ before: 20, leaving: 6, held: true },
		{ before: 3, leaving: 1, held: false },
	])('in the engine: $leaving of $before leave, default limit: held is $held', async ({ before, leaving, held }) => {
		const sync = await inStep(crew(before));
		sync.leave(...crew(leaving));
		const run = await sync.run();
		expect(run.writes).toEqual({ ...NO_WRITES, total: held ? 0 : leaving, removals: held ? 0 : leaving });
		expect(run.status).toBe(held ? 'Held' : 'Up To Date');
		expect(sync.inForj()).toEqual((held ? crew(before) : crew(before - leaving, leaving + 1)).map(login).sort());
		if (held) expect(run.detail).toBe('6 removals are more than the limit of 5 for this group (25 % or 5 people), so nobody is removed. Check the list. If it is right, release these people with the form "Release Held Removals". Or raise the limit of this link in the Set-Up Assistant.');
	});

	test('over several runs of one day: three, then three more are held; a day later they go', async () => {
		const sync = await inStep(crew(20));
		sync.leave(...crew(3));
		expect((await sync.run()).writes.removals).toBe(3);
		sync.leave(...crew(3, 4));
		const second = await sync.run();
		expect(second).toMatchObject({ status: 'Held', writes: NO_WRITES });
		expect(second.detail).toContain('3 removals, after 3 in the last 24 hours, are more than the limit of 5');
		await later(24 * HOUR);
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { removals: 3 } });
		expect(sync.inForj()).toEqual(crew(14, 7).map(login).sort());
	});
});

test('10: the guard trips: adds and updates complete, removals are held by name; the second run keeps the date and writes nothing', async () => {
	const sync = await inStep(crew(20));
	const leaving = crew(6);
	sync.leave(...leaving);
	sync.join(person('lea.sand'));
	sync.edit('p20.crew', { JobTitle: 'Captain' });

	const first = await sync.run();

	expect(first).toMatchObject({ status: 'Held', writes: { ...NO_WRITES, total: 2, adds: 1, updates: 1 }, counters: { added: 1, updated: 1, held: 6, removed: 0 } });
	const everybody = [...crew(20), 'lea.sand'].map(login).sort();
	expect(sync.inForj()).toEqual(everybody);
	expect(sync.accounts(login('p20.crew'))[0]?.fields.job_title).toBe('Captain');
	const held = leaving.map((name) => sync.shown(login(name)));
	for (const one of held) {
		expect(one).toMatchObject({ status: 'Removal held', action: 'none' });
		expect(one.reason).toMatch(/^No longer in the Novi group\. 6 removals are more than the limit of 5/);
	}

	await later(HOUR);
	const second = await sync.run();
	expect(second).toMatchObject({ status: 'Held', detail: first.detail, writes: NO_WRITES, counters: { held: 6, removed: 0 } });
	expect(leaving.map((name) => sync.shown(login(name)))).toEqual(held);
	expect(sync.inForj()).toEqual(everybody);

	// Nobody who came back may leak out later, and nobody else gets onto the list.
	sync.join(person('p1.crew'));
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 5, removals: 5 } });
	expect(sync.inForj()).toEqual(everybody.filter((email) => !crew(5, 2).map(login).includes(email)));
});

test("12: everybody's e-mail domain changes at once: known pairs, so 0 removals, 0 adds, 0 new accounts", async () => {
	const sync = await inStep(crew(20));
	const ids = sync.forj.state.users.rows().map(({ id }) => id);
	for (const name of crew(20)) sync.edit(name, { AccountEmail: `${name}@renamed.example` });
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: NO_WRITES, counters: { up_to_date: 20, added: 0, removed: 0, held: 0 } });
	expect(sync.reason('p1.crew')).toBe('Same person: the Novi login is p1.crew@renamed.example, the address in Forj is p1.crew@members.example. Only the member can change it, in Forj.');
	expect(sync.inForj()).toEqual(crew(20).map(login).sort());
	expect(sync.forj.state.users.rows().map(({ id }) => id)).toEqual(ids);
	expect((await sync.run()).writes).toEqual(NO_WRITES);
});

describe('13: a change of the set-up makes many ineligible', () => {
	test('11 of 20 lose the login: held with before and now, one hold with one text, run after run', async () => {
		const sync = await inStep(crew(20));
		for (const name of crew(11)) sync.edit(name, { AccountEmail: '' });
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Held', writes: NO_WRITES, counters: { not_applicable: 11, held: 11, removed: 0 } });
		expect(run.detail).toContain('The Novi group fell by more than half since the last good run (people with a login: 20 before, 9 now), so nobody is removed.');
		expect(sync.reason('p1.crew')).toMatch(/^In the Novi group, but N\/A: No Novi login\. Give the person one in Novi\. /);
		expect(await sync.run()).toMatchObject({ status: 'Held', detail: run.detail, writes: NO_WRITES });
		for (const name of crew(11)) sync.edit(name, { AccountEmail: login(name) });
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: NO_WRITES });
	});

	test('the link names another Novi group: held as a change of the link', async () => {
		const sync = await inStep(crew(4), { users: [forjUser({ id: 9, email: 'sam@elsewhere.example' })] });
		sync.tables.links = sync.tables.links.map((link) => ({ ...link, state: String(link.state).replace(/"novi_group_id":"[^"]*"/, `"novi_group_id":"${idOf('another group')}"`) }));
		sync.leave('p4.crew');
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Held', writes: NO_WRITES, counters: { held: 1 } });
		expect(run.detail).toContain('The link now names other groups than in its last good run, so nobody is removed.');
	});
});
