/** What must be sure before the first write of Check API: an add overwrites the data of whoever has the address. */
import { normaliseEmail } from '../../core/identity';
import type { Row } from '../../shared/check/reply';
import type { ForjClient } from '../api/client';
import type { ForjUserRow } from '../api/schemas';
import type { Learnt } from './readCheck';
import { TestPerson } from './testPerson';

/** More users are not read one page after the other only for a test. */
const MOST_USERS = 2_000;

export type Refusal = 'listFailed' | 'tooLarge' | 'isMember' | 'isUser' | 'unproven';

/** The test person, or why nothing may be sent. Only reads: at most 500 members and 2,000 users. */
export async function admitTest(client: ForjClient, groupId: string, email: string, learnt: Learnt): Promise<TestPerson | Refusal> {
	const person = await TestPerson.prepare(client, groupId, email);
	if (typeof person === 'string') return person;
	const has = ({ email: other }: ForjUserRow | Row) => typeof other === 'string' && normaliseEmail(other) === normaliseEmail(email);
	if (learnt.users.some(has)) return 'isUser';
	const users = (await searched(client, email, learnt)) ?? (await allUsers(client));
	if (users === undefined) return 'unproven';
	return users.some(has) ? 'isUser' : person;
}

/** A search that does not find a listed person proves nothing by finding nobody. */
async function searched(client: ForjClient, email: string, { searchFinds }: Learnt): Promise<ForjUserRow[] | undefined> {
	if (!searchFinds) return undefined;
	const { rows, complete } = await client.searchUsers(normaliseEmail(email), { maxRows: MOST_USERS + 1 });
	return complete && rows.length <= MOST_USERS ? rows : undefined;
}

async function allUsers(client: ForjClient): Promise<ForjUserRow[] | undefined> {
	const { rows, complete } = await client.readUsers({ maxRows: MOST_USERS + 1 });
	return complete && rows.length <= MOST_USERS ? rows : undefined;
}
