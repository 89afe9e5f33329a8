/** What the tables say. Changes of the world look at it only to stay where the rules have one right answer. */
import type { NoviMember } from '../../sandbox/emulators/index.mjs';
import { accountsOf } from './truth.mjs';
import type { World } from './world.mjs';

interface PersonState {
	member?: boolean;
	left_since?: string;
}

/** Rows are only ever appended here, so the last one is the newest. */
function newestRow({ tables }: World, { UniqueID }: NoviMember) {
	return tables.people.filter((row) => row.novi_id === UniqueID).at(-1);
}

export function stateOf(world: World, member: NoviMember): PersonState {
	const states = JSON.parse(String(newestRow(world, member)?.state ?? '{}')) as Record<string, PersonState>;
	return states.board ?? {};
}

/** The person's account, if there is one, is the remembered one: then a new login is the same person (design 4.3). */
export function isPairKnown(world: World, member: NoviMember): boolean {
	const accounts = accountsOf(world, member);
	return accounts.every(({ id }) => String(newestRow(world, member)?.forj_user_id ?? '') === String(id));
}

interface LinkState {
	good?: { roster: number; eligible: number };
	removals?: Array<{ at: string; count: number }>;
}

export function linkState({ tables }: World): LinkState {
	return JSON.parse(String(tables.links[0]?.state || '{}')) as LinkState;
}
