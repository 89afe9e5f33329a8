import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import type { ListResult } from '../../shared/http/paging';
import { readEnvelopeList } from '../../shared/http/envelopeList';
import { rateLimitKey } from '../../shared/http/rateLimit';
import type { Endpoint, PathParams } from '../../shared/http/endpoint';
import type { CallOptions, RawAnswer, ServiceContext } from '../../shared/http/serviceClient';
import { ServiceClient } from '../../shared/http/serviceClient';
import { serviceFailure } from '../../shared/http/serviceError';
import { normaliseBaseUrl } from '../../shared/origin';
import { noviEndpoints } from './endpoints';
import type { CustomField, CustomValueRow, MemberName, MemberRecord, NoviGroupRecord, NoviWebhook, OpenIdDocument, RosterRow } from './schemas';

/** Asked for; how many rows a page really has is Novi's affair. */
export const PAGE_SIZE = 1_000;

/** What the key may do per site: Novi's documented limits. */
const CALLS_PER_SECOND = 20;
const CALLS_PER_MINUTE = 600;

const STAGING_HOST = /(^|\.)(novistaging|novitesting)\.com$/i;

export interface CallCounter {
	calls: number;
}

/** Exact filters of the member list, by Novi's names. `lastModifiedDate` is ISO text. */
export type MemberFilters = Partial<
	Record<'name' | 'parentName' | 'email' | 'accountEmail' | 'lastModifiedDate', string>
>;

export interface CustomValueBody {
	CustomerUniqueID: string;
	CustomFieldUniqueID: string;
	Value: unknown;
	IsSumOfChildren: boolean;
}

export interface ActivityBody {
	MemberUniqueId: string;
	ActivityType: string;
	Subject: string;
	/** ISO text. */
	Date: string;
	Notes: string;
}

/** Novi AMS. The rules of safe writing are not here but in `write/`. Every method throws a ServiceError; the lists tell a failure in their result instead. */
export class NoviClient {
	constructor(
		private readonly http: ServiceClient,
		/** The site is a Novi staging or test site. */
		readonly staging: boolean,
		/** "Allow Staging Sync" of the credential. */
		readonly allowStagingSync: boolean,
		/** Origin of the site. */
		readonly site: string,
	) {}

	/** The answer of one call as it came, for Check API. */
	async ask<P extends PathParams>(endpoint: Endpoint<P, unknown>, params: P, options: CallOptions): Promise<RawAnswer> {
		return await this.http.callRaw(endpoint, params, options);
	}

	async getGroup(groupId: string, counter?: CallCounter): Promise<NoviGroupRecord> {
		const group = await this.http.call(noviEndpoints.getGroup, { groupId }, { counter });
		return sameId(group, groupId, noviEndpoints.getGroup.name);
	}

	async listGroups(maxRows?: number): Promise<ListResult<NoviGroupRecord>> {
		return await readEnvelopeList({
			what: 'The list of groups',
			readPage: async (offset, pageSize) =>
				await this.http.call(noviEndpoints.listGroups, {}, { query: { pageSize, offset } }),
			idOf: (group) => group.UniqueID,
			pageSize: PAGE_SIZE,
			maxRows,
		});
	}

	async listRoster(groupId: string, what: string, counter?: CallCounter): Promise<ListResult<RosterRow>> {
		return await readEnvelopeList({
			what,
			readPage: async (offset, pageSize) =>
				await this.http.call(
					noviEndpoints.listGroupMembers,
					{ groupId },
					{ query: { pageSize, offset }, counter },
				),
			idOf: (row) => row.UniqueID,
			pageSize: PAGE_SIZE,
		});
	}

	/** How many people Novi says are in the group now. */
	async countRoster(groupId: string, counter?: CallCounter): Promise<number> {
		const query = { pageSize: 1, offset: 0 };
		return (await this.http.call(noviEndpoints.listGroupMembers, { groupId }, { query, counter })).TotalCount;
	}

	async getMember(memberId: string, counter?: CallCounter): Promise<MemberRecord> {
		const member = await this.http.call(noviEndpoints.getMember, { memberId }, { counter });
		return sameId(member, memberId, noviEndpoints.getMember.name);
	}

	async listMembers(filters: MemberFilters, maxRows?: number): Promise<ListResult<MemberRecord>> {
		return await readEnvelopeList({
			what: 'The list of members',
			readPage: async (offset, pageSize) =>
				await this.http.call(noviEndpoints.listMembers, {}, { query: { ...filters, pageSize, offset } }),
			idOf: (member) => member.UniqueID,
			pageSize: PAGE_SIZE,
			maxRows,
		});
	}

	/** One page of the whole directory, people and companies. */
	async directoryPage(offset: number, counter?: CallCounter): Promise<{ total: number; rows: MemberRecord[] }> {
		const query = { pageSize: PAGE_SIZE, offset };
		const page = await this.http.call(noviEndpoints.listMembers, {}, { query, counter });
		return { total: page.TotalCount, rows: page.Results };
	}

	async listMemberNames(): Promise<MemberName[]> {
		return await this.http.call(noviEndpoints.listMemberNames, {});
	}

	/** Custom fields of members. */
	async listCustomFields(): Promise<CustomField[]> {
		return await this.http.call(noviEndpoints.listCustomFields, {}, { query: { customFieldType: 'members' } });
	}

	/** Asked for as one page: a site has a handful. */
	async listWebhooks(): Promise<NoviWebhook[]> {
		return await this.http.call(noviEndpoints.listWebhooks, {}, { query: { pageSize: PAGE_SIZE, offset: 0 } });
	}

	async createWebhook(webhook: IDataObject): Promise<void> {
		await this.http.call(noviEndpoints.createWebhook, {}, { body: webhook });
	}

	/** Replaces the whole webhook. */
	async updateWebhook(webhookId: string, webhook: IDataObject): Promise<void> {
		await this.http.call(noviEndpoints.updateWebhook, { webhookId }, { body: webhook });
	}

	async deleteWebhook(webhookId: string): Promise<void> {
		await this.http.call(noviEndpoints.deleteWebhook, { webhookId });
	}

	async listCustomValues(memberId: string): Promise<CustomValueRow[]> {
		return await this.http.call(noviEndpoints.listCustomValues, { memberId });
	}

	/** Replaces the whole record. */
	async putMember(memberId: string, record: MemberRecord, deadline?: number): Promise<void> {
		await this.http.call(noviEndpoints.putMember, { memberId }, { body: record as IDataObject, deadline });
	}

	async putCustomValue(value: CustomValueBody, deadline?: number): Promise<void> {
		await this.http.call(noviEndpoints.putCustomValue, {}, { body: { ...value } as IDataObject, deadline });
	}

	/** The public document of the site's SSO; asked for without the key. */
	async getOpenIdConfiguration(): Promise<OpenIdDocument> {
		return await this.http.call(noviEndpoints.getOpenIdConfiguration, {});
	}

	async createActivity(activity: ActivityBody, deadline?: number): Promise<void> {
		await this.http.call(noviEndpoints.createActivity, {}, { body: { ...activity }, deadline });
	}
}

/** A record of somebody else must never be joined with a roster. */
function sameId<T extends { UniqueID: string }>(record: T, id: string, endpoint: string): T {
	if (record.UniqueID.toLowerCase() === id.toLowerCase()) return record;
	throw serviceFailure('Novi', 'wrong_answer', {
		endpoint,
		delivery: 'answered',
		reason: 'it is the record of another id',
	});
}

/** The client of the credential that the node uses. One per run, so that its waiting budget is one. */
export async function openNovi(context: ServiceContext): Promise<NoviClient> {
	const known = clients.get(context);
	if (known) return known;
	const client = clientFor(context, await context.getCredentials('noviAmsApi'));
	clients.set(context, client);
	return client;
}

const clients = new WeakMap<ServiceContext, NoviClient>();

function clientFor(context: ServiceContext, credentials: ICredentialDataDecryptedObject): NoviClient {
	const baseUrl = siteUrlOf(credentials);
	const key = rateLimitKey(baseUrl, String(credentials.apiKey));
	const http = new ServiceClient(context, {
		service: 'Novi',
		credentialType: 'noviAmsApi',
		baseUrl,
		trustedOrigins: [],
		rateLimit: { key, perSecond: CALLS_PER_SECOND, perMinute: CALLS_PER_MINUTE },
	});
	return new NoviClient(http, STAGING_HOST.test(new URL(baseUrl).hostname), credentials.allowStagingSync === true, baseUrl);
}

function siteUrlOf(credentials: ICredentialDataDecryptedObject): string {
	try {
		return normaliseBaseUrl(String(credentials.siteUrl ?? ''), { keepPath: false });
	} catch (error) {
		return refuseSiteUrl(error);
	}
}

function refuseSiteUrl(error: unknown): never {
	const why = error instanceof Error ? error.message : '';
	throw new RangeError(`Site URL in the Novi credential cannot be used. ${why}`);
}
