/** Check API for Forj, reading part: which answers this community really gives. */
import { noteFields, noteIdType } from '../../shared/check/fields';
import { probeList } from '../../shared/check/listProbe';
import { Observation } from '../../shared/check/observation';
import type { Row } from '../../shared/check/reply';
import { ask, observeReply } from '../../shared/check/reply';
import type { CheckRun } from '../../shared/check/checkRun';
import type { Finding } from '../../shared/check/rows';
import type { ForjClient } from '../api/client';
import { endpoints } from '../api/endpoints';
import { normaliseEmail } from '../../core/identity';
import type { EndpointKey } from './expectations';
import { observeGroup, observeMembers, observePerson } from './observe';
import { withPath } from './writeTools';
import { GROUP_FIELDS, PARENT_KEYS, READ_ACTIONS, USER_FIELDS } from './texts';

/** What later steps need: never part of the report. */
export interface Learnt {
	fieldKeys: string[];
	/** The search has found a person who is known to be there. */
	searchFinds: boolean;
	/** The users of the first page. */
	users: Row[];
}

/** The package's own page size for Forj's lists. */
const USUAL_PAGE = 50;
const pageOf = (offset: number, limit: number) => ({ limit, offset });
const rowsOfPage = ({ count }: { count: number | null }) => count;

/** At most 13 calls, each made twice at most where it fails for the moment. Nothing is written. */
export async function checkReads(run: CheckRun<EndpointKey>, client: ForjClient): Promise<Learnt> {
	const groups = await run.step('listGroups', () => checkGroups(client));
	const group = largest(groups ?? []);
	const groupKeys = await readGroup(run, client, group);
	const members = await readMembers(run, client, group);
	await readMember(run, client, group, members?.rows[0]);
	const users = await run.step('listUsers', () => checkUsers(client));
	await readUser(run, client, users?.[0] ?? members?.rows[0]);
	const searchFinds = await readSearch(run, client, users ?? []);
	return { fieldKeys: [...new Set([...(groupKeys ?? []), ...(members?.fieldKeys ?? [])])], searchFinds, users: users ?? [] };
}

async function checkGroups(client: ForjClient): Promise<{ finding: Finding; result: Row[] }> {
	const seen = new Observation();
	const list = { asked: client, endpoint: endpoints.listGroups, params: {}, page: pageOf, idField: 'id', countOf: rowsOfPage, usualPage: USUAL_PAGE };
	const result = await probeList(list, seen);
	noteIdType(seen, result, 'id');
	noteFields(seen.details, result, GROUP_FIELDS, PARENT_KEYS);
	return { finding: seen.finding(), result };
}

/** The group with most members shows most of the list. */
function largest(groups: readonly Row[]): Row | undefined {
	const size = ({ members_count: count }: Row) => (Number.isFinite(Number(count)) ? Number(count) : 0);
	return groups.reduce<Row | undefined>((best, group) => (best === undefined || size(group) > size(best) ? group : best), undefined);
}

async function readGroup(run: CheckRun<EndpointKey>, client: ForjClient, group?: Row): Promise<string[] | undefined> {
	if (!group) return void run.skip('getGroup', 'Not asked: there was no group to ask for.', READ_ACTIONS.noGroup);
	return await run.step('getGroup', async () => {
		const seen = new Observation();
		const reply = await ask(client, endpoints.getGroup, { groupId: String(group.id) });
		observeReply(seen, reply);
		const result = observeGroup(seen, reply, String(group.id));
		return { finding: seen.finding(), result };
	});
}

async function readMembers(
	run: CheckRun<EndpointKey>,
	client: ForjClient,
	group?: Row,
): Promise<{ rows: Row[]; fieldKeys: string[] } | undefined> {
	if (!group) return void run.skip('listMembers', 'Not asked: there was no group to ask for.', READ_ACTIONS.noGroup);
	return await run.step('listMembers', async () => {
		const seen = new Observation();
		const groupId = String(group.id);
		const page = (offset: number, limit: number) => ({ include_fields: true, limit, offset });
		const list = { asked: client, endpoint: endpoints.listMembers, params: { groupId }, page, idField: 'id', countOf: rowsOfPage, usualPage: USUAL_PAGE };
		const rows = await probeList(list, seen);
		const fieldKeys = observeMembers(seen, rows, group);
		return { finding: seen.finding(), result: { rows, fieldKeys } };
	});
}

async function readMember(run: CheckRun<EndpointKey>, client: ForjClient, group?: Row, member?: Row): Promise<void> {
	if (!group || !member) return run.skip('getMember', 'Not asked: there was no member to ask for.', READ_ACTIONS.noMember);
	await run.step('getMember', async () => {
		const seen = new Observation();
		const reply = await ask(client, endpoints.getMember, { groupId: String(group.id), userId: String(member.id) });
		observeReply(seen, reply);
		observePerson(seen, reply, String(member.id));
		return { finding: seen.finding(), result: undefined };
	});
}

async function checkUsers(client: ForjClient): Promise<{ finding: Finding; result: Row[] }> {
	const seen = new Observation();
	const list = { asked: client, endpoint: endpoints.listUsers, params: {}, page: pageOf, idField: 'id', countOf: rowsOfPage, usualPage: USUAL_PAGE };
	const result = await probeList(list, seen);
	noteIdType(seen, result, 'id');
	noteFields(seen.details, result, USER_FIELDS);
	return { finding: seen.finding(), result };
}

async function readUser(run: CheckRun<EndpointKey>, client: ForjClient, user?: Row): Promise<void> {
	if (!user) return run.skip('getUser', 'Not asked: there was no user to ask for.', READ_ACTIONS.noMember);
	await run.step('getUser', async () => {
		const seen = new Observation();
		const reply = await ask(client, endpoints.getUser, { userId: String(user.id) });
		observeReply(seen, reply);
		observePerson(seen, reply, String(user.id));
		return { finding: seen.finding(), result: undefined };
	}, withPath);
}

/** Somebody who was just listed must be found, else "not found" means nothing. */
async function readSearch(run: CheckRun<EndpointKey>, client: ForjClient, users: readonly Row[]): Promise<boolean> {
	const known = users.find(({ email }) => typeof email === 'string' && email.includes('@'));
	if (!known) {
		run.skip('searchUsers', 'Not asked: there was no user to search for.', READ_ACTIONS.noMember);
		return false;
	}
	const found = await run.step('searchUsers', async () => {
		const seen = new Observation();
		const reply = await ask(client, endpoints.searchUsers, {}, { keywords: normaliseEmail(String(known.email)) });
		observeReply(seen, reply);
		const result = reply.value.rows.some(({ id }) => id === String(known.id));
		seen.details.rows = reply.value.rows.length;
		if (result) seen.asExpected(`Answered ${reply.details.status}: a listed person was found by the e-mail address.`);
		else seen.notSupported(`Answered ${reply.details.status}, but did not find a listed person by the e-mail address.`, READ_ACTIONS.search);
		return { finding: seen.finding(), result };
	});
	return found === true;
}
