/** Somebody who left the Forj group by himself (design 8): not added back for ever, unless the link wants it. */
import { NOT_APPLICABLE } from '../../nodes/core/texts';
import type { Row } from '../../nodes/core/linkRow';
import { after, decisions, member, memory, NOW, person, personIn, planOf, UNREACHABLE, type Case } from '../support/builders.mjs';
import { outcomesOf, summarize } from '../support/outcomes.mjs';

const ADD_BACK = { settings: '{"self_left":"add_back"}' };
const A = person('a');
const B = [member('2', 'b')];
const GONE: Case = { roster: [A, person('b')], members: B, people: [memory('a', '1'), memory('b', '2')] };

/** Runs of one link after another; what each one remembers goes into the next. */
function story(...runs: Case[]): Array<Record<string, string>> {
	let rows: Row[] = [];
	return runs.map((one, index) => {
		const plan = planOf({ ...one, rows, run: { now: after(index) } });
		const result = summarize(plan, outcomesOf(plan), `run-${index}`, after(index));
		rows = [...rows, ...result.people.map((row, id) => ({ ...row, id: index * 100 + id }))];
		return decisions(plan);
	});
}

describe('many gone at once have not left one by one', () => {
	const crowd = (size: number): Case => ({
		roster: Array.from({ length: size }, (_, n) => person(`p${n}`)),
		people: Array.from({ length: size }, (_, n) => memory(`p${n}`, String(100 + n))),
	});
	const still = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => member(String(100 + from + n), `p${from + n}`));

	it.each<[string, number, number, number]>([
		['5 of 8: few people may leave on one day', 8, 5, 0],
		['6 of 12: half is not more than half', 12, 6, 0],
		['7 of 12: the group was emptied, all are added back', 12, 7, 7],
		['all of 20, an empty list: all are added back', 20, 20, 20],
	])('%s', (_what, size, gone, addedBack) => {
		const plan = planOf({ ...crowd(size), members: still(gone, size) });
		expect(plan.people.filter((one) => one.decision === 'add')).toHaveLength(addedBack);
		expect(plan.people.filter((one) => one.status === 'N/A')).toHaveLength(gone - addedBack);
	});

	it.each(['failed', 'not_attempted'] as const)('also who could not be added back at once (%s) has not left: the next run goes on', (kind) => {
		const emptied = planOf({ ...crowd(7), members: [] });
		const { people } = summarize(emptied, outcomesOf(emptied, { 'novi:p5': { kind }, 'novi:p6': { kind } }));
		const rows = people.map((row, index) => ({ ...row, id: index + 1 }));
		expect(decisions(planOf({ roster: crowd(7).roster, members: still(0, 5), rows }))).toEqual({ 'novi:p5': 'add', 'novi:p6': 'add' });
	});
});

describe('somebody of an emptied group whose Novi record could not be read', () => {
	it('has not left: the next run adds him back', () => {
		const people = Array.from({ length: 8 }, (_, n) => memory(`p${n}`, String(100 + n)));
		const roster = people.map((_, n) => person(`p${n}`));
		const unread = person('p7', { unknown: 'The record could not be read.' });
		const emptied = planOf({ people, roster: [...roster.slice(0, 7), unread], members: [] });
		const rows = summarize(emptied, outcomesOf(emptied)).people.map((row, index) => ({ ...row, id: index + 1 }));
		const members = Array.from({ length: 7 }, (_, n) => member(String(100 + n), `p${n}`));
		expect(decisions(planOf({ roster, members, rows }))).toEqual({ 'novi:p7': 'add' });
	});
});

describe('respect (the default)', () => {
	it('is N/A with the day on which it was seen, and counted as N/A', () => {
		const plan = planOf(GONE);
		expect(decisions(plan)).toEqual({});
		expect(personIn(plan, 'a')).toMatchObject({ status: 'N/A', roster: 'not_applicable', reason: NOT_APPLICABLE.leftGroup(NOW) });
		expect(summarize(plan, outcomesOf(plan)).link.counters).toMatchObject({ roster: 2, eligible: 1, not_applicable: 1 });
	});

	it('stays so over many runs, with the first day', () => {
		const first = planOf(GONE);
		const row = { ...summarize(first, outcomesOf(first)).remembered('a'), id: 9 };
		const later = planOf({ roster: GONE.roster, members: B, rows: [row], run: { now: after(40 * 86_400_000) } });
		expect(personIn(later, 'a')).toMatchObject({ decision: 'none', reason: NOT_APPLICABLE.leftGroup(NOW) });
		expect(personIn(later, 'a').learn).toBeUndefined();
	});

	it('ends when the person is back in Forj', () => {
		expect(story({ roster: [A], members: [member('1', 'a')] }, { roster: [A] }, { roster: [A], members: [member('1', 'a')] }, { roster: [A], members: [member('1', 'a')] })).toEqual([{}, {}, {}, {}]);
	});

	it('ends when the person leaves and rejoins the Novi group', () => {
		expect(story({ roster: [A], members: [member('1', 'a')] }, { roster: [A] }, {}, { roster: [A] })).toEqual([{}, {}, {}, { 'novi:a': 'add' }]);
	});

	it('does not end while a side could not be read to its end', () => {
		expect(story({ roster: [A], members: [member('1', 'a')] }, { roster: [A] }, { novi: { complete: false } }, { roster: [A] })).toEqual([{}, {}, {}, {}]);
	});

	it('does not hold for a request to join again: pending is added', () => {
		const plan = planOf({ ...GONE, members: [...B, member('1', 'a', { status: 'pending' })] });
		expect(decisions(plan)).toEqual({ 'novi:a': 'add' });
	});
});

describe('add back', () => {
	it('adds the person again by the known id', () => {
		const plan = planOf({ ...GONE, link: ADD_BACK });
		expect(personIn(plan, 'a').write).toEqual({ add: { userId: '1', email: 'a@login.example', fields: {} } });
	});

	it('also somebody whose leaving was respected before', () => {
		const people = [memory('a', '1', {}, { leftSince: after(-1000) })];
		expect(decisions(planOf({ roster: [A], people, link: ADD_BACK }))).toEqual({ 'novi:a': 'add' });
	});
});

describe('nobody has left by himself', () => {
	it.each<[string, Case]>([
		['who was never seen as a member', { roster: [A], people: [memory('a', '1', {}, {})] }],
		['who is a member through another link only', { roster: [A], people: [memory('a', '1', { state: { club: { member: true } } })] }],
		['whose add could not be confirmed', { roster: [A], people: [memory('a', '1', {}, { addedBySync: true })] }],
	])('%s', (_name, one) => {
		expect(decisions(planOf(one))).toEqual({ 'novi:a': 'add' });
	});

	it('because a Forj list was cut off', () => {
		const plan = planOf({ ...GONE, forj: { complete: false, failure: UNREACHABLE } });
		expect(personIn(plan, 'a').status).not.toBe('N/A');
		expect(summarize(plan).people).toEqual([]);
	});

	it.each(['removed', 'unchanged'] as const)('whom the sync removed (%s), when the Novi group has him back', (kind) => {
		const leaves = planOf({ roster: [person('b')], members: [...B, member('1', 'a')], people: [memory('a', '1')] });
		const row = summarize(leaves, outcomesOf(leaves, { 'forj:1': { kind } })).remembered('a');
		expect(decisions(planOf({ roster: [A, person('b')], members: B, rows: [{ ...row, id: 9 }] }))).toEqual({ 'novi:a': 'add' });
	});

	it('who was N/A when he went out of Forj, and has his login back', () => {
		const noLogin = person('a', { login: '' });
		expect(story({ roster: [A], members: [member('1', 'a')] }, { roster: [noLogin] }, { roster: [A] })).toEqual([{}, {}, { 'novi:a': 'add' }]);
	});
});
