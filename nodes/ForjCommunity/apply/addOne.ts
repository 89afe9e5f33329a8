/** One single add: the call, the fall-back by e-mail, the read-back. What stays open is settled from the member list. */
import { normaliseEmail } from '../../core/identity';
import { sameValue } from '../../core/values';
import { isPending } from '../../core/planContext';
import type { FieldValues, ForjMember, PlannedPerson, Write } from '../../core/types';
import { isServiceError } from '../../shared/http/serviceError';
import type { AddBody } from './forjWrites';
import type { LinkWork } from './linkWork';
import type { WriteFailure } from './run';
import { REASON, describe } from './texts';
import { differingFields, readBackOf, updateProfile, withNamesAtBothPlaces } from './updateProfile';

export type Add = NonNullable<Write['add']>;

/** What the member list has to settle; nothing when the person has an outcome already. */
export interface OpenAdd {
	person: PlannedPerson;
	add: Add;
	state: 'accepted' | 'unknown' | 'refused';
	/** As far as it is known. */
	userId?: string;
	error?: unknown;
	note: string;
}

type KnownAdd = Omit<OpenAdd, 'state'> & { userId: string };

/** Statuses with which Forj may say that the person is a member already, or that the user does not exist. */
const MAY_MEAN_ALREADY = new Set([400, 409, 422]);
const MAY_MEAN_NO_SUCH_USER = new Set([400, 404, 422]);

export function toAddBody(add: Add): AddBody {
	return add.userId === undefined ? byEmail(add) : { user_id: add.userId };
}

function byEmail(add: Add): AddBody {
	return withNamesAtBothPlaces({ ...add.fields, email: add.email });
}

/** Returns the add when only the member list can tell how it ended. Records the outcome otherwise. */
export async function addOne(link: LinkWork, person: PlannedPerson): Promise<OpenAdd | undefined> {
	const add = person.write?.add;
	if (!add) return void link.record(person, 'not_attempted', { reason: REASON.noWrite });
	const stop = link.run.blocked();
	if (stop) return void link.recordStop(person, stop);
	return add.userId === undefined ? await addByEmail(link, person, add, '') : await addKnownUser(link, person, add, add.userId);
}

async function addKnownUser(link: LinkWork, person: PlannedPerson, add: Add, userId: string): Promise<OpenAdd | undefined> {
	try {
		await link.run.forj.addMember(link.groupId, { user_id: userId });
	} catch (error) {
		const failure = await link.run.judge(error);
		const open = { person, add, userId, note: '' };
		const refused = failure.kind === 'refused' ? failure.status : undefined;
		const mayBeUnknown = refused !== undefined && MAY_MEAN_NO_SUCH_USER.has(refused);
		return mayBeUnknown ? await addIfUserIsGone(link, open, failure) : afterFailure(link, open, failure);
	}
	return await confirm(link, { person, add, state: 'accepted', userId, note: '' });
}

async function addIfUserIsGone(link: LinkWork, open: KnownAdd, failure: WriteFailure): Promise<OpenAdd | undefined> {
	const { person, add, userId } = open;
	const account = await probeUser(link, userId);
	if (account === 'there') return afterFailure(link, open, failure);
	if (account !== 'gone') {
		if (account.kind === 'stop') return void link.recordStop(person, account.stop);
		return void link.record(person, 'failed', { reason: REASON.userUnread(userId, account.error) });
	}
	const stop = link.run.blocked();
	if (stop) return void link.recordStop(person, stop);
	return await addByEmail(link, person, add, REASON.userUnknown(userId));
}

/** Adding by e-mail while the user exists could make a second account of one person, so Forj must say that it is gone. */
async function probeUser(link: LinkWork, userId: string): Promise<'there' | 'gone' | WriteFailure> {
	try {
		await link.run.forj.getUser(userId);
		return 'there';
	} catch (error) {
		if (isServiceError(error) && error.kind === 'not_found') return 'gone';
		return await link.run.judge(error);
	}
}

async function addByEmail(link: LinkWork, person: PlannedPerson, add: Add, note: string): Promise<OpenAdd | undefined> {
	const open = { person, add, note };
	try {
		const named = await link.run.forj.addMember(link.groupId, byEmail(add));
		if (named?.sure) link.recognise(named.id, person);
		return await confirm(link, { ...open, state: 'accepted', userId: named?.id }, named?.sure);
	} catch (error) {
		return afterFailure(link, open, await link.run.judge(error));
	}
}

function afterFailure(link: LinkWork, open: Omit<OpenAdd, 'state'>, failure: WriteFailure): OpenAdd | undefined {
	const { person } = open;
	if (failure.kind === 'unknown') return { ...open, state: 'unknown', error: failure.error };
	if (failure.kind === 'stop') {
		if (failure.sent) link.unidentified = true;
		return void link.recordStop(person, failure.stop);
	}
	if (failure.status !== undefined && MAY_MEAN_ALREADY.has(failure.status)) {
		return { ...open, state: 'refused', error: failure.error };
	}
	link.record(person, 'failed', { reason: withNote(open.note, describe(failure.error)) });
	return undefined;
}

/** Reads the member back. Returns the add when that shows nothing, since the list may. */
async function confirm(link: LinkWork, open: OpenAdd, sure = true): Promise<OpenAdd | undefined> {
	if (open.userId === undefined) return open;
	let member: ForjMember;
	try {
		member = await link.run.forj.getMember(link.groupId, open.userId);
	} catch (error) {
		await link.run.judge(error);
		const doubtful = !sure && isServiceError(error) && error.kind === 'not_found';
		return doubtful ? { ...open, userId: undefined } : open;
	}
	if (!sure && !isThisPerson(member, open.add)) return { ...open, userId: undefined };
	await recordFound(link, open, member);
	return undefined;
}

/** An unsure id is taken when the member has the e-mail that was sent, or the profile: an add overwrites it. */
function isThisPerson(member: ForjMember, add: Add): boolean {
	if (normaliseEmail(member.email) === normaliseEmail(add.email)) return true;
	const sent = Object.entries(add.fields);
	return sent.length > 0 && sent.every(([key, value]) => sameValue(member.fields[key], value));
}

/** The person is in the group. A user that was added by id keeps its old profile, so what differs is written. */
export async function recordFound(link: LinkWork, open: OpenAdd, member: ForjMember): Promise<void> {
	const { person, add, note } = open;
	link.recognise(member.id, person);
	if (isPending(member)) {
		return link.record(person, 'failed', { forjUserId: member.id, reason: withNote(note, REASON.stillPending) });
	}
	const doubt = open.state === 'unknown' ? REASON.addedAfterDoubt : open.state === 'refused' ? REASON.alreadyMember : '';
	const profile = await completeProfile(link, add, member);
	const wasMember = link.plan.membersBefore?.has(member.id) === true;
	const known = wasMember && doubt === '' ? REASON.alreadyMemberAs(member.email) : '';
	link.record(person, open.state === 'refused' || wasMember ? 'unchanged' : 'added', {
		forjUserId: member.id,
		confirmed: true,
		reason: [note, doubt, known, profile.reason].filter((part) => part !== '').join(' '),
		readBack: profile.readBack,
	});
}

interface Profile {
	/** What went wrong, in words; '' when nothing did. */
	reason: string;
	readBack: FieldValues;
}

/** An add by id leaves the old profile, and an add by e-mail may not take all of the new one: what differs is written. */
async function completeProfile(link: LinkWork, add: Add, member: ForjMember): Promise<Profile> {
	const readBack = readBackOf(member, add.fields);
	const differing = differingFields(member, add.fields);
	if (Object.keys(differing).length === 0 || link.run.blocked()) return { reason: '', readBack };
	const result = await updateProfile(link.run, link.groupId, member.id, differing);
	if (result.kind === 'updated') return { reason: '', readBack: { ...readBack, ...result.readBack } };
	const error = result.kind === 'stop' ? new Error(result.stop.message) : result.error;
	return { reason: REASON.profileNotWritten(error), readBack };
}

export function withNote(note: string, reason: string): string {
	return note === '' ? reason : `${note} ${reason}`;
}
