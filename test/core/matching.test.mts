/** Design 4.2 to 4.5: who is who. The stored pair first, then the login e-mail; an unclear claim acts on nobody. */
import { planRun } from '../../nodes/core/planRun';
import { readRemembered, writePerson } from '../../nodes/core/remembered';
import { NOT_APPLICABLE, REASON } from '../../nodes/core/texts';
import { after, decisions, forjGroup, forjSnapshot, linkRow, member, memory, noviSnapshot, NOW, person, personIn, planOf, unreadable } from '../support/builders.mjs';
import { outcomesOf, summarize } from '../support/outcomes.mjs';

describe('an e-mail that changed in Novi', () => {
	it('does not change who the person is: no removal, no second account, and the reason names both addresses', () => {
		const plan = planOf({ roster: [person('a', { login: 'new@login.example' })], members: [member('1', 'a')], people: [memory('a', '1')] });
		expect(decisions(plan)).toEqual({});
		expect(personIn(plan, 'a')).toMatchObject({ forjUserId: '1', status: 'Up To Date', reason: REASON.emailDiffers('new@login.example', 'a@login.example') });
	});

	it('is never written to Forj, also not together with other fields', () => {
		const plan = planOf({ roster: [person('a', { login: 'new@login.example', fields: { JobTitle: 'Chair' } })], members: [member('1', 'a')], people: [memory('a', '1')] });
		expect(personIn(plan, 'a').write).toEqual({ update: { userId: '1', fields: { job_title: 'Chair' } } });
	});

	it('of everybody at once is not taken for everybody leaving', () => {
		const ids = Array.from({ length: 40 }, (_, index) => `p${index}`);
		const plan = planOf({
			roster: ids.map((id) => person(id, { login: `${id}@new-domain.example` })),
			members: ids.map((id) => member(`u-${id}`, id)),
			people: ids.map((id) => memory(id, `u-${id}`)),
		});
		expect(decisions(plan)).toEqual({});
	});

	it('in a swap of two people leaves both pairs as they are', () => {
		const plan = planOf({
			roster: [person('a', { login: 'b@login.example' }), person('b', { login: 'a@login.example' })],
			members: [member('1', 'a'), member('2', 'b')],
			people: [memory('a', '1'), memory('b', '2')],
		});
		expect(decisions(plan)).toEqual({});
		expect(plan.people.map((one) => [one.noviId, one.forjUserId])).toEqual([['a', '1'], ['b', '2']]);
	});
});

describe('an address that belongs to another person', () => {
	const members = [member('1', 'a')];
	const people = [memory('a', '1')];

	it('makes a newcomer N/A: adding it would overwrite that profile', () => {
		const plan = planOf({ roster: [person('a', { login: 'new@login.example' }), person('b', { login: 'a@login.example' })], members, people });
		expect(decisions(plan)).toEqual({});
		expect(personIn(plan, 'b')).toMatchObject({ roster: 'not_applicable', status: 'N/A', reason: NOT_APPLICABLE.addressOfAnother('Person a') });
	});

	it('also when that person cannot be read right now', () => {
		const plan = planOf({ roster: [unreadable('a'), person('b', { login: 'a@login.example' })], members, people });
		expect(decisions(plan)).toEqual({});
		expect(personIn(plan, 'b').status).toBe('N/A');
	});

	it('but a person without a login gives it up: a newcomer with the address keeps the account, and nobody is removed', () => {
		const plan = planOf({ roster: [person('a', { login: '' }), person('b', { login: 'a@login.example' })], members, people });
		expect(decisions(plan)).toEqual({});
		expect(personIn(plan, 'b')).toMatchObject({ forjUserId: '1', wasMember: true, status: 'Up To Date' });
		expect(personIn(plan, 'a')).toMatchObject({ wasMember: false, status: 'N/A', reason: NOT_APPLICABLE.noLogin });
	});
});

describe('duplicates', () => {
	it('two Forj members with one address: nothing is done to either, nor to the person', () => {
		const plan = planOf({ roster: [person('a'), person('b')], members: [member('1', 'a'), member('2', 'a', { email: 'A@login.example' }), member('3', 'b')] });
		expect(decisions(plan)).toEqual({});
		expect(personIn(plan, 'a')).toMatchObject({ status: 'N/A', reason: NOT_APPLICABLE.twoForjAccounts });
		for (const id of ['1', '2']) expect(personIn(plan, id)).toMatchObject({ status: 'Unknown', reason: NOT_APPLICABLE.twoForjAccounts });
	});

	it('two Novi people whose pair is one Forj account: one is synced, the other N/A, nobody removed', () => {
		const plan = planOf({ roster: [person('a'), person('b')], members: [member('1', 'a')], people: [memory('a', '1'), memory('b', '1')] });
		expect(decisions(plan)).toEqual({});
		expect(personIn(plan, 'b')).toMatchObject({ status: 'N/A', reason: NOT_APPLICABLE.sameAccount('Person a') });
	});

	it('two Novi people whose pair is one Forj account that is not in the group: added once', () => {
		const plan = planOf({ roster: [person('a'), person('b')], people: [memory('a', '1', {}, {}), memory('b', '1', {}, {})] });
		expect(decisions(plan)).toEqual({ 'novi:a': 'add' });
		expect(personIn(plan, 'b').status).toBe('N/A');
	});

	it('two Novi people with one e-mail, both in the Forj group: the one who stands back is not removed', () => {
		const login = 'office@firm.example';
		const plan = planOf({
			roster: [person('a', { login }), person('b', { login })],
			members: [member('1', 'a'), member('2', 'b')],
			people: [memory('a', '1'), memory('b', '2')],
		});
		expect(decisions(plan)).toEqual({});
		expect(personIn(plan, 'b')).toMatchObject({ status: 'N/A', wasMember: true });
	});
});

describe('a login that is a secondary address in Forj (only the primary is listed)', () => {
	const first = () => planOf({ roster: [person('a')], members: [member('1', 'other-primary')] });

	it('the add whose answer names the user makes the pair, and the next run writes nothing', () => {
		const plan = first();
		const outcomes = outcomesOf(plan, { 'novi:a': { kind: 'added', forjUserId: '1' }, 'forj:1': { kind: 'protected', reason: 'Added in this run.' } });
		const row = summarize(plan, outcomes).remembered('a');
		const next = planOf({ roster: [person('a')], members: [member('1', 'other-primary')], rows: [{ ...row, id: 7 }] });
		expect(decisions(next)).toEqual({});
		expect(personIn(next, 'a')).toMatchObject({ forjUserId: '1', status: 'Up To Date' });
	});

	it('also when the answer is that the user was a member already', () => {
		const plan = first();
		const outcomes = outcomesOf(plan, { 'novi:a': { kind: 'unchanged', forjUserId: '1' }, 'forj:1': { kind: 'protected', reason: 'Added in this run.' } });
		expect(summarize(plan, outcomes).remembered('a')).toMatchObject({ forj_user_id: '1', state: JSON.stringify({ board: { group_id: '700', member: true } }) });
	});
});

describe('a Forj user who was deleted or merged', () => {
	it('is matched once more by e-mail: the new id is learned, the old agreement forgotten, and it is reported', () => {
		const plan = planOf({ roster: [person('a')], members: [member('2', 'a')], people: [memory('a', '1', { baseline: { job_title: 'Chair' } })] });
		expect(decisions(plan)).toEqual({});
		const result = summarize(plan, outcomesOf(plan));
		expect(result.remembered('a')).toMatchObject({ forj_user_id: '2', baseline: '{}' });
		expect(personIn(plan, 'a')).toMatchObject({ forjUserId: '2', status: 'Up To Date', reason: expect.stringMatching(/./) });
	});
});

describe('one person in two links', () => {
	const second = { link_id: 'club', novi_group_id: 'g2', forj_group_id: '800', state: JSON.stringify({ good: { at: NOW, roster: 0, eligible: 0, novi_group_id: 'g2', forj_group_id: '800' } }) };
	const plansOf = (members: [ReturnType<typeof member>[], ReturnType<typeof member>[]], people = [memory('a', '1')]) =>
		planRun({
			novi: [noviSnapshot([person('a')]), noviSnapshot([person('a')], { linkId: 'club', group: { id: 'g2', name: 'Club' } })],
			forj: [forjSnapshot(members[0]), forjSnapshot(members[1], { linkId: 'club', group: forjGroup({ id: '800' }) })],
			remembered: readRemembered([linkRow(), linkRow(second), ...people.map((one) => writePerson(one, after(-1)))]),
			now: NOW,
			hasMemory: true,
			checkGroup: true,
		});

	it('is added to the second group by the id that the first one made known', () => {
		const [, club] = plansOf([[member('1', 'a')], []]);
		expect(club && personIn(club, 'a').write).toEqual({ add: { userId: '1', email: 'a@login.example', fields: {} } });
	});

	it('left one Forj group by himself, and is untouched in the other', () => {
		const people = [memory('a', '1', { state: { board: { member: true }, club: { member: true } } })];
		const [board, club] = plansOf([[member('1', 'a')], []], people);
		expect(board && personIn(board, 'a').status).toBe('Up To Date');
		expect(club && personIn(club, 'a').status).toBe('N/A');
	});

	it('keeps the pair that is alive in one group when the other holds a second account with the login', () => {
		const plans = plansOf([[member('1', 'old-address')], [member('2', 'a')]]);
		expect(plans.map(decisions)).toEqual([{}, expect.anything()]);
		expect(plans.map((plan) => personIn(plan, 'a').learn?.forjUserId)).toEqual([undefined, undefined]);
		expect(plans.flatMap((plan) => Object.values(decisions(plan)))).not.toContain('remove');
	});
});
