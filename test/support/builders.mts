/**
 * Inputs of the planner with safe defaults: a link that had a good run, two complete snapshots, a group that is fit
 * for the sync, nobody in it. A case names only what it is about.
 */
import { planRun, type RunInput } from '../../nodes/core/planRun';
import { readRemembered, writePerson } from '../../nodes/core/remembered';
import type { Row } from '../../nodes/core/linkRow';
import type {
	FieldMapping,
	ForjGroup,
	ForjMember,
	ForjSnapshot,
	NoviMember,
	NoviSnapshot,
	PersonLinkState,
	PersonMemory,
	Plan,
	PlannedPerson,
	ReadFailure,
} from '../../nodes/core/types';

export const NOW = '2026-03-02T09:00:00.000Z';
export const LINK_ID = 'board';
export const NOVI_GROUP = 'b0000000-0000-4000-8000-000000000001';
export const FORJ_GROUP = '700';
/** The level that means Private in the invented community. */
export const PRIVATE = 5;

export const REFUSED_KEY: ReadFailure = { kind: 'auth', message: 'The service refused the API key.', fix: 'Check the credential.' };
export const UNREACHABLE: ReadFailure = { kind: 'unreachable', message: 'The service did not answer.', fix: 'The next run tries again.' };

/** Milliseconds after `NOW` as ISO time; negative is before. */
export const after = (ms: number): string => new Date(Date.parse(NOW) + ms).toISOString();

/** An active individual `<id>@login.example`, without profile values unless given. */
export function person(id: string, differing: Partial<NoviMember> = {}): NoviMember {
	return { id, name: `Person ${id}`, isPerson: true, active: true, login: `${id}@login.example`, fields: {}, ...differing };
}

/** A roster row whose record could not be read. */
export function unreadable(id: string, differing: Partial<NoviMember> = {}): NoviMember {
	return { id, name: `Person ${id}`, unknown: 'The record could not be read.', fields: {}, ...differing };
}

/** An accepted member with the primary address `<name>@login.example`; no group manager. */
export function member(id: string, name: string, differing: Partial<ForjMember> = {}): ForjMember {
	return {
		id,
		email: `${name}@login.example`,
		name: `Person ${name}`,
		isManager: false,
		status: 'accepted',
		fields: {},
		hasProfile: true,
		...differing,
	};
}

export function noviSnapshot(members: readonly NoviMember[] = [], differing: Partial<NoviSnapshot> = {}): NoviSnapshot {
	return {
		kind: 'noviSnapshot',
		linkId: LINK_ID,
		group: { id: NOVI_GROUP, name: 'Board' },
		members: [...members],
		complete: true,
		expected: members.length,
		received: members.length,
		readAt: NOW,
		warnings: [],
		calls: 0,
		staging: false,
		allowStagingSync: false,
		...differing,
	};
}

export function forjGroup(differing: Partial<ForjGroup> = {}): ForjGroup {
	return {
		id: FORJ_GROUP,
		name: 'Board room',
		privacy: PRIVATE,
		hasParent: false,
		requiresApproval: false,
		primaryAdmin: {},
		fieldKeys: ['company_name', 'job_title'],
		...differing,
	};
}

export function forjSnapshot(members: readonly ForjMember[] = [], differing: Partial<ForjSnapshot> = {}): ForjSnapshot {
	return {
		kind: 'forjSnapshot',
		linkId: LINK_ID,
		group: forjGroup(),
		members: [...members],
		complete: true,
		expected: null,
		received: members.length,
		readAt: NOW,
		warnings: [],
		calls: 0,
		seenFieldKeys: [],
		privateLevel: PRIVATE,
		...differing,
	};
}

/** Column `state` after a good run that saw so many people. */
export function goodState(roster: number, eligible = roster, more: Row = {}): string {
	return JSON.stringify({ good: { at: after(-3_600_000), roster, eligible, novi_group_id: NOVI_GROUP, forj_group_id: FORJ_GROUP }, ...more });
}

/** An enabled link in mode mirror with the default limits, after a good run of an empty group. */
export function linkRow(differing: Row = {}): Row {
	return {
		link_id: LINK_ID,
		novi_group_id: NOVI_GROUP,
		novi_group_name: 'Board',
		forj_group_id: FORJ_GROUP,
		forj_group_name: 'Board room',
		enabled: true,
		mode: 'mirror',
		removal_limit_percent: 25,
		removal_limit_people: 5,
		settings: '',
		state: goodState(0),
		...differing,
	};
}

/** What is remembered of a person who is a member by this link; `here` is the state for the default link. */
export function memory(noviId: string, forjUserId: string, differing: Partial<PersonMemory> = {}, here: PersonLinkState = { member: true }): PersonMemory {
	return { noviId, forjUserId, email: `${noviId}@login.example`, baseline: {}, state: { [LINK_ID]: { groupId: FORJ_GROUP, ...here } }, ...differing };
}

export const fieldRow = (noviField: string, forjField: string, direction: FieldMapping['direction'] | string): Row => ({
	novi_field: noviField,
	forj_field: forjField,
	direction,
});

export interface Case {
	roster?: readonly NoviMember[];
	members?: readonly ForjMember[];
	people?: readonly PersonMemory[];
	/** Columns of the link row that differ. */
	link?: Row;
	novi?: Partial<NoviSnapshot>;
	forj?: Partial<ForjSnapshot>;
	group?: Partial<ForjGroup>;
	/** Further rows: field mappings, shown people, other links. */
	rows?: readonly Row[];
	run?: Partial<RunInput>;
}

export function runInput({ roster, members, people = [], link, novi, forj, group, rows = [], run }: Case): RunInput {
	return {
		novi: [noviSnapshot(roster, novi)],
		forj: [forjSnapshot(members, { group: forjGroup(group), ...forj })],
		remembered: readRemembered([linkRow(link), ...people.map((one) => writePerson(one, after(-60_000))), ...rows]),
		now: NOW,
		hasMemory: true,
		checkGroup: true,
		...run,
	};
}

/** The plan of the only link. */
export function planOf(one: Case): Plan {
	const [plan] = planRun(runInput(one));
	if (plan === undefined) throw new Error('the run has no link');
	return plan;
}

/** The person of a plan, by Novi id or Forj user id; exactly one. */
export function personIn(plan: Plan, id: string): PlannedPerson {
	const found = plan.people.filter((one) => one.key === `novi:${id.toLowerCase()}` || one.key === `forj:${id}`);
	if (found.length !== 1 || found[0] === undefined) throw new Error(`${id} stands ${found.length} times in the plan`);
	return found[0];
}

/** Decisions of a plan by key, people without a decision left out: what the run would do. */
export function decisions(plan: Plan): Record<string, string> {
	return Object.fromEntries(plan.people.filter((one) => one.decision !== 'none').map((one) => [one.key, one.decision]));
}

export function brakeCodes(plan: Plan): string[] {
	return plan.brakes.map((brake) => brake.code).sort();
}

