/** Design 3: a key that sees only a part of Novi is noticed, holds every removal, and names the switch to change. */
import { readLinkRow } from '../../nodes/core/linkRow';
import { BRAKES, KEY } from '../../nodes/core/texts';
import type { KeyVisibility } from '../../nodes/core/types';
import { ALWAYS_SHOWN, countedMore, keyLimits } from '../../nodes/core/visibility';
import { brakeCodes, decisions, linkRow, member, noviSnapshot, person, planOf } from '../support/builders.mjs';
import { outcomesOf, summarize } from '../support/outcomes.mjs';

type Counts = NonNullable<KeyVisibility['counts']>;
const SWITCH = /In Novi, open the gear menu > Advanced > API Keys/;

describe("the group's own counts beside the people listed", () => {
	it.each<[string, Counts, number | undefined]>([
		['the same as the total', { listed: 5, total: 5 }, undefined],
		['the primary members only', { listed: 4, primary: 4, beneficiary: 3, total: 7 }, undefined],
		['primary members and beneficiaries, without a total', { listed: 7, primary: 4, beneficiary: 3 }, undefined],
		['one fewer than the total', { listed: 4, total: 5 }, 5],
		['between primary and total', { listed: 5, primary: 4, beneficiary: 3, total: 7 }, 7],
		['as few as there are beneficiaries', { listed: 3, primary: 4, beneficiary: 3, total: 7 }, 7],
		['nobody of five', { listed: 0, primary: 5, beneficiary: 0, total: 5 }, 5],
		['more than is counted: no limited key does that', { listed: 9, primary: 4, total: 7 }, undefined],
		['an empty group', { listed: 0, primary: 0, beneficiary: 0, total: 0 }, undefined],
		['beneficiaries are all that is counted', { listed: 2, beneficiary: 3 }, 3],
	])('%s', (_what, counts, counted) => expect(countedMore({ counts, absentFields: [] })).toBe(counted));

	it('say nothing when Novi does not count', () => expect(countedMore({ absentFields: [] })).toBeUndefined());
});

describe.each(ALWAYS_SHOWN.map((field) => [field]))('%s, shown of nobody', (field) => {
	const plan = planOf({ roster: [person('ann')], members: [member('1', 'ann'), member('9', 'stranger')], novi: { visibility: { absentFields: [field] } } });

	it('holds the removals, with the switch to change', () => {
		expect(decisions(plan)).toEqual({ 'forj:9': 'hold' });
		expect(brakeCodes(plan)).toEqual(['limited_key']);
		expect(plan.detail).toHaveLength(1);
		expect(plan.detail[0]).toContain(`Novi shows ${field} of nobody`);
		expect(plan.detail[0]).toMatch(SWITCH);
		expect(plan.people.find(({ key }) => key === 'forj:9')?.reason).toContain(plan.detail[0]);
	});
});

describe('a key limited to a group', () => {
	const counts = { listed: 1, total: 3 };
	const limited = { roster: [person('ann'), person('new')], members: [member('1', 'ann'), member('9', 'stranger')], novi: { visibility: { absentFields: [], counts } } };

	it('holds the removals and lets adds go on; the link is Held and the run is not a good one', () => {
		const plan = planOf(limited);
		expect(decisions(plan)).toEqual({ 'forj:9': 'hold', 'novi:new': 'add' });
		expect(plan).toMatchObject({ status: 'Held', snapshotsComplete: false, detail: [expect.stringContaining('Novi lists 1 people in Board, but counts 3 there')] });
		expect(summarize(plan, outcomesOf(plan)).links[0]).not.toHaveProperty('last_success_at');
	});

	it('is said also when nobody is to be removed', () => {
		expect(planOf({ ...limited, members: [member('1', 'ann')] })).toMatchObject({ status: 'Held', brakes: [], detail: [expect.stringMatching(SWITCH)] });
	});

	it('ends by itself once the counts fit', () => {
		expect(planOf({ ...limited, novi: { visibility: { absentFields: [], counts: { listed: 2, total: 2 } } } })).toMatchObject({ status: 'Up To Date', brakes: [] });
	});

	it('stands beside a read that failed: both are named', () => {
		const plan = planOf({ ...limited, novi: { ...limited.novi, complete: false } });
		expect(brakeCodes(plan)).toEqual(['incomplete_read', 'limited_key']);
		expect(plan.detail.join(' ')).toContain(BRAKES.incompleteRead);
	});
});

describe('the admin can say that this site is like that', () => {
	const limits = (settings: string, visibility: KeyVisibility) => keyLimits(noviSnapshot([], { visibility }), readLinkRow(linkRow({ settings })));

	it('of counts that are not to be trusted', () => {
		const visibility = { absentFields: [], counts: { listed: 1, total: 3 } };
		expect(limits('', visibility)).toEqual([KEY.countsDiffer('Board', 1, 3)]);
		expect(limits('{"ignore_group_counts":true}', visibility)).toEqual([]);
	});

	it('of profile fields that do not exist there, one by one', () => {
		expect(limits('{"fields_not_in_novi":["JobTitle"]}', { absentFields: ['JobTitle', 'FirstName'] })).toEqual([KEY.fieldsAbsent(['FirstName'])]);
	});

	it.each([
		['a field that decides who is eligible', '{"fields_not_in_novi":["AccountEmail"]}', 'fields_not_in_novi'],
		['no list', '{"fields_not_in_novi":"JobTitle"}', 'fields_not_in_novi'],
		['no yes or no', '{"ignore_group_counts":"yes"}', 'ignore_group_counts'],
	])('but not with %s: the link is Not ready', (_what, settings, named) => {
		expect(readLinkRow(linkRow({ settings })).faults).toEqual([expect.stringContaining(named)]);
	});
});
