import { COMPANY, forjGroup, forjUser, TITLE, type ForjGroupSeed, type ForjSeed, type ForjUser } from '../forj/records.mjs';
import { noviGroup, type NoviGroupSeed, type NoviMember, type NoviSeed } from '../novi/records.mjs';
import { randomGuid, seededRandom, shuffled, type Random } from '../shared/random.mjs';
import { GROUP_NAMES } from './names.mjs';
import { companies, CUSTOM_FIELDS, person } from './people.mjs';

export interface GroupPlan {
	name: string;
	/** Share of all people on the roster (0..1), or a number of people when above 1. */
	size: number;
	/** Number of company records on the roster. */
	companies?: number;
	/** Who is in the Forj group at the start: its manager, or nobody. */
	forj?: 'manager' | 'empty';
	/** Novi's own sync to Forj is on for this group. */
	syncToMobilize?: boolean;
}

export interface AssociationOptions {
	seed?: number;
	/** Records with CustomerType Person (default 240). Companies come on top: one for every six people. */
	people?: number;
	groups?: readonly GroupPlan[];
	/** Share of the people who already have a Forj account, outside of all groups (default 0.15). */
	alreadyInForj?: number;
}

export interface GroupPair {
	noviGroupId: string;
	noviGroupName: string;
	forjGroupId: number;
	forjGroupName: string;
}

export interface Association {
	novi: NoviSeed;
	forj: ForjSeed;
	/** Novi groups and the Forj groups meant for them, in the order of the plans. */
	pairs: GroupPair[];
	/** Forj groups that are not fit for a sync. */
	unfit: { open: number; subGroup: number; withApproval: number };
}

export const DEFAULT_GROUPS: readonly GroupPlan[] = [
	{ name: GROUP_NAMES[0], size: 1, companies: 12, forj: 'manager' },
	{ name: GROUP_NAMES[1], size: 0.2, companies: 1, forj: 'empty' },
	{ name: GROUP_NAMES[2], size: 0.45, companies: 4, forj: 'manager' },
	{ name: GROUP_NAMES[3], size: 24, forj: 'manager' },
	{ name: GROUP_NAMES[4], size: 9, forj: 'empty', syncToMobilize: true },
];

const FIRST_GROUP_ID = 4_100;
const FIRST_USER_ID = 20_001;

/** An invented association and its Forj community; the same options give the same people. */
export function seedAssociation(options: AssociationOptions = {}): Association {
	const random = seededRandom(options.seed ?? 1);
	const count = options.people ?? 240;
	const employers = companies(random, Math.ceil(count / 6));
	const people = Array.from({ length: count }, (_, index) => person(random, index, employers));
	const plans = options.groups ?? DEFAULT_GROUPS;
	const noviGroups = plans.map((plan) => roster(random, plan, people, employers));
	const manager = forjUser({ id: FIRST_USER_ID, email: 'community.manager@association.example', first_name: 'Dana', last_name: 'Whitlock' });
	const forjGroups = plans.map((plan, index) => linkedGroup(plan, FIRST_GROUP_ID + index, manager));
	const users = [manager, ...existingUsers(random, people, options.alreadyInForj ?? 0.15)];
	const spare = unfitGroups(FIRST_GROUP_ID + plans.length, manager);
	return {
		// Companies stand between the people, as in a real directory.
		novi: { members: shuffled(random, [...people, ...employers]), groups: noviGroups, customFields: CUSTOM_FIELDS },
		forj: { users, groups: [...forjGroups, ...spare] },
		pairs: noviGroups.map((group, index) => ({
			noviGroupId: group.UniqueID, noviGroupName: group.Name,
			forjGroupId: FIRST_GROUP_ID + index, forjGroupName: plans[index]?.name ?? group.Name,
		})),
		unfit: { open: FIRST_GROUP_ID + plans.length, subGroup: FIRST_GROUP_ID + plans.length + 1, withApproval: FIRST_GROUP_ID + plans.length + 2 },
	};
}

function roster(random: Random, plan: GroupPlan, people: readonly NoviMember[], employers: readonly NoviMember[]): NoviGroupSeed {
	const wanted = plan.size <= 1 ? Math.round(plan.size * people.length) : plan.size;
	const chosen = [...shuffled(random, people).slice(0, wanted), ...employers.slice(0, plan.companies ?? 0)];
	return noviGroup({
		UniqueID: randomGuid(random),
		Name: plan.name,
		SyncToMobilize: plan.syncToMobilize ?? false,
		Categories: plan.size <= 1 ? ['Membership'] : ['Committees'],
		members: shuffled(random, chosen).map(({ UniqueID, MemberStatus }) => ({ id: UniqueID, inheriting: MemberStatus === 'inheriting' })),
	});
}

function linkedGroup(plan: GroupPlan, id: number, manager: ForjUser): ForjGroupSeed {
	if (plan.forj === 'empty') return forjGroup({ id, name: plan.name });
	return forjGroup({ id, name: plan.name, primary_admin: manager.id, members: [{ userId: manager.id, is_admin: true }] });
}

function unfitGroups(firstId: number, manager: ForjUser): ForjGroupSeed[] {
	const members = [{ userId: manager.id, is_admin: true }];
	return [
		forjGroup({ id: firstId, name: 'Open Forum', privacy: 1, primary_admin: manager.id, members }),
		forjGroup({ id: firstId + 1, name: 'Northern Chapter', parent_group_id: FIRST_GROUP_ID, primary_admin: manager.id, members }),
		forjGroup({ id: firstId + 2, name: 'Mentors', requires_approval: true, primary_admin: manager.id, members }),
	];
}

/** Accounts from earlier days: old data, and for every fifth the Novi login is only a secondary address. */
function existingUsers(random: Random, people: readonly NoviMember[], share: number): ForjUser[] {
	const withLogin = people.filter(({ AccountEmail }) => AccountEmail);
	const chosen = shuffled(random, withLogin).slice(0, Math.round(share * people.length));
	return chosen.map((member, index) => {
		const login = (member.AccountEmail ?? '').toLowerCase();
		const isSecondary = index % 5 === 4;
		return forjUser({
			id: FIRST_USER_ID + 1 + index,
			email: isSecondary ? `old.address.${index}@private.example` : login,
			secondaryEmails: isSecondary ? [login] : [],
			first_name: member.FirstName ?? '',
			last_name: member.LastName ?? '',
			fields: { [COMPANY]: index % 3 === 0 ? 'Former Employer Ltd.' : (member.ParentMemberName ?? ''), [TITLE]: member.JobTitle ?? '', website: '', interests: index % 2 === 0 ? ['Policy'] : [] },
		});
	});
}
