/** Design 8: a status for every person, counters that add up, and what a run is called in the end. */
import { countersThatDoNotAddUp, type Counters } from '../../nodes/core/counters';
import { RESULT } from '../../nodes/core/texts';
import type { Outcome, OutcomeKind } from '../../nodes/core/types';
import { after, brakeCodes, member, memory, person, planOf, UNREACHABLE, unreadable, type Case } from '../support/builders.mjs';
import { everybody, outcomesOf, summarize } from '../support/outcomes.mjs';

const NONE: Counters = {
	roster: 0, eligible: 0, not_applicable: 0, unknown: 0, up_to_date: 0, added: 0, updated: 0, failed: 0, not_attempted: 0,
	members_before: 0, kept: 0, removed: 0, held: 0, protected: 0, failed_removals: 0, not_attempted_removals: 0,
};

/** One of everything: to add, to update, up to date, N/A twice (one to be removed), to remove, protected, pending. */
const MIXED: Case = {
	roster: [person('add'), person('update', { fields: { JobTitle: 'Chair' } }), person('same'), person('na', { login: '' }), person('na-member', { active: false })],
	members: [member('u', 'update'), member('s', 'same'), member('n', 'na-member'), member('r', 'stranger'), member('m', 'manager', { isManager: true }), member('q', 'asks', { status: 'pending' })],
	people: [memory('na-member', 'n')],
};

describe('the counters of one of everything', () => {
	const cases: Array<[string, Record<string, Partial<Outcome>>, Partial<Counters>]> = [
		['all done', {}, { up_to_date: 1, added: 1, updated: 1, kept: 2, removed: 2 }],
		['was so already', { 'novi:add': { kind: 'unchanged' }, 'novi:update': { kind: 'unchanged' }, 'forj:r': { kind: 'unchanged' } }, { up_to_date: 3, kept: 2, removed: 2 }],
		['adds and updates refused', { 'novi:add': { kind: 'failed' }, 'novi:update': { kind: 'failed' } }, { up_to_date: 1, failed: 2, kept: 2, removed: 2 }],
		['a removal refused', { 'forj:r': { kind: 'failed' } }, { up_to_date: 1, added: 1, updated: 1, kept: 2, removed: 1, failed_removals: 1 }],
		['removals not attempted', { 'forj:r': { kind: 'not_attempted' }, 'novi:na-member': { kind: 'not_attempted' } }, { up_to_date: 1, added: 1, updated: 1, kept: 2, not_attempted_removals: 2 }],
		['nothing attempted', { 'novi:add': { kind: 'not_attempted' }, 'novi:update': { kind: 'not_attempted' } }, { up_to_date: 1, not_attempted: 2, kept: 2, removed: 2 }],
		['managers found on the way', { 'forj:r': { kind: 'protected' }, 'novi:na-member': { kind: 'unknown' } }, { up_to_date: 1, added: 1, updated: 1, kept: 2, held: 1, protected: 2 }],
	];

	it.each(cases)('%s', (_name, answers, expected) => {
		const plan = planOf(MIXED);
		const counters = summarize(plan, outcomesOf(plan, answers)).link.counters;
		expect(counters).toEqual({ ...NONE, roster: 5, eligible: 3, not_applicable: 2, members_before: 5, protected: 1, ...expected });
	});

	it('held', () => {
		const plan = planOf({ ...MIXED, link: { state: '' } });
		expect(summarize(plan, outcomesOf(plan)).link.counters).toMatchObject({ members_before: 5, kept: 2, held: 2, protected: 1, removed: 0 });
	});

	it('unknown people are kept', () => {
		const plan = planOf({ roster: [unreadable('x'), person('a')], members: [member('9', 'x'), member('1', 'a')], people: [memory('x', '9')] });
		expect(summarize(plan, outcomesOf(plan)).link.counters).toEqual({ ...NONE, roster: 2, eligible: 1, unknown: 1, up_to_date: 1, members_before: 2, kept: 2 });
	});
});

describe('the status of a person', () => {
	const cases: Array<[string, OutcomeKind, string, string, string]> = [
		['novi:add', 'added', 'Added', 'add', ''],
		['novi:add', 'unchanged', 'Up To Date', 'none', ''],
		['novi:add', 'failed', 'Error', 'none', 'Forj said no.'],
		['novi:add', 'not_attempted', 'Not attempted', 'none', 'Would be added.'],
		['novi:update', 'updated', 'Updated', 'update', ''],
		['novi:update', 'failed', 'Error', 'none', 'Forj said no.'],
		['novi:update', 'not_attempted', 'Not attempted', 'none', 'Would be updated.'],
		['forj:r', 'removed', 'Removed', 'remove', 'Not in the Novi group.'],
		['forj:r', 'failed', 'Error', 'none', 'Forj said no.'],
		['forj:r', 'protected', 'Protected', 'none', 'Forj said no.'],
		['forj:r', 'unknown', 'Unknown', 'none', 'Forj said no.'],
		['forj:r', 'not_attempted', 'Not attempted', 'none', 'Would be removed.'],
	];

	it.each(cases)('%s, %s: %s', (key, kind, status, action, reason) => {
		const plan = planOf(MIXED);
		const said = ['failed', 'protected', 'unknown'].includes(kind) ? 'Forj said no.' : '';
		const row = summarize(plan, outcomesOf(plan, { [key]: { kind, reason: said, readBack: undefined } })).shown(key);
		expect(row).toMatchObject({ status, action, reason: expect.stringContaining(reason) });
	});

	it('every person of both sides has exactly one row', () => {
		const plan = planOf(MIXED);
		const { members } = summarize(plan, outcomesOf(plan));
		expect(members.map((row) => row.novi_id || row.forj_user_id).sort()).toEqual(['add', 'm', 'na', 'na-member', 'q', 'r', 'same', 'update']);
	});
});

describe('the status of the link', () => {
	const status = (plan = planOf(MIXED), ...rest: Parameters<typeof outcomesOf> extends [unknown, ...infer R] ? R : never) => summarize(plan, outcomesOf(plan, ...rest)).links[0];

	it('Up To Date, with the time, when all is done', () => {
		expect(status()).toMatchObject({ status: 'Up To Date', status_detail: '', last_success_at: expect.any(String) });
	});

	it('Error when one person was refused: everybody else is done, and the next run tries again', () => {
		const row = status(planOf(MIXED), { 'novi:add': { kind: 'failed', reason: 'No.' } });
		expect(row).toMatchObject({ status: 'Error', status_detail: expect.stringContaining(RESULT.peopleFailed(1)) });
		expect(row).not.toHaveProperty('last_success_at');
	});

	it('Error when the key was refused on the way, the rest not attempted', () => {
		const plan = planOf(MIXED);
		const row = status(plan, everybody(plan, 'not_attempted'), { stopped: { kind: 'auth', message: 'Forj refused the key.', fix: 'Check it.' } });
		expect(row).toMatchObject({ status: 'Error', status_detail: expect.stringContaining('Forj refused the key. Check it.') });
	});

	it.each(['deadline', 'cancelled'] as const)('no success when writing stopped at %s', (kind) => {
		const plan = planOf(MIXED);
		const row = status(plan, everybody(plan, 'not_attempted'), { stopped: { kind, message: 'Stopped.', fix: 'Next run.' } });
		expect(row?.status).not.toBe('Up To Date');
		expect(row).not.toHaveProperty('last_success_at');
	});

	it('Error when the writing step gave no answer, although there was something to write', () => {
		expect(summarize(planOf(MIXED)).link).toMatchObject({ status: 'Error', counters: { not_attempted: 2, not_attempted_removals: 2 } });
	});

	it('Up To Date without any answer when there was nothing to write', () => {
		expect(summarize(planOf({ roster: [person('a')], members: [member('1', 'a')] })).link.status).toBe('Up To Date');
	});
});

it('a change that was not made, for whatever reason, keeps the run from being good', () => {
	const plan = planOf({ roster: [person('add')] });
	const { link } = summarize(plan, outcomesOf(plan, everybody(plan, 'not_attempted', 'Another import is running.')));
	expect(link).toMatchObject({ status: 'Held', counters: { not_attempted: 1 } });
	expect(link.detail).toContain('Another import is running.');
});

describe('somebody who was removed', () => {
	const removed = (since: string) => ({ id: 1, run_id: 'before', link_id: 'board', novi_id: '', forj_user_id: '9', name: 'Zoe', email: 'zoe@login.example', status: 'Removed', action: 'remove', reason: 'No longer in the Novi group.', since });
	const shownAfter = (one: Case) => {
		const plan = planOf(one);
		return summarize(plan, outcomesOf(plan)).members.filter((row) => row.forj_user_id === '9').map(({ status, action, reason, since }) => ({ status, action, reason, since }));
	};

	it('can be looked up for 90 days, with the reason and the day', () => {
		const since = after(-89 * 86_400_000);
		expect(shownAfter({ roster: [person('a')], rows: [removed(since)] })).toEqual([{ status: 'Removed', action: 'none', reason: 'No longer in the Novi group.', since }]);
	});

	it('is forgotten after that', () => {
		expect(shownAfter({ roster: [person('a')], rows: [removed(after(-91 * 86_400_000))] })).toEqual([]);
	});

	it('is shown as removed also when the run that did it ended before it stored a row', () => {
		const before = { ...removed(after(-1)), status: 'Up To Date', action: 'none', reason: '' };
		expect(shownAfter({ roster: [person('a')], rows: [before] })).toEqual([{ status: 'Removed', action: 'none', reason: 'No longer in the Forj group.', since: after(0) }]);
		expect(shownAfter({ roster: [person('a')], rows: [{ ...before, novi_id: 'gone' }] })).toMatchObject([{ status: 'Removed', reason: 'No longer in the Novi group.' }]);
	});

	it.each<[string, Partial<Case>]>([
		['a side was not read to its end', { forj: { complete: false } }],
		['the link names another group now', { link: { forj_group_id: '99' }, group: { id: '99' } }],
		['he was N/A and never a member', { rows: [{ ...removed(after(-1)), status: 'N/A', action: 'none' }] }],
	])('is not taken for removed when %s', (_name, change) => {
		const before = { ...removed(after(-1)), status: 'Up To Date', action: 'none', reason: '' };
		expect(shownAfter({ roster: [person('a')], rows: [before], ...change })).toEqual([]);
	});

	it('stands only once when the rows of two runs were left behind, one of which knew him as a member', () => {
		const since = after(-60_000);
		const asMember = { ...removed(since), id: 0, novi_id: 'zoe', status: 'Up To Date', reason: '' };
		expect(shownAfter({ roster: [person('a')], rows: [asMember, removed(since)] })).toEqual([{ status: 'Removed', action: 'none', reason: 'No longer in the Novi group.', since }]);
	});

	it('stands only once when he is back', () => {
		expect(shownAfter({ roster: [person('a')], members: [member('9', 'a')], rows: [removed(after(-1))] })).toMatchObject([{ status: 'Up To Date' }]);
	});
});

describe('outcomes that do not fit the plan make the run an Error', () => {
	const plan = planOf(MIXED);
	const good = outcomesOf(plan);
	const [first] = good.outcomes;

	it.each<[string, typeof good.outcomes]>([
		['one is missing', good.outcomes.slice(1)],
		['one is doubled', [...good.outcomes, first!]],
		['one is of somebody else', [...good.outcomes.slice(1), { ...first!, key: 'novi:nobody' }]],
		['one is of somebody on whom the plan does not act', [...good.outcomes, { ...first!, key: 'novi:same' }]],
		['there are none', []],
	])('%s', (_name, outcomes) => {
		expect(summarize(plan, { ...good, outcomes }).link.status).toBe('Error');
	});

	it('also two answers for one link', () => {
		expect(summarize(plan, { ...good, linkId: 'another' }).link.status).toBe('Error');
	});
});

describe('each sum is checked by itself', () => {
	it.each<[string, Partial<Counters>, RegExp]>([
		['roster', { roster: 3, eligible: 1, up_to_date: 1, not_applicable: 1 }, /^roster is 3/],
		['eligible', { roster: 2, eligible: 2, up_to_date: 1 }, /^eligible is 2/],
		['members before', { members_before: 4, kept: 1, removed: 1, held: 1 }, /^Forj members before is 4/],
	])('%s', (_name, counters, text) => {
		expect(countersThatDoNotAddUp({ ...NONE, ...counters })).toEqual([expect.stringMatching(text)]);
	});

	it('nothing to say when all add up', () => {
		expect(countersThatDoNotAddUp({ ...NONE, roster: 9, eligible: 5, not_applicable: 3, unknown: 1, up_to_date: 1, added: 1, updated: 1, failed: 1, not_attempted: 1, members_before: 6, kept: 1, removed: 1, held: 1, protected: 1, failed_removals: 1, not_attempted_removals: 1 })).toEqual([]);
	});

	it('a plan that counted wrong is an Error', () => {
		const plan = planOf(MIXED);
		const wrong = { ...plan, totals: { ...plan.totals, membersBefore: 99 } };
		expect(summarize(wrong, outcomesOf(wrong)).link).toMatchObject({ status: 'Error', detail: expect.stringContaining('Forj members before is 99') });
	});

	it('a Forj list that repeats a member is not proven, but counts each once', () => {
		const plan = planOf({ roster: [person('a')], members: [member('1', 'a'), member('1', 'a', { name: 'Other' })], forj: { complete: false, failure: UNREACHABLE } });
		expect(summarize(plan).link).toMatchObject({ status: 'Held', counters: { members_before: 1, kept: 1 } });
	});
});

describe('a dry run', () => {
	const plan = planOf(MIXED);
	const result = summarize(plan, outcomesOf(plan, everybody(plan, 'not_attempted'), { dryRun: true }));

	it('changes no row', () => {
		expect([result.links, result.runs, result.members, result.staleMembers, result.people, result.stalePeople]).toEqual([[], [], [], [], [], []]);
	});

	it('is reported as Planned, and what was planned is not attempted', () => {
		expect(result.link).toMatchObject({ status: 'Planned', counters: { not_attempted: 2, not_attempted_removals: 2, added: 0, updated: 0, removed: 0 } });
	});

	it('with removals that would be held is Planned too, and names the brake', () => {
		const held = planOf({ ...MIXED, link: { state: '' } });
		expect(brakeCodes(held)).toEqual(['first_run']);
		const { link } = summarize(held, outcomesOf(held, everybody(held, 'not_attempted'), { dryRun: true }));
		expect(link).toMatchObject({ status: 'Planned', detail: expect.stringContaining(held.brakes[0]!.text) });
	});
});

describe('one rejected person among many', () => {
	/** The same refusal, run after run; status of the link and reason of the person. */
	function refusals(runs: number, one: Case, key: string): Array<[string | undefined, string, string]> {
		let rows: Case['rows'] = [];
		let state: unknown;
		return Array.from({ length: runs }, (_, index) => {
			const plan = planOf({ ...one, rows, ...(state !== undefined && { link: { state } }) });
			const result = summarize(plan, outcomesOf(plan, { [key]: { kind: 'failed', reason: 'The address is not valid.', forjUserId: '' } }), `run-${index}`);
			rows = [...(rows ?? []), ...result.people.map((row) => ({ ...row, id: index + 1 }))];
			state = result.links[0]?.state;
			const row = result.shown(key);
			return [result.link.status, String(row?.status), String(row?.reason)];
		});
	}
	const stories: Array<[string, Case, string]> = [
		['an add', { roster: [person('a'), person('b')], members: [member('2', 'b')] }, 'novi:a'],
		['an update', { roster: [person('a', { fields: { JobTitle: 'Chair' } })], members: [member('1', 'a')] }, 'novi:a'],
		['the removal of somebody who was known', { roster: [person('b')], members: [member('2', 'b'), member('1', 'a')], people: [memory('a', '1')] }, 'forj:1'],
		['the removal of a stranger', { roster: [person('b')], members: [member('2', 'b'), member('1', 'a')] }, 'forj:1'],
	];

	it.each(stories)('%s: an Error row each time; after 5 runs persistent, and no failed run any more', (_name, one, key) => {
		const results = refusals(8, one, key);
		expect(results.map(([, status]) => status)).toEqual(Array(8).fill('Error'));
		expect(results.slice(0, 4).map(([link]) => link)).toEqual(Array(4).fill('Error'));
		expect(results.slice(5).map(([link]) => link)).toEqual(Array(3).fill('Up To Date'));
		expect(results[7]?.[2]).toContain('8 runs');
	});

	it('a success ends the count', () => {
		const plan = planOf({ roster: [person('a')], people: [memory('a', '', {}, { failedRuns: 7 })] });
		expect(summarize(plan, outcomesOf(plan)).remembered('a')?.state).not.toContain('failed_runs');
	});
});
