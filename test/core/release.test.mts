/** Design 5: a release passes the brakes that weigh numbers for exactly the people ticked, and nothing else. */
import { BRAKES, RECHECK, RELEASE } from '../../nodes/core/texts';
import { newRelease, readReleaseRow, releaseFault, writeReleaseRow } from '../../nodes/core/release';
import { readLinkRow } from '../../nodes/core/linkRow';
import type { Row } from '../../nodes/core/linkRow';
import { recheckedPlan, recheckQuestions, namesGroup, type RecheckAnswer } from '../../nodes/core/recheck';
import type { ForjMember, LinkState } from '../../nodes/core/types';
import { after, brakeCodes, decisions, FORJ_GROUP, goodState, LINK_ID, linkRow, member, memory, NOVI_GROUP, NOW, person, personIn, planOf, unreadable, UNREACHABLE, type Case } from '../support/builders.mjs';
import { outcomesOf, summarize } from '../support/outcomes.mjs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const GROUPS = { noviGroupId: NOVI_GROUP, forjGroupId: FORJ_GROUP };
const strangers = (count: number): ForjMember[] => Array.from({ length: count }, (_, index) => member(`s${index}`, `s${index}`));

/** The row that the form sends, for people of the list. */
const released = (people: string[], notReleased: string[] = [], listedAt = after(-HOUR)): Row =>
	writeReleaseRow({ linkId: LINK_ID, release: newRelease(LINK_ID, GROUPS, listedAt, people), notReleased });

/** `leaving` strangers beside one member who stays. */
function link(leaving: number, more: Case = {}): Case {
	return { roster: [person('ann')], people: [memory('ann', '1')], ...more, members: [member('1', 'ann'), ...strangers(leaving), ...(more.members ?? [])] };
}

const state = (changes: LinkState): { state: string } => ({ state: JSON.stringify({ ...JSON.parse(goodState(1)), ...changes }) });

describe('a brake that weighs numbers is passed by whoever was released, and by nobody else', () => {
	const WEIGHING: Array<[string, Case]> = [
		['limit', { link: { removal_limit_percent: 0, removal_limit_people: 0 } }],
		['first_run', { link: { state: '' }, rows: [] }],
		['roster_dropped', { link: { state: goodState(100) } }],
		['nobody_eligible', { roster: [person('ann', { login: '' })] }],
		['unknown_people', { roster: [person('ann'), unreadable('x')] }],
		['groups_changed', { link: { state: goodState(1).replace('"700"', '"600"') } }],
	];

	it.each(WEIGHING)('%s', (code, differing) => {
		expect(brakeCodes(planOf(link(3, differing)))).toContain(code);
		const plan = planOf(link(3, { ...differing, rows: [released(['s0', 's2'])] }));
		expect([decisions(plan)['forj:s0'], decisions(plan)['forj:s2']]).toEqual(['remove', 'remove']);
		expect(personIn(plan, 's0')).toMatchObject({ write: { remove: { released: true } }, reason: expect.stringContaining('Released by an admin from the list of 2026-03-02.') });
	});

	it.each(WEIGHING.filter(([code]) => code !== 'first_run' && code !== 'groups_changed'))('%s still holds whoever was not on the list', (code, differing) => {
		const plan = planOf(link(3, { ...differing, rows: [released(['s0'])] }));
		expect(decisions(plan)['forj:s1']).toBe('hold');
		expect(brakeCodes(plan)).toEqual([code]);
	});
});

describe('no release passes', () => {
	const rows = [released(['s0', '1'])];
	it.each<[string, string | undefined, Case]>([
		['a Novi read that was not complete', 'incomplete_read', { novi: { complete: false, failure: UNREACHABLE } }],
		['a Forj read that was not complete', 'incomplete_read', { forj: { complete: false } }],
		['a key that may be limited', 'limited_key', { novi: { visibility: { absentFields: ['JobTitle'] } } }],
		['a group manager', undefined, { members: [member('s0', 's0', { isManager: true })] }],
		['the keep list', undefined, { link: { settings: '{"keep":["s0"]}' } }],
		['the mode', undefined, { link: { mode: 'add_only' } }],
	])('%s', (_what, code, differing) => {
		const plan = planOf({ roster: [person('ann')], people: [memory('ann', '1')], rows, ...differing, members: [member('1', 'ann'), ...(differing.members ?? [member('s0', 's0')])] });
		expect(decisions(plan)['forj:s0']).toBe(code === undefined ? undefined : 'hold');
		expect(brakeCodes(plan)).toEqual(code === undefined ? [] : [code]);
	});

	it('somebody who is in the Novi group, though the list named him', () => {
		expect(decisions(planOf(link(1, { rows })))).not.toHaveProperty('novi:ann');
	});
});

describe('who was on the list and was not released', () => {
	const limits = { removal_limit_percent: 100 };

	it('stays, even where no other brake would hold', () => {
		const plan = planOf(link(2, { link: limits, rows: [released(['s0'], ['s1'])] }));
		expect(decisions(plan)).toEqual({ 'forj:s0': 'remove', 'forj:s1': 'hold' });
		expect(personIn(plan, 's1').reason).toBe(`Not in the Novi group. ${BRAKES.notReleased(after(-HOUR))}`);
		expect(plan.status).toBe('Held');
	});

	it('stays in every later run, also when the release has ended, until it is released', () => {
		const decided = { at: after(-30 * DAY), ...GROUPS, notReleased: ['s1'] };
		expect(decisions(planOf(link(2, { link: { ...limits, ...state({ decided }) } })))).toEqual({ 'forj:s0': 'remove', 'forj:s1': 'hold' });
		expect(decisions(planOf(link(2, { link: { ...limits, ...state({ decided }) }, rows: [released(['s1'])] })))).toEqual({ 'forj:s0': 'remove', 'forj:s1': 'remove' });
	});

	it('is forgotten once gone from Forj, so that a later return is judged anew', () => {
		const decided = { at: after(-DAY), ...GROUPS, notReleased: ['s0', 'gone'] };
		const plan = planOf(link(1, { link: { ...limits, ...state({ decided }) } }));
		expect(readLinkRow({ state: String(summarize(plan, outcomesOf(plan)).links[0]?.state) }).state.decided).toMatchObject({ notReleased: ['s0'], sizes: { roster: 1, eligible: 1 } });
	});
});

describe('a release ends', () => {
	const fault = (listedAt: string, change: Partial<LinkState['release'] & object> = {}) =>
		releaseFault(readLinkRow(linkRow()), { ...newRelease(LINK_ID, GROUPS, listedAt, ['1']), ...change }, NOW);

	it.each<[string, string, string | undefined]>([
		['just now', after(0), undefined],
		['seven days ago', after(-7 * DAY), undefined],
		['a moment more than seven days ago', after(-7 * DAY - 1), RELEASE.expired],
		['two days in the future', after(2 * DAY), RELEASE.expired],
		['at no time', 'never', RELEASE.expired],
	])('by its age: listed %s', (_what, listedAt, expected) => expect(fault(listedAt)).toBe(expected));

	it('when the link names other groups', () => expect(fault(after(0), { forjGroupId: '600' })).toBe(RELEASE.groupsChanged));

	it.each<[string, object]>([['more people', { people: ['1', '2'] }], ['a later time', { listedAt: after(-1) }]])('when somebody wrote %s into it', (_what, change) =>
		expect(fault(after(-DAY), change)).toBe(RELEASE.hashDiffers),
	);

	it('and then the link says so, and holds as before', () => {
		const plan = planOf(link(6, { rows: [released(['s0'], [], after(-8 * DAY))] }));
		expect(plan.warnings).toEqual([RELEASE.expired]);
		expect(decisions(plan)['forj:s0']).toBe('hold');
	});

	it.each<[string, unknown]>([['no JSON', '{'], ['a list', '[]'], ['people that are no ids', JSON.stringify({ release: { ...newRelease(LINK_ID, GROUPS, NOW, []), people: [1] }, notReleased: [] })], ['nothing', undefined]])(
		'and is none when it is %s',
		(_what, release) => expect(readReleaseRow({ link_id: LINK_ID, release })).toBeUndefined(),
	);
});

describe('after the run', () => {
	const limits = { removal_limit_percent: 0, removal_limit_people: 0 };
	const after1 = (kind: 'removed' | 'failed') => {
		const plan = recheckedPlan(planOf(link(2, { link: limits, rows: [released(['s0', 's1'])] })), new Map([['forj:s0', { kind: 'nobody' }], ['forj:s1', { kind: 'nobody' }]]));
		const outcomes = outcomesOf(plan);
		const answered = outcomes.outcomes.map((outcome) => (outcome.key === 'forj:s1' ? { ...outcome, kind, reason: kind === 'failed' ? 'Refused.' : '' } : outcome));
		const { links, report } = summarize(plan, { ...outcomes, outcomes: answered });
		return { state: readLinkRow({ state: String(links[0]?.state) }).state, report: report[0] };
	};

	it('what was released does not use up the limit of the day, and nothing is left of the release', () => {
		const { state: left, report } = after1('removed');
		expect(left.removals).toBeUndefined();
		expect(left.release).toBeUndefined();
		expect(report?.released).toEqual({ removed: ['Person s0', 'Person s1'], open: [] });
		expect(report?.status).toBe('Up To Date');
	});

	it('who could not be removed stays released for the next run, with a hash of what is left; who is done does not', () => {
		const { state: left, report } = after1('failed');
		expect(left.release).toEqual(newRelease(LINK_ID, GROUPS, after(-HOUR), ['s1']));
		expect(report?.released).toEqual({ removed: ['Person s0'], open: [{ name: 'Person s1', reason: 'Refused.' }] });
		const next = planOf({ ...link(0), members: [member('1', 'ann'), member('s0', 's0'), member('s1', 's1')], link: { ...limits, state: JSON.stringify({ ...JSON.parse(goodState(1)), release: left.release }) } });
		expect(decisions(next)).toEqual({ 'forj:s0': 'hold', 'forj:s1': 'remove' });
	});

	it('the first run is over: strangers who come later are an ordinary matter', () => {
		const decided = { at: after(-DAY), ...GROUPS, notReleased: [] };
		expect(decisions(planOf(link(2, { link: { state: JSON.stringify({ decided }) } })))).toEqual({ 'forj:s0': 'remove', 'forj:s1': 'remove' });
	});
});

describe('right before a released removal Novi is asked again', () => {
	const plan = planOf(link(1, { link: { removal_limit_percent: 0, removal_limit_people: 0 }, rows: [released(['s0'])] }));
	const former = planOf({
		members: [member('9', 'zoe'), member('1', 'ann')],
		roster: [person('ann')],
		people: [memory('ann', '1'), memory('zoe', '9')],
		link: { removal_limit_percent: 0, removal_limit_people: 0 },
		rows: [released(['9'])],
	});
	const inGroup = planOf({
		members: [member('9', 'zoe'), member('1', 'ann')],
		roster: [person('ann'), person('zoe', { active: false })],
		people: [memory('ann', '1'), memory('zoe', '9')],
		link: { removal_limit_percent: 0, removal_limit_people: 0 },
		rows: [released(['9'])],
	});
	const zoe = person('zoe');

	it('by id where the pair is known, else by the address', () => {
		expect(recheckQuestions(plan)).toEqual([{ key: 'forj:s0', login: 's0@login.example' }]);
		expect(recheckQuestions(former)).toEqual([{ key: 'forj:9', noviId: 'zoe' }]);
		expect(recheckQuestions(inGroup)).toEqual([{ key: 'novi:zoe', noviId: 'zoe' }]);
	});

	it('only about released people, and not where nothing may be written', () => {
		expect(recheckQuestions(planOf(link(1, { link: { removal_limit_percent: 100 } })))).toEqual([]);
		expect(recheckQuestions({ ...plan, writable: false })).toEqual([]);
	});

	it.each<[string, typeof plan, RecheckAnswer | undefined, string | undefined]>([
		['a stranger whom Novi does not know', plan, { kind: 'nobody' }, undefined],
		['a stranger who is eligible in Novi but not in the group', plan, { kind: 'shown', member: zoe, inGroup: false }, undefined],
		['a stranger whose record does not name groups', plan, { kind: 'shown', member: zoe }, undefined],
		['a stranger whose record names the group', plan, { kind: 'shown', member: zoe, inGroup: true }, RECHECK.inGroup],
		['a stranger whose record is incomplete', plan, { kind: 'shown', member: unreadable('zoe') }, RECHECK.unknown],
		['somebody whose record names the group and who is not eligible', former, { kind: 'shown', member: person('zoe', { login: '' }), inGroup: true }, undefined],
		['somebody whom Novi cannot show any more', former, { kind: 'not_shown' }, RECHECK.notShown],
		['somebody about whom Novi did not answer', former, { kind: 'unread', message: 'No answer.' }, RECHECK.unread('No answer.')],
		['somebody about whom nobody asked', former, undefined, RECHECK.notRechecked],
		['somebody N/A in the group who is still N/A', inGroup, { kind: 'shown', member: person('zoe', { active: false }), inGroup: true }, undefined],
		['somebody N/A in the group who has become eligible', inGroup, { kind: 'shown', member: zoe, inGroup: true }, RECHECK.eligibleNow],
	])('%s', (_who, before, answer, objection) => {
		const key = recheckQuestions(before)[0]?.key ?? '';
		const checked = recheckedPlan(before, new Map(answer ? [[key, answer]] : []));
		const one = checked.people.find((other) => other.key === key);
		if (objection === undefined) {
			expect(one).toMatchObject({ decision: 'remove', write: { remove: { rechecked: true } } });
			expect(checked.status).toBe('Up To Date');
			return;
		}
		expect(one).toMatchObject({ decision: 'hold', status: 'Removal held', reason: objection });
		expect(checked).toMatchObject({ status: 'Held', brakes: [{ code: 'recheck', text: BRAKES.recheck }], detail: [BRAKES.recheck] });
		expect(summarize(checked, outcomesOf(checked)).link).toMatchObject({ status: 'Held', counters: { held: 1, removed: 0 } });
	});

	it.each<[unknown, boolean | undefined]>([[undefined, undefined], [null, undefined], [[], false], [[{ GroupUniqueID: NOVI_GROUP.toUpperCase() }], true], [[{ GroupUniqueID: 'other' }, null, 7], false]])(
		'the groups %j of a record say %s',
		(groups, expected) => expect(namesGroup(groups, NOVI_GROUP)).toBe(expected),
	);
});
