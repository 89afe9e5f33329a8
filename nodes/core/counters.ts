/** Counters of a link (design section 8). Each is counted where it happens; that they add up is checked, never arranged. */
import type { PersonResult } from './results';
import type { Plan } from './types';

export interface Counters {
	/** People in the Novi group = eligible + not_applicable + unknown. */
	roster: number;
	/** = up_to_date + added + updated + failed + not_attempted. */
	eligible: number;
	not_applicable: number;
	unknown: number;
	up_to_date: number;
	added: number;
	updated: number;
	failed: number;
	not_attempted: number;
	/** Forj members before the run = kept + removed + held + protected + failed_removals + not_attempted_removals. */
	members_before: number;
	kept: number;
	removed: number;
	held: number;
	protected: number;
	failed_removals: number;
	not_attempted_removals: number;
}

export function countPeople(plan: Plan, results: readonly PersonResult[]): Counters {
	const counters: Counters = {
		roster: plan.totals.roster,
		eligible: 0,
		not_applicable: 0,
		unknown: 0,
		up_to_date: 0,
		added: 0,
		updated: 0,
		failed: 0,
		not_attempted: 0,
		members_before: plan.totals.membersBefore,
		kept: 0,
		removed: 0,
		held: 0,
		protected: 0,
		failed_removals: 0,
		not_attempted_removals: 0,
	};
	for (const { person, rosterResult, memberResult } of results) {
		if (person.roster !== undefined) counters[person.roster] += 1;
		if (rosterResult !== undefined) counters[rosterResult] += 1;
		if (memberResult === 'failed_removal') counters.failed_removals += 1;
		else if (memberResult === 'not_attempted_removal') counters.not_attempted_removals += 1;
		else if (memberResult !== undefined) counters[memberResult] += 1;
	}
	return counters;
}

/** Every sum that does not hold, in words; empty when all do. */
export function countersThatDoNotAddUp(counters: Counters): string[] {
	const c = counters;
	const sums: Array<[string, number, string, number]> = [
		['roster', c.roster, 'eligible + N/A + unknown', c.eligible + c.not_applicable + c.unknown],
		['eligible', c.eligible, 'up to date + added + updated + failed + not attempted', c.up_to_date + c.added + c.updated + c.failed + c.not_attempted],
		[
			'Forj members before',
			c.members_before,
			'kept + removed + held + protected + failed removals + not attempted removals',
			c.kept + c.removed + c.held + c.protected + c.failed_removals + c.not_attempted_removals,
		],
	];
	return sums.filter(([, whole, , sum]) => whole !== sum).map(([name, whole, parts, sum]) => `${name} is ${whole}, but ${parts} is ${sum}`);
}
