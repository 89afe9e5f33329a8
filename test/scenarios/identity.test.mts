/** Section "Identity" of the thirty scenarios, 14 to 19: who is whom. */
import type { NoviMember } from '../../nodes/core/types';
import { member, person as noviMember, planOf } from '../support/builders.mjs';
import { crew, FORJ_GROUP, idOf, inStep, login, NO_WRITES, NOVI_GROUP, person, scenario } from './world.mjs';
import { noviCompany } from '../../sandbox/emulators/index.mjs';

test('14: the e-mail of a paired person changes in Novi: 0 removals, 0 new accounts, and the rest of the run goes on', async () => {
	const sync = await inStep(crew(4));
	const before = sync.forj.state.users.rows().length;
	sync.edit('p1.crew', { AccountEmail: login('new.address') });
	sync.edit('p2.crew', { JobTitle: 'Captain' });
	sync.leave('p3.crew');
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 2, updates: 1, removals: 1 }, counters: { removed: 1, updated: 1, added: 0 } });
	expect(sync.inForj()).toEqual(['p1.crew', 'p2.crew', 'p4.crew'].map(login));
	expect(sync.accounts(login('new.address'))).toEqual([]);
	expect(sync.forj.state.users.rows()).toHaveLength(before);
	expect(sync.reason('p1.crew')).toBe(`Same person: the Novi login is ${login('new.address')}, the address in Forj is ${login('p1.crew')}. Only the member can change it, in Forj.`);
	expect((await sync.run()).writes).toEqual(NO_WRITES);
});

describe('15: one e-mail for two', () => {
	test('two people: one is added, the other is N/A and told who it is; the same one in every run', async () => {
		const [winner, other] = ['ann.lee', 'bob.ray'].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1)) as [string, string];
		const sync = await scenario({ people: [person(other, { AccountEmail: login('shared') }), person(winner, { AccountEmail: ` ${login('SHARED')} ` })] });
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 1, adds: 1 }, counters: { eligible: 1, not_applicable: 1, added: 1 } });
		expect([sync.status(winner), sync.status(other)]).toEqual(['Added', 'N/A']);
		expect(sync.reason(other)).toBe(`Another person has the same login e-mail: ${person(winner).Name} is synced. Give each person a login of their own in Novi.`);
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: NO_WRITES });
		expect([sync.status(winner), sync.status(other)]).toEqual(['Up To Date', 'N/A']);
		expect(sync.inForj()).toEqual([login('shared')]);
	});

	test('a person and a company: the person is added, the company is N/A as a company', async () => {
		const company = noviCompany({ UniqueID: idOf('works'), Name: 'Harbor Works', AccountEmail: login('ann.lee') });
		const sync = await scenario({ people: [company, person('ann.lee')] });
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 1, adds: 1 } });
		expect([sync.status('ann.lee'), sync.status('works'), sync.reason('works')]).toEqual(['Added', 'N/A', 'Not an individual: companies are not synced.']);
	});

	test('the same person twice, with the id in another case: two rows are no proof of two people, and nobody is doubled', async () => {
		const sync = await inStep(crew(2));
		const rows = [idOf('p1.crew'), idOf('p1.crew').toUpperCase(), idOf('p2.crew')].map((UniqueID) => ({ UniqueID, Name: 'Somebody' }));
		sync.novi.faults.script([{ kind: 'wrong-shape', body: { TotalCount: 3, Results: rows }, match: { endpoint: 'groups.members', path: new RegExp(NOVI_GROUP) }, times: Infinity }]);
		expect(await sync.run()).toMatchObject({ status: 'Held', writes: NO_WRITES, counters: { roster: 2 } });
		expect(sync.inForj()).toEqual(crew(2).map(login));
	});

	test('in any order of the roster: the same winner, byte for byte the same plan', () => {
		const roster: NoviMember[] = ['c', 'a', 'd', 'b'].map((id) => noviMember(id, { login: 'shared@login.example' }));
		const plans = [roster, [...roster].reverse(), [...roster].sort((one, two) => one.id.localeCompare(two.id))].map((order) => JSON.stringify(planOf({ roster: order })));
		expect(new Set(plans).size).toBe(1);
		expect(planOf({ roster }).people.map(({ key, decision }) => [key, decision])).toEqual([['novi:a', 'add'], ['novi:b', 'none'], ['novi:c', 'none'], ['novi:d', 'none']]);
	});
});

describe('17: plus tags and dots', () => {
	test.each([
		['a plus tag', 'ann+board@mail.example', 'ann@mail.example'],
		['a dot as Gmail ignores it', 'ann.lee@gmail.example', 'annlee@gmail.example'],
	])('%s: two people with two accounts, none of them touched twice', async (_name, one, two) => {
		const sync = await scenario({ people: [person('ann.lee', { AccountEmail: one }), person('ann.leigh', { AccountEmail: two })] });
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 2, adds: 2 } });
		expect(sync.inForj()).toEqual([one, two].sort());
		expect((await sync.run()).writes).toEqual(NO_WRITES);
	});
});

describe('18: the Forj account of a pair is gone', () => {
	test('deleted: taken for leaving, N/A with the way back; no loop, no second account', async () => {
		const sync = await inStep(crew(3));
		const id = sync.forjId(login('p1.crew'));
		sync.forj.state.removeMember(FORJ_GROUP, id);
		sync.forj.state.users.delete(id);
		for (let run = 0; run < 3; run++) expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: NO_WRITES });
		expect(sync.status('p1.crew')).toBe('N/A');
		expect(sync.reason('p1.crew')).toMatch(/^Left the Forj group, or was removed there by hand, seen on .+ do it by hand in Forj, or set "self_left" to "add_back"/);
		expect(sync.accounts(login('p1.crew'))).toEqual([]);
	});

	test('deleted, and the link adds back: the old id is tried, Forj says it is gone, one new account, then rest', async () => {
		const sync = await inStep(crew(3), { link: { settings: '{"private_level":5,"self_left":"add_back"}' } });
		const id = sync.forjId(login('p1.crew'));
		sync.forj.state.removeMember(FORJ_GROUP, id);
		// The address is free again, as when the member deletes the account.
		sync.forj.state.changeEmails(id, { email: 'deleted@nobody.example' });
		sync.forj.state.users.delete(id);
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 2, adds: 2 } });
		expect(sync.reason('p1.crew')).toContain(`Forj no longer knows the remembered account ${id}, so the person was added by e-mail.`);
		expect(sync.accounts(login('p1.crew'))).toHaveLength(1);
		expect((await sync.run()).writes).toEqual(NO_WRITES);
		expect(sync.inForj()).toEqual(crew(3).map(login));
	});

	test('merged into another account of the group with the same address: matched again once, 0 writes', async () => {
		const sync = await inStep(crew(3));
		const id = sync.forjId(login('p1.crew'));
		const { first_name, last_name, fields } = sync.forj.state.user(id);
		sync.forj.state.removeMember(FORJ_GROUP, id);
		sync.forj.state.changeEmails(id, { email: 'merged@nobody.example' });
		sync.forj.state.users.delete(id);
		const merged = sync.forj.state.createUser(login('p1.crew'), { first_name, last_name, fields });
		sync.forj.state.addMember(FORJ_GROUP, merged.id);
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: NO_WRITES });
		expect(sync.reason('p1.crew')).toBe('The Forj account that was known for this person is gone; this one has the same e-mail address.');
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: NO_WRITES });
		expect(sync.reason('p1.crew')).toBe('');
		expect(sync.inForj()).toEqual(crew(3).map(login));
	});
});

test("19: A takes B's old e-mail and B takes A's: the pairs stay, nothing is linked crosswise, 0 writes", async () => {
	const sync = await inStep(['ann.lee', 'bob.ray']);
	const ids = [sync.forjId(login('ann.lee')), sync.forjId(login('bob.ray'))];
	sync.edit('ann.lee', { AccountEmail: login('bob.ray') });
	sync.edit('bob.ray', { AccountEmail: login('ann.lee') });
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: NO_WRITES, counters: { up_to_date: 2 } });
	sync.edit('ann.lee', { JobTitle: 'Captain' });
	expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 1, updates: 1 } });
	expect(ids.map((id) => sync.forj.state.user(id)).map(({ first_name, fields }) => [first_name, fields.job_title])).toEqual([['Ann', 'Captain'], ['Bob', 'Pilot']]);
});

test('19: the same swap before any pair is known is settled by the addresses alone', () => {
	const plan = planOf({ roster: [noviMember('a', { login: 'b@login.example' }), noviMember('b', { login: 'a@login.example' })], members: [member('1', 'a'), member('2', 'b')] });
	expect(plan.people.map(({ key, forjUserId, decision }) => [key, forjUserId, decision])).toEqual([['novi:a', '2', 'none'], ['novi:b', '1', 'none']]);
});

