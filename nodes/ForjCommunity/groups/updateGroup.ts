/** Changes settings of a group and reads them back: a bare success says nothing about what Forj really took. */
import type { ForjClient } from '../api/client';
import type { ForjGroupRow } from '../api/schemas';
import { send } from './doubt';
import type { GroupBody, ReadBack } from './settings';
import { readBackOf } from './settings';
import { PROBLEM } from './texts';

export interface UpdatedGroup extends ReadBack {
	row: ForjGroupRow;
}

/**
 * Sent once more when it is not known whether the first call arrived: the same settings twice are the same settings.
 * Throws a ServiceError where Forj refused, and a GroupProblem where the end is not known.
 */
export async function updateGroup(forj: ForjClient, groupId: string, body: GroupBody): Promise<UpdatedGroup> {
	const { doubt } = await send(async () => await forj.updateGroup(groupId, body));
	const first = await readBack(forj, groupId, body, doubt);
	if (doubt === undefined || isProven(first, body)) return first;
	const { doubt: doubtAgain } = await send(async () => await forj.updateGroup(groupId, body));
	const second = await readBack(forj, groupId, body, doubtAgain);
	if (doubtAgain === undefined || isProven(second, body)) return second;
	throw PROBLEM.updateUnknown(groupId, doubtAgain);
}

async function readBack(forj: ForjClient, groupId: string, body: GroupBody, doubt: unknown): Promise<UpdatedGroup> {
	try {
		const row = await forj.getGroup(groupId);
		return { row, ...readBackOf(row, body) };
	} catch (error) {
		throw doubt === undefined ? PROBLEM.updatedUnread(groupId, error) : PROBLEM.updateUnknown(groupId, doubt);
	}
}

function isProven({ notAsSent, notShown }: ReadBack, body: GroupBody): boolean {
	return notAsSent.length === 0 && notShown.length < Object.keys(body).length;
}
