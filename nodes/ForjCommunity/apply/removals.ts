import pLimit from 'p-limit';
import { normaliseEmail } from '../../core/identity';
import { RECHECK } from '../../core/texts';
import type { ForjMember, PlannedPerson, Write } from '../../core/types';
import { isServiceError } from '../../shared/http/serviceError';
import type { LinkWork } from './linkWork';
import { CONCURRENCY } from './linkWork';
import type { WriteFailure } from './run';
import { REASON, describe } from './texts';

type Removal = NonNullable<Write['remove']>;
type Stopped = Extract<WriteFailure, { kind: 'stop' }>;

/** A removal that only the member list can settle. */
interface OpenRemoval {
	person: PlannedPerson;
	removal: Removal;
	/** `gone`: not there before the call. `not_found`: Forj answered 404. */
	state: 'gone' | 'not_found' | 'accepted' | 'unknown';
	/** Forj still showed the member after it had accepted the removal. */
	shown?: boolean;
	error?: unknown;
}

/** Removals of one link, always its last writes; every person gets an outcome. */
export async function applyRemovals(link: LinkWork, people: readonly PlannedPerson[]): Promise<void> {
	const open = await removeAll(link, people);
	const again = await settle(link, open, true);
	await settle(link, await removeAll(link, again), false);
}

async function removeAll(link: LinkWork, people: readonly PlannedPerson[]): Promise<OpenRemoval[]> {
	const limit = pLimit(CONCURRENCY);
	const results = await Promise.all(people.map((person) => limit(() => removeOne(link, person))));
	return results.filter((open): open is OpenRemoval => open !== undefined);
}

/** Returns the removal when the member list has to settle it. Records the outcome otherwise. */
async function removeOne(link: LinkWork, person: PlannedPerson): Promise<OpenRemoval | undefined> {
	const removal = person.write?.remove;
	if (!removal) return void link.record(person, 'not_attempted', { reason: REASON.noWrite });
	const protectedBy = protection(link, removal.userId, person.memory !== undefined);
	if (protectedBy) return void link.record(person, 'protected', { forjUserId: removal.userId, reason: protectedBy });
	// Whoever was once recognised as another person's account cannot be this one's.
	if (person.memory === undefined && link.somebodyNotAdded) {
		return void link.record(person, 'not_attempted', { forjUserId: removal.userId, reason: REASON.somebodyNotAdded });
	}
	if (!link.run.options.removalsAllowed) return void link.record(person, 'not_attempted', { reason: REASON.noRemovalsAsTool });
	const stop = link.run.blocked();
	if (stop) return void link.recordStop(person, stop);

	if (removal.released && !removal.rechecked) return void link.record(person, 'not_attempted', { forjUserId: removal.userId, reason: RECHECK.notRechecked });
	if (removal.askIfManager || removal.released) {
		const answer = await lookAgain(link, person, removal);
		if (answer === 'gone') return { person, removal, state: 'gone' };
		if (answer === 'keep') return undefined;
	}
	return await remove(link, person, removal);
}

/** Why the account is not removed, after what this run has learnt; nothing when it may be. */
function protection(link: LinkWork, userId: string, isKnown: boolean): string | undefined {
	const recognised = link.run.recognised.get(userId) ?? [];
	// A person who moves from one group to another is added here and removed there, both as planned.
	const relevant = recognised.filter(({ planned, linkId }) => !planned || linkId === link.plan.linkId);
	const owner = relevant.find(({ name }) => name !== '');
	if (owner) return REASON.recognised(owner.name);
	if (relevant.length > 0) return REASON.touchedByImport;
	// Whoever was once recognised as a person of his own is not the account that nobody could name.
	return link.unidentified && !isKnown ? REASON.unidentified : undefined;
}

/** Reads the single member right before the removal, where the list did not say enough or a brake was passed. */
async function lookAgain(link: LinkWork, person: PlannedPerson, removal: Removal): Promise<'go' | 'gone' | 'keep'> {
	const forjUserId = removal.userId;
	try {
		const objection = objectionTo(person, removal, await link.run.forj.getMember(link.groupId, forjUserId));
		if (objection === undefined) return 'go';
		link.record(person, objection.kind, { forjUserId, reason: objection.reason });
		return 'keep';
	} catch (error) {
		if (isServiceError(error) && error.kind === 'not_found') return 'gone';
		const failure = await link.run.judge(error);
		if (failure.kind === 'stop') link.recordStop(person, failure.stop);
		else link.record(person, 'unknown', { forjUserId, reason: REASON.managerUnread(failure.error) });
		return 'keep';
	}
}

/** What the member, as Forj shows it now, says against the removal. */
function objectionTo(person: PlannedPerson, removal: Removal, member: ForjMember): { kind: 'protected' | 'unknown'; reason: string } | undefined {
	if (member.isManager) return { kind: 'protected', reason: REASON.manager };
	// The list has said that this is no manager; the single member need not repeat it.
	if (removal.askIfManager && member.isManager === undefined) return { kind: 'unknown', reason: REASON.managerUnsaid };
	const planned = person.roster === undefined ? person.email : undefined;
	if (removal.released && planned !== undefined && normaliseEmail(planned) !== normaliseEmail(member.email)) {
		return { kind: 'unknown', reason: REASON.changedSinceRead };
	}
	return undefined;
}

async function remove(link: LinkWork, person: PlannedPerson, removal: Removal): Promise<OpenRemoval | undefined> {
	const forjUserId = removal.userId;
	const stop = link.run.blocked();
	if (stop) return void link.recordStop(person, stop);
	try {
		await link.run.forj.removeMember(link.groupId, forjUserId);
	} catch (error) {
		if (isServiceError(error) && error.kind === 'not_found') return { person, removal, state: 'not_found' };
		const failure = await link.run.judge(error);
		if (failure.kind === 'unknown') return { person, removal, state: 'unknown', error };
		if (failure.kind === 'stop') return void recordStopped(link, person, forjUserId, failure, error);
		return void link.record(person, 'failed', { forjUserId, reason: describe(failure.error) });
	}
	const seen = await readBack(link, forjUserId);
	if (seen !== 'gone') return { person, removal, state: 'accepted', shown: seen === 'there' };
	link.record(person, 'removed', { forjUserId, confirmed: true });
	return undefined;
}

/** A removal that was sent may have been done, so it must not count as one that was never tried. */
function recordStopped(link: LinkWork, person: PlannedPerson, forjUserId: string, { stop, sent }: Stopped, error: unknown): void {
	if (!sent) return link.recordStop(person, stop);
	link.stopped ??= stop;
	link.record(person, 'failed', { forjUserId, reason: REASON.removalUnknown(error) });
}

/** 'gone' only when Forj says that there is no such member; otherwise the list decides. */
async function readBack(link: LinkWork, userId: string): Promise<'gone' | 'there' | 'unread'> {
	try {
		await link.run.forj.getMember(link.groupId, userId);
		return 'there';
	} catch (error) {
		if (isServiceError(error) && error.kind === 'not_found') return 'gone';
		await link.run.judge(error);
		return 'unread';
	}
}

/** Reads the member list once for all open removals, and returns the people to be repeated once. */
async function settle(link: LinkWork, open: readonly OpenRemoval[], mayRepeat: boolean): Promise<PlannedPerson[]> {
	if (open.length === 0) return [];
	const list = await link.readList();
	const again: PlannedPerson[] = [];
	for (const { person, removal, state, shown, error } of open) {
		const forjUserId = removal.userId;
		const listed = list.has(forjUserId);
		if (list.complete && !listed) {
			const reason = state === 'gone' ? REASON.alreadyGone : '';
			link.record(person, state === 'gone' ? 'unchanged' : 'removed', { forjUserId, confirmed: true, reason });
		} else if (list.complete && mayRepeat && (state === 'unknown' || state === 'accepted')) again.push(person);
		else if (state === 'accepted' && !listed && shown !== true) link.record(person, 'removed', { forjUserId });
		else link.record(person, 'failed', { forjUserId, reason: openReason(state, error) });
	}
	return again;
}

function openReason(state: OpenRemoval['state'], error: unknown): string {
	if (state === 'accepted') return REASON.removalNotSeen;
	return state === 'unknown' ? REASON.removalUnknown(error) : REASON.notFoundButListed;
}
