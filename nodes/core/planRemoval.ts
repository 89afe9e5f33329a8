/** Forj members who are not, or no longer, to be in the group: removed, protected or left alone (design 4.7 and 4.8). */
import type { RosterPerson } from './eligibility';
import { compareText, noviKey, normaliseEmail } from './identity';
import { isPending, linkState, type Context } from './planContext';
import { REASON } from './texts';
import type { ForjMember, MemoryPatch, PersonLinkState, PersonMemory, Plan, PlannedPerson } from './types';

export function planStrangers(context: Context): PlannedPerson[] {
	const strangers = [...context.rows.values()].filter((member) => !context.matches.personOf.has(member.id));
	const formerOf = rememberedBy(strangers, context);
	return strangers.map((member) => planStranger(member, formerOf.get(member.id), context));
}

/** Whoever had one of these accounts as a pair; of several the smallest Novi id. */
function rememberedBy(members: readonly ForjMember[], { people }: Context): Map<string, PersonMemory> {
	const formerOf = new Map<string, PersonMemory>();
	if (members.length === 0) return formerOf;
	const ids = new Set(members.map((member) => member.id));
	for (const memory of people.values()) {
		if (!ids.has(memory.forjUserId)) continue;
		const known = formerOf.get(memory.forjUserId);
		if (known === undefined || compareText(noviKey(memory.noviId), noviKey(known.noviId)) < 0) formerOf.set(memory.forjUserId, memory);
	}
	return formerOf;
}

function planStranger(member: ForjMember, former: PersonMemory | undefined, context: Context): PlannedPerson {
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
		failedRuns: former ? (linkState(former, context).failedRuns ?? 0) : (context.link.state.failedRemovals?.[member.id] ?? 0),
	};
	if (!planned.wasMember) return { ...planned, status: 'N/A', reason: REASON.pendingLeftAlone };
	return planRemoval(planned, member, former ? REASON.leftRoster : REASON.strangerRemoved, context);
}

/** A removal, unless the person is protected (design 4.7) or the claim on the account is not clear. */
export function planRemoval(planned: PlannedPerson, member: ForjMember, reason: string, context: Context): PlannedPerson {
	const guard = guardOf(member, planned, context);
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
function guardOf(member: ForjMember, planned: PlannedPerson, { link, forj }: Context): string | undefined {
	const { id: adminId, email: adminEmail } = forj.group.primaryAdmin;
	const addresses = new Set([member.email, planned.email, planned.memory?.email ?? ''].map(normaliseEmail).filter((key) => key !== ''));
	if (member.isManager === true || adminId === member.id) return REASON.manager;
	if (adminEmail !== undefined && addresses.has(normaliseEmail(adminEmail))) return REASON.manager;
	const kept = link.settings.keep.some((entry) => entry === member.id || addresses.has(normaliseEmail(entry)));
	return kept ? REASON.keepList : undefined;
}

function modeKeeps(planned: PlannedPerson, context: Context): string | undefined {
	const { mode } = context.link;
	if (mode === 'add_only') return REASON.modeAddOnly;
	if (mode === 'owned' && !linkState(planned.memory, context).addedBySync) return REASON.modeOwned;
	return undefined;
}

const NOT_A_MEMBER: PersonLinkState = { member: false, addedBySync: false, leftSince: '' };

/** Somebody N/A who is not in Forj any more has not left by himself: with a new login he is added again. */
export function forgetMembership(planned: PlannedPerson, context: Context): { learn?: MemoryPatch } {
	const { member, leftSince } = linkState(planned.memory, context);
	const proven = context.novi.complete && context.forj.complete;
	return proven && !planned.wasMember && (member || leftSince) ? { learn: { link: NOT_A_MEMBER } } : {};
}

/** Whoever is on neither side starts afresh when he comes back: he did not leave by himself then. */
export function goneFromBoth(roster: RosterPerson[], context: Context): Plan['gone'] {
	if (!context.novi.complete || !context.forj.complete) return [];
	const { memberOf } = context.matches;
	const absent = new Set(roster.filter((person) => !memberOf.has(person.key)).map((person) => person.key));
	const gone: Plan['gone'] = [];
	for (const [key, memory] of context.people) {
		if (memberOf.has(key) || absent.has(key) || context.rows.has(memory.forjUserId)) continue;
		const { member, leftSince } = linkState(memory, context);
		if (!member && !leftSince) continue;
		gone.push({ memory, learn: { link: NOT_A_MEMBER } });
	}
	return gone.sort((a, b) => compareText(a.memory.noviId, b.memory.noviId));
}
