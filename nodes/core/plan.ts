/**
 * The planner: from two snapshots and what is remembered, who is added, updated, removed, held or left alone.
 * Pure: no I/O, no clock, no randomness; the same input in any order gives the same plan, byte for byte.
 * The rules are those of the design, sections 4 and 5; each has a function of its own in a file named after it.
 */
import { namesOtherGroups, trippedBrakes } from './brakes';
import { judgeRoster } from './eligibility';
import { fieldMapNotes, fieldMappings, unknownMappedKeys } from './fieldMap';
import { compareText } from './identity';
import { matchPeople } from './match';
import { buildContext, hasPair, type Context, type LinkInput } from './planContext';
import { goneFromBoth, planStrangers } from './planRemoval';
import { areGoneTogether, planRosterPerson } from './planRoster';
import { readinessFaults } from './readiness';
import { removedBefore } from './shown';
import { BRAKES, LINK, RELEASE } from './texts';
import type { Brake, ForjSnapshot, NoviSnapshot, Plan, PlannedPerson } from './types';

export type { LinkInput };

/** One link's plan. Never throws for data: what is wrong with a side or a row becomes the link's status. */
export function planLink(input: LinkInput): Plan {
	const { novi, forj } = input;
	const plan = emptyPlan(input);
	if (novi === undefined || forj === undefined || novi.failure?.kind === 'auth' || forj.failure?.kind === 'auth') {
		return refusedPlan(plan, input);
	}
	const context = buildContext({ ...input, novi, forj });
	const roster = judgeRoster(novi.members, (key) => hasPair(input.people, key));
	context.matches = matchPeople(roster, context.rows, (key) => input.people.get(key), input.forjIds);
	context.goneTogether = areGoneTogether(roster, context);

	const strangers = planStrangers(context).sort((a, b) => compareText(a.key, b.key));
	const people = [...strangers, ...roster.map((person) => planRosterPerson(person, context))];
	plan.totals = {
		roster: roster.length,
		eligible: people.filter((p) => p.roster === 'eligible').length,
		membersBefore: context.members.length,
	};
	plan.counted = true;
	plan.snapshotsComplete = context.novi.complete && context.forj.complete;
	applyBrakes(people, plan, context);
	decideStatus(plan, context);
	for (const person of people) {
		const before = input.shown.get(person.key);
		if (before) person.shownBefore = before;
	}
	// Strangers come first ("forj:" before "novi:"), and the roster is in order already.
	plan.people = people;
	plan.gone = goneFromBoth(roster, context);
	plan.removedBefore = removedBefore(input.shown, people, input.now, plan.snapshotsComplete && !namesOtherGroups(input.link));
	plan.warnings = warningsOf(context);
	return plan;
}

function emptyPlan({ link, novi, forj, now, shown, leftovers, mappings }: LinkInput): Plan {
	return {
		kind: 'plan',
		linkId: link.linkId,
		enabled: link.enabled,
		noviGroup: { id: link.noviGroupId, name: novi?.group.name || link.noviGroupName },
		forjGroup: { id: link.forjGroupId, name: forj?.group.name || link.forjGroupName },
		plannedAt: now,
		status: 'Up To Date',
		detail: [],
		warnings: [],
		writable: false,
		counted: false,
		totals: { roster: 0, eligible: 0, membersBefore: 0 },
		snapshotsComplete: false,
		brakes: [],
		people: [],
		gone: [],
		removedBefore: [],
		state: link.state,
		shown: { count: shown.size, leftovers },
		fieldMap: Object.fromEntries(fieldMappings(mappings).map(({ forjField, noviField }) => [forjField, noviField])),
		calls: { novi: novi?.calls ?? 0, forj: forj?.calls ?? 0 },
	};
}

/** A switched-off or faulty row is Not ready; an absent or refused side is an Error. Neither has counters. */
function refusedPlan(plan: Plan, { link, novi, forj, absence }: LinkInput): Plan {
	if (link.faults.length > 0) return { ...plan, status: 'Not ready', detail: link.faults };
	const refusals = [novi?.failure, forj?.failure]
		.filter((failure) => failure?.kind === 'auth')
		.map((failure) => `${failure?.message} ${failure?.fix}`);
	return { ...plan, status: 'Error', detail: [...absence, ...refusals] };
}

function applyBrakes(people: PlannedPerson[], plan: Plan, context: Context): void {
	const { link, released, notReleased, now, remembered } = context;
	const removals = people.filter((person) => person.decision === 'remove');
	// A later look does not undo an approval: whoever is on both lists was released.
	const isReleased = ({ forjUserId }: PlannedPerson): boolean => released.has(forjUserId);
	const isNotReleased = (person: PlannedPerson): boolean => !isReleased(person) && notReleased.has(person.forjUserId);
	const counts = { released: removals.filter(isReleased).length, notReleased: removals.filter(isNotReleased).length };
	const { proof, weight, decision } = trippedBrakes({
		link,
		readToTheEnd: context.readToTheEnd,
		keyLimits: context.keyLimits,
		totals: plan.totals,
		unknownPeople: people.filter((person) => person.roster === 'unknown').length,
		removals: { ...counts, undecided: removals.length - counts.released - counts.notReleased },
		now,
		remembered,
	});
	plan.brakes = [...proof, ...weight, ...decision];
	for (const person of removals) {
		const own = isReleased(person) ? [] : isNotReleased(person) ? decision : weight;
		const holding = [...proof, ...own];
		if (holding.length > 0) hold(person, holding);
		else if (isReleased(person)) release(person, link.state.release?.listedAt ?? now);
	}
}

function hold(person: PlannedPerson, brakes: readonly Brake[]): void {
	person.decision = 'hold';
	person.status = 'Removal held';
	person.reason = [person.reason, ...brakes.map(({ text }) => text)].join(' ');
}

/** What a brake would hold is asked of both sides again right before it is done. */
function release(person: PlannedPerson, listedAt: string): void {
	person.reason = `${person.reason} ${RELEASE.reason(listedAt)}`;
	if (person.write?.remove) person.write.remove.released = true;
}

/** Not ready before Held before Up To Date; what is written depends on it (design section 5). */
function decideStatus(plan: Plan, context: Context): void {
	const { link, novi, forj, checkGroup } = context;
	const faults = readinessFaults(link, novi, forj, checkGroup);
	const failures = [novi, forj].filter((side) => !side.complete).map(incompleteText);
	if (faults.length > 0) {
		plan.status = 'Not ready';
		plan.detail = [...faults, ...failures];
	} else if (failures.length > 0 || plan.brakes.length > 0) {
		plan.status = 'Held';
		// A limited key is both a failed proof and a brake, and is told once.
		plan.detail = [...new Set([...failures, ...plan.brakes.map((brake) => brake.text)])];
	}
	plan.writable = faults.length === 0 && forj.complete;
}

function incompleteText(side: NoviSnapshot | ForjSnapshot): string {
	if (side.failure) return `${side.failure.message} ${side.failure.fix}`;
	return side.kind === 'noviSnapshot' ? BRAKES.incompleteRead : LINK.forjIncomplete;
}

function warningsOf({ novi, forj, link, fieldMappings: mappings, fieldFaults, knownKeys, releaseFault }: Context): string[] {
	const warnings = [...novi.warnings, ...forj.warnings, ...fieldFaults, ...fieldMapNotes(mappings), ...(releaseFault ? [releaseFault] : [])];
	if (novi.group.syncToMobilize === true) warnings.push(LINK.builtInSync(novi.group.name || link.noviGroupName));
	// A group that was not read to its end shows too little to say that a key is missing.
	const unknownKeys = forj.complete ? unknownMappedKeys(mappings, knownKeys) : [];
	if (unknownKeys.length > 0) warnings.push(LINK.keysUnknown(unknownKeys));
	return warnings;
}
