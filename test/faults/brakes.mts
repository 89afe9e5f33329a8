/** Which brakes hold removals now (design section 5), from both emulators and what earlier runs stored of the link. */
import { linkState } from './remembered.mjs';
import { membersOf, roster, whoBelongsIn } from './truth.mjs';
import type { World } from './world.mjs';

/** Removals in all that may have been made in the last 24 hours. No seed's story lasts that long. */
export function removalLimit(world: World, membersBefore: number): number {
	const percent = Number(world.tables.links[0]?.removal_limit_percent);
	const people = Number(world.tables.links[0]?.removal_limit_people);
	return percent >= 100 ? Infinity : Math.max(Math.floor((percent * membersBefore) / 100), people);
}

export function removedBefore(world: World): number {
	return (linkState(world).removals ?? []).reduce((sum, { count }) => sum + count, 0);
}

export const isFirstRun = (world: World): boolean => linkState(world).good === undefined;

export function hasRosterDropped(world: World): boolean {
	const { good } = linkState(world);
	return good !== undefined && roster(world).length * 2 < good.roster;
}

/** Whether a run in which nothing goes wrong holds this many removals. */
export function areHeld(world: World, removals: number): boolean {
	if (removals === 0) return false;
	const { good } = linkState(world);
	const eligible = whoBelongsIn(world).length;
	const hasDropped = hasRosterDropped(world) || (good !== undefined && eligible * 2 < good.eligible);
	return isFirstRun(world) || hasDropped || eligible === 0 || removals + removedBefore(world) > removalLimit(world, membersOf(world).length);
}
