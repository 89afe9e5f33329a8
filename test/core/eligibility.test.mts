/** Design 4.1 and 4.5: who may be in the Forj group. */
import { NOT_APPLICABLE, UNKNOWN } from '../../nodes/core/texts';
import type { NoviMember } from '../../nodes/core/types';
import { decisions, member, memory, personIn, person, planOf, unreadable } from '../support/builders.mjs';

describe('an individual, active, with a Novi login is eligible', () => {
	it('and is added with the login exactly as Novi wrote it', () => {
		const plan = planOf({ roster: [person('Ada', { login: 'Ada.Bjork+board@Login.Example' })] });
		expect(personIn(plan, 'ada')).toMatchObject({ roster: 'eligible', decision: 'add', status: 'Added', write: { add: { email: 'Ada.Bjork+board@Login.Example', fields: {} } } });
		expect(plan.totals).toEqual({ roster: 1, eligible: 1, membersBefore: 0 });
	});
});

describe('everybody else is N/A, with the reason', () => {
	const cases: Array<[string, Partial<NoviMember>, string]> = [
		['a company', { isPerson: false }, NOT_APPLICABLE.company],
		['a company that is not active', { isPerson: false, active: false }, NOT_APPLICABLE.company],
		['an inactive record', { active: false }, NOT_APPLICABLE.inactive],
		['an inactive record without a login', { active: false, login: '' }, NOT_APPLICABLE.inactive],
		['a person without a Novi login', { login: '' }, NOT_APPLICABLE.noLogin],
		['a login of blanks', { login: ' \u00a0 ' }, NOT_APPLICABLE.noLogin],
		['a login without @', { login: 'ada' }, NOT_APPLICABLE.falseEmail],
		['a login with two @', { login: 'ada@home@login.example' }, NOT_APPLICABLE.falseEmail],
		['a login with nothing before @', { login: '@login.example' }, NOT_APPLICABLE.falseEmail],
		['a login with a blank inside', { login: 'ada bjork@login.example' }, NOT_APPLICABLE.falseEmail],
	];

	it.each(cases)('%s', (_name, record, reason) => {
		const plan = planOf({ roster: [person('a', record)] });
		expect(personIn(plan, 'a')).toMatchObject({ roster: 'not_applicable', decision: 'none', status: 'N/A', reason });
		expect(plan.totals.eligible).toBe(0);
	});

	it.each(cases.filter(([name]) => !name.includes('login with') && !name.includes('login without @')))(
		'%s who is in the Forj group is removed, and the reason says both',
		(_name, record, reason) => {
			const plan = planOf({ roster: [person('a', record), person('b')], members: [member('1', 'a'), member('2', 'b')], people: [memory('a', '1')] });
			expect(personIn(plan, 'a')).toMatchObject({ decision: 'remove', status: 'Removed' });
			expect(personIn(plan, 'a').reason).toContain(reason);
		},
	);

	it('but a known pair keeps its place when the login has a typing error', () => {
		const plan = planOf({ roster: [person('a', { login: 'ada@' })], members: [member('1', 'a')], people: [memory('a', '1')] });
		expect(personIn(plan, 'a')).toMatchObject({ roster: 'eligible', wasMember: true, decision: 'none' });
	});
});

describe('missing is not empty: the person is unknown, and nothing is done to that person', () => {
	const cases: Array<[string, NoviMember]> = [
		['a record that could not be read', unreadable('a')],
		['a record that could not be read, with its decisive keys', unreadable('a', { isPerson: true, active: true, login: 'a@login.example' })],
		['a record without AccountEmail', person('a', { login: undefined })],
		['a record without Active', person('a', { active: undefined })],
		['a record without CustomerType', person('a', { isPerson: undefined })],
		['a company without Active', person('a', { isPerson: false, active: undefined })],
	];

	it.each(cases)('%s', (_name, record) => {
		const plan = planOf({ roster: [record] });
		expect(personIn(plan, 'a')).toMatchObject({ roster: 'unknown', decision: 'none', status: 'Unknown', reason: record.unknown ?? UNKNOWN.recordIncomplete });
		expect(plan.totals).toEqual({ roster: 1, eligible: 0, membersBefore: 0 });
	});

	it.each(cases)('%s, of a known member', (_name, record) => {
		const plan = planOf({ roster: [record, person('b')], members: [member('1', 'a'), member('2', 'b')], people: [memory('a', '1')] });
		expect(personIn(plan, 'a')).toMatchObject({ status: 'Unknown', decision: 'none', wasMember: true });
	});

	it('holds the removals of the others', () => {
		const plan = planOf({ roster: [unreadable('a'), person('b')], members: [member('2', 'b'), member('9', 'stranger')] });
		expect(decisions(plan)).toEqual({ 'forj:9': 'hold' });
		expect(plan.brakes.map((brake) => brake.code)).toEqual(['unknown_people']);
	});
});

describe('two eligible people with one login e-mail', () => {
	const chosen = (plan: ReturnType<typeof planOf>) => plan.people.filter((one) => one.roster === 'eligible').map((one) => one.noviId);

	it('one is added, the other is N/A and the reason names the first', () => {
		const plan = planOf({ roster: [person('b', { login: 'office@firm.example', name: 'Ben Cole' }), person('a', { login: ' OFFICE@firm.example', name: 'Ada Bjork' })] });
		expect(decisions(plan)).toEqual({ 'novi:a': 'add' });
		expect(personIn(plan, 'b')).toMatchObject({ roster: 'not_applicable', status: 'N/A', reason: NOT_APPLICABLE.sameEmail('Ada Bjork') });
	});

	it('whoever has a pair is preferred, so that a newcomer never takes a place', () => {
		const roster = [person('a', { login: 'office@firm.example' }), person('b', { login: 'office@firm.example' })];
		const plan = planOf({ roster, members: [member('2', 'x', { email: 'office@firm.example' })], people: [memory('b', '2')] });
		expect(chosen(plan)).toEqual(['b']);
		expect(decisions(plan)).toEqual({});
	});

	it('a company or an inactive record with that e-mail does not compete', () => {
		const login = 'office@firm.example';
		const plan = planOf({ roster: [person('a', { login, isPerson: false }), person('b', { login, active: false }), person('c', { login })] });
		expect(chosen(plan)).toEqual(['c']);
		expect(personIn(plan, 'a').reason).toBe(NOT_APPLICABLE.company);
		expect(personIn(plan, 'b').reason).toBe(NOT_APPLICABLE.inactive);
	});

	it('plus tags and dots make two people, who are both synced', () => {
		const logins = ['ada@mail.example', 'ada+board@mail.example', 'a.da@mail.example'];
		const plan = planOf({ roster: logins.map((login, index) => person(`p${index}`, { login })) });
		expect(Object.keys(decisions(plan))).toHaveLength(3);
	});
});

describe('the same person twice in a roster', () => {
	it('is one person, whatever the case of the id', () => {
		const plan = planOf({ roster: [person('A1'), person('a1'), person('A1')] });
		expect(plan.people).toHaveLength(1);
		expect(plan.totals).toEqual({ roster: 1, eligible: 1, membersBefore: 0 });
	});
});
