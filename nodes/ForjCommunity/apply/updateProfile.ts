/** Writes changed profile values of one Forj user and reads them back. */
import { canonicalJson } from '../../core/canonical';
import { sameValue } from '../../core/fields';
import type { FieldValues, ForjMember } from '../../core/types';
import type { UserUpdate } from './forjWrites';
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
	if (first.kind === 'updated') return shown ?? first;
	if (shown?.confirmed) return shown;
	return await repeat(run, groupId, userId, fields, first);
}

/** A write that may have arrived is repeated once: sending the same values again changes nothing more. */
async function repeat(
	run: ApplyRun,
	groupId: string | undefined,
	userId: string,
	fields: FieldValues,
	first: UpdateResult,
): Promise<UpdateResult> {
	if (run.blocked()) return first;
	const second = await send(run, userId, fields);
	if (second.kind !== 'updated' || second.confirmed) return second;
	return (await readBack(run, groupId, userId, fields)) ?? second;
}

async function send(run: ApplyRun, userId: string, fields: FieldValues): Promise<UpdateResult> {
	try {
		const answer = await run.forj.updateUser(userId, toUpdate(fields));
		return compare(answer && shownFields(answer, fields), fields);
	} catch (error) {
		return await run.judge(error);
	}
}

/**
 * The body of PUT /users/{id} is inferred. Names stand at the root of a user when it is read and inside `fields` when
 * it is created, so names go to both places; everything else is a profile field.
 */
function toUpdate(fields: FieldValues): UserUpdate {
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
): Promise<(UpdateResult & { kind: 'updated' }) | undefined> {
	const reads = [
		...(groupId === undefined ? [] : [() => run.forj.getMember(groupId, userId)]),
		() => run.forj.getUser(userId),
	];
	for (const read of reads) {
		const shown = await readShown(run, read, fields);
		if (shown) return compare(shown, fields);
	}
	return undefined;
}

async function readShown(run: ApplyRun, read: () => Promise<ForjMember>, fields: FieldValues): Promise<FieldValues | undefined> {
	try {
		return shownFields(await read(), fields);
	} catch (error) {
		await run.judge(error);
		return undefined;
	}
}

/** Nothing when the answer leaves one of the fields open: without `fields`, only the names at the root say something. */
function shownFields(member: ForjMember, fields: FieldValues): FieldValues | undefined {
	const says = member.hasProfile || Object.keys(fields).every((key) => key in member.fields);
	return says ? member.fields : undefined;
}

function compare(shown: FieldValues | undefined, fields: FieldValues): UpdateResult & { kind: 'updated' } {
	if (!shown) return { kind: 'updated', confirmed: false };
	const keys = Object.keys(fields);
	const readBackValues: FieldValues = {};
	for (const key of keys) if (key in shown) readBackValues[key] = shown[key];
	return { kind: 'updated', confirmed: keys.every((key) => sameValue(shown[key], fields[key])), readBack: readBackValues };
}

/** What of the wanted values the member does not show yet. */
export function differingFields(member: ForjMember, wanted: FieldValues): FieldValues {
	const differing = Object.entries(wanted).filter(([key, value]) => key !== 'email' && !sameValue(member.fields[key], value));
	return Object.fromEntries(differing);
}
