/** Asks Novi again about single people, right before they are removed (design section 5). */
import pLimit from 'p-limit';

import { noviKey, normaliseEmail } from '../../core/identity';
import { namesGroup, type RecheckAnswer, type RecheckQuestion } from '../../core/recheck';
import { isServiceError, toReadFailure } from '../../shared/http/serviceError';
import type { NoviClient } from '../api/client';
import type { MemberRecord } from '../api/schemas';
import { toMember } from '../snapshot/toMember';

export type RecheckSource = Pick<NoviClient, 'getMember' | 'listMembers'>;

const AT_ONCE = 6;
/** Enough to see everybody with one login. */
const MAX_ROWS = 10;

/** One answer per question, by its key. Never throws: what Novi did not answer is an answer, too. */
export async function askNovi(novi: RecheckSource, groupId: string, questions: readonly RecheckQuestion[]): Promise<Map<string, RecheckAnswer>> {
	const limit = pLimit(AT_ONCE);
	const ask = async (question: RecheckQuestion): Promise<[string, RecheckAnswer]> => {
		const answer = 'noviId' in question ? byId(novi, groupId, question.noviId) : byLogin(novi, groupId, question.login);
		return [question.key, await answer.catch(answerOf)];
	};
	return new Map(await Promise.all(questions.map(async (question) => await limit(ask, question))));
}

async function byId(novi: RecheckSource, groupId: string, noviId: string): Promise<RecheckAnswer> {
	return shown(await novi.getMember(noviId), groupId);
}

/**
 * A stranger has no Novi id, but perhaps a record with this login. Rows with other logins mean that Novi did not filter:
 * they say nothing about this person.
 */
async function byLogin(novi: RecheckSource, groupId: string, login: string): Promise<RecheckAnswer> {
	const wanted = normaliseEmail(login);
	if (wanted === '') return { kind: 'nobody' };
	const { rows, failure } = await novi.listMembers({ accountEmail: login.trim() }, MAX_ROWS);
	if (failure) return { kind: 'unread', message: failure.message };
	const answers = rows.filter((row) => normaliseEmail(String(row.AccountEmail ?? '')) === wanted).map((row) => shown(row, groupId));
	// Of several records the one that speaks against the removal counts, then one that says too little.
	const against = answers.find((answer) => answer.kind === 'shown' && answer.inGroup === true);
	return against ?? answers.find((answer) => answer.kind === 'shown' && answer.member.unknown !== undefined) ?? answers[0] ?? { kind: 'nobody' };
}

function shown(record: MemberRecord, groupId: string): RecheckAnswer {
	const inGroup = namesGroup(record.Groups, noviKey(groupId));
	const member = toMember({ UniqueID: record.UniqueID }, { record }, []);
	return { kind: 'shown', member, ...(inGroup !== undefined && { inGroup }) };
}

function answerOf(error: unknown): RecheckAnswer {
	if (isServiceError(error) && (error.kind === 'not_found' || error.kind === 'forbidden')) return { kind: 'not_shown' };
	return { kind: 'unread', message: toReadFailure(error).message };
}
