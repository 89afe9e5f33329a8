/** Writes changed profile values of one Forj user and reads them back. */
import { canonicalJson } from '../../core/canonical';
import { sameValue } from '../../core/values';
import type { FieldValues, ForjMember } from '../../core/types';
import type { ProfileBody } from './forjWrites';
import type { ApplyRun, WriteFailure } from './run';

export type UpdateResult =
	| { kind: 'updated'; confirmed: boolean; /** Absent when nothing could be read back. */ readBack?: FieldValues }
	| WriteFailure;

/**
 * The same values for the same user are sent once per run, whichever links ask for it. Without a group, only the
 * user itself is read back.
 */
export async function updateProfile(run: ApplyRun, groupId: string | undefined, userId: string, fields: FieldValues): Promise<UpdateResult> {
	const key = `${userId} ${canonicalJson(fields)}`;
	let result = run.updates.get(key);
	if (!result) {
		result = sendAndReadBack(run, groupId, userId, fields);
		run.updates.set(key, result);
	}
	return await result;
}

async function sendAndReadBack(run: ApplyRun, groupId: string | undefined, userId: string, fields: FieldValues): Promise<UpdateResult> {
	const first = await send(run, userId, fields);
	if (first.kind === 'updated' && first.confirmed) return first;
	if (first.kind === 'refused' || first.kind === 'stop') return first;

	const shown = await readBack(run, groupId, userId, fields);
	if (shown?.kind === 'updated' && shown.confirmed) return shown;
	// An answer that showed the user has said which values Forj did not take; a silent one may have done nothing.
	if (first.kind === 'updated' && (first.readBack || !shown)) return shown ?? first;
	return await repeat(run, groupId, userId, fields, first);
}

/** A write that may not have arrived is repeated once: sending the same values again changes nothing more. */
async function repeat(
	run: ApplyRun,
	groupId: string | undefined,
	userId: string,
	fields: FieldValues,
	first: UpdateResult,
): Promise<UpdateResult> {
	// What may never have arrived has not been refused, whatever Forj shows (design 4.6); one silent answer says no more.
	if (run.blocked()) return first;
	const second = await send(run, userId, fields);
	if (second.kind !== 'updated' || second.confirmed) return second;
	const afterwards = await readBack(run, groupId, userId, fields);
	const isTaken = afterwards?.kind === 'updated' && afterwards.confirmed;
	// Nor has it after one silent answer; after two, Forj is believed.
	if (first.kind === 'unknown' && afterwards && !second.readBack && !isTaken) return first;
	return afterwards ?? second;
}

async function send(run: ApplyRun, userId: string, fields: FieldValues): Promise<UpdateResult> {
	try {
		const answer = await run.forj.updateUser(userId, withNamesAtBothPlaces(fields));
		return compare(answer, fields) ?? { kind: 'updated', confirmed: false };
	} catch (error) {
		return await run.judge(error);
	}
}

/**
 * Where Forj takes names from is not documented: they stand at the root of a user when it is read, and an add sends
 * `fields.email`. So names go to both places; everything else is a profile field.
 */
export function withNamesAtBothPlaces(fields: FieldValues): ProfileBody {
	const { first_name: firstName, last_name: lastName } = fields;
	return {
		...(firstName === undefined ? {} : { first_name: firstName }),
		...(lastName === undefined ? {} : { last_name: lastName }),
		fields: { ...fields },
	};
}

/** The member as the group shows it, else the user. Nothing when neither can be read. */
async function readBack(
	run: ApplyRun,
	groupId: string | undefined,
	userId: string,
	fields: FieldValues,
): Promise<UpdateResult | undefined> {
	const reads = [
		...(groupId === undefined ? [] : [() => run.forj.getMember(groupId, userId)]),
		() => run.forj.getUser(userId),
	];
	for (const read of reads) {
		const shown = compare(await tryRead(run, read), fields);
		if (shown) return shown;
	}
	return undefined;
}

async function tryRead(run: ApplyRun, read: () => Promise<ForjMember>): Promise<ForjMember | undefined> {
	try {
		return await read();
	} catch (error) {
		await run.judge(error);
		return undefined;
	}
}

/** Nothing when the answer leaves one of the fields open. */
function compare(member: ForjMember | undefined, fields: FieldValues): UpdateResult | undefined {
	const shown = member && readBackOf(member, fields);
	if (!shown || Object.keys(fields).some((key) => !(key in shown))) return undefined;
	const confirmed = Object.keys(fields).every((key) => sameValue(shown[key], fields[key]));
	return { kind: 'updated', confirmed, readBack: shown };
}

/**
 * What the member shows of these fields. Null: its profile has no such key. A field is left out where nothing is said:
 * without `fields`, only the names at the root say something.
 */
export function readBackOf(member: ForjMember, fields: FieldValues): FieldValues {
	const shown: FieldValues = {};
	for (const key of Object.keys(fields)) {
		if (key in member.fields) shown[key] = member.fields[key];
		else if (member.hasProfile) shown[key] = null;
	}
	return shown;
}

/** What of the wanted values the member does not show yet. */
export function differingFields(member: ForjMember, wanted: FieldValues): FieldValues {
	const differing = Object.entries(wanted).filter(([key, value]) => key !== 'email' && !sameValue(member.fields[key], value));
	return Object.fromEntries(differing);
}
