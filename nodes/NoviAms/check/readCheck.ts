/** Check API for Novi: which answers this site really gives. It never writes. */
import type { CheckRun } from '../../shared/check/checkRun';
import { noteFields, noteIdType } from '../../shared/check/fields';
import { probeList } from '../../shared/check/listProbe';
import { Observation } from '../../shared/check/observation';
import type { Query } from '../../shared/check/reply';
import { ask, observeReply, rowsIn } from '../../shared/check/reply';
import type { Finding } from '../../shared/check/rows';
import { many } from '../../shared/check/texts';
import type { Endpoint, NoParams, PathParams } from '../../shared/http/endpoint';
import type { EnvelopePage } from '../../shared/http/envelopeList';
import type { NoviClient } from '../api/client';
import { noviEndpoints } from '../api/endpoints';
import type { MemberRecord, NoviGroupRecord } from '../api/schemas';
import type { EndpointKey } from './expectations';
import { observeGroup, observeMember, observeRecords, observeRoster } from './observe';
import { ACTIONS, GROUP_FIELDS, NEEDED_FOR } from './texts';

type Run = CheckRun<EndpointKey>;

const pageOf = (offset: number, pageSize: number): Query => ({ pageSize, offset });

/** At most 12 calls, each made twice at most where it fails for the moment. Nothing is written. */
export async function checkReads(run: Run, novi: NoviClient): Promise<void> {
	const group = await readGroups(run, novi);
	await readRoster(run, novi, group);
	const member = await readMembers(run, novi);
	await readMember(run, novi, member);
	await readBareList(run, novi, 'listMemberNames', noviEndpoints.listMemberNames, {});
	await readBareList(run, novi, 'listCustomFields', noviEndpoints.listCustomFields, { customFieldType: 'members' });
	await readBareList(run, novi, 'listWebhooks', noviEndpoints.listWebhooks, pageOf(0, 1_000));
	await readCustomValues(run, novi, member);
}

/** A paged list with what all of them have in common. */
async function envelope<P extends PathParams, Row extends { UniqueID: string }>(
	novi: NoviClient,
	endpoint: Endpoint<P, EnvelopePage<Row>>,
	params: P,
): Promise<{ seen: Observation; rows: Row[] }> {
	const seen = new Observation();
	const countOf = ({ TotalCount }: EnvelopePage<Row>) => TotalCount;
	const rows = await probeList({ asked: novi, endpoint, params, page: pageOf, idField: 'UniqueID', countOf }, seen);
	// Checked by the schema, which leaves rows as they are.
	return { seen, rows: rows as Row[] };
}

/** Returns the group with most members. */
async function readGroups(run: Run, novi: NoviClient): Promise<NoviGroupRecord | undefined> {
	const groups = await run.step('listGroups', async () => {
		const { seen, rows } = await envelope(novi, noviEndpoints.listGroups, {});
		noteIdType(seen, rows, 'UniqueID');
		noteFields(seen.details, rows, GROUP_FIELDS);
		return { finding: seen.finding(), result: rows };
	});
	const size = ({ TotalMemberCount, PrimaryMemberCount }: NoviGroupRecord) => TotalMemberCount ?? PrimaryMemberCount ?? 0;
	const [group] = [...(groups ?? [])].sort((a, b) => size(b) - size(a));
	if (!group) return void run.skip('getGroup', 'Not asked: there was no group to ask for.', ACTIONS.noGroup);
	const read = await run.step('getGroup', async () => {
		const seen = new Observation();
		const reply = await ask(novi, noviEndpoints.getGroup, { groupId: group.UniqueID });
		observeReply(seen, reply);
		observeGroup(seen, reply, group.UniqueID);
		return { finding: seen.finding(), result: reply.value };
	});
	return read ?? group;
}

async function readRoster(run: Run, novi: NoviClient, group?: NoviGroupRecord): Promise<void> {
	if (!group) return run.skip('listGroupMembers', 'Not asked: there was no group to ask for.', ACTIONS.noGroup);
	await run.step('listGroupMembers', async () => {
		const { seen, rows } = await envelope(novi, noviEndpoints.listGroupMembers, { groupId: group.UniqueID });
		observeRoster(seen, rows, group);
		return { finding: seen.finding(), result: undefined };
	});
}

/** Returns a member, a person if there is one. */
async function readMembers(run: Run, novi: NoviClient): Promise<MemberRecord | undefined> {
	const members = await run.step('listMembers', async () => {
		const { seen, rows } = await envelope(novi, noviEndpoints.listMembers, {});
		noteIdType(seen, rows, 'UniqueID');
		observeRecords(seen, rows);
		return { finding: seen.finding(), result: rows };
	});
	return members?.find(({ CustomerType: type }) => String(type).toLowerCase() === 'person') ?? members?.[0];
}

async function readMember(run: Run, novi: NoviClient, member?: MemberRecord): Promise<void> {
	if (!member) return run.skip('getMember', 'Not asked: there was no member to ask for.', ACTIONS.noMember);
	await run.step('getMember', async () => {
		const seen = new Observation();
		const reply = await ask(novi, noviEndpoints.getMember, { memberId: member.UniqueID });
		observeReply(seen, reply);
		observeMember(seen, reply, member.UniqueID);
		return { finding: seen.finding(), result: undefined };
	});
}

async function readCustomValues(run: Run, novi: NoviClient, member?: MemberRecord): Promise<void> {
	if (!member) return run.skip('listCustomValues', 'Not asked: there was no member to ask for.', ACTIONS.noMember);
	await run.step('listCustomValues', async () => {
		const seen = new Observation();
		const reply = await ask(novi, noviEndpoints.listCustomValues, { memberId: member.UniqueID });
		observeReply(seen, reply);
		seen.asExpected(`Answered ${reply.details.status} with ${many(reply.value.length, 'value')}.`);
		seen.details.rows = reply.value.length;
		return { finding: seen.finding(), result: undefined };
	}, withNeed('listCustomValues'));
}

/** A list that comes in one piece. */
async function readBareList<Row>(run: Run, novi: NoviClient, key: EndpointKey, endpoint: Endpoint<NoParams, Row[]>, query: Query): Promise<void> {
	await run.step(key, async () => {
		const seen = new Observation();
		const reply = await ask(novi, endpoint, {}, query);
		observeReply(seen, reply);
		seen.details.rows = rowsIn(reply.raw).length;
		seen.asExpected(`Answered ${reply.details.status} with ${many(reply.value.length, 'row')}.`);
		if (key === 'listCustomFields') seen.details.customFields = reply.value.length;
		return { finding: seen.finding(), result: undefined };
	}, withNeed(key));
}

/** Not every call is needed by everybody: the row says who needs it. */
function withNeed(key: EndpointKey): (failure: Finding) => Finding {
	const need = NEEDED_FOR[key];
	return (failure) => (need === undefined || failure.details.status === 401 ? failure : { ...failure, action: `${need} ${failure.action}` });
}
