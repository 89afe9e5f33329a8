/** What happens between two runs, in Novi and in Forj, by the people's and the admins' own hands. */
import type { NoviMember } from '../../sandbox/emulators/index.mjs';
import { pick } from '../../sandbox/emulators/index.mjs';
import { accountOf, anyProfile, between, chance, eligibleMember } from './people.mjs';
import { isPairKnown, stateOf } from './remembered.mjs';
import { accountsOf, eligiblePeople, isEligible, isInNoviGroup, isMember, isProtected, roster } from './truth.mjs';
import type { World } from './world.mjs';
import { FORJ_GROUP, NOVI_GROUP, rememberLogin } from './world.mjs';

/** Fewer than the six that count as "gone together" with those whom a shifted list may hide. */
const MOST_LEAVERS = 2;

type Change = (world: World) => string | undefined;

const someone = <T,>(world: World, choices: readonly T[]): T | undefined => (choices.length === 0 ? undefined : pick(world.random, choices));
const novi = ({ services }: World) => services.novi.state;
const forj = ({ services }: World) => services.forj.state;

function newPerson(world: World): NoviMember {
	const member = novi(world).addMember(eligibleMember(world.random, ++world.numbers.person));
	rememberLogin(world, member);
	novi(world).joinGroup(NOVI_GROUP, member.UniqueID);
	return member;
}

/** Comes back to where the sync has noticed the absence: before that, coming back cannot be told from having left Forj by oneself. */
function mayComeBack(world: World, member: NoviMember): boolean {
	const { member: known, left_since } = stateOf(world, member);
	return (!known && !left_since) || accountsOf(world, member).some((user) => isMember(world, user));
}

const CHANGES: Record<string, Change> = {
	'joins, new to both': (world) => newPerson(world).Name ?? '',
	'joins, with a Forj account': (world) => {
		const member = newPerson(world);
		const { email, secondaryEmails, ...profile } = accountOf(world.random, member, ++world.numbers.account);
		const { id } = forj(world).createUser(email, profile);
		forj(world).changeEmails(id, { secondaryEmails });
		if (chance(world.random, 0.5)) forj(world).addMember(FORJ_GROUP, id);
		return `${member.Name} as ${email}`;
	},
	'comes to the group': (world) => {
		const member = someone(world, novi(world).members.rows().filter((one) => isEligible(one) && !isInNoviGroup(world, one) && mayComeBack(world, one)));
		if (!member) return undefined;
		world.left.delete(member.UniqueID);
		novi(world).joinGroup(NOVI_GROUP, member.UniqueID);
		return member.Name ?? '';
	},
	'leaves the Novi group': (world) => {
		const member = someone(world, roster(world));
		if (member) novi(world).leaveGroup(NOVI_GROUP, member.UniqueID);
		return member?.Name ?? undefined;
	},
	'is set inactive': (world) => {
		const member = someone(world, eligiblePeople(world));
		return member && (novi(world).updateMember(member.UniqueID, { Active: false }).Name ?? '');
	},
	'loses the login': (world) => {
		const member = someone(world, eligiblePeople(world));
		return member && (novi(world).updateMember(member.UniqueID, { AccountEmail: pick(world.random, ['', null]) }).Name ?? '');
	},
	'is active again': (world) => {
		const member = someone(world, roster(world).filter((one) => one.Active === false && isEligible({ ...one, Active: true }) && mayComeBack(world, one)));
		if (!member) return undefined;
		world.left.delete(member.UniqueID);
		return novi(world).updateMember(member.UniqueID, { Active: true }).Name ?? '';
	},
	'changes the login': (world) => {
		// Also people who are out for now: they come back as the same ones.
		const member = someone(world, novi(world).members.rows().filter((one) => isEligible(one) && isPairKnown(world, one)));
		if (!member) return undefined;
		const AccountEmail = `renamed.${++world.numbers.person}@members.example`;
		rememberLogin(world, novi(world).updateMember(member.UniqueID, { AccountEmail }));
		return `${member.Name} to ${AccountEmail}`;
	},
	'changes job and company': (world) => {
		const member = someone(world, eligiblePeople(world));
		return member && (novi(world).updateMember(member.UniqueID, anyProfile(world.random)).Name ?? '');
	},
	'edits the profile in Forj': (world) => {
		const user = someone(world, forj(world).users.rows().filter((one) => isMember(world, one)));
		return user && forj(world).editProfile(user.id, { fields: { job_title: 'Own words' } }).email;
	},
	'is added by hand in Forj': (world) => {
		const user = someone(world, forj(world).users.rows().filter((one) => one.email.startsWith('stranger.') && !isMember(world, one)));
		if (user) forj(world).addMember(FORJ_GROUP, user.id);
		return user?.email;
	},
	'becomes a manager in Forj': (world) => {
		const user = chance(world.random, 0.3) ? someone(world, forj(world).users.rows().filter((one) => isMember(world, one) && !isProtected(world, one))) : undefined;
		const membership = user && forj(world).group(FORJ_GROUP).members.get(user.id);
		if (membership) membership.is_admin = true;
		return user?.email;
	},
	'leaves the Forj group': (world) => {
		if (world.left.size >= MOST_LEAVERS || world.wasEmptied) return undefined;
		const known = eligiblePeople(world).filter((one) => stateOf(world, one).member).flatMap((member) => {
			const [user] = accountsOf(world, member);
			return user && isMember(world, user) && !isProtected(world, user) ? [{ member, user }] : [];
		});
		const leaver = someone(world, known);
		if (!leaver) return undefined;
		world.left.add(leaver.member.UniqueID);
		forj(world).removeMember(FORJ_GROUP, leaver.user.id);
		return leaver.user.email;
	},
};

/** Rare, and on a large scale. */
const GREAT_CHANGES: Record<string, Change> = {
	'more than 20 join': (world) => `${Array.from({ length: between(world.random, 21, 26) }, () => newPerson(world)).length} people`,
	'most leave the Novi group': (world) => {
		const leavers = roster(world).filter(() => chance(world.random, 0.7));
		for (const { UniqueID } of leavers) novi(world).leaveGroup(NOVI_GROUP, UniqueID);
		return `${leavers.length} people`;
	},
	'the Forj group is emptied': (world) => {
		const known = eligiblePeople(world).filter((one) => stateOf(world, one).member);
		if (world.left.size > 0 || known.length < 7 || known.some((one) => accountsOf(world, one).some((user) => isProtected(world, user)))) return undefined;
		world.wasEmptied = true;
		for (const user of forj(world).users.rows()) {
			if (isMember(world, user) && !isProtected(world, user)) forj(world).removeMember(FORJ_GROUP, user.id);
		}
		return 'by mistake';
	},
};

export function changeWorld(world: World): void {
	// Whether "more than half is gone" must not depend on who else goes before a run has seen it.
	if (world.wasEmptied) return;
	const all: Array<[string, Change]> = [];
	for (let left = between(world.random, 1, 7); left > 0; left -= 1) all.push(pick(world.random, Object.entries(CHANGES)));
	if (chance(world.random, 0.2)) all.push(pick(world.random, Object.entries(GREAT_CHANGES)));
	for (const [what, change] of all) {
		const who = change(world);
		if (who !== undefined) world.story.push(`  ${what}: ${who}`);
	}
}
