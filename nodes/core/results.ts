/** Plan and outcomes become one result per person: how he stands and what the run did (design section 8). */
import { REASON, RESULT } from './texts';
import { sameValue } from './values';
import type { LinkOutcomes, Outcome, PersonAction, PersonStatus, Plan, PlannedPerson } from './types';

/** How an eligible person of the roster is counted. */
export type RosterResult = 'up_to_date' | 'added' | 'updated' | 'failed' | 'not_attempted';
/** How a Forj member before the run is counted. */
export type MemberResult = 'kept' | 'removed' | 'held' | 'protected' | 'failed_removal' | 'not_attempted_removal';

export interface PersonResult {
	person: PlannedPerson;
	outcome?: Outcome;
	status: PersonStatus;
	action: PersonAction;
	reason: string;
	/** Set for eligible people. */
	rosterResult?: RosterResult;
	/** Set for people who were members before the run. */
	memberResult?: MemberResult;
	/** Attempted and refused by Forj. */
	failed: boolean;
}

/** Refused in this many runs, a person is shown as persistent and no longer makes the run a failed one. */
export const PERSISTENT_AFTER_RUNS = 5;

export function personResults(plan: Plan, outcomes: LinkOutcomes | undefined): PersonResult[] {
	const byKey = new Map((outcomes?.outcomes ?? []).map((outcome) => [outcome.key, outcome]));
	const owners = recognisedOwners(plan, byKey);
	return plan.people.map((person) => {
		const outcome = byKey.get(person.key);
		const owner = person.roster === undefined ? owners.get(person.forjUserId) : undefined;
		if (owner !== undefined && (person.decision === 'hold' || person.decision === 'remove')) return recognised(person, owner, outcome);
		switch (person.decision) {
			case 'none':
				return untouched(person);
			case 'hold':
				return held(person, outcome);
			case 'remove':
				return removal(person, outcome, plan, outcomes);
			case 'add':
			case 'update':
				return addOrUpdate(person, outcome, plan, outcomes);
		}
	});
}

/** Forj user ids that the adds of this run named, with the person whose account they are. */
function recognisedOwners(plan: Plan, byKey: ReadonlyMap<string, Outcome>): Map<string, string> {
	const owners = new Map<string, string>();
	for (const person of plan.people) {
		const outcome = person.decision === 'add' ? byKey.get(person.key) : undefined;
		const named = outcome?.kind === 'added' || outcome?.kind === 'unchanged';
		if (named && outcome.forjUserId !== '') owners.set(outcome.forjUserId, person.name);
	}
	return owners;
}

/** A member under an address that Novi does not know is one of the roster after all: he stays (design 4.4). */
function recognised(person: PlannedPerson, owner: string, outcome: Outcome | undefined): PersonResult {
	// An outcome that says otherwise is not talked away.
	if (outcome && outcome.kind !== 'protected' && outcome.kind !== 'not_attempted') return { ...removalResult(person, outcome), outcome };
	return { ...base(person), outcome, status: 'Up To Date', reason: REASON.accountOf(owner), memberResult: 'kept' };
}

function held(person: PlannedPerson, outcome: Outcome | undefined): PersonResult {
	if (outcome?.kind !== 'protected') return { ...base(person), memberResult: 'held' };
	return { ...base(person), outcome, status: 'Protected', reason: outcome.reason, memberResult: 'protected' };
}

function base(person: PlannedPerson): PersonResult {
	return { person, status: person.status, action: 'none', reason: person.reason, failed: false };
}

function untouched(person: PlannedPerson): PersonResult {
	return {
		...base(person),
		...(person.roster === 'eligible' && { rosterResult: 'up_to_date' as const }),
		...(person.wasMember && { memberResult: person.guarded ? ('protected' as const) : ('kept' as const) }),
	};
}

function addOrUpdate(person: PlannedPerson, outcome: Outcome | undefined, plan: Plan, outcomes: LinkOutcomes | undefined): PersonResult {
	const result: PersonResult = { ...base(person), outcome, ...(person.wasMember && { memberResult: 'kept' as const }) };
	switch (outcome?.kind) {
		case 'added':
			return { ...result, action: 'add', status: 'Added', reason: join(person.reason, outcome.reason), rosterResult: 'added' };
		case 'updated':
			return { ...result, action: 'update', status: 'Updated', reason: join(person.reason, refusalText(person, outcome)), rosterResult: 'updated' };
		case 'unchanged':
			return { ...result, status: 'Up To Date', reason: outcome.reason, rosterResult: 'up_to_date' };
		case 'failed':
			return { ...result, status: 'Error', reason: failureText(person, outcome), rosterResult: 'failed', failed: true };
		default:
			return { ...result, status: 'Not attempted', reason: notAttemptedText(person, outcome, plan, outcomes), rosterResult: 'not_attempted' };
	}
}

function removal(person: PlannedPerson, outcome: Outcome | undefined, plan: Plan, outcomes: LinkOutcomes | undefined): PersonResult {
	if (outcome && outcome.kind !== 'not_attempted') return removalResult(person, outcome);
	const reason = notAttemptedText(person, outcome, plan, outcomes);
	return { ...base(person), outcome, status: 'Not attempted', reason, memberResult: 'not_attempted_removal' };
}

function removalResult(person: PlannedPerson, outcome: Outcome): PersonResult {
	const result: PersonResult = { ...base(person), outcome };
	switch (outcome.kind) {
		case 'removed':
		case 'unchanged':
			return { ...result, action: 'remove', status: 'Removed', memberResult: 'removed' };
		case 'protected':
			return { ...result, status: 'Protected', reason: outcome.reason, memberResult: 'protected' };
		case 'unknown':
			return { ...result, status: 'Unknown', reason: outcome.reason, memberResult: 'held' };
		case 'failed':
			return { ...result, status: 'Error', reason: failureText(person, outcome), memberResult: 'failed_removal', failed: true };
		// No removal ends as an add or an update: such an answer proves nothing.
		default:
			return { ...result, status: 'Not attempted', reason: RESULT.noAnswer, memberResult: 'not_attempted_removal' };
	}
}

function failureText(person: PlannedPerson, outcome: Outcome): string {
	const runs = person.failedRuns + 1;
	return runs >= PERSISTENT_AFTER_RUNS ? REASON.persistent(runs, outcome.reason) : outcome.reason;
}

function notAttemptedText(
	person: PlannedPerson,
	outcome: Outcome | undefined,
	plan: Plan,
	outcomes: LinkOutcomes | undefined,
): string {
	const planned = RESULT.planned[person.decision as PersonAction];
	if (outcome?.reason) return join(planned, outcome.reason);
	if (!plan.writable) return join(planned, plan.detail[0] ?? '');
	if (outcomes?.dryRun) return join(planned, RESULT.dryRun);
	return join(planned, outcomes?.stopped?.message ?? RESULT.noAnswer);
}

/** Fields that Forj shows differently right after they were sent. */
export function refusedFields(person: PlannedPerson, outcome: Outcome): string[] {
	const sent = person.write?.update?.fields ?? {};
	const { readBack } = outcome;
	if (readBack === undefined) return [];
	return Object.keys(sent).filter((key) => key in readBack && !sameValue(readBack[key], sent[key]));
}

function refusalText(person: PlannedPerson, outcome: Outcome): string {
	const keys = refusedFields(person, outcome);
	return keys.length === 0 ? outcome.reason : REASON.refusedFields(keys);
}

function join(...sentences: string[]): string {
	return sentences.filter((sentence) => sentence !== '').join(' ');
}
