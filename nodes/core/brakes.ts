/** The brakes (design section 5): each a rule with a name and a text of its own. They hold removals and nothing else. */
import { decisionOf } from './release';
import { BRAKES } from './texts';
import type { Brake, Link, Plan, ReadFailure } from './types';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface BrakeInput {
	link: Link;
	/** Both sides were read to their end. */
	readToTheEnd: boolean;
	/** What speaks for a limited Novi key. */
	keyLimits: readonly ReadFailure[];
	totals: Plan['totals'];
	unknownPeople: number;
	/** Removals that would be made now, by what an admin decided about them before. */
	removals: RemovalCounts;
	/** ISO time that was passed in. */
	now: string;
	/** False where an admin's own workflow gives no Remembered rows: first run and drop then mean nothing. */
	remembered: boolean;
}

export interface RemovalCounts {
	/** Nobody has decided about them. */
	undecided: number;
	/** Approved by an admin. */
	released: number;
	/** Shown to an admin, who did not approve them. */
	notReleased: number;
}

export interface Brakes {
	/** Hold every removal: nothing proves that anybody left. */
	proof: Brake[];
	/** Hold removals that nobody released. */
	weight: Brake[];
	/** Holds those whom an admin saw and did not release. */
	decision: Brake[];
}

/** All brakes that trip. Each holds at least one removal. */
export function trippedBrakes(input: BrakeInput): Brakes {
	const { undecided, released, notReleased } = input.removals;
	const trip = (count: number, rules: readonly Rule[]): Brake[] =>
		count === 0 ? [] : rules.map((rule) => rule(input)).filter((brake): brake is Brake => brake !== undefined);
	return {
		proof: trip(undecided + released + notReleased, [incompleteRead, limitedKey]),
		weight: trip(undecided, weightRules(input)),
		decision: trip(notReleased, [notReleasedBefore]),
	};
}

type Rule = (input: BrakeInput) => Brake | undefined;

/** What was not read to its end can't be weighed: "nobody eligible" would be said of a list that nobody saw. */
function weightRules({ readToTheEnd, remembered }: BrakeInput): Rule[] {
	return [
		unknownPeople,
		...(remembered ? [firstRun, groupsChanged] : []),
		...(readToTheEnd ? [nobodyEligible, limitExceeded] : []),
		...(readToTheEnd && remembered ? [rosterDropped] : []),
	];
}

function incompleteRead({ readToTheEnd }: BrakeInput): Brake | undefined {
	return readToTheEnd ? undefined : { code: 'incomplete_read', text: BRAKES.incompleteRead };
}

function limitedKey({ keyLimits }: BrakeInput): Brake | undefined {
	if (keyLimits.length === 0) return undefined;
	return { code: 'limited_key', text: keyLimits.map(({ message, fix }) => `${message} ${fix}`).join(' ') };
}

function notReleasedBefore({ link }: BrakeInput): Brake | undefined {
	return { code: 'not_released', text: BRAKES.notReleased(decisionOf(link)?.at ?? '') };
}

function unknownPeople({ unknownPeople: count }: BrakeInput): Brake | undefined {
	return count === 0 ? undefined : { code: 'unknown_people', text: BRAKES.unknownPeople(count) };
}

function nobodyEligible({ totals }: BrakeInput): Brake | undefined {
	return totals.eligible > 0 ? undefined : { code: 'nobody_eligible', text: BRAKES.nobodyEligible };
}

/** No good run yet, and no admin has decided: strangers stay held however many runs there are. */
function firstRun({ link }: BrakeInput): Brake | undefined {
	return link.state.good || decisionOf(link) ? undefined : { code: 'first_run', text: BRAKES.firstRun };
}

/** The last good run was one of other groups; what it stored says nothing about those of today. */
export function namesOtherGroups(link: Link): boolean {
	const { good } = link.state;
	return good !== undefined && !isOfLink(good, link);
}

function groupsChanged({ link }: BrakeInput): Brake | undefined {
	const decided = decisionOf(link);
	// A decision of before the last good run was about other times: the link has been to other groups since.
	if (!namesOtherGroups(link) || (decided && decided.at > (link.state.good?.at ?? ''))) return undefined;
	return { code: 'groups_changed', text: BRAKES.groupsChanged };
}

function isOfLink(of: { noviGroupId: string; forjGroupId: string }, { noviGroupId, forjGroupId }: Link): boolean {
	return of.noviGroupId === noviGroupId && of.forjGroupId === forjGroupId;
}

/** What the Novi group is compared with: the last good run, or the size that an admin has decided about since. */
function sizesBefore(link: Link): { roster: number; eligible: number } | undefined {
	const { good } = link.state;
	const decided = decisionOf(link);
	if (decided?.sizes && !(good && isOfLink(good, link) && good.at > decided.at)) return decided.sizes;
	// Once an admin has decided about other groups, the size of the old one says nothing.
	return good && (isOfLink(good, link) || !decided) ? good : undefined;
}

/** "Fell by more than half": exactly half is still allowed. */
function rosterDropped({ link, totals }: BrakeInput): Brake | undefined {
	const before = sizesBefore(link);
	if (!before) return undefined;
	if (totals.roster * 2 < before.roster) return { code: 'roster_dropped', text: BRAKES.rosterDropped('roster', before.roster, totals.roster) };
	if (totals.eligible * 2 < before.eligible) return { code: 'roster_dropped', text: BRAKES.rosterDropped('eligible', before.eligible, totals.eligible) };
	return undefined;
}

function limitExceeded(input: BrakeInput): Brake | undefined {
	const { link, totals } = input;
	const removals = input.removals.undecided;
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
