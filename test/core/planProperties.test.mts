/** What holds for every plan, over random rosters, histories, settings and failures. A failing case prints its seed. */
import fc from 'fast-check';
import { countersThatDoNotAddUp } from '../../nodes/core/counters';
import { planRun } from '../../nodes/core/planRun';
import { summarizeRun } from '../../nodes/core/summary';
import type { Outcome, OutcomeKind, Plan, PlannedPerson } from '../../nodes/core/types';
import { anyCase, calmCase, decidedCase } from '../support/arbitraries.mjs';
import { FORJ_GROUP, member, memory, NOVI_GROUP, NOW, person, planOf, runInput, type Case } from '../support/builders.mjs';
import { outcomesOf } from '../support/outcomes.mjs';
import { referencePlan } from '../support/referencePlanner.mjs';

const RUNS = 1000;
const holds = (arbitrary: fc.Arbitrary<Case>, check: (one: Case, plan: Plan) => void, numRuns = RUNS) =>
	fc.assert(fc.property(arbitrary, (one) => check(one, planOf(one))), { numRuns });

const doing = (plan: Plan, decision: PlannedPerson['decision']) => plan.people.filter((person) => person.decision === decision);
const members = (one: Case) => one.members ?? [];
const roster = (one: Case) => one.roster ?? [];

describe('removals', () => {
	it('there is none without two complete snapshots, or with a key that may be limited, released or not', () => {
		holds(anyCase, (one, plan) => {
			if (doing(plan, 'remove').length === 0) return;
			expect([one.novi?.complete ?? true, one.forj?.complete ?? true, plan.snapshotsComplete]).toEqual([true, true, true]);
			expect(plan.brakes.map((brake) => brake.code)).not.toContain('limited_key');
			expect(one.novi?.visibility?.absentFields ?? []).not.toContain('AccountEmail');
		});
	});

	it('nobody is removed with somebody unknown, with nobody eligible, or before the first good run, unless an admin released exactly this person', () => {
		holds(anyCase, (one, plan) => {
			for (const person of doing(plan, 'remove')) {
				if (person.write?.remove?.released) {
					expect(plan.state.release?.people).toContain(person.forjUserId);
					expect(Date.parse(NOW) - Date.parse(plan.state.release!.listedAt)).toBeLessThanOrEqual(7 * 24 * 3_600_000);
					continue;
				}
				expect(plan.people.filter((other) => other.roster === 'unknown')).toEqual([]);
				expect(plan.state.good ?? plan.state.decided).toBeDefined();
				expect(plan.state.decided?.forjGroupId === FORJ_GROUP && plan.state.decided.noviGroupId === NOVI_GROUP && plan.state.decided.notReleased.includes(person.forjUserId)).toBe(false);
				expect(plan.totals.eligible).toBeGreaterThan(0);
			}
		});
	});

	it('nobody protected is ever removed or held: managers, primary admin, keep list, modes', () => {
		holds(anyCase, (one, plan) => {
			const settings = JSON.parse(String(one.link?.settings ?? '{}')) as { keep?: string[] };
			for (const { forjUserId } of [...doing(plan, 'remove'), ...doing(plan, 'hold')]) {
				const row = members(one).find((member) => member.id === forjUserId);
				expect(row).toBeDefined();
				expect(row?.isManager).not.toBe(true);
				expect(row?.status).not.toBe('pending');
				expect(one.group?.primaryAdmin?.id).not.toBe(forjUserId);
				expect(settings.keep ?? []).not.toContain(forjUserId);
				expect(one.link?.mode).not.toBe('add_only');
			}
		});
	});

	it('nobody who is eligible or unknown loses the account of his pair, or the only one with his address', () => {
		holds(anyCase, (one, plan) => {
			const leaving = new Set([...doing(plan, 'remove'), ...doing(plan, 'hold')].map((person) => person.forjUserId));
			for (const person of plan.people.filter((other) => other.roster === 'eligible' || other.roster === 'unknown')) {
				const pair = person.memory?.forjUserId ?? '';
				expect(leaving.has(pair)).toBe(false);
				const sameAddress = members(one).filter((member) => member.email.trim().toLowerCase() === person.email.trim().toLowerCase());
				if (person.email !== '' && pair === '' && sameAddress.length === 1) expect(leaving.has(sameAddress[0]!.id)).toBe(false);
			}
		});
	});

	it('never exceed the limit, and of those whom nobody decided about all are held or none', () => {
		holds(anyCase, (one, plan) => {
			const undecided = (person: PlannedPerson): boolean => !person.write?.remove?.released && !plan.state.decided?.notReleased.includes(person.forjUserId) && !plan.state.release?.people.includes(person.forjUserId);
			const [removed, held] = [doing(plan, 'remove').filter(undecided).length, doing(plan, 'hold').filter(undecided).length];
			expect(removed === 0 || held === 0).toBe(true);
			expect(doing(plan, 'hold').length > 0).toBe(plan.brakes.length > 0);
			if (removed === 0) return;
			const { removal_limit_percent: percent = 25, removal_limit_people: people = 5 } = one.link ?? {};
			if (typeof percent === 'number' && typeof people === 'number' && percent < 100 && plan.status === 'Up To Date') {
				expect(removed).toBeLessThanOrEqual(Math.max((percent * plan.totals.membersBefore) / 100, people));
			}
		});
	});
});

describe('everybody', () => {
	it('of both sides stands in the plan exactly once, and nobody is both added and removed', () => {
		holds(anyCase, (one, plan) => {
			if (!plan.counted) return;
			const keys = plan.people.map((person) => person.key);
			expect(new Set(keys).size).toBe(keys.length);
			const ids = [...new Set(roster(one).map((person) => `novi:${person.id.toLowerCase()}`))];
			expect(keys.filter((key) => key.startsWith('novi:')).sort()).toEqual(ids.sort());
			const seen = plan.people.filter((person) => members(one).some((member) => member.id === person.forjUserId && (person.wasMember || member.status === 'pending')));
			for (const member of members(one)) expect(seen.filter((person) => person.forjUserId === member.id).length).toBeGreaterThanOrEqual(1);
			const added = doing(plan, 'add').map((person) => person.write?.add?.userId).filter(Boolean);
			expect(new Set(added).size).toBe(added.length);
			const leaving = new Set([...doing(plan, 'remove'), ...doing(plan, 'hold')].map((person) => person.forjUserId));
			expect(added.filter((id) => leaving.has(id!))).toEqual([]);
			const addresses = doing(plan, 'add').map((person) => person.write!.add!.email.toLowerCase());
			expect(new Set(addresses).size).toBe(addresses.length);
		});
	});

	it('who is eligible and present is touched only for fields that differ, and never at the e-mail', () => {
		holds(anyCase, (one, plan) => {
			for (const person of plan.people.filter((other) => other.roster === 'eligible' && other.wasMember)) {
				expect(['none', 'update']).toContain(person.decision);
				const row = members(one).find((member) => member.id === person.forjUserId);
				for (const [key, sent] of Object.entries(person.write?.update?.fields ?? {})) {
					expect(key).not.toBe('email');
					expect(String(row?.fields[key] ?? '').trim()).not.toBe(String(sent).trim());
				}
			}
		});
	});

	it('is left alone where the link may not write', () => {
		holds(anyCase, (one, plan) => {
			const fit = one.forj?.complete !== false && one.link?.enabled !== false && (!one.novi?.staging || one.novi.allowStagingSync === true);
			if (!fit) expect(plan.writable).toBe(false);
			if (plan.status === 'Not ready' || plan.status === 'Error') expect(plan.writable).toBe(false);
		});
	});
});

describe('the counters add up', () => {
	const KINDS: OutcomeKind[] = ['added', 'updated', 'removed', 'unchanged', 'failed', 'not_attempted', 'protected', 'unknown'];

	it('whatever is answered for whom', () => {
		const answers = fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(anyCase, answers, (one, kinds) => {
				const plan = planOf(one);
				const outcomes = outcomesOf(plan);
				const answered = outcomes.outcomes.map((outcome, index): Outcome => ({ ...outcome, kind: kinds[index % kinds.length]! }));
				const { report } = summarizeRun([plan], [{ ...outcomes, outcomes: answered }], { runId: 'r', startedAt: NOW, finishedAt: NOW, dryRun: false });
				const counters = report[0]?.counters;
				expect(counters === undefined).toBe(!plan.counted);
				if (!counters) return;
				expect(countersThatDoNotAddUp(counters)).toEqual([]);
				expect(counters.roster).toBe(new Set(roster(one).map((person) => person.id.toLowerCase())).size);
				expect(counters.members_before).toBe(members(one).filter((member) => member.status !== 'pending').length);
			}),
			{ numRuns: 2 * RUNS },
		);
	});
});

describe('the plan is a function of its input', () => {
	const shuffled = fc.tuple(anyCase, fc.infiniteStream(fc.nat()));

	it('in any order: the same bytes', () => {
		fc.assert(
			fc.property(shuffled, ([one, numbers]) => {
				const shuffle = <T,>(list: readonly T[] = []): T[] => list.map((item) => ({ item, at: numbers.next().value as number })).sort((a, b) => a.at - b.at).map(({ item }) => item);
				const other = { ...one, roster: shuffle(one.roster), members: shuffle(one.members), people: shuffle(one.people), rows: shuffle(one.rows) };
				expect(JSON.stringify(planOf(other))).toBe(JSON.stringify(planOf(one)));
			}),
			{ numRuns: RUNS },
		);
	});

	it('and changes nothing of it', () => {
		fc.assert(
			fc.property(anyCase, (one) => {
				const input = runInput(one);
				const copy = structuredClone(input);
				const [first] = planRun(input);
				expect(input).toEqual(copy);
				expect(JSON.stringify(planRun(input)[0])).toBe(JSON.stringify(first));
			}),
			{ numRuns: 500 },
		);
	});
});

describe('a second planner, slow and obvious, decides the same', () => {
	function verdict({ decision, status }: PlannedPerson): string {
		if (decision !== 'none') return decision;
		return status;
	}

	function agree(one: Case): void {
		const plan = planOf(one);
		const expected = referencePlan(runInput(one));
		expect({ people: Object.fromEntries(plan.people.map((person) => [person.key, verdict(person)])), brakes: plan.brakes.map((brake) => brake.code).sort(), writable: plan.writable }).toEqual({
			people: Object.fromEntries(Object.entries(expected.people).map(([key, person]) => [key, person.verdict])),
			brakes: expected.brakes,
			writable: expected.writable,
		});
		const sent = doing(plan, 'update').map((person): [string, unknown] => [person.key, person.write?.update?.fields]);
		expect(Object.fromEntries(sent)).toEqual(Object.fromEntries(Object.entries(expected.people).filter(([, person]) => person.fields).map(([key, person]) => [key, person.fields])));
	}

	it('on two companies that are remembered with one account', () => {
		const company = { isPerson: false, login: 'ada@login.example' };
		agree({ roster: [person('ada', company), person('fay', company)], members: [member('4', 'ada')], people: [memory('ada', '4'), memory('fay', '4')] });
	});
	it('on wild links', () => fc.assert(fc.property(anyCase, agree), { numRuns: 2 * RUNS }));
	it('on links that are in order', () => fc.assert(fc.property(calmCase, agree), { numRuns: 2 * RUNS }));
	it('on links where an admin has decided', () => fc.assert(fc.property(decidedCase, agree), { numRuns: 2 * RUNS }));
	it('and really saw adds, updates, removals, holds and protected people', () => {
		const seen = new Map<string, number>();
		for (const one of fc.sample(anyCase, { numRuns: 400, seed: 7 })) {
			for (const person of planOf(one).people) seen.set(verdict(person), (seen.get(verdict(person)) ?? 0) + 1);
		}
		for (const wanted of ['add', 'update', 'remove', 'hold', 'Protected', 'N/A', 'Unknown', 'Up To Date']) expect(seen.get(wanted) ?? 0).toBeGreaterThan(10);
	});
});

