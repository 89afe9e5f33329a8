/**
 * Reads the answers of the calls whose answer is not documented. Each reader takes what is there and says "nothing"
 * otherwise: the truth is then read back from Forj, so a poor answer costs a call and never a wrong result.
 */
import { z } from 'zod';
import type { ForjUserRow } from './schemas';
import { userSchema } from './schemas';
import { idSchema } from './values';

type AnyRecord = Record<string, unknown>;

function isRecord(value: unknown): value is AnyRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asId(value: unknown): string | undefined {
	const parsed = idSchema.safeParse(value);
	return parsed.success ? parsed.data : undefined;
}

/** The user that an add or an update answered with, when the answer has the shape of one. */
export function readUser(answer: unknown): ForjUserRow | undefined {
	if (!isRecord(answer)) return undefined;
	for (const candidate of [answer, answer.user, answer.member]) {
		const parsed = userSchema.safeParse(candidate);
		if (parsed.success) return parsed.data;
	}
	return undefined;
}

/** Id of the group that a create answered with: `{ id }`, `{ group_id }` or `{ group: { id } }`. To be proven by reading. */
export function readGroupId(answer: unknown): string | undefined {
	if (!isRecord(answer)) return undefined;
	const nested = isRecord(answer.group) ? answer.group.id : answer.group;
	return [nested, answer.group_id, answer.id].map(asId).find((id) => id !== undefined && /^[\w-]+$/.test(id));
}

/** `sure` is false when the id may be the membership's own. */
export interface NamedUser {
	id: string;
	sure: boolean;
}

/**
 * The user that an add answered with. A bare `id` may be the membership's own, so it is sure only beside an e-mail;
 * `user_id` and a nested user are always sure.
 */
export function readAddedUser(answer: unknown): NamedUser | undefined {
	if (!isRecord(answer)) return undefined;
	const user = isRecord(answer.user) ? answer.user : {};
	const member = isRecord(answer.member) ? answer.member : {};
	const named = [answer.user_id, member.user_id, user.id].map(asId).find((id) => id !== undefined);
	if (named !== undefined) return { id: named, sure: true };
	for (const record of [member, answer]) {
		const id = asId(record.id);
		if (id !== undefined) return { id, sure: typeof record.email === 'string' };
	}
	return undefined;
}

/** Job id of a bulk add: a bare number, `{ job_id }`, `{ id }` or `{ job: { id } }`. */
export function readJobId(answer: unknown): string | undefined {
	if (!isRecord(answer)) return /^\d+$/.test(String(answer)) ? String(answer) : undefined;
	const job = isRecord(answer.job) ? answer.job.id : answer.job;
	return [answer.job_id, job, answer.id].map(asId).find((id) => id !== undefined);
}

export interface ImportJob {
	/** 'queued', 'processing', 'completed' and 'failed' are documented; anything else counts as still running. */
	status: string;
	importedIds: string[];
	/** What Forj says about a failed job; '' when it says nothing. */
	message: string;
}

const jobSchema = z.object({ status: z.string().optional(), state: z.string().optional() }).passthrough();

/** Names of lists that hold people who were NOT imported. */
const NOT_IMPORTED = /fail|error|invalid|skip|reject/i;

/** Returns nothing when the answer is no job at all. */
export function readImportJob(answer: unknown): ImportJob | undefined {
	if (!isRecord(answer)) return undefined;
	const record = isRecord(answer.job) ? { ...answer, ...answer.job } : answer;
	const parsed = jobSchema.safeParse(record);
	const status = parsed.success ? parsed.data.status ?? parsed.data.state : undefined;
	if (status === undefined) return undefined;
	const message = [record.message, record.error_message, record.error].find((text) => typeof text === 'string');
	return {
		status: status.trim().toLowerCase(),
		importedIds: importedIds(record),
		message: typeof message === 'string' ? message : '',
	};
}

/** The key that holds the imported ids is not documented: any list of ids, or of objects with an id, is taken. */
function importedIds(record: AnyRecord): string[] {
	const lists = Object.entries(record).filter(([key, value]) => Array.isArray(value) && !NOT_IMPORTED.test(key));
	const ids = lists.flatMap(([, list]) => readIds(list as unknown[]));
	return [...new Set(ids)];
}

function readIds(list: unknown[]): string[] {
	const ids = list.map((entry) => asId(isRecord(entry) ? entry.user_id ?? entry.id : entry));
	// One element that is no id (an e-mail, a sentence) means that this list holds something else.
	return ids.every((id): id is string => id !== undefined && /^[\w-]+$/.test(id)) ? ids : [];
}
