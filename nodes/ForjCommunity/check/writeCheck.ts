/**
 * Check API for Forj, writing part, on request only: add, update and remove a test person, then the same by an import of one.
 * The adds send nothing but the e-mail address: even if it were somebody's second address, no data would be overwritten.
 */
import { sameValue } from '../../core/values';
import type { FieldValues } from '../../core/types';
import { Observation } from '../../shared/check/observation';
import { ask, observeReply } from '../../shared/check/reply';
import type { Finding } from '../../shared/check/rows';
import { notTested } from '../../shared/check/rows';
import { isServiceError } from '../../shared/http/serviceError';
import { readAddedUser } from '../api/answers';
import type { ForjClient } from '../api/client';
import { endpoints } from '../api/endpoints';
import type { ForjUserRow } from '../api/schemas';
import { toForjMember } from '../api/shape';
import { withNamesAtBothPlaces } from '../apply/updateProfile';
import { checkBulk } from './bulkCheck';
import type { EndpointKey } from './expectations';
import { admitTest } from './guards';
import type { Learnt } from './readCheck';
import type { TestPerson } from './testPerson';
import type { Run } from './writeTools';
import { isUnclear, withPath } from './writeTools';
import { REFUSED, WRITE_ACTIONS } from './texts';

export const WRITES: readonly EndpointKey[] = ['addMember', 'updateUser', 'removeMember', 'addMembersInBulk', 'getImportJob'];

export interface WriteTest {
	groupId: string;
	email: string;
	signal?: AbortSignal;
}

/** At most 500 members, 2,000 users and 70 further calls. Ends by removing what it added, and says so where it could not. */
export async function checkWrites(run: Run, client: ForjClient, test: WriteTest, learnt: Learnt): Promise<void> {
	run.plan(WRITES);
	if (run.isOver) return;
	const person = await admitTest(client, test.groupId, test.email, learnt);
	if (typeof person === 'string') {
		const [why, action] = REFUSED[person];
		return WRITES.forEach((key) => run.skip(key, why, action));
	}
	try {
		await writeAll(run, client, person, test, learnt);
	} finally {
		const end = await person.cleanUp();
		if (end !== 'clean') run.set('removeMember', leftBehind(end, person.groupId));
	}
}

async function writeAll(run: Run, client: ForjClient, person: TestPerson, { signal }: WriteTest, learnt: Learnt): Promise<void> {
	const added = await add(run, client, person, signal);
	if (!added) return WRITES.forEach((key) => key !== 'addMember' && run.skip(key, ...REFUSED.notAdded));
	await update(run, client, person, added, learnt);
	if (await remove(run, client, person, added)) return await checkBulk(run, client, person, signal);
	run.skip('addMembersInBulk', ...REFUSED.notRemoved);
	run.skip('getImportJob', ...REFUSED.noJob);
}

/** Returns the test person when the group shows it. */
async function add(run: Run, client: ForjClient, person: TestPerson, signal?: AbortSignal): Promise<ForjUserRow | undefined> {
	person.touched = true;
	const sent = await run.attempt(async () => await ask(client, endpoints.addMember, { groupId: person.groupId }, undefined, { fields: { email: person.email } }));
	const seen = new Observation();
	if ('result' in sent) {
		observeReply(seen, sent.result);
		const named = readAddedUser(sent.result.value);
		if (named?.sure) person.named.add(named.id);
		seen.asExpected(`Answered ${sent.result.details.status}${named?.sure ? ' and named the user' : ''}.`);
		if (named?.sure && person.wasThere(named.id)) return void run.set('addMember', inUse());
	} else seen.tolerated(sent.failure.observed, WRITE_ACTIONS.readBack);
	const looked = await run.attempt(async () => await person.await('there', signal));
	if (!('result' in looked)) return void run.set('addMember', 'failure' in sent ? sent.failure : looked.failure);
	const member = looked.result;
	if (!member && 'failure' in sent) return void run.set('addMember', notSeen(sent.failure, person.groupId));
	if (!member) seen.notSupported('The person is not in the group afterwards.', WRITE_ACTIONS.path);
	else if (!person.isOurs(member)) return void run.set('addMember', inUse());
	else if (toForjMember(member, person.groupId).status === 'pending') seen.notSupported('The person is only invited, not a member.', WRITE_ACTIONS.path);
	else seen.asExpected('The person is in the group.');
	run.set('addMember', seen.finding());
	return member;
}

/** What may have arrived may also take effect later. */
function notSeen(failure: Finding, groupId: string): Finding {
	return isUnclear(failure) ? { ...failure, action: WRITE_ACTIONS.byHand(groupId) } : withPath(failure);
}

function inUse(): Finding {
	return notTested('Somebody in Forj has the test e-mail address as another address of the account. Nothing was overwritten, and the test ended.', WRITE_ACTIONS.addressInUse);
}

async function update(run: Run, client: ForjClient, person: TestPerson, { id }: ForjUserRow, { fieldKeys }: Learnt): Promise<void> {
	const key = ['company_name', 'job_title'].find((name) => fieldKeys.includes(name));
	const fields: FieldValues = { first_name: 'Api', last_name: 'Check', ...(key !== undefined && { [key]: 'Test of the API' }) };
	const body = { ...withNamesAtBothPlaces(fields) };
	const sent = await run.attempt(async () => await ask(client, endpoints.updateUser, { userId: id }, undefined, body));
	const seen = new Observation();
	if ('result' in sent) {
		observeReply(seen, sent.result);
		seen.asExpected(`Answered ${sent.result.details.status}.`);
	} else seen.tolerated(sent.failure.observed, WRITE_ACTIONS.readBack);
	const read = await run.attempt(async () => toForjMember(await client.getMember(person.groupId, id), person.groupId).fields);
	const shown = 'result' in read ? read.result : {};
	const taken = Object.keys(fields).filter((name) => sameValue(shown[name], fields[name]));
	const notTaken = Object.keys(fields).filter((name) => !taken.includes(name));
	if ('failure' in sent && notTaken.length > 0) return run.set('updateUser', withPath(sent.failure));
	Object.assign(seen.details, { fieldsTaken: taken, fieldsNotTaken: notTaken });
	if ('failure' in read) return run.set('updateUser', notTested('The change was sent, but could not be read back.', 'See the row "get member".'));
	if (notTaken.length === 0) seen.asExpected(`Read back as sent: ${taken.join(', ')}.`);
	else seen.notSupported(`Not read back as sent: ${notTaken.join(', ')}.`, WRITE_ACTIONS.values);
	run.set('updateUser', seen.finding());
}

/** True when the group does not show the person any more. */
export async function remove(run: Run, client: ForjClient, person: TestPerson, { id }: ForjUserRow): Promise<boolean> {
	const sent = await run.attempt(async () => await ask(client, endpoints.removeMember, { groupId: person.groupId, userId: id }));
	const seen = new Observation();
	if ('result' in sent) {
		observeReply(seen, sent.result);
		seen.asExpected(`Answered ${sent.result.details.status}.`);
	} else seen.tolerated(sent.failure.observed, WRITE_ACTIONS.readBack);
	const looked = await run.attempt(async () => ({ listed: await person.await('gone'), single: await isMember(client, person.groupId, id) }));
	if (!('result' in looked)) {
		run.set('removeMember', 'failure' in sent ? sent.failure : looked.failure);
		return false;
	}
	const { listed, single } = looked.result;
	if (listed && 'failure' in sent) run.set('removeMember', withPath(sent.failure));
	else {
		if (listed) seen.notSupported('The group still lists the person.', WRITE_ACTIONS.path);
		else seen.asExpected('The group does not list the person any more. The account stays in Forj: there is no call to delete it.');
		if (!listed && single) seen.tolerated('The single member is still shown.', WRITE_ACTIONS.readBack);
		run.set('removeMember', seen.finding());
	}
	return !listed;
}

async function isMember(client: ForjClient, groupId: string, userId: string): Promise<boolean> {
	try {
		await client.getMember(groupId, userId);
		return true;
	} catch (error) {
		return !(isServiceError(error) && error.kind === 'not_found');
	}
}

function leftBehind(end: 'left' | 'unknown', groupId: string): Finding {
	const left = end === 'left';
	return {
		observed: left ? 'The test person could not be removed from the test group.' : 'It could not be seen whether the test person is still in the test group.',
		verdict: 'Differs, Not Supported',
		action: left ? WRITE_ACTIONS.removeByHand(groupId) : WRITE_ACTIONS.byHand(groupId),
		details: {},
	};
}
