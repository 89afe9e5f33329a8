/** The brakes (design section 5): each a rule with a name and a text of its own. They hold removals and nothing else. */
import type { Brake, Link, Plan } from './types';
import { BRAKES } from './texts';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface BrakeInput {
	link: Link;
	snapshotsComplete: boolean;
	totals: Plan['totals'];
	unknownPeople: number;
	/** Removals that would be made now. */
	removals: number;
	/** ISO time that was passed in. */
	now: string;
	/** False where an admin's own workflow gives no Remembered rows: first run and drop then mean nothing. */
	remembered: boolean;
}

/** All brakes that trip; none when there is nothing to hold. */
export function trippedBrakes(input: BrakeInput): Brake[] {
	if (input.removals === 0) return [];
	const rules = [incompleteRead, unknownPeople];
	if (input.remembered) rules.push(firstRun, groupsChanged);
	// What was not read to its end can't be weighed: "nobody eligible" would be said of a list that nobody saw.
	if (input.snapshotsComplete) rules.push(nobodyEligible, limitExceeded);
	if (input.snapshotsComplete && input.remembered) rules.push(rosterDropped);
	return rules.map((rule) => rule(input)).filter((brake): brake is Brake => brake !== undefined);
}

function incompleteRead({ snapshotsComplete }: BrakeInput): Brake | undefined {
	return snapshotsComplete ? undefined : { code: 'incomplete_read', text: BRAKES.incompleteRead };
}

function unknownPeople({ unknownPeople: count }: BrakeInput): Brake | undefined {
	return count === 0 ? undefined : { code: 'unknown_people', text: BRAKES.unknownPeople(count) };
}

function nobodyEligible({ totals }: BrakeInput): Brake | undefined {
	return totals.eligible > 0 ? undefined : { code: 'nobody_eligible', text: BRAKES.nobodyEligible };
}

function firstRun({ link }: BrakeInput): Brake | undefined {
	return link.state.good ? undefined : { code: 'first_run', text: BRAKES.firstRun };
}

export function groupsChanged({ link }: Pick<BrakeInput, 'link'>): Brake | undefined {
	const good = link.state.good;
	if (!good || (good.noviGroupId === link.noviGroupId && good.forjGroupId === link.forjGroupId)) return undefined;
	return { code: 'groups_changed', text: BRAKES.groupsChanged };
}

/** "Fell by more than half": exactly half is still allowed. */
function rosterDropped({ link, totals }: BrakeInput): Brake | undefined {
	const good = link.state.good;
	if (!good) return undefined;
	if (totals.roster * 2 < good.roster) return { code: 'roster_dropped', text: BRAKES.rosterDropped('roster', good.roster, totals.roster) };
	if (totals.eligible * 2 < good.eligible) return { code: 'roster_dropped', text: BRAKES.rosterDropped('eligible', good.eligible, totals.eligible) };
	return undefined;
}

function limitExceeded(input: BrakeInput): Brake | undefined {
	const { link, totals, removals } = input;
	const recent = recentRemovals(link, input.now);
	const limit = removalLimit(link.removalLimitPercent, link.removalLimitPeople, totals.membersBefore);
	if (recent + removals <= limit) return undefined;
	return { code: 'limit', text: BRAKES.limit(removals, recent, limit, link.removalLimitPercent, link.removalLimitPeople) };
}

/** Removals of this link in the 24 hours before `now`. */
export function recentRemovals(link: Link, now: string): number {
	const since = Date.parse(now) - DAY_MS;
	return (link.state.removals ?? []).reduce((sum, r) => (Date.parse(r.at) > since ? sum + r.count : sum), 0);
}

/** How many people may go in 24 hours: the larger of the percentage and the number of people. */
export function removalLimit(percent: number, people: number, membersBefore: number): number {
	if (percent >= 100) return Infinity;
	return Math.max(Math.floor((percent * membersBefore) / 100), people);
}
