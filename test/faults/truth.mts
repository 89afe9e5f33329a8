/** What is right, read from the two emulators and from nothing that the sync says. */
import type { ForjUser, NoviMember } from '../../sandbox/emulators/index.mjs';
import type { World } from './world.mjs';
import { FORJ_GROUP, NOVI_GROUP } from './world.mjs';

export const normalAddress = (text: string | null): string => (text ?? '').trim().toLowerCase();

export function isEligible({ CustomerType, Active, AccountEmail }: NoviMember): boolean {
	return CustomerType === 'Person' && Active === true && normalAddress(AccountEmail) !== '';
}

export function roster({ services }: World): NoviMember[] {
	const { state } = services.novi;
	return state.group(NOVI_GROUP).roster.rows().map(({ id }) => state.member(id));
}

export function eligiblePeople(world: World): NoviMember[] {
	return roster(world).filter(isEligible);
}

export function isInNoviGroup({ services }: World, { UniqueID }: NoviMember): boolean {
	return services.novi.state.group(NOVI_GROUP).roster.has(UniqueID);
}

export const addressesOf = ({ email, secondaryEmails }: ForjUser): string[] => [email, ...secondaryEmails].map(normalAddress);

/** All accounts that any login of this person, past or present, opens. */
export function accountsOf({ services, addresses }: World, { UniqueID }: NoviMember): ForjUser[] {
	const own = addresses.get(UniqueID) ?? new Set();
	return services.forj.state.users.rows().filter((user) => addressesOf(user).some((address) => own.has(address)));
}

const membership = ({ services }: World, userId: number) => services.forj.state.group(FORJ_GROUP).members.get(userId);

export function isMember(world: World, { id }: ForjUser): boolean {
	return membership(world, id)?.status === 'accepted';
}

export function membersOf(world: World): ForjUser[] {
	return world.services.forj.state.users.rows().filter((user) => isMember(world, user));
}

export function isProtected(world: World, { id }: ForjUser): boolean {
	return membership(world, id)?.is_admin === true || world.services.forj.state.group(FORJ_GROUP).primary_admin === id || world.kept.has(id);
}

/** Members whom the rules let go: neither protected nor the account of somebody eligible, under whatever address. */
export function whoShouldGo(world: World): ForjUser[] {
	if (world.mode === 'add_only') return [];
	const ofEligible = new Set(eligiblePeople(world).flatMap((member) => accountsOf(world, member)));
	return membersOf(world).filter((user) => !ofEligible.has(user) && !isProtected(world, user));
}

/** Eligible people who belong in: not those who left by themselves, unless the link adds them back. */
export function whoBelongsIn(world: World): NoviMember[] {
	return eligiblePeople(world).filter(({ UniqueID }) => world.selfLeft === 'add_back' || !world.left.has(UniqueID));
}
