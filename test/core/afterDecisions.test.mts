/** What stays of an admin's decision, and of stored rows, when the world goes on: each case was once a fault that a reviewer found. */
import { heldLists, releaseOf } from '../../nodes/core/heldRemovals';
import type { Row } from '../../nodes/core/linkRow';
import { recheckedPlan } from '../../nodes/core/recheck';
import { newRelease, writeReleaseRow } from '../../nodes/core/release';
import { readRemembered } from '../../nodes/core/remembered';
import type { Plan } from '../../nodes/core/types';
import { after, brakeCodes, decisions, fieldRow, forjGroup, FORJ_GROUP, goodState, LINK_ID, linkRow, member, memory, NOVI_GROUP, NOW, person, personIn, planOf, unreadable } from '../support/builders.mjs';
import { outcomesOf, summarize } from '../support/outcomes.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const GROUPS = { noviGroupId: NOVI_GROUP, forjGroupId: FORJ_GROUP };
const NO_LIMIT = { removal_limit_percent: 100 };
const SHOWN_FOR = { shown_for: { novi_group_id: NOVI_GROUP, forj_group_id: FORJ_GROUP } };

const good = (size: number, more: Row = {}): string => goodState(size, size, { ...SHOWN_FOR, ...more });
const notTicked = (...ids: string[]): Row => ({ decided: { at: after(-DAY), ...GROUPS, notReleased: ids } });
const stateAfter = (plan: Plan, at = NOW): string => String(summarize(plan, outcomesOf(plan), 'r', at).links[0]?.state);
const shownRow = (more: Row): Row => ({ id: 1, run_id: 'r0', link_id: LINK_ID, novi_id: '', forj_user_id: 's0', name: 'Sam', email: 's0@login.example', status: 'Removal held', action: 'none', reason: 'Not in the Novi group. Too many.', since: after(-DAY), ...more });

describe('while somebody stays who was not ticked, the size of the Novi group goes on counting', () => {
	const names = (count: number) => Array.from({ length: count }, (_, index) => `p${String(index).padStart(3, '0')}`);
	const run = (roster: number, inForj: number, state: string, day: number): Plan =>
		planOf({
			roster: names(roster).map((name) => person(name)),
			members: [...names(inForj).map((name) => member(name, name)), member('s0', 's0')],
			people: names(inForj).map((name) => memory(name, name)),
			link: { ...NO_LIMIT, state },
			run: { now: after(day * DAY) },
		});
	const begin = (size: number): string => good(size, notTicked('s0')).replace(after(-HOUR), after(-2 * DAY));

	it('grown from 10 to 100, a fall to 40 is held', () => {
		const grown = stateAfter(run(100, 100, stateAfter(run(10, 10, begin(10), 0)), 30), after(30 * DAY));
		const fallen = run(40, 100, grown, 31);
		expect(brakeCodes(fallen)).toContain('roster_dropped');
		expect(Object.values(decisions(fallen))).not.toContain('remove');
	});

	it('shrunk by one a day from 100 to 49, nothing has fallen', () => {
		let state = stateAfter(run(100, 100, begin(100), 0));
		for (let day = 1; day <= 50; day++) state = stateAfter(run(100 - day, 101 - day, state, day), after(day * DAY));
		expect(brakeCodes(run(49, 50, state, 51))).toEqual(['not_released']);
	});
});

describe('who was not ticked is not forgotten', () => {
	const out = person('zoe', { active: false });
	const both = { members: [member('1', 'ann'), member('9', 'zoe')], people: [memory('ann', '1'), memory('zoe', '9')] };
	const state = good(2, notTicked('9'));

	it.each<[string, Plan]>([
		['her Novi record could not be read for one run', planOf({ ...both, roster: [person('ann'), unreadable('zoe')], link: { state } })],
		['two Forj accounts had her address for one run', planOf({ members: [...both.members, member('10', 'zoe')], people: [memory('ann', '1')], roster: [person('ann'), out], link: { state } })],
		['she was a manager for one run', planOf({ members: [member('1', 'ann'), member('9', 'zoe', { isManager: true })], people: both.people, roster: [person('ann'), out], link: { state } })],
		['the link only added for one run', planOf({ ...both, roster: [person('ann'), out], link: { state, mode: 'add_only' } })],
		['Forj could not be read for one run', planOf({ ...both, roster: [person('ann'), out], link: { state }, forj: { complete: false } })],
	])('when %s', (_what, between) => {
		expect(decisions(planOf({ ...both, roster: [person('ann'), out], link: { ...NO_LIMIT, state: stateAfter(between) } }))).toEqual({ 'novi:zoe': 'hold' });
	});

	it('when the admin releases others from a list that could not show her', () => {
		const second = writeReleaseRow({ linkId: LINK_ID, release: newRelease(LINK_ID, GROUPS, after(-HOUR), ['s0']), notReleased: [] });
		const plan = planOf({ roster: [person('ann')], people: [memory('ann', '1')], members: [member('1', 'ann'), member('s0', 's0'), member('s1', 's1')], link: { ...NO_LIMIT, state: good(1, notTicked('s1')) }, rows: [second] });
		expect(decisions(plan)).toEqual({ 'forj:s0': 'remove', 'forj:s1': 'hold' });
	});

	it('but once she is eligible: a later leave is judged anew', () => {
		const back = planOf({ ...both, roster: [person('ann'), person('zoe')], link: { state } });
		expect(decisions(planOf({ ...both, roster: [person('ann'), out], link: { ...NO_LIMIT, state: stateAfter(back) } }))).toEqual({ 'novi:zoe': 'remove' });
	});
});

it('a release is over for whom Novi says to be in the group: no later run removes that person on it', () => {
	const row = writeReleaseRow({ linkId: LINK_ID, release: newRelease(LINK_ID, GROUPS, after(-HOUR), ['9']), notReleased: [] });
	const plan = planOf({ roster: [person('ann')], members: [member('1', 'ann'), member('9', 'zoe')], people: [memory('ann', '1'), memory('zoe', '9')], link: { removal_limit_percent: 0, removal_limit_people: 0 }, rows: [row] });
	const stateWith = (answer: Parameters<typeof recheckedPlan>[1]): Row => JSON.parse(stateAfter(recheckedPlan(plan, answer))) as Row;
	expect(stateWith(new Map([['forj:9', { kind: 'shown', member: person('zoe'), inGroup: true }]])).release).toBeUndefined();
	expect(stateWith(new Map([['forj:9', { kind: 'unread', message: 'No answer.' }]])).release).toMatchObject({ people: ['9'] });
});

describe('the list in the form', () => {
	it('is empty after the link was set to another group, until a run has shown that one', () => {
		for (const changed of [{ forj_group_id: '600' }, { novi_group_id: 'another' }]) expect(heldLists(readRemembered([linkRow({ state: good(1), ...changed }), shownRow({})]), NOW)).toEqual([]);
		expect(heldLists(readRemembered([linkRow({ state: good(1) }), shownRow({})]), NOW)).toHaveLength(1);
	});

	it('so a list of the old group is no decision about the new one', () => {
		const link = { forj_group_id: '600', state: good(1) };
		const plan = planOf({ roster: [person('ann')], members: [member('1', 'ann'), member('b1', 'b1')], people: [memory('ann', '1')], link, forj: { group: forjGroup({ id: '600' }) } });
		expect(decisions(plan)).toEqual({ 'forj:b1': 'hold' });
	});

	it('takes a choice back in which the browser has changed the line breaks of a name', () => {
		const remembered = readRemembered([linkRow({ state: good(1) }), shownRow({ name: 'Sam\nStone' })]);
		const [list] = heldLists(remembered, NOW);
		expect(list!.people[0]!.label).toBe('Sam Stone, s0@login.example: Not in the Novi group (Forj s0)');
		expect(releaseOf(list!, { all: false, chosen: [list!.people[0]!.label] }, remembered, NOW)).not.toHaveProperty('fault');
	});

	it('loses rows that a killed run left behind with the next run', () => {
		const row = (id: number, runId: string, status: string): Row => shownRow({ id, run_id: runId, novi_id: 'ann', forj_user_id: '1', name: 'Person ann', email: 'ann@login.example', status, reason: status === 'Up To Date' ? '' : 'x' });
		const plan = planOf({ roster: [person('ann')], members: [member('1', 'ann')], people: [memory('ann', '1')], rows: [row(1, 'r1', 'Removal held'), row(2, 'r2', 'Up To Date')] });
		const { members, staleMembers } = summarize(plan, outcomesOf(plan), 'r3');
		expect([members.length, staleMembers]).toEqual([1, [{ link_id: LINK_ID, run_id: 'r3' }]]);
	});

	it('is stored anew when all that happened is that somebody is no longer to be shown', () => {
		const ann = shownRow({ id: 1, novi_id: 'ann', forj_user_id: '1', name: 'Person ann', email: 'ann@login.example', status: 'Up To Date', reason: '' });
		const longGone = shownRow({ id: 2, novi_id: 'zoe', forj_user_id: '9', status: 'Removed', since: '2020-01-01T00:00:00Z' });
		const storedAfter = (rows: Row[]) => {
			const plan = planOf({ roster: [person('ann')], members: [member('1', 'ann')], people: [memory('ann', '1')], rows });
			return summarize(plan, outcomesOf(plan), 'r3').members.map(({ novi_id: noviId }) => noviId);
		};
		expect(storedAfter([ann])).toEqual([]);
		expect(storedAfter([ann, longGone])).toEqual(['ann']);
	});

	it('is emptied when the last one is no longer to be shown', () => {
		const plan = planOf({ roster: [], members: [], rows: [shownRow({ id: 2, novi_id: 'zoe', forj_user_id: '9', status: 'Removed', since: '2020-01-01T00:00:00Z' })] });
		const { members, staleMembers } = summarize(plan, outcomesOf(plan), 'r3');
		expect([members, staleMembers]).toEqual([[], [{ link_id: LINK_ID, run_id: 'r3' }]]);
	});

	it('is stored anew when rows were copied in, so that somebody stands there twice', () => {
		const ann = { novi_id: 'ann', forj_user_id: '1', name: 'Person ann', email: 'ann@login.example', status: 'Up To Date', reason: '' };
		const plan = planOf({ roster: [person('ann')], members: [member('1', 'ann')], people: [memory('ann', '1')], rows: [shownRow({ id: 1, ...ann }), shownRow({ id: 2, ...ann })] });
		expect(summarize(plan, outcomesOf(plan), 'r3').members).toHaveLength(1);
	});

	it('is not stored again for blanks that Novi has around a name', () => {
		const row = shownRow({ id: 1, novi_id: 'ann', forj_user_id: '1', name: 'Person ann', email: 'ann@login.example', status: 'Up To Date', reason: '' });
		const plan = planOf({ roster: [person('ann', { name: ' Person ann ' })], members: [member('1', 'ann')], people: [memory('ann', '1')], rows: [row] });
		expect(summarize(plan, outcomesOf(plan), 'r3').members).toEqual([]);
	});

	it('stands in the order of the names, whatever blanks Novi has around them', () => {
		const plan = planOf({ roster: [person('zoe', { name: ' Zoe Ash ' }), person('ann', { name: 'Ann Lee' })], members: [member('1', 'ann'), member('9', 'zoe')] });
		expect(summarize(plan, outcomesOf(plan)).members.map(({ name }) => name)).toEqual(['Ann Lee', 'Zoe Ash']);
	});
});

describe('nobody is shown as removed', () => {
	it.each([['Protected', ''], ['Error', 'zoe'], ['Not attempted', 'zoe'], ['Unknown', 'zoe'], ['N/A', 'zoe']])('who was shown as %s and is gone from both sides', (status, noviId) => {
		const plan = planOf({ roster: [person('ann')], members: [member('1', 'ann')], people: [memory('ann', '1'), memory('zoe', '9', {}, {})], rows: [shownRow({ novi_id: noviId, forj_user_id: '9', status })] });
		expect(plan.removedBefore).toEqual([]);
	});
});

describe('a Forj key that is mapped to another Novi field than before', () => {
	const run = (title: string, direction: string, fieldMap: Row = { job_title: 'JobTitle' }): Plan =>
		planOf({
			roster: [person('ann', { fields: { JobTitle: 'Pilot', Title: title } })],
			members: [member('1', 'ann', { fields: { job_title: 'Pilot' } })],
			people: [memory('ann', '1', { baseline: { job_title: 'Pilot' } })],
			rows: [fieldRow('Title', 'job_title', direction)],
			link: { state: good(1, { field_map: fieldMap }) },
		});

	it.each(['both', 'novi_to_forj'])('is not cleared because the new field is empty (%s), nor by the next run', (direction) => {
		const plan = run('', direction);
		expect(personIn(plan, 'ann').write?.update).toBeUndefined();
		const { people, links } = summarize(plan, outcomesOf(plan));
		expect(JSON.parse(String(people[0]?.baseline))).toEqual({ job_title: null });
		const next = planOf({
			roster: [person('ann', { fields: { Title: '' } })],
			members: [member('1', 'ann', { fields: { job_title: 'Pilot' } })],
			people: [memory('ann', '1', { baseline: { job_title: null } })],
			rows: [fieldRow('Title', 'job_title', direction)],
			link: { state: String(links[0]?.state) },
		});
		expect(personIn(next, 'ann').write?.update).toBeUndefined();
	});

	it('with another value in both is a conflict that is told', () => expect(personIn(run('Dr', 'both'), 'ann').reason).toContain('differ'));

	it('is compared as before when the map did not change', () => expect(personIn(run('', 'novi_to_forj', { job_title: 'Title' }), 'ann').write?.update?.fields).toEqual({ job_title: '' }));
});

describe('a list counts only if a run has seen everybody', () => {
	it('after an incomplete read the form shows nobody, so no short list lifts the brakes for those it lacks', () => {
		const plan = planOf({ roster: [person('ann')], members: [member('1', 'ann'), member('s0', 's0')], people: [memory('ann', '1')], link: { state: JSON.stringify(SHOWN_FOR) }, forj: { complete: false } });
		expect(heldLists(readRemembered([linkRow({ state: stateAfter(plan) }), shownRow({})]), NOW)).toEqual([]);
	});
});

describe('a decision about one pair of groups', () => {
	const strangers = { roster: [person('ann')], members: [member('1', 'ann'), member('s0', 's0')], people: [memory('ann', '1')] };

	it('is neither used up nor emptied by a run of other groups, and lifts no brake after the link has been there', () => {
		const elsewhere = planOf({ roster: [person('ann')], members: [member('1', 'ann')], people: [], link: { forj_group_id: '600', state: good(1, notTicked('s0')).replace(after(-HOUR), after(-2 * DAY)) }, forj: { group: forjGroup({ id: '600' }) } });
		const state = stateAfter(elsewhere);
		expect((JSON.parse(state) as { decided: { notReleased: string[] } }).decided.notReleased).toEqual(['s0']);
		const back = planOf({ ...strangers, members: [...strangers.members, member('s9', 's9')], link: { ...NO_LIMIT, state } });
		expect(decisions(back)).toEqual({ 'forj:s0': 'hold', 'forj:s9': 'hold' });
	});
});

it('a fall that came with the release run is not the new normal: it holds in the next run, too', () => {
	const rows = [writeReleaseRow({ linkId: LINK_ID, release: newRelease(LINK_ID, GROUPS, after(-HOUR), ['s0']), notReleased: [] })];
	const one = { roster: [person('ann')], members: [member('1', 'ann'), member('s0', 's0'), member('s1', 's1')], people: [memory('ann', '1')] };
	const released = planOf({ ...one, link: { ...NO_LIMIT, state: good(10) }, rows });
	expect(decisions(released)).toEqual({ 'forj:s0': 'remove', 'forj:s1': 'hold' });
	expect(decisions(planOf({ ...one, members: [member('1', 'ann'), member('s1', 's1')], link: { ...NO_LIMIT, state: stateAfter(released) } }))).toEqual({ 'forj:s1': 'hold' });
});

it('whom Novi spoke against stays also after the release has ended', () => {
	const row = writeReleaseRow({ linkId: LINK_ID, release: newRelease(LINK_ID, GROUPS, after(-HOUR), ['9']), notReleased: [] });
	const sides = { roster: [person('ann')], members: [member('1', 'ann'), member('9', 'zoe')], people: [memory('ann', '1'), memory('zoe', '9')] };
	const held = recheckedPlan(planOf({ ...sides, link: { removal_limit_percent: 0, removal_limit_people: 0 }, rows: [row] }), new Map([['forj:9', { kind: 'shown', member: person('zoe'), inGroup: true }]]));
	const later = planOf({ ...sides, link: { ...NO_LIMIT, state: stateAfter(held) }, run: { now: after(8 * DAY) } });
	expect(decisions(later)).toEqual({ 'forj:9': 'hold' });
});

it('a stranger who turns out to be somebody on the roster is not removed, whatever his record says of groups', () => {
	const row = writeReleaseRow({ linkId: LINK_ID, release: newRelease(LINK_ID, GROUPS, after(-HOUR), ['9']), notReleased: [] });
	const plan = planOf({ roster: [person('ann'), unreadable('PAT')], members: [member('1', 'ann'), member('9', 'pat')], people: [memory('ann', '1')], link: { state: good(2) }, rows: [row] });
	expect(decisions(plan)).toEqual({ 'forj:9': 'remove' });
	expect(decisions(recheckedPlan(plan, new Map([['forj:9', { kind: 'shown', member: person('pat') }]])))).toEqual({ 'forj:9': 'hold' });
});

it('a removal whose answer was lost is no proof that the person left by himself', () => {
	const sides = { roster: [person('ann')], members: [member('1', 'ann'), member('9', 'zoe')], people: [memory('ann', '1'), memory('zoe', '9')] };
	const plan = planOf({ ...sides, link: NO_LIMIT });
	const outcomes = outcomesOf(plan);
	const { people } = summarize(plan, { ...outcomes, outcomes: outcomes.outcomes.map((outcome) => ({ ...outcome, kind: 'failed' as const, reason: 'No answer.' })) });
	const stored = readRemembered(people).people.get('zoe')!;
	expect(decisions(planOf({ roster: [person('ann'), person('zoe')], members: [member('1', 'ann')], people: [memory('ann', '1'), stored] }))).toEqual({ 'novi:zoe': 'add' });
});
