/** A team of people who are the same in Novi and in Forj, so that a first sync is good and writes nothing. */
import { forjGroup, forjUser, noviGroup, noviPerson, type ForjSeed, type NoviSeed } from '../../../sandbox/emulators/index.mjs';
import type { LinkRow } from './world.mjs';

export const TEAM_NOVI_GROUP = 'b2000000-0000-4000-8000-000000000001';
export const TEAM_FORJ_GROUP = 701;
export const TEAM: LinkRow = { link_id: 'team', novi_group_id: TEAM_NOVI_GROUP, forj_group_id: String(TEAM_FORJ_GROUP), enabled: true };

/** Novi id of the nth person, counted from 1. */
export const noviIdOf = (n: number): string => `a2000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const nameOf = (n: number): string => `Person ${two(n)}`;
export const emailOf = (n: number): string => `person.${two(n)}@people.example`;
/** Addresses of the persons `from` to `to`. */
export const emailsOf = (from: number, to: number): string[] => numbers(from, to).map(emailOf);
export const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/**
 * @param size how many are in both groups
 * @param more how many more there are in Novi, with a login but not in the group
 */
export function teamSeeds(size: number, more = 0): { novi: NoviSeed; forj: ForjSeed } {
	const team = numbers(1, size);
	const people = numbers(1, size + more).map((n) =>
		noviPerson({ UniqueID: noviIdOf(n), FirstName: 'Person', LastName: two(n), Email: emailOf(n), AccountEmail: emailOf(n) }),
	);
	const users = team.map((n) => forjUser({ id: 1_000 + n, email: emailOf(n), first_name: 'Person', last_name: two(n) }));
	return {
		novi: { members: people, groups: [noviGroup({ UniqueID: TEAM_NOVI_GROUP, Name: 'Team', members: team.map(noviIdOf) })] },
		forj: { users, groups: [forjGroup({ id: TEAM_FORJ_GROUP, name: 'Team Lounge', members: users.map(({ id }) => id) })] },
	};
}

function two(n: number): string {
	return String(n).padStart(2, '0');
}
