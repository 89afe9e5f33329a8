/** Both services before a run, to compare with what they are afterwards. */
import type { ForjUser, NoviMember } from '../../sandbox/emulators/index.mjs';
import { hasRosterDropped, isFirstRun, removalLimit, removedBefore } from './brakes.mjs';
import { accountsOf, eligiblePeople, membersOf, normalAddress, roster, whoBelongsIn, whoShouldGo } from './truth.mjs';
import type { World } from './world.mjs';
import { FORJ_GROUP } from './world.mjs';

export interface Picture {
	members: ForjUser[];
	/** With the pending ones. */
	memberships: Set<number>;
	users: Set<number>;
	shouldGo: ForjUser[];
	belongIn: NoviMember[];
	/** Current logins of eligible people without any account: only they may get a new one. */
	withoutAccount: Set<string>;
	rosterIds: string[];
	listRows: number;
	mayRemove: { isFirstRun: boolean; hasDropped: boolean; limit: number; before: number };
	logs: { novi: number; forj: number };
}

export function pictureOf(world: World): Picture {
	const { novi, forj } = world.services;
	const members = membersOf(world);
	const memberships = new Set(forj.state.group(FORJ_GROUP).members.keys());
	return {
		members,
		memberships,
		users: new Set(forj.state.users.keys()),
		shouldGo: whoShouldGo(world),
		belongIn: whoBelongsIn(world),
		withoutAccount: new Set(eligiblePeople(world).filter((member) => accountsOf(world, member).length === 0).map(({ AccountEmail }) => normalAddress(AccountEmail))),
		rosterIds: roster(world).map(({ UniqueID }) => UniqueID),
		listRows: memberships.size,
		mayRemove: { isFirstRun: isFirstRun(world), hasDropped: hasRosterDropped(world), limit: removalLimit(world, members.length), before: removedBefore(world) },
		logs: { novi: novi.log.length, forj: forj.log.length },
	};
}
