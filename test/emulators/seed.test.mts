import { liveChanges, seedAssociation, seededRandom, startForj, startNovi, type ForjEmulator, type NoviEmulator, type NoviMember } from '../../sandbox/emulators/index.mjs';
import { closing, forjClient, noviClient } from './clients.mjs';

const opened = closing<NoviEmulator | ForjEmulator>();

describe('the invented association', () => {
	const { novi, forj, pairs, unfit } = seedAssociation({ seed: 3, people: 240 });
	const people = novi.members.filter(({ CustomerType }) => CustomerType === 'Person');
	const has = (what: (member: NoviMember) => boolean): number => people.filter(what).length;

	it('is the same for the same seed', () => {
		expect(seedAssociation({ seed: 3, people: 240 })).toEqual(seedAssociation({ seed: 3, people: 240 }));
		expect(seedAssociation({ seed: 4, people: 240 }).novi).not.toEqual(novi);
	});

	it('has all kinds of people', () => {
		expect(has(({ AccountEmail }) => AccountEmail === null)).toBeGreaterThan(0);
		expect(has(({ AccountEmail }) => AccountEmail === '')).toBeGreaterThan(0);
		expect(has(({ AccountEmail }) => AccountEmail !== null && AccountEmail !== AccountEmail.toLowerCase())).toBeGreaterThan(0);
		expect(has(({ AccountEmail, Email }) => Boolean(AccountEmail) && AccountEmail?.toLowerCase() !== Email)).toBeGreaterThan(0);
		expect(has(({ Active }) => Active === false)).toBeGreaterThan(0);
		expect(has(({ MemberStatus }) => MemberStatus === 'inheriting')).toBeGreaterThan(0);
		expect(has(({ ParentMemberName }) => !ParentMemberName)).toBeGreaterThan(0);
		expect(has(({ Name }) => /[^\u0000-\u007f]/.test(Name ?? ''))).toBeGreaterThan(0);
	});

	it('gives every login to one person only', () => {
		const logins = people.flatMap(({ AccountEmail }) => (AccountEmail ? [AccountEmail.toLowerCase()] : []));
		expect(new Set(logins).size).toBe(logins.length);
	});

	it('has no strangers in the linked Forj groups, and companies on the rosters', () => {
		for (const pair of pairs) {
			const group = forj.groups.find(({ id }) => id === pair.forjGroupId);
			expect(group?.members.every(({ is_admin, userId }) => is_admin && userId === group.primary_admin)).toBe(true);
			expect(group).toMatchObject({ parent_group_id: null, requires_approval: false, privacy: 5 });
		}
		const companyIds = new Set(novi.members.filter(({ CustomerType }) => CustomerType === 'Company').map(({ UniqueID }) => UniqueID));
		expect(novi.groups[0]?.members.some(({ id }) => companyIds.has(id))).toBe(true);
	});

	it('has accounts whose Novi login is a secondary address, and groups that are not fit', () => {
		expect(forj.users.some(({ secondaryEmails }) => secondaryEmails.length > 0)).toBe(true);
		const group = (id: number) => forj.groups.find((candidate) => candidate.id === id);
		expect(group(unfit.open)?.privacy).not.toBe(5);
		expect(group(unfit.subGroup)?.parent_group_id).not.toBeNull();
		expect(group(unfit.withApproval)?.requires_approval).toBe(true);
	});
});

describe('live changes', () => {
	it('change the truth and say so in English', async () => {
		const { novi: noviSeed, forj: forjSeed, pairs } = seedAssociation({ people: 60 });
		const novi = await opened(startNovi({ seed: noviSeed })) as NoviEmulator;
		const forj = await opened(startForj({ seed: forjSeed })) as ForjEmulator;
		const change = liveChanges(novi, forj, seededRandom(5), pairs);
		const [pair] = pairs;
		if (!pair) throw new Error('no pair');
		const roster = novi.state.group(pair.noviGroupId).roster;
		const before = roster.size;
		expect(change.join(pair)).toMatch(/joined the Novi group All Members$/);
		expect(roster.size).toBe(before + 1);
		expect(change.leave(pair)).toMatch(/left the Novi group All Members$/);
		expect(roster.size).toBe(before);
		expect(change.changeJob(pair)).toMatch(/ is now /);
		expect(change.changeCompany(pair)).toMatch(/ now works for /);
		expect(change.changeLogin(pair)).toMatch(/ changed the Novi login from .+ to .+/);
		expect(change.loseLogin(pair)).toMatch(/ lost the Novi login .+@/);
		expect(change.deactivate(pair)).toMatch(/ was set inactive in Novi$/);
		expect(change.addByHand(pair)).toMatch(/ was added by hand to the Forj group All Members$/);
		expect(forj.state.emailsIn(pair.forjGroupId)).toHaveLength(2);
		expect(change.editInForj(pair)).toMatch(/ changed the company in Forj to /);
		expect(change.removeByHand(pair)).toMatch(/ was removed by hand from the Forj group All Members$/);
		for (let times = 0; times < 50; times += 1) expect(change.any()).not.toBe('');
		expect(forj.state.accidents).toEqual([]);
	});
});

describe('a large association', () => {
	it('serves 10,000 people page by page and 1,000 adds', async () => {
		const { novi: noviSeed, forj: forjSeed, pairs } = seedAssociation({ people: 10_000 });
		const novi = await opened(startNovi({ seed: noviSeed })) as NoviEmulator;
		const forj = await opened(startForj({ seed: forjSeed, bulkPollsUntilDone: 0 })) as ForjEmulator;
		const seen = new Set<string>();
		for (let offset = 0; ; ) {
			const { data } = await noviClient(novi).get('/api/members', { params: { pageSize: 1000, offset } });
			for (const { UniqueID } of data.Results) seen.add(UniqueID);
			offset += data.Results.length;
			if (offset >= data.TotalCount) break;
		}
		expect(seen.size).toBe(noviSeed.members.length);
		const groupId = pairs[0]?.forjGroupId;
		const many = Array.from({ length: 1_000 }, (_, index) => ({ fields: { email: `bulk.${index}@members.example` } }));
		const { data } = await forjClient(forj).post(`/groups/${groupId}/members/bulk`, many);
		expect((await forjClient(forj).get(`/bulk_imports/${data.job_id}`)).data.imported_user_ids).toHaveLength(1_000);
	});
});
