/** Scenario 30 of the thirty, without a stopwatch: calls by a formula, the same plan for any order, random faults. Times and memory: bench/. */
import { seededRandom } from '../../sandbox/emulators/index.mjs';
import { member, memory, person as noviMember, planOf } from '../support/builders.mjs';
import { crew, inStep, login, NO_WRITES, person, scenario } from './world.mjs';

function shuffled<T>(list: readonly T[], seed: number): T[] {
	const next = seededRandom(seed);
	return list.map((one) => ({ one, at: next() })).sort((a, b) => a.at - b.at).map(({ one }) => one);
}

// Novi: the group, the roster by 1,000, the directory by 1,000, the probe. Forj: the group before and after, pages of 50 and the empty one.
test.each([
	[10, 4, 4],
	[100, 4, 5],
	[1_000, 4, 23],
	[2_000, 6, 43],
])('30: %i people without a change: %i calls to Novi, %i to Forj, 0 writes', async (count, novi, forj) => {
	const sync = await inStep(crew(count));
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', calls: { novi, forj }, writes: NO_WRITES, counters: { up_to_date: count } });
});

test('30: 2,000 people are added with 2 imports, 1,000 removals with one call each and its proof', async () => {
	const sync = await scenario({ people: crew(2_000).map((name) => person(name)), link: { removal_limit_percent: 50 } });
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 2, imports: 2 }, counters: { added: 2_000 } });
	sync.leave(...crew(1_000));
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 1_000, removals: 1_000 }, calls: { novi: 5, forj: 2_043 } });
	expect(sync.inForj()).toEqual(crew(1_000, 1_001).map(login).sort());
});

test('30: 10,000 on each side, a third of them changed: byte for byte the same plan in any order', () => {
	const numbers = Array.from({ length: 10_000 }, (_, index) => index);
	const roster = numbers.map((n) => noviMember(`p${n}`, { fields: { JobTitle: n % 3 === 0 ? 'Captain' : 'Pilot' }, ...(n % 50 === 0 && { login: 'shared@login.example' }) }));
	const members = numbers.map((n) => member(`u${n}`, n % 7 === 0 ? `s${n}` : `p${n}`, { fields: { job_title: 'Pilot' } }));
	const people = numbers.filter((n) => n % 2 === 0).map((n) => memory(`p${n}`, `u${n}`));
	const plan = planOf({ roster, members, people });
	expect(plan.people.length).toBeGreaterThan(10_000);
	for (const seed of [1, 2, 3]) {
		const again = planOf({ roster: shuffled(roster, seed), members: shuffled(members, seed + 10), people: shuffled(people, seed + 20) });
		expect(JSON.stringify(again) === JSON.stringify(plan)).toBe(true);
	}
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])('30: 5 %% of all calls fail at random (seed %i): nobody is gone wrongly at any time, and a clean run converges', async (seed) => {
	const sync = await inStep(crew(60), { novi: { maxPageSize: 25 }, forj: { pageCap: 20 } });
	sync.leave(...crew(4));
	sync.join(...crew(30, 101).map((name) => person(name)));
	for (const name of crew(10, 11)) sync.edit(name, { JobTitle: 'Captain' });
	sync.novi.faults.random({ seed, rate: 0.05 });
	sync.forj.faults.random({ seed: seed + 100, rate: 0.05 });
	for (let run = 0; run < 3; run++) {
		await sync.run();
		const now = sync.inForj();
		expect(crew(56, 5).map(login).filter((email) => !now.includes(email))).toEqual([]);
	}
	sync.novi.faults.clear();
	sync.forj.faults.clear();
	expect((await sync.run()).status).toBe('Up To Date');
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: NO_WRITES });
	expect(sync.inForj()).toEqual([...crew(56, 5), ...crew(30, 101)].map(login).sort());
	expect(sync.forj.state.users.rows()).toHaveLength(90);
});
