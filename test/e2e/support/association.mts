/** A handful of invented people, so that a test can write down the whole Forj group that must come out. */
import { forjGroup, forjUser, noviCompany, noviGroup, noviPerson, type ForjSeed, type NoviSeed } from '../../../sandbox/emulators/index.mjs';
import type { LinkRow, World } from './world.mjs';

/** Novi ids, by whom they belong to. */
export const ID = {
	ann: 'a1000000-0000-4000-8000-000000000001',
	bea: 'a1000000-0000-4000-8000-000000000002',
	cyn: 'a1000000-0000-4000-8000-000000000003',
	dov: 'a1000000-0000-4000-8000-000000000004',
	eva: 'a1000000-0000-4000-8000-000000000005',
	fay: 'a1000000-0000-4000-8000-000000000006',
	harbor: 'c1000000-0000-4000-8000-000000000001',
	lakeside: 'c1000000-0000-4000-8000-000000000002',
} as const;

export const NOVI_GROUP = 'b1000000-0000-4000-8000-000000000001';
export const FORJ_GROUP = 501;
/** Who manages the Forj group, and is not in Novi. */
export const MIA = 11;
/** Eva's Forj account; she was there before the first sync, with an old job title. */
export const EVA = 12;

export const MEMBERS: LinkRow = { link_id: 'members', novi_group_id: NOVI_GROUP, forj_group_id: String(FORJ_GROUP), enabled: true };

const HARBOR = { ParentCustomerUniqueID: ID.harbor, ParentMemberName: 'Harbor Works' };

/**
 * In the Novi group: Ann, Bea and Eva with a login, Cyn without one, Dov who is not active, and a company.
 * In the Forj group: Mia, who manages it, and Eva.
 */
export function noviSeed(): NoviSeed {
	return {
		members: [
			noviCompany({ UniqueID: ID.harbor, Name: 'Harbor Works' }),
			noviCompany({ UniqueID: ID.lakeside, Name: 'Lakeside Foods' }),
			person(ID.ann, 'Ann', 'Lee', { ...HARBOR, JobTitle: 'Director' }),
			person(ID.bea, 'Bea', 'Kim', { JobTitle: 'Engineer' }),
			person(ID.cyn, 'Cyn', 'Obi', { AccountEmail: '' }),
			person(ID.dov, 'Dov', 'Marsh', { Active: false }),
			person(ID.eva, 'Eva', 'Holm', { ...HARBOR, JobTitle: 'Chair', AccountEmail: 'Eva@People.Example' }),
			person(ID.fay, 'Fay', 'Ross', {}),
		],
		groups: [noviGroup({ UniqueID: NOVI_GROUP, Name: 'Members', members: [ID.ann, ID.bea, ID.cyn, ID.dov, ID.eva, ID.harbor] })],
	};
}

export function forjSeed(): ForjSeed {
	return {
		users: [
			forjUser({ id: MIA, email: 'mia@office.example', first_name: 'Mia', last_name: 'Stone' }),
			forjUser({ id: EVA, email: 'eva@people.example', first_name: 'Eva', last_name: 'Holm', fields: { company_name: 'Harbor Works', job_title: 'Treasurer' } }),
		],
		groups: [forjGroup({ id: FORJ_GROUP, name: 'Members Lounge', members: [{ userId: MIA, is_admin: true }, EVA] })],
	};
}

function person(UniqueID: string, FirstName: string, LastName: string, fields: Parameters<typeof noviPerson>[0]): ReturnType<typeof noviPerson> {
	const email = `${FirstName.toLowerCase()}@people.example`;
	return noviPerson({ UniqueID, FirstName, LastName, Email: email, AccountEmail: email, ...fields });
}

/** The Forj group as its members see it: "address | name | company | job title", sorted. */
export function membersOf({ forj }: World, groupId: number = FORJ_GROUP): string[] {
	const accepted = forj.state.group(groupId).members.rows().filter(({ status }) => status === 'accepted');
	return accepted.map(({ userId }) => {
		const { email, first_name, last_name, fields } = forj.state.user(userId);
		return [email, `${first_name} ${last_name}`, fields.company_name ?? '', fields.job_title ?? ''].join(' | ');
	}).sort();
}
