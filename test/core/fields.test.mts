/** Design 4.6 and 9: which profile values are sent. Novi value, Forj value, baseline: the full cross product, then the exceptions. */
import { FIELDS, LINK, MISFIT, PROFILE, REASON } from '../../nodes/core/texts';
import type { FieldDirection, FieldValue, FieldValues } from '../../nodes/core/types';
import { fieldRow, member, memory, person, personIn, planOf, type Case } from '../support/builders.mjs';
import { outcomesOf, summarize } from '../support/outcomes.mjs';

/** Marks a key that is not there: absent, null and '' are three answers. */
const ABSENT = undefined;
type Cell = FieldValue | undefined;
const keyed = (key: string, value: Cell): FieldValues => (value === ABSENT ? {} : { [key]: value });

function presentPerson(novi: Cell, forj: Cell, baseline: Cell, more: Case = {}): Case {
	return {
		roster: [person('a', { fields: keyed('JobTitle', novi) })],
		members: [member('1', 'a', { fields: keyed('job_title', forj) })],
		people: [memory('a', '1', { baseline: keyed('job_title', baseline) })],
		...more,
	};
}

/** What is sent for the job title: a value, or 'nothing'. */
function sent(one: Case): unknown {
	const fields = personIn(planOf(one), 'a').write?.update?.fields;
	return fields === undefined ? 'nothing' : fields.job_title;
}

describe('Novi to Forj: Novi value x Forj value x baseline', () => {
	// Columns: Novi shows, Forj shows, last agreed, sent to Forj.
	const cases: Array<[Cell, Cell, Cell, unknown]> = [];
	for (const agreed of [ABSENT, '', 'Old', 'Chair'] as Cell[]) {
		for (const empty of ['', null, '  '] as Cell[]) {
			for (const blank of [ABSENT, '', null] as Cell[]) cases.push([empty, blank, agreed, 'nothing']);
			cases.push([empty, 'Old', agreed, agreed === ABSENT || agreed === '' ? 'nothing' : '']);
		}
		for (const shown of [ABSENT, '', null, 'Old'] as Cell[]) {
			cases.push(['Chair', shown, agreed, 'Chair'], [ABSENT, shown, agreed, 'nothing']);
		}
		cases.push(['Chair', 'Chair', agreed, 'nothing'], [' Chair ', 'Chair', agreed, 'nothing'], ['Chair', 'chair', agreed, 'Chair']);
	}

	it.each(cases)('Novi %j, Forj %j, agreed %j: sends %j', (novi, forj, agreed, expected) => {
		expect(sent(presentPerson(novi, forj, agreed))).toBe(expected);
	});
});

describe('directions', () => {
	const rows = (direction: FieldDirection) => ({ rows: [fieldRow('JobTitle', 'job_title', direction)] });
	// Columns: Novi shows, Forj shows, last agreed; sent with novi_to_forj, both, forj_to_novi.
	const cases: Array<[string, Cell, Cell, Cell, unknown, unknown, unknown]> = [
		['changed in Novi only', 'New', 'Old', 'Old', 'New', 'New', 'nothing'],
		['changed in Forj only: on its way to Novi', 'Old', 'New', 'Old', 'Old', 'nothing', 'nothing'],
		['changed in both: Novi wins', 'New', 'Newer', 'Old', 'New', 'New', 'nothing'],
		['different, never agreed', 'New', 'Old', ABSENT, 'New', 'New', 'nothing'],
		['cleared in Novi', '', 'Old', 'Old', '', '', 'nothing'],
		['cleared in Forj only', 'Old', '', 'Old', 'Old', 'nothing', 'nothing'],
		['filled in Forj, agreed empty', '', 'New', '', 'nothing', 'nothing', 'nothing'],
		['equal', 'Same', 'Same', 'Old', 'nothing', 'nothing', 'nothing'],
	];

	it.each(cases)('%s', (_name, novi, forj, agreed, toForj, both, toNovi) => {
		const results = (['novi_to_forj', 'both', 'forj_to_novi'] as const).map((direction) => sent(presentPerson(novi, forj, agreed, rows(direction))));
		expect(results).toEqual([toForj, both, toNovi]);
	});

	it('an add sends nothing that only flows from Forj to Novi', () => {
		const plan = planOf({ roster: [person('a', { fields: { JobTitle: 'Chair', FirstName: 'Ada' } })], ...rows('forj_to_novi') });
		expect(personIn(plan, 'a').write?.add?.fields).toEqual({ first_name: 'Ada' });
	});
});

describe('the conflict policy of the link', () => {
	const policy = (conflict: string) => ({ link: { settings: JSON.stringify({ conflict }) } });
	const both = { rows: [fieldRow('JobTitle', 'job_title', 'both')] };
	// Columns: Novi shows, Forj shows, last agreed; sent with novi_wins, forj_wins, report.
	const cases: Array<[string, Case, Cell, Cell, Cell, unknown, unknown, unknown]> = [
		['changed in Novi only', both, 'New', 'Old', 'Old', 'New', 'New', 'New'],
		['changed in Forj only', both, 'Old', 'New', 'Old', 'nothing', 'nothing', 'nothing'],
		['changed in both', both, 'New', 'Newer', 'Old', 'New', 'nothing', 'nothing'],
		['changed in both, Novi to Forj', {}, 'New', 'Newer', 'Old', 'New', 'nothing', 'nothing'],
		['different, never agreed', both, 'New', 'Old', ABSENT, 'New', 'nothing', 'nothing'],
		['different, never agreed, Novi to Forj', {}, 'New', 'Old', ABSENT, 'New', 'New', 'New'],
		['changed in Novi, not shown in Forj', both, 'New', ABSENT, 'Old', 'New', 'New', 'New'],
		['the same in Novi, not shown in Forj', both, 'Old', ABSENT, 'Old', 'nothing', 'nothing', 'nothing'],
	];

	it.each(cases)('%s', (_name, more, novi, forj, agreed, ...expected) => {
		expect(['novi_wins', 'forj_wins', 'report'].map((name) => sent(presentPerson(novi, forj, agreed, { ...more, ...policy(name) })))).toEqual(expected);
	});

	it.each([
		['novi_wins', PROFILE.noviWon(['job_title'])],
		['report', PROFILE.conflict(['job_title'])],
	])('%s: the person says what differs', (name, reason) => {
		expect(personIn(planOf(presentPerson('New', 'Newer', 'Old', { ...both, ...policy(name) })), 'a').reason).toBe(reason);
	});

	it('a Forj field that is not shown was not emptied by anybody: no agreement on nothing', () => {
		const plan = planOf(presentPerson('', ABSENT, 'Old', both));
		expect(personIn(plan, 'a')).toMatchObject({ decision: 'none' });
		expect(personIn(plan, 'a').learn?.baseline).toBeUndefined();
	});
});

it('a list is not sent to a text of Forj, and the person says so', () => {
	const one = presentPerson(['Chair', 'Treasurer'], 'Chair', 'Chair');
	expect(sent(one)).toBe('nothing');
	expect(personIn(planOf(one), 'a').reason).toBe(MISFIT.list('Forj', 'job_title'));
});

describe('rows of novi_forj_fields that are not followed', () => {
	it.each([
		['an e-mail of Novi, in any direction', fieldRow('Email', 'job_title', 'novi_to_forj'), FIELDS.identity('Email')],
		['an id of Novi, in whatever case', fieldRow('uniqueid', 'job_title', 'both'), FIELDS.identity('uniqueid')],
		['the address in Forj', fieldRow('JobTitle', 'email', 'novi_to_forj'), FIELDS.identity('JobTitle')],
		['the company to Novi: it belongs to another record', fieldRow('ParentMemberName', 'company_name', 'both'), FIELDS.notWritable('ParentMemberName')],
		['a date that Novi sets', fieldRow('CreatedDate', 'job_title', 'forj_to_novi'), FIELDS.notWritable('CreatedDate')],
	])('%s', (_name, row, warning) => {
		const one = { roster: [person('a', { fields: { [String(row.novi_field)]: 'New' } })], members: [member('1', 'a')], rows: [row] };
		expect(planOf(one).warnings).toContain(warning);
		expect(personIn(planOf(one), 'a').decision).toBe('none');
	});

	it('two Forj fields for one Novi field: they would overwrite each other', () => {
		const rows = [fieldRow('Phone', 'phone', 'both'), fieldRow('Phone', 'mobile', 'forj_to_novi')];
		const plan = planOf({ roster: [person('a', { fields: { Phone: '555' } })], members: [member('1', 'a')], group: { fieldKeys: ['company_name', 'job_title', 'phone', 'mobile'] }, rows });
		expect(plan.warnings).toEqual([FIELDS.fedTwice('Phone')]);
		expect(personIn(plan, 'a').decision).toBe('none');
	});

	it('a company may still go from Novi to Forj', () => {
		const plan = planOf({ roster: [person('a', { fields: { ParentMemberName: 'Firm' } })], rows: [fieldRow('ParentMemberName', 'firm', 'novi_to_forj')], group: { fieldKeys: ['firm', 'job_title'] } });
		expect(personIn(plan, 'a').write?.add?.fields).toEqual({ firm: 'Firm' });
		expect(plan.warnings).toEqual([]);
	});
});

describe('what counts as the same value', () => {
	const cases: Array<[string, Cell, Cell, boolean]> = [
		['a number and its text', 7, '7', true],
		['yes/no and its text', true, 'true', true],
		['composed and decomposed letters', 'Bjo\u0308rk', 'Bj\u00f6rk', true],
		['choices in another order', ['b', 'a'], ['a', 'b'], true],
		['choices, one more', ['a', 'b'], ['a'], false],
		['no choice and nothing', [], null, true],
		['choices that only look alike when joined', ['a,b'], ['a', 'b'], false],
		['zero and nothing', 0, null, false],
		['no and nothing', false, '', false],
		['upper and lower case', 'CHAIR', 'Chair', false],
	];

	it.each(cases)('%s', (_name, novi, forj, same) => {
		expect(sent(presentPerson(novi, forj, 'Old'))).toEqual(same ? 'nothing' : novi);
	});
});

describe('the standard fields', () => {
	const fields = { FirstName: 'Ada', LastName: 'Bjork', ParentMemberName: 'Firm Ltd.', JobTitle: 'Chair', Phone: '555' };

	it('are names, company and job title; nothing else is sent', () => {
		const plan = planOf({ roster: [person('a', { fields })] });
		expect(personIn(plan, 'a').write?.add?.fields).toEqual({ first_name: 'Ada', last_name: 'Bjork', company_name: 'Firm Ltd.', job_title: 'Chair' });
	});

	it('are sent under the keys of novi_forj_fields, when the admin maps others', () => {
		const plan = planOf({
			roster: [person('a', { fields })],
			group: { fieldKeys: ['company_name', 'job_title', 'position', 'phone'] },
			rows: [fieldRow('JobTitle', 'position', 'novi_to_forj'), fieldRow('Phone', 'phone', 'both')],
		});
		expect(personIn(plan, 'a').write?.add?.fields).toEqual({ first_name: 'Ada', last_name: 'Bjork', company_name: 'Firm Ltd.', position: 'Chair', phone: '555' });
	});

	it('an add sends only non-empty values', () => {
		const plan = planOf({ roster: [person('a', { fields: { FirstName: 'Ada', LastName: null, ParentMemberName: '', JobTitle: '  ' } })] });
		expect(personIn(plan, 'a').write?.add?.fields).toEqual({ first_name: 'Ada' });
	});

	it.each(['email', 'id', 'user_id'])('%s is never written, also when it is mapped', (key) => {
		const plan = planOf({ roster: [person('a', { fields: { Email: 'x@y.example' } })], group: { fieldKeys: [key, 'company_name', 'job_title'] }, rows: [fieldRow('Email', key, 'both')] });
		expect(personIn(plan, 'a').write?.add?.fields).toEqual({});
	});
});

describe('a key that Forj does not know', () => {
	it('is not sent, and the link warns once', () => {
		const one = presentPerson('Chair', ABSENT, ABSENT, { group: { fieldKeys: ['company_name'] } });
		expect(sent(one)).toBe('nothing');
		expect(planOf(one).warnings).toEqual([LINK.keysUnknown(['job_title'])]);
	});

	it('is known when any member shows it, or the group defines it', () => {
		const seen = presentPerson('Chair', ABSENT, ABSENT, { group: { fieldKeys: [] }, forj: { seenFieldKeys: ['company_name', 'job_title'] } });
		expect(sent(seen)).toBe('Chair');
		expect(planOf(seen).warnings).toEqual([]);
	});

	it('names need no definition', () => {
		const plan = planOf({ roster: [person('a', { fields: { FirstName: 'Ada' } })], members: [member('1', 'a', { fields: { first_name: 'Eda' } })], group: { fieldKeys: [] } });
		expect(personIn(plan, 'a').write?.update?.fields).toEqual({ first_name: 'Ada' });
	});
});

describe('a row without profile fields', () => {
	it('says nothing about company and title, so they are not compared; names are', () => {
		const plan = planOf({
			roster: [person('a', { fields: { JobTitle: 'Chair', FirstName: 'Ada' } })],
			members: [member('1', 'a', { hasProfile: false, fields: { first_name: 'Eda' } })],
		});
		expect(personIn(plan, 'a').write?.update?.fields).toEqual({ first_name: 'Ada' });
	});
});

describe('a value that Forj reads back different', () => {
	const refusedBefore = (novi: Cell, forj: Cell) => ({ ...presentPerson(novi, forj, 'Old'), people: [memory('a', '1', {}, { member: true, refused: { job_title: 'Chair' } })] });

	it('is reported, remembered, and no agreement', () => {
		const plan = planOf(presentPerson('Chair', 'Old', 'Old'));
		const result = summarize(plan, outcomesOf(plan, { 'novi:a': { readBack: { job_title: 'Cha' } } }));
		expect(result.shown('novi:a')).toMatchObject({ status: 'Updated', reason: REASON.refusedFields(['job_title']) });
		expect(result.remembered('a')).toMatchObject({ baseline: '{"job_title":"Old"}', state: '{"board":{"group_id":"700","member":true,"refused":{"job_title":"Chair"}}}' });
	});

	it('also when Forj shows the profile without the key afterwards', () => {
		const plan = planOf(presentPerson('Chair', ABSENT, ABSENT));
		const result = summarize(plan, outcomesOf(plan, { 'novi:a': { readBack: { job_title: null } } }));
		expect(result.remembered('a')).toMatchObject({ baseline: '{}', state: '{"board":{"group_id":"700","member":true,"refused":{"job_title":"Chair"}}}' });
	});

	it('is not sent again, and the person says so', () => {
		expect(sent(refusedBefore('Chair', 'Cha'))).toBe('nothing');
		expect(personIn(planOf(refusedBefore('Chair', 'Cha')), 'a').reason).toBe(REASON.refusedFields(['job_title']));
	});

	it("is sent again once Novi's value changes", () => {
		expect(sent(refusedBefore('Treasurer', 'Cha'))).toBe('Treasurer');
	});

	it.each([['and nothing else differs', {}], ['while another field is sent', { FirstName: 'Ada' }]])("is sent again when Novi's value changed to what Forj shows, and back, %s", (_name, others) => {
		const before = refusedBefore('Cha', 'Cha');
		const agreed = planOf({ ...before, roster: [person('a', { fields: { JobTitle: 'Cha', ...others } })] });
		const row = summarize(agreed, outcomesOf(agreed)).remembered('a');
		expect(sent({ ...presentPerson('Chair', 'Cha', ABSENT), people: [], rows: [{ ...row, id: 2 }] })).toBe('Chair');
	});
});

describe('the baseline moves', () => {
	const baselineAfter = (one: Case, answers = {}) => {
		const plan = planOf(one);
		return summarize(plan, outcomesOf(plan, answers)).remembered('a')?.baseline;
	};

	it('when both sides agree', () => expect(baselineAfter(presentPerson('Chair', 'Chair', 'Old'))).toBe('{"job_title":"Chair"}'));
	it('when both sides are empty now', () => expect(baselineAfter(presentPerson('', ABSENT, 'Old'))).toBe('{"job_title":""}'));
	it('when what was sent reads back the same', () => expect(baselineAfter(presentPerson('Chair', 'Old', 'Old'))).toBe('{"job_title":"Chair"}'));
	it('not without a read-back', () => expect(baselineAfter(presentPerson('Chair', 'Old', 'Old'), { 'novi:a': { readBack: undefined } })).toBeUndefined());
	it('not when both are empty and always were', () => expect(baselineAfter(presentPerson('', ABSENT, ABSENT))).toBeUndefined());
	it('not after a failure', () => expect(baselineAfter(presentPerson('Chair', 'Old', 'Old'), { 'novi:a': { kind: 'failed', reason: 'No.' } })).toBe('{"job_title":"Old"}'));

	it('not by an add whose values nobody has read back: Forj may have kept others', () => {
		const plan = planOf({ roster: [person('a', { fields: { JobTitle: 'Chair' } })] });
		expect(summarize(plan, outcomesOf(plan, { 'novi:a': { confirmed: true } })).remembered('a')?.baseline).toBe('{}');
	});
});

it.each([
	['a direction that nobody knows', { novi_field: 'JobTitle', forj_field: 'phone', direction: 'novi-to-forj' }, 'has the direction "novi-to-forj"'],
	['no Forj key', { novi_field: 'JobTitle', forj_field: '', direction: 'novi_to_forj' }, 'has no forj_field'],
])('a row of novi_forj_fields with %s: the field is not sent, not to its standard key either, and the link says so', (_what, row, text) => {
	const plan = planOf({ roster: [person('a', { fields: { JobTitle: 'Chair' } })], members: [member('1', 'a')], rows: [row] });
	expect(personIn(plan, 'a').decision).toBe('none');
	expect(plan.warnings.join(' ')).toContain(text);
});

describe('names that Forj may change in Novi', () => {
	it.each<[string, string, boolean]>([['FirstName', 'both', true], ['LastName', 'forj_to_novi', true], ['FirstName', 'novi_to_forj', false], ['JobTitle', 'both', false]])('%s %s: the link says that QuickBooks follows: %s', (noviField, direction, said) => {
		const { warnings } = planOf({ rows: [fieldRow(noviField, 'first_name', direction)] });
		expect(warnings.some((warning) => warning.includes('QuickBooks'))).toBe(said);
	});
});
