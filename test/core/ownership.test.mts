/** Design 4.7 to 4.9: who is never removed, what each mode removes, and who is no member yet. */
import { NOT_APPLICABLE, REASON } from '../../nodes/core/texts';
import type { ForjMember, OwnershipMode } from '../../nodes/core/types';
import { decisions, member, memory, person, personIn, planOf, type Case } from '../support/builders.mjs';
import { outcomesOf, summarize } from '../support/outcomes.mjs';

const MODES: OwnershipMode[] = ['mirror', 'owned', 'add_only'];
const ADDED = { member: true, addedBySync: true };

/** A group of three with somebody who is to be judged. */
function withMember(differing: Partial<ForjMember>, more: Case = {}): Case {
	return { roster: [person('b')], members: [member('2', 'b'), member('9', 'x', differing)], ...more };
}

describe('protected in every mode', () => {
	const cases: Array<[string, Case, string]> = [
		['a group manager', withMember({ isManager: true }), REASON.manager],
		["the group's primary admin, by user id", withMember({}, { group: { primaryAdmin: { id: '9' } } }), REASON.manager],
		["the group's primary admin, by e-mail", withMember({}, { group: { primaryAdmin: { email: ' X@Login.example ' } } }), REASON.manager],
		['the primary admin whose row does not say it', withMember({ isManager: undefined }, { group: { primaryAdmin: { id: '9' } } }), REASON.manager],
		['somebody on the keep list, by user id', withMember({}, { link: { settings: '{"keep":["9"]}' } }), REASON.keepList],
		['somebody on the keep list, by e-mail in another case', withMember({}, { link: { settings: '{"keep":["X@LOGIN.example"]}' } }), REASON.keepList],
		['somebody on the keep list, by a user id written as a number', withMember({}, { link: { settings: '{"keep":[9]}' } }), REASON.keepList],
	];

	it.each(cases.flatMap(([name, one, reason]) => MODES.map((mode): [string, OwnershipMode, Case, string] => [name, mode, one, reason])))(
		'%s, mode %s',
		(_name, mode, one, reason) => {
			const plan = planOf({ ...one, people: [memory('x', '9', {}, ADDED)], link: { ...one.link, mode } });
			expect(decisions(plan)).toEqual({});
			expect(personIn(plan, '9')).toMatchObject({ status: 'Protected', reason });
			expect(summarize(plan, outcomesOf(plan)).link).toMatchObject({ status: 'Up To Date', counters: { protected: 1, kept: 1 } });
		},
	);

	it('also somebody N/A in the Novi group', () => {
		const plan = planOf({ roster: [person('b'), person('x', { login: '' })], members: [member('2', 'b'), member('9', 'x', { isManager: true })], people: [memory('x', '9')] });
		expect(personIn(plan, 'x')).toMatchObject({ decision: 'none', status: 'Protected', roster: 'not_applicable' });
	});

	it('also by the Novi login on the keep list, when Forj lists another address', () => {
		const plan = planOf(withMember({ email: 'private@home.example' }, { people: [memory('x', '9')], link: { settings: '{"keep":["x@login.example"]}' } }));
		expect(personIn(plan, '9').status).toBe('Protected');
	});

	it('does not make a removal: no brake trips for protected people', () => {
		expect(planOf(withMember({ isManager: true }, { link: { state: '' } })).brakes).toEqual([]);
	});

	it.each([['another user id', '{"keep":["99","7"]}'], ['a plus tag', '{"keep":["x+1@login.example"]}'], ['part of an e-mail', '{"keep":["login.example"]}']])('but not by %s', (_name, settings) => {
		expect(decisions(planOf(withMember({}, { link: { settings } })))).toEqual({ 'forj:9': 'remove' });
	});

	it('an empty address is no match for an empty primary admin', () => {
		expect(decisions(planOf(withMember({ email: '' }, { group: { primaryAdmin: { email: '' } } })))).toEqual({ 'forj:9': 'remove' });
	});
});

describe('a row that does not say whether the person is a manager', () => {
	const plan = planOf(withMember({ isManager: undefined }));

	it('the single member is read before the removal', () => {
		expect(personIn(plan, '9').write).toEqual({ remove: { userId: '9', askIfManager: true } });
		expect(personIn(planOf(withMember({})), '9').write).toEqual({ remove: { userId: '9', askIfManager: false } });
	});

	it('a manager after all: Protected', () => {
		const result = summarize(plan, outcomesOf(plan, { 'forj:9': { kind: 'protected', reason: REASON.manager } }));
		expect(result.shown('forj:9')).toMatchObject({ status: 'Protected', action: 'none', reason: REASON.manager });
		expect(result.link).toMatchObject({ status: 'Up To Date', counters: { protected: 1, removed: 0 } });
	});

	it('still unsaid: Unknown and held; the link is Held, and the run is good, since no brake tripped', () => {
		const result = summarize(plan, outcomesOf(plan, { 'forj:9': { kind: 'unknown', reason: 'Unsaid.' } }));
		expect(result.shown('forj:9')).toMatchObject({ status: 'Unknown', action: 'none', reason: 'Unsaid.' });
		expect(result.link).toMatchObject({ status: 'Held', counters: { held: 1, removed: 0 } });
		expect(result.links[0]).toHaveProperty('last_success_at');
	});
});

describe('what each mode removes', () => {
	// Columns: who, what is remembered, mirror, owned, add only.
	const cases: Array<[string, Case['people'], string, string, string]> = [
		['added by hand in Forj', [], 'remove', 'none', 'none'],
		['known, but not added by the sync', [memory('x', '9')], 'remove', 'none', 'none'],
		['added by the sync', [memory('x', '9', {}, ADDED)], 'remove', 'remove', 'none'],
		['added by the sync in another link', [memory('x', '9', { state: { club: { member: true, addedBySync: true } } })], 'remove', 'none', 'none'],
		['added by the sync, when the link named another Forj group', [memory('x', '9', {}, { ...ADDED, groupId: '600' })], 'remove', 'none', 'none'],
	];

	it.each(cases)('%s', (_name, people, mirror, owned, addOnly) => {
		const fates = MODES.map((mode) => personIn(planOf({ ...withMember({}), people, link: { mode } }), '9').decision);
		expect(fates).toEqual([mirror, owned, addOnly]);
	});

	it.each(cases)('%s and N/A in the Novi group', (_name, people, mirror, owned, addOnly) => {
		const roster = [person('b'), person('x', { active: false })];
		const fates = MODES.map((mode) => personIn(planOf({ ...withMember({}), roster, people, link: { mode } }), 'x').decision);
		expect(fates).toEqual([mirror, owned, addOnly]);
	});

	it.each([['owned', REASON.modeOwned], ['add_only', REASON.modeAddOnly]])('%s says why, and counts the person as kept', (mode, reason) => {
		const plan = planOf({ ...withMember({}), link: { mode } });
		expect(personIn(plan, '9')).toMatchObject({ status: 'Protected', reason });
		expect(summarize(plan, outcomesOf(plan)).link.counters).toMatchObject({ members_before: 2, kept: 2, protected: 0 });
	});

	it.each(MODES)('%s adds and updates all the same', (mode) => {
		const plan = planOf({ roster: [person('a'), person('b', { fields: { JobTitle: 'Chair' } })], members: [member('2', 'b')], link: { mode } });
		expect(decisions(plan)).toEqual({ 'novi:a': 'add', 'novi:b': 'update' });
	});

	it('owned: who was removed by the sync and is added by hand later stays', () => {
		const first = planOf({ ...withMember({}), people: [memory('x', '9', {}, ADDED)], link: { mode: 'owned' } });
		const row = summarize(first, outcomesOf(first)).remembered('x');
		expect(decisions(planOf({ ...withMember({}), rows: [{ ...row, id: 2 }], link: { mode: 'owned' } }))).toEqual({});
	});

	it('owned: who left both sides and is added by hand later stays', () => {
		const gone = planOf({ roster: [person('b')], members: [member('2', 'b')], people: [memory('x', '9', {}, ADDED)], link: { mode: 'owned' } });
		const row = summarize(gone, outcomesOf(gone)).remembered('x');
		expect(decisions(planOf({ ...withMember({}), rows: [{ ...row, id: 2 }], link: { mode: 'owned' } }))).toEqual({});
	});
});

describe('pending Forj members are not members', () => {
	const pending = { status: 'pending' };

	it.each(MODES)('%s: an eligible one is added, by the id that is known', (mode) => {
		const plan = planOf({ roster: [person('x')], members: [member('9', 'x', pending)], link: { mode } });
		expect(personIn(plan, 'x')).toMatchObject({ decision: 'add', wasMember: false, reason: REASON.pendingAdded, write: { add: { userId: '9' } } });
		expect(plan.totals.membersBefore).toBe(0);
	});

	it.each(MODES)('%s: others are left alone and reported', (mode) => {
		const plan = planOf({ ...withMember(pending), link: { mode } });
		expect(decisions(plan)).toEqual({});
		expect(personIn(plan, '9')).toMatchObject({ status: 'N/A', reason: REASON.pendingLeftAlone, wasMember: false });
	});

	it('somebody N/A in the Novi group who is pending is left alone', () => {
		const plan = planOf({ ...withMember(pending), roster: [person('b'), person('x', { active: false })] });
		expect(decisions(plan)).toEqual({});
		expect(personIn(plan, 'x')).toMatchObject({ status: 'N/A', reason: NOT_APPLICABLE.inactive });
	});

	it('a row that says no status is a member', () => {
		expect(decisions(planOf(withMember({ status: undefined })))).toEqual({ 'forj:9': 'remove' });
	});
});

describe('a link that now names another Forj group', () => {
	it('adds everybody there: having been a member of the old group is not having left the new one', () => {
		const plan = planOf({ roster: [person('a')], people: [memory('a', '1', {}, { ...ADDED, groupId: '600' })] });
		expect(decisions(plan)).toEqual({ 'novi:a': 'add' });
	});
});
