/** Design 5: the brakes. They hold removals and nothing else, trip only if there is something to hold, and all are named. */
import { removalLimit } from '../../nodes/core/brakes';
import { BRAKES } from '../../nodes/core/texts';
import type { NoviMember } from '../../nodes/core/types';
import { after, brakeCodes, decisions, goodState, member, person, personIn, planOf, REFUSED_KEY, unreadable, UNREACHABLE, type Case } from '../support/builders.mjs';
import { outcomesOf, summarize } from '../support/outcomes.mjs';

const HOUR = 3_600_000;
const ids = (count: number, name = 'p') => Array.from({ length: count }, (_, index) => `${name}${index}`);
const people = (count: number): NoviMember[] => ids(count).map((id) => person(id));
const strangers = (count: number) => ids(count, 's').map((id) => member(id, id));
const present = (count: number) => ids(count).map((id) => member(`u-${id}`, id));

/** `staying` people on both sides, one to be added, one to be updated, and `leaving` Forj members who are not in Novi. */
function group(staying: number, leaving: number, more: Case = {}): Case {
	return {
		...more,
		roster: [...(more.roster ?? []), ...people(staying), person('new'), person('changed', { fields: { JobTitle: 'Chair' } })],
		members: [...present(staying), member('u-changed', 'changed'), ...strangers(leaving)],
	};
}

const BY_ITSELF: Array<[string, string, Case, string]> = [
	['the Novi snapshot is incomplete', 'incomplete_read', { novi: { complete: false, failure: UNREACHABLE } }, BRAKES.incompleteRead],
	['somebody is unknown', 'unknown_people', { roster: [unreadable('x')] }, BRAKES.unknownPeople(1)],
	['it is the first run', 'first_run', { link: { state: '' } }, BRAKES.firstRun],
	['the Novi group of the link changed', 'groups_changed', { link: { state: goodState(0).replace('b0000000', 'c0000000') } }, BRAKES.groupsChanged],
	['the Forj group of the link changed', 'groups_changed', { link: { state: goodState(0).replace('"700"', '"600"') } }, BRAKES.groupsChanged],
	['the roster fell by more than half', 'roster_dropped', { link: { state: goodState(100, 4) } }, BRAKES.rosterDropped('roster', 100, 4)],
	['the eligible fell by more than half', 'roster_dropped', { link: { state: goodState(4, 100) } }, BRAKES.rosterDropped('eligible', 100, 4)],
	['the limit is exceeded', 'limit', { link: { removal_limit_people: 0, removal_limit_percent: 0 } }, BRAKES.limit(1, 0, 0, 0, 0)],
];

describe.each(BY_ITSELF)('%s', (_name, code, differing, text) => {
	const plan = planOf(group(2, 1, differing));

	it('holds the removals, and only that brake is named', () => {
		expect(brakeCodes(plan)).toEqual([code]);
		expect(personIn(plan, 's0')).toMatchObject({ decision: 'hold', status: 'Removal held' });
		expect(personIn(plan, 's0').reason).toContain(text);
	});

	it('lets adds and updates go on, and the link is Held', () => {
		expect(decisions(plan)).toMatchObject({ 'novi:new': 'add', 'novi:changed': 'update' });
		expect(plan).toMatchObject({ status: 'Held', writable: true });
		const { link, links } = summarize(plan, outcomesOf(plan));
		expect(link).toMatchObject({ status: 'Held', counters: { added: 1, updated: 1, held: 1, removed: 0 } });
		expect(links[0]).not.toHaveProperty('last_success_at');
	});

	it('trips only if there is a removal to hold', () => {
		expect(planOf(group(2, 0, differing)).brakes).toEqual([]);
	});
});

describe('nobody is eligible', () => {
	const roster = [person('a', { login: '' }), person('b', { active: false })];

	it('holds the removals', () => {
		const plan = planOf({ roster, members: [member('9', 'stranger')], link: { state: goodState(2, 0) } });
		expect(brakeCodes(plan)).toEqual(['nobody_eligible']);
		expect(decisions(plan)).toEqual({ 'forj:9': 'hold' });
	});

	it('an empty roster holds them too', () => {
		expect(brakeCodes(planOf({ members: [member('9', 'stranger')] }))).toEqual(['nobody_eligible']);
	});

	it('means nothing when there is nobody to remove', () => {
		expect(planOf({ roster })).toMatchObject({ status: 'Up To Date', brakes: [] });
	});
});

it('a read that did not end is not weighed: no word of an empty, fallen or too small group', () => {
	const plan = planOf({ roster: [], members: strangers(6), novi: { complete: false }, link: { state: goodState(40).replace('"700"', '"600"') } });
	expect(brakeCodes(plan)).toEqual(['groups_changed', 'incomplete_read']);
});

it('all brakes that trip are named, on the link and on each person', () => {
	const plan = planOf({ roster: [unreadable('x')], members: strangers(6), link: { state: goodState(40).replace('"700"', '"600"') } });
	expect(brakeCodes(plan)).toEqual(['groups_changed', 'limit', 'nobody_eligible', 'roster_dropped', 'unknown_people']);
	for (const brake of plan.brakes) {
		expect(plan.detail.join(' ')).toContain(brake.text);
		expect(personIn(plan, 's5').reason).toContain(brake.text);
	}
});

it('the first run and the other brakes are named together', () => {
	expect(brakeCodes(planOf({ roster: people(1), members: strangers(6), link: { state: '' } }))).toEqual(['first_run', 'limit']);
});

describe('an incomplete Forj snapshot', () => {
	const one = group(2, 1, { forj: { complete: false, failure: UNREACHABLE } });

	it('writes nothing, and the link is Held with the failure', () => {
		expect(planOf(one)).toMatchObject({ status: 'Held', writable: false, snapshotsComplete: false });
		expect(summarize(planOf(one)).links[0]).toMatchObject({ status: 'Held', status_detail: expect.stringContaining(UNREACHABLE.message) });
	});

	it('holds the removals as an incomplete Novi snapshot does', () => {
		const plan = planOf(one);
		expect(brakeCodes(plan)).toEqual(['incomplete_read']);
		expect(decisions(plan)).toMatchObject({ 'forj:s0': 'hold' });
	});
});

describe('a side that is incomplete, without anybody to remove', () => {
	it.each([['novi'], ['forj']])('%s: the link is Held all the same', (side) => {
		const plan = planOf({ roster: people(1), members: present(1), [side]: { complete: false, failure: UNREACHABLE } });
		expect(plan).toMatchObject({ status: 'Held', brakes: [], detail: [`${UNREACHABLE.message} ${UNREACHABLE.fix}`] });
		expect(summarize(plan, outcomesOf(plan)).links[0]).not.toHaveProperty('last_success_at');
	});

	it.each([['novi'], ['forj']])('%s refused the key: the link is Error, nothing is written', (side) => {
		const plan = planOf({ roster: people(1), members: strangers(1), [side]: { complete: false, failure: REFUSED_KEY } });
		expect(plan).toMatchObject({ status: 'Error', writable: false, people: [], detail: [`${REFUSED_KEY.message} ${REFUSED_KEY.fix}`] });
	});
});

describe('fell by more than half since the last good run', () => {
	// Columns: people then, people now, trips.
	it.each([[10, 4, true], [10, 5, false], [10, 6, false], [11, 5, true], [11, 6, false], [2, 1, false], [3, 1, true], [1, 1, false], [0, 1, false]])('%i before, %i now: %s', (before, now, trips) => {
		const plan = planOf({ roster: people(now), members: strangers(1), link: { state: goodState(before), removal_limit_percent: 100 } });
		expect(brakeCodes(plan)).toEqual(trips ? ['roster_dropped'] : []);
	});

	it('counts the eligible by themselves: half of a group losing their logins holds as well', () => {
		const roster = [...people(4), ...ids(6, 'n').map((id) => person(id, { login: '' }))];
		const plan = planOf({ roster, members: strangers(1), link: { state: goodState(10, 10) } });
		expect(plan.brakes.map((brake) => brake.text)).toEqual([BRAKES.rosterDropped('eligible', 10, 4)]);
	});
});

describe('the limit: removals in 24 hours > max(floor(percent x members before / 100), people)', () => {
	// Columns: members before, percent, people, how many may go.
	const LIMITS: Array<[number, number, number, number]> = [];
	const floors: Record<number, [number, number, number]> = { 0: [0, 0, 0], 1: [0, 0, 0], 3: [0, 0, 1], 5: [0, 1, 2], 20: [0, 5, 10], 1000: [0, 250, 500] };
	for (const [members, [none, quarter, half]] of Object.entries(floors)) {
		for (const people of [0, 5]) {
			for (const [percent, floor] of [[0, none], [25, quarter], [50, half]] as const) LIMITS.push([Number(members), percent, people, Math.max(floor, people)]);
			LIMITS.push([Number(members), 100, people, Infinity]);
		}
	}

	it.each(LIMITS)('%i members, %i %%, %i people: up to %d may go', (members, percent, limitPeople, limit) => {
		expect(removalLimit(percent, limitPeople, members)).toBe(limit);
	});

	const TRIALS = LIMITS.flatMap(([members, percent, limitPeople, limit]) =>
		[limit - 1, limit, limit + 1, limit === Infinity ? members : -1]
			.filter((leaving) => leaving > 0 && leaving <= members)
			.map((leaving): [number, number, number, number, boolean] => [leaving, members, percent, limitPeople, leaving > limit]),
	);

	it.each(TRIALS)('%i of %i leave, %i %%, %i people: held is %s', (leaving, members, percent, limitPeople, held) => {
		const plan = planOf({
			roster: [...people(members - leaving), person('new')],
			members: [...present(members - leaving), ...strangers(leaving)],
			link: { removal_limit_percent: percent, removal_limit_people: limitPeople },
		});
		const fates = new Set(plan.people.filter((one) => one.noviId === '').map((one) => one.decision));
		expect([...fates]).toEqual([held ? 'hold' : 'remove']);
		expect(brakeCodes(plan)).toEqual(held ? ['limit'] : []);
	});

	it('exceeded by one holds all of them, not only one', () => {
		const plan = planOf(group(14, 6));
		expect(Object.values(decisions(plan)).filter((decision) => decision === 'hold')).toHaveLength(6);
	});

	it('counts as members before neither the pending nor the people to be added', () => {
		const pending = ids(30, 'q').map((id) => member(id, id, { status: 'pending' }));
		const plan = planOf({ roster: people(9), members: [...strangers(3), ...present(1), ...pending], link: { removal_limit_percent: 50, removal_limit_people: 0 } });
		expect(plan.totals.membersBefore).toBe(4);
		expect(brakeCodes(plan)).toEqual(['limit']);
	});

});

describe('the 24 hours of the limit', () => {
	// Columns: earlier removals as [hours ago, count], leaving now; five may go.
	const WINDOW: Array<[string, Array<[number, number]>, number, boolean]> = [
		['four earlier and one now', [[1, 4]], 1, false],
		['five earlier and one now', [[1, 5]], 1, true],
		['five in several runs and one now', [[23, 2], [12, 2], [1, 1]], 1, true],
		['five just within the day', [[23.999, 5]], 1, true],
		['five just before the day', [[24.001, 5]], 5, false],
		['more than allowed earlier, nobody now', [[1, 50]], 0, false],
	];

	it.each(WINDOW)('%s: held is %4$s', (_name, earlier, leaving, held) => {
		const removals = earlier.map(([hours, count]) => ({ at: after(-hours * HOUR), count }));
		const plan = planOf({ roster: people(8), members: [...present(8), ...strangers(leaving)], link: { removal_limit_percent: 0, state: goodState(0, 0, { removals }) } });
		expect(brakeCodes(plan)).toEqual(held ? ['limit'] : []);
	});

	it('every removal that was done is remembered with its time, failed ones are not, and old ones are forgotten', () => {
		const plan = planOf({ roster: people(20), members: [...present(20), ...strangers(3)], link: { state: goodState(0, 0, { removals: [{ at: after(-25 * HOUR), count: 4 }, { at: after(-HOUR), count: 1 }] }) } });
		const { links } = summarize(plan, outcomesOf(plan, { 'forj:s1': { kind: 'failed', reason: 'No.' } }));
		expect(JSON.parse(String(links[0]?.state)).removals).toEqual([{ at: after(-HOUR), count: 1 }, { at: after(0), count: 2 }]);
	});
});

describe('no state locks for ever or releases itself', () => {
	it('strangers found at first stay held over many runs', () => {
		let state: unknown = '';
		for (let run = 0; run < 30; run++) {
			const plan = planOf({ roster: people(2), members: [...present(2), ...strangers(1)], link: { state } });
			expect(brakeCodes(plan)).toEqual(['first_run']);
			state = summarize(plan, outcomesOf(plan)).links[0]?.state;
		}
	});

	it('a held link is Up To Date by itself once the reason is gone', () => {
		const held = planOf({ roster: [unreadable('x'), ...people(2)], members: [...present(2), ...strangers(1)] });
		const state = summarize(held, outcomesOf(held)).links[0]?.state;
		const next = planOf({ roster: people(2), members: [...present(2), ...strangers(1)], link: { state } });
		expect(summarize(next, outcomesOf(next)).links[0]).toMatchObject({ status: 'Up To Date', last_success_at: after(0) });
		expect(decisions(next)).toEqual({ 'forj:s0': 'remove' });
	});
});

describe("an admin's own workflow without Remembered rows", () => {
	it('knows no first run and no drop, but keeps the limit', () => {
		const free = { run: { hasMemory: false } };
		expect(brakeCodes(planOf(group(2, 1, { ...free, link: { state: '' } })))).toEqual([]);
		expect(brakeCodes(planOf(group(2, 6, { ...free, link: { state: '' } })))).toEqual(['limit']);
	});
});
