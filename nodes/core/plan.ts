/**
 * The planner: from two snapshots and what is remembered, who is added, updated, removed, held or left alone.
 * Pure: no I/O, no clock, no randomness; the same input in any order gives the same plan, byte for byte.
 * The rules are those of the design, sections 4 and 5; each has a function of its own here or in a file named after it.
 */
import { trippedBrakes } from './brakes';
import { judgeRoster, type RosterPerson } from './eligibility';
import { compareFields, fieldMappings, fieldsForAdd, unknownMappedKeys } from './fields';
import { compareText, normaliseEmail } from './identity';
import { matchPeople, type Matches } from './match';
import { readinessFaults } from './readiness';
import { shownDigest } from './shown';
import { BRAKES, LINK, NOT_APPLICABLE, REASON } from './texts';
import type {
	FieldMapping,
	FieldValues,
	ForjMember,
	ForjSnapshot,
	Link,
	MemoryPatch,
	NoviSnapshot,
	PersonLinkState,
	PersonMemory,
	Plan,
	PlannedPerson,
	ShownPerson,
} from './types';

export interface LinkInput {
	link: Link;
	/** Undefined when the side is absent or is no snapshot of this link. */
	novi: NoviSnapshot | undefined;
	forj: ForjSnapshot | undefined;
	/** Why a side is undefined, for the status. */
	absence: string[];
	/** By Novi key, of all links. */
	people: ReadonlyMap<string, PersonMemory>;
	/** What `novi_forj_members` shows of this link, by person key. */
	shown: ReadonlyMap<string, ShownPerson>;
	mappings: readonly FieldMapping[];
	/** ISO time. */
	now: string;
	/** False: loose lists of an admin's own workflow. No table is behind them, and no group settings. */
	remembered: boolean;
	checkGroup: boolean;
}

/** What the rules share while one link is planned. */
interface Context extends LinkInput {
	novi: NoviSnapshot;
	forj: ForjSnapshot;
	fieldMappings: FieldMapping[];
	knownKeys: Set<string>;
	/** Accepted members, or such whose row does not say; pending ones are not members (design 4.8). */
	members: ForjMember[];
	matches: Matches;
	/** Forj user id to whoever had it as a pair, roster or not. */
	formerOf: Map<string, PersonMemory>;
}

export function planLink(input: LinkInput): Plan {
	const { novi, forj } = input;
	const plan = emptyPlan(input);
	if (novi === undefined || forj === undefined || novi.failure?.kind === 'auth' || forj.failure?.kind === 'auth') {
		return refusedPlan(plan, input);
	}
	const context = buildContext({ ...input, novi, forj });
	const roster = judgeRoster(novi.members, (key) => hasPair(input.people, key));
	context.matches = matchPeople(roster, forj.members, (key) => input.people.get(key));

	const people = [...roster.map((person) => planRosterPerson(person, context)), ...planStrangers(context)];
	plan.totals = {
		roster: roster.length,
		eligible: people.filter((p) => p.roster === 'eligible').length,
		membersBefore: context.members.length,
	};
	plan.counted = true;
	plan.snapshotsComplete = novi.complete && forj.complete;
	applyBrakes(people, plan, input, context);
	decideStatus(plan, context);
	for (const person of people) carrySince(person, input);
	plan.people = people.sort((a, b) => compareText(a.key, b.key));
	plan.gone = goneFromBoth(roster, context);
	plan.warnings = warningsOf(context);
	return plan;
}

function emptyPlan({ link, novi, forj, now, shown }: LinkInput): Plan {
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
		state: link.state,
		shownDigest: shownDigest(shown.values()),
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

function buildContext(input: LinkInput & { novi: NoviSnapshot; forj: ForjSnapshot }): Context {
	const formerOf = new Map<string, PersonMemory>();
	for (const memory of input.people.values()) if (memory.forjUserId !== '') formerOf.set(memory.forjUserId, memory);
	return {
		...input,
		fieldMappings: fieldMappings(input.link.settings, input.mappings),
		knownKeys: new Set([...input.forj.group.fieldKeys, ...input.forj.seenFieldKeys]),
		members: input.forj.members.filter((member) => !isPending(member)),
		matches: { memberOf: new Map(), personOf: new Map(), unclear: new Map() },
		formerOf,
	};
}

function hasPair(people: ReadonlyMap<string, PersonMemory>, key: string): boolean {
	return (people.get(key)?.forjUserId ?? '') !== '';
}

function isPending(member: ForjMember): boolean {
	return member.status === 'pending';
}

// ---------------------------------------------------------------- people of the Novi group

function planRosterPerson(person: RosterPerson, context: Context): PlannedPerson {
	const member = context.matches.memberOf.get(person.key);
	const planned = newPerson(person, member, context);
	switch (person.eligibility.kind) {
		case 'unknown':
			return { ...planned, status: 'Unknown', reason: person.eligibility.reason };
		case 'not_applicable':
			if (planned.wasMember && member && !person.eligibility.duplicate) {
				return planRemoval(planned, member, REASON.notEligible(person.eligibility.reason), context);
			}
			return { ...planned, status: 'N/A', reason: person.eligibility.reason };
		case 'eligible':
			if (planned.wasMember && member) return planPresent(planned, person, member, context);
			return planAbsent(planned, person, member, context);
	}
}

function newPerson(person: RosterPerson, member: ForjMember | undefined, context: Context): PlannedPerson {
	const memory = context.people.get(person.key);
	return {
		key: `novi:${person.key}`,
		noviId: person.member.id,
		forjUserId: member?.id ?? memory?.forjUserId ?? '',
		name: person.member.name,
		email: (person.member.login ?? memory?.email ?? '').trim(),
		roster: person.eligibility.kind,
		wasMember: member !== undefined && !isPending(member),
		decision: 'none',
		status: 'Up To Date',
		reason: '',
		...(memory && { memory }),
		failedRuns: linkState(memory, context).failedRuns ?? 0,
	};
}

function linkState(memory: PersonMemory | undefined, context: Context): PersonLinkState {
	return memory?.state[context.link.linkId] ?? {};
}

/** Eligible and a member: only differing fields are touched (design 4.6), never the e-mail (design 4.3). */
function planPresent(planned: PlannedPerson, person: RosterPerson, member: ForjMember, context: Context): PlannedPerson {
	const state = linkState(planned.memory, context);
	const comparison = compareFields({
		novi: person.member.fields,
		forj: member,
		baseline: planned.memory?.forjUserId === member.id ? planned.memory.baseline : {},
		refused: state.refused ?? {},
		mappings: context.fieldMappings,
		knownKeys: context.knownKeys,
	});
	const learn = learnPresence(planned, person, member, comparison.agreed, state);
	const notes: string[] = [];
	if (comparison.refused.length > 0) notes.push(REASON.refusedFields(comparison.refused));
	const login = person.member.login ?? '';
	if (normaliseEmail(member.email) !== normaliseEmail(login)) notes.push(REASON.emailDiffers(login, member.email));
	const result: PlannedPerson = { ...planned, reason: notes.join(' '), ...(learn && { learn }) };
	if (comparison.changes.length === 0) return result;
	const fields: FieldValues = {};
	for (const change of comparison.changes) fields[change.field] = change.after;
	return {
		...result,
		decision: 'update',
		status: 'Updated',
		changes: comparison.changes,
		write: { update: { userId: member.id, fields } },
	};
}

/** What a look at both sides teaches: the pair, that he is a member, and values on which both agree. */
function learnPresence(
	planned: PlannedPerson,
	person: RosterPerson,
	member: ForjMember,
	agreed: FieldValues,
	state: PersonLinkState,
): MemoryPatch | undefined {
	const patch: MemoryPatch = {};
	if (planned.memory?.forjUserId !== member.id) patch.forjUserId = member.id;
	const login = (person.member.login ?? '').trim();
	if (planned.memory?.email !== login) patch.email = login;
	if (Object.keys(agreed).length > 0) patch.baseline = agreed;
	if (!state.member || state.leftSince) patch.link = { member: true, leftSince: '' };
	return Object.keys(patch).length > 0 ? patch : undefined;
}

/** Eligible and no member: added, unless he left by himself and the link respects that (design 8, "Self-left is N/A"). */
function planAbsent(
	planned: PlannedPerson,
	person: RosterPerson,
	pending: ForjMember | undefined,
	context: Context,
): PlannedPerson {
	const state = linkState(planned.memory, context);
	const leftByHimself = context.forj.complete && pending === undefined && (state.member === true || !!state.leftSince);
	if (leftByHimself && context.link.settings.selfLeft === 'respect') {
		const since = state.leftSince || context.now;
		return {
			...planned,
			roster: 'not_applicable',
			status: 'N/A',
			reason: NOT_APPLICABLE.leftGroup(since),
			...(!state.leftSince && { learn: { link: { member: false, leftSince: since } } }),
		};
	}
	const login = (person.member.login ?? '').trim();
	const userId = pending?.id ?? planned.memory?.forjUserId ?? '';
	const fields = fieldsForAdd(person.member.fields, context.fieldMappings, context.knownKeys);
	return {
		...planned,
		decision: 'add',
		status: 'Added',
		reason: pending ? REASON.pendingAdded : '',
		changes: Object.entries(fields).map(([field, after]) => ({ field, before: undefined, after })),
		write: { add: { ...(userId !== '' && { userId }), email: login, fields } },
	};
}

// ---------------------------------------------------------------- Forj members outside the Novi group

function planStrangers(context: Context): PlannedPerson[] {
	return context.forj.members
		.filter((member) => !context.matches.personOf.has(member.id))
		.map((member) => planStranger(member, context));
}

function planStranger(member: ForjMember, context: Context): PlannedPerson {
	const former = context.formerOf.get(member.id);
	const planned: PlannedPerson = {
		key: `forj:${member.id}`,
		noviId: '',
		forjUserId: member.id,
		name: member.name,
		email: member.email,
		wasMember: !isPending(member),
		decision: 'none',
		status: 'Up To Date',
		reason: '',
		...(former && { memory: former }),
		failedRuns: linkState(former, context).failedRuns ?? 0,
	};
	if (!planned.wasMember) return { ...planned, status: 'N/A', reason: REASON.pendingLeftAlone };
	return planRemoval(planned, member, former ? REASON.leftRoster : REASON.strangerRemoved, context);
}

/** Whoever is on neither side starts afresh when he comes back: he did not leave by himself then. */
function goneFromBoth(roster: RosterPerson[], context: Context): Plan['gone'] {
	if (!context.novi.complete || !context.forj.complete) return [];
	const present = new Set(roster.map((person) => person.key));
	const inForj = new Set(context.forj.members.map((member) => member.id));
	const gone: Plan['gone'] = [];
	for (const [key, memory] of context.people) {
		const { member, leftSince } = linkState(memory, context);
		if ((!member && !leftSince) || present.has(key) || inForj.has(memory.forjUserId)) continue;
		gone.push({ memory, learn: { link: { member: false, leftSince: '' } } });
	}
	return gone.sort((a, b) => compareText(a.memory.noviId, b.memory.noviId));
}

// ---------------------------------------------------------------- removals

/** A removal, unless the person is protected (design 4.7) or the claim on the account is not clear. */
function planRemoval(planned: PlannedPerson, member: ForjMember, reason: string, context: Context): PlannedPerson {
	const guard = guardOf(member, context);
	if (guard !== undefined) return { ...planned, status: 'Protected', reason: guard, guarded: true };
	const leftByMode = modeKeeps(planned, context);
	if (leftByMode !== undefined) return { ...planned, status: 'Protected', reason: leftByMode };
	const unclear = context.matches.unclear.get(member.id);
	if (unclear !== undefined) return { ...planned, status: 'Unknown', reason: unclear };
	return {
		...planned,
		decision: 'remove',
		status: 'Removed',
		reason,
		write: { remove: { userId: member.id, askIfManager: member.isManager === undefined } },
	};
}

/** Group managers and the keep list: no mode and no release passes this. */
function guardOf(member: ForjMember, { link, forj }: Context): string | undefined {
	const emailKey = normaliseEmail(member.email);
	const { id: adminId, email: adminEmail } = forj.group.primaryAdmin;
	if (member.isManager === true || adminId === member.id) return REASON.manager;
	if (adminEmail !== undefined && emailKey !== '' && normaliseEmail(adminEmail) === emailKey) return REASON.manager;
	const kept = link.settings.keep.some((entry) => entry === member.id || (emailKey !== '' && normaliseEmail(entry) === emailKey));
	return kept ? REASON.keepList : undefined;
}

function modeKeeps(planned: PlannedPerson, context: Context): string | undefined {
	const { mode } = context.link;
	if (mode === 'add_only') return REASON.modeAddOnly;
	if (mode === 'owned' && !linkState(planned.memory, context).addedBySync) return REASON.modeOwned;
	return undefined;
}

function applyBrakes(people: PlannedPerson[], plan: Plan, input: LinkInput, context: Context): void {
	const removals = people.filter((person) => person.decision === 'remove');
	plan.brakes = trippedBrakes({
		link: input.link,
		novi: context.novi,
		totals: plan.totals,
		unknownPeople: people.filter((person) => person.roster === 'unknown').length,
		removals: removals.length,
		now: input.now,
		remembered: input.remembered,
	});
	if (plan.brakes.length === 0) return;
	const reason = plan.brakes.map((brake) => brake.text).join(' ');
	for (const person of removals) {
		person.decision = 'hold';
		person.status = 'Removal held';
		person.reason = `${person.reason} ${reason}`;
	}
}

// ---------------------------------------------------------------- the link as a whole

/** Not ready before Held before Up To Date; what is written depends on it (design section 5). */
function decideStatus(plan: Plan, context: Context): void {
	const { link, novi, forj, checkGroup } = context;
	const faults = checkGroup ? readinessFaults(link, novi, forj) : link.faults;
	const failures = [novi, forj].filter((side) => !side.complete).map(incompleteText);
	if (faults.length > 0) {
		plan.status = 'Not ready';
		plan.detail = [...faults, ...failures];
	} else if (failures.length > 0 || plan.brakes.length > 0) {
		plan.status = 'Held';
		plan.detail = [...failures, ...plan.brakes.map((brake) => brake.text)];
	}
	plan.writable = faults.length === 0 && forj.complete;
}

function incompleteText(side: NoviSnapshot | ForjSnapshot): string {
	if (side.failure) return `${side.failure.message} ${side.failure.fix}`;
	return side.kind === 'noviSnapshot' ? BRAKES.incompleteRead : LINK.forjIncomplete;
}

function warningsOf({ novi, forj, link, fieldMappings: mappings, knownKeys }: Context): string[] {
	const warnings = [...novi.warnings, ...forj.warnings];
	if (novi.group.syncToMobilize === true) warnings.push(LINK.builtInSync(novi.group.name || link.noviGroupName));
	const unknownKeys = unknownMappedKeys(mappings, knownKeys);
	if (unknownKeys.length > 0) warnings.push(LINK.keysUnknown(unknownKeys));
	return warnings;
}

/** The same status and reason as before keeps its date. */
function carrySince(person: PlannedPerson, { shown }: LinkInput): void {
	const before = shown.get(person.key);
	if (before && before.status === person.status && before.reason === person.reason) person.since = before.since;
}

