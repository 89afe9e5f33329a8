/** People of the Novi group: who is up to date, updated, added, or N/A with a reason (design sections 4 and 8). */
import type { RosterPerson } from './eligibility';
import { compareFields, fieldsForAdd, type FieldComparison } from './fields';
import { looksLikeEmail, normaliseEmail } from './identity';
import { isPending, linkState, type Context } from './planContext';
import { forgetMembership, planRemoval } from './planRemoval';
import { NOT_APPLICABLE, PROFILE, REASON } from './texts';
import type { FieldValues, ForjMember, MemoryPatch, PersonLinkState, PersonMemory, PlannedPerson } from './types';
import { isBlank } from './values';

export function planRosterPerson(person: RosterPerson, context: Context): PlannedPerson {
	const member = context.matches.memberOf.get(person.key);
	const planned = newPerson(person, member, context);
	switch (person.eligibility.kind) {
		case 'unknown':
			return { ...planned, status: 'Unknown', reason: person.eligibility.reason, ...hasNotLeft(planned, member, context) };
		case 'not_applicable':
			if (planned.wasMember && member && !person.eligibility.duplicate) {
				return planRemoval(planned, member, REASON.notEligible(person.eligibility.reason), context);
			}
			return { ...planned, status: 'N/A', reason: person.eligibility.reason, ...forgetMembership(planned, context) };
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

/** Values of another Novi field than the one that is mapped now are no agreement about this one. */
function currentBaseline({ baseline }: PersonMemory, { remapped }: Context): FieldValues {
	return Object.fromEntries(Object.entries(baseline).filter(([key]) => !remapped.has(key)));
}

/** An empty baseline clears nothing, so such values are remembered as empty until both sides agree again. */
function withForgotten(comparison: FieldComparison, { memory }: PlannedPerson, { remapped }: Context): FieldComparison {
	const forgotten = [...remapped].filter((key) => !isBlank(memory?.baseline[key]));
	return forgotten.length === 0 ? comparison : { ...comparison, agreed: { ...Object.fromEntries(forgotten.map((key) => [key, null])), ...comparison.agreed } };
}

/** Eligible and a member: only differing fields are touched (design 4.6), never the e-mail (design 4.3). */
function planPresent(planned: PlannedPerson, person: RosterPerson, member: ForjMember, context: Context): PlannedPerson {
	const state = linkState(planned.memory, context);
	const comparison = compareFields({
		novi: person.member.fields,
		forj: member,
		baseline: planned.memory?.forjUserId === member.id ? currentBaseline(planned.memory, context) : {},
		refused: state.refused ?? {},
		mappings: context.fieldMappings,
		knownKeys: context.knownKeys,
		policy: context.link.settings.conflict,
	});
	const learn = learnPresence(planned, person, member, withForgotten(comparison, planned, context), state);
	const notes: string[] = [];
	if (planned.memory && planned.memory.forjUserId !== '' && planned.memory.forjUserId !== member.id) notes.push(REASON.rematched);
	if (comparison.refused.length > 0) notes.push(REASON.refusedFields(comparison.refused));
	if (comparison.overwritten.length > 0) notes.push(PROFILE.noviWon(comparison.overwritten));
	if (comparison.conflicts.length > 0) notes.push(PROFILE.conflict(comparison.conflicts));
	notes.push(...comparison.misfits);
	const login = person.member.login ?? '';
	if (person.eligibility.kind === 'eligible' && normaliseEmail(member.email) !== person.eligibility.emailKey) notes.push(REASON.emailDiffers(login, member.email));
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
	{ agreed, refused }: FieldComparison,
	state: PersonLinkState,
): MemoryPatch | undefined {
	const patch: MemoryPatch = {};
	if (planned.memory?.forjUserId !== member.id) patch.forjUserId = member.id;
	const login = (person.member.login ?? '').trim();
	if (planned.memory?.email !== login) patch.email = login;
	if (Object.keys(agreed).length > 0) patch.baseline = agreed;
	const settled = Object.keys(state.refused ?? {}).filter((key) => !refused.includes(key));
	if (!state.member || state.leftSince || settled.length > 0) {
		const stillRefused = Object.entries(state.refused ?? {}).filter(([key]) => refused.includes(key));
		patch.link = { member: true, leftSince: '', refused: Object.fromEntries(stillRefused) };
	}
	return Object.keys(patch).length > 0 ? patch : undefined;
}

/** Not more than this many people are gone "together", however small the group. */
const FEW_LEAVERS = 5;

/** More than half of the known members gone at once: a group that was emptied, or a list that came back short. Adding them back is harmless either way. */
export function areGoneTogether(roster: readonly RosterPerson[], context: Context): boolean {
	const known = roster.filter((person) => person.eligibility.kind === 'eligible' && linkState(context.people.get(person.key), context).member);
	const gone = known.filter((person) => !context.matches.memberOf.has(person.key)).length;
	return gone > FEW_LEAVERS && gone * 2 > known.length;
}

/** Gone with all the others, but not to be added back yet: must not look later as if he alone had left. */
function hasNotLeft(planned: PlannedPerson, member: ForjMember | undefined, context: Context): { learn?: MemoryPatch } {
	const isGone = context.goneTogether && context.forj.complete && member === undefined && linkState(planned.memory, context).member;
	return isGone ? { learn: { link: { member: false } } } : {};
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
	const addedBack = context.link.settings.selfLeft === 'add_back' || (context.goneTogether && !state.leftSince);
	if (leftByHimself && !addedBack) {
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
	if (!looksLikeEmail(login)) return { ...planned, roster: 'not_applicable', status: 'N/A', reason: NOT_APPLICABLE.falseEmail };
	const userId = pending?.id ?? planned.memory?.forjUserId ?? '';
	const fields = fieldsForAdd(person.member.fields, context.fieldMappings, context.knownKeys);
	return {
		...planned,
		decision: 'add',
		status: 'Added',
		reason: pending ? REASON.pendingAdded : leftByHimself && context.goneTogether ? REASON.goneTogether : '',
		changes: Object.entries(fields).map(([field, after]) => ({ field, before: undefined, after })),
		write: { add: { ...(userId !== '' && { userId }), email: login, fields } },
		// Those whom this run does not get back must not look, when most of the others are there again, as if they alone had left.
		...(leftByHimself && context.goneTogether && { learn: { link: { member: false } } }),
	};
}
