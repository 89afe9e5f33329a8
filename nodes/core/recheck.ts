/**
 * Released removals are read again from Novi right before they are done (design section 5): one answer per person in, the
 * plan with only those removals out that Novi does not speak against. Pure; the reading is in nodes/NoviAms/recheck.
 */
import { judge } from './eligibility';
import { noviKey } from './identity';
import { BRAKES, RECHECK } from './texts';
import type { NoviMember, Plan, PlannedPerson } from './types';

export type RecheckAnswer =
	/** The record as Novi shows it now. `inGroup` is absent when the record does not name its groups. */
	| { kind: 'shown'; member: NoviMember; inGroup?: boolean }
	/** Novi knows nobody with this login: a stranger stays a stranger. */
	| { kind: 'nobody' }
	/** Novi showed this record before and does not any more. */
	| { kind: 'not_shown' }
	| { kind: 'unread'; message: string };

/** How a person is found in Novi: by id where the pair is known, else by the address that Forj lists. */
export type RecheckQuestion = { key: string } & ({ noviId: string } | { login: string });

/** Who has to be asked about; empty for a plan that may not be written. */
export function recheckQuestions(plan: Plan): RecheckQuestion[] {
	if (!plan.writable) return [];
	return plan.people.filter(isReleasedRemoval).map((person) => {
		const noviId = person.noviId || person.memory?.noviId || '';
		return { key: person.key, ...(noviId === '' ? { login: person.email } : { noviId }) };
	});
}

function isReleasedRemoval({ decision, write }: PlannedPerson): boolean {
	return decision === 'remove' && write?.remove?.released === true;
}

/** @param answers by person key; somebody without an answer is not removed */
export function recheckedPlan(plan: Plan, answers: ReadonlyMap<string, RecheckAnswer>): Plan {
	const onRoster = new Set(plan.people.flatMap(({ roster, noviId }) => (roster === undefined ? [] : [noviKey(noviId)])));
	const people = plan.people.map((person) => (isReleasedRemoval(person) ? rechecked(person, answers.get(person.key), onRoster) : person));
	const held = people.some((person, index) => person.decision === 'hold' && plan.people[index].decision === 'remove');
	if (!held) return { ...plan, people };
	const detail = [...plan.detail, BRAKES.recheck];
	const status = plan.status === 'Up To Date' ? 'Held' : plan.status;
	return { ...plan, people, brakes: [...plan.brakes, { code: 'recheck', text: BRAKES.recheck }], status, detail };
}

function rechecked(person: PlannedPerson, answer: RecheckAnswer | undefined, onRoster: ReadonlySet<string>): PlannedPerson {
	const objection = answer === undefined ? RECHECK.notRechecked : objectionOf(person, answer, onRoster);
	const { write } = person;
	if (objection !== undefined) {
		// What Novi says is for the admin to look at; what it could not say is asked again in the next run.
		const over = FINAL.includes(objection) && write?.remove;
		return { ...person, decision: 'hold', status: 'Removal held', reason: objection, ...(over && { write: { ...write, remove: { ...over, withdrawn: true } } }) };
	}
	return write?.remove ? { ...person, write: { ...write, remove: { ...write.remove, rechecked: true } } } : person;
}

const FINAL: readonly string[] = [RECHECK.inGroup, RECHECK.eligibleNow, RECHECK.notShown];

/** What Novi says against the removal, in words. */
function objectionOf({ roster }: PlannedPerson, answer: RecheckAnswer, onRoster: ReadonlySet<string>): string | undefined {
	if (answer.kind === 'unread') return RECHECK.unread(answer.message);
	if (answer.kind === 'not_shown') return RECHECK.notShown;
	if (answer.kind === 'nobody') return undefined;
	const { kind } = judge(answer.member, true);
	if (kind === 'unknown') return RECHECK.unknown;
	if (kind === 'not_applicable') return undefined;
	// He was in the group and N/A when the group was read; now he is eligible.
	if (roster !== undefined) return RECHECK.eligibleNow;
	// A stranger in Forj may be somebody on the roster whose record could not be read.
	return answer.inGroup === true || onRoster.has(noviKey(answer.member.id)) ? RECHECK.inGroup : undefined;
}

/** How many people Apply Plan is going to write: what the link shows while that goes on. */
export function countChanges({ writable, people }: Plan): number {
	return writable ? people.filter(({ decision }) => decision === 'add' || decision === 'update' || decision === 'remove').length : 0;
}

/** Does a record's list of groups name this one? Undefined when the record has no such list. */
export function namesGroup(groups: unknown, groupId: string): boolean | undefined {
	if (!Array.isArray(groups)) return undefined;
	return groups.some((group: unknown) => {
		const id = typeof group === 'object' && group !== null ? (group as Record<string, unknown>).GroupUniqueID : undefined;
		return typeof id === 'string' && noviKey(id) === noviKey(groupId);
	});
}
