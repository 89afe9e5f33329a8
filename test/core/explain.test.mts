/** Explain Person: what the next run would do with one person, and why; and what each side shows. */
import { explainPerson, type PersonQuery } from '../../nodes/core/explain';
import type { ForjSnapshot, NoviSnapshot } from '../../nodes/core/types';
import { planRun } from '../../nodes/core/planRun';
import { goodState, member, memory, person, runInput, type Case } from '../support/builders.mjs';

const GUID = 'a0000000-0000-4000-8000-00000000000a';

function explain(one: Case, query: PersonQuery) {
	const input = runInput(one);
	const [plan] = planRun(input);
	return explainPerson({ plan: plan!, novi: input.novi[0] as NoviSnapshot, forj: input.forj[0] as ForjSnapshot, people: input.remembered.people }, query);
}

const ann = person(GUID, { name: 'Ann Lee', login: 'ann@login.example', fields: { JobTitle: 'Chair' } });
const both: Case = { roster: [ann], members: [member('1', 'ann', { fields: { job_title: 'Member' } })] };

describe('a person', () => {
	it.each<[string, PersonQuery]>([
		['Novi id, in any case', { noviId: GUID.toUpperCase() }],
		['login e-mail, in any spelling', { email: ' ANN@login.example ' }],
	])('is found by %s', (_what, query) => {
		expect(explain(both, query)).toMatchObject([{ found: true, name: 'Ann Lee', novi_id: GUID, forj_user_id: '1' }]);
	});

	it('is found by the address in Forj, where it is another one than in Novi', () => {
		const known: Case = { roster: [ann], members: [member('1', 'private')], people: [memory(GUID, '1', { email: 'ann@login.example' })] };
		expect(explain(known, { email: 'private@login.example' })).toMatchObject([{ name: 'Ann Lee', reason: expect.stringContaining('Same person') }]);
	});

	it('who stands on both sides as two people gives two explanations', () => {
		const twice: Case = { roster: [ann, person('b', { login: 'ann@login.example' })], members: [] };
		expect(explain(twice, { email: 'ann@login.example' }).map(({ status }) => status).sort()).toEqual(['N/A', 'Planned']);
	});
});

describe('the next run', () => {
	it.each<[string, Case, PersonQuery, string, object]>([
		['updates what differs', both, { noviId: GUID }, 'The profile in Forj is updated: job_title.', { status: 'Planned', changes: [{ field: 'job_title', before: 'Member', after: 'Chair' }] }],
		['adds whoever is new', { roster: [ann] }, { noviId: GUID }, 'The person is added to the Forj group.', { status: 'Planned', forj: null }],
		['removes whoever is not in the Novi group', { roster: [ann], members: [member('1', 'ann'), member('9', 'sam')] }, { email: 'sam@login.example' }, 'The person is removed from the Forj group.', { status: 'Planned', reason: 'Not in the Novi group.', novi: null }],
		['holds a removal', { roster: [ann], members: [member('9', 'sam')], link: { state: '' } }, { email: 'sam@login.example' }, 'The person would be removed from the Forj group, but the removal waits.', { status: 'Removal held' }],
		['leaves a manager alone', { members: [member('9', 'sam', { isManager: true })] }, { email: 'sam@login.example' }, 'Nothing changes for this person.', { status: 'Protected' }],
		['leaves alone who has no login', { roster: [person(GUID, { login: '' })] }, { noviId: GUID }, 'Nothing changes for this person.', { status: 'N/A', reason: expect.stringContaining('No Novi login') }],
		['writes nothing where the link is not ready', { roster: [ann], link: { mode: 'odd' } }, { noviId: GUID }, 'The person is added to the Forj group. But nothing is written for this link; its detail says why.', { link_status: 'Not ready' }],
		['knows nobody who stands nowhere', both, { email: 'nobody@login.example' }, 'Nothing: neither group shows this person.', { found: false, remembered: null }],
		['compares nothing with a side that refused the key', { ...both, novi: { complete: false, failure: { kind: 'auth', message: 'Refused.', fix: 'Check.' } } }, { noviId: GUID }, 'Nothing is known: the two groups could not be compared.', { found: false, link_status: 'Error' }],
	])('%s', (_what, one, query, nextRun, more) => {
		expect(explain(one, query)).toMatchObject([{ next_run: nextRun, ...more }]);
	});
});

it('shows what each side says and what is remembered', () => {
	const [known] = explain({ ...both, people: [memory(GUID, '1', { baseline: { job_title: 'Member' } }, { member: true, addedBySync: true })], link: { state: goodState(1) } }, { noviId: GUID });
	expect(known).toMatchObject({
		novi: { isPerson: true, active: true, login: 'ann@login.example', fields: { JobTitle: 'Chair' } },
		forj: { email: 'ann@login.example', isManager: false, fields: { job_title: 'Member' } },
		remembered: { forj_user_id: '1', baseline: { job_title: 'Member' }, link: { member: true, addedBySync: true } },
	});
});

it('still knows what is remembered of somebody who is gone from both sides', () => {
	expect(explain({ people: [memory(GUID, '1', { email: 'ann@login.example' })] }, { email: 'ann@login.example' })).toMatchObject([{ found: false, novi_id: GUID, remembered: { forj_user_id: '1' } }]);
});
