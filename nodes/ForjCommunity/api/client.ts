/** Forj, call by call. Rows as Forj sends them, checked; errors are ServiceErrors. */
import type { IDataObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { ForjMember } from '../../core/types';
import type { Endpoint, NoParams } from '../../shared/http/endpoint';
import type { OffsetPage } from '../../shared/http/offsetList';
import { readOffsetList } from '../../shared/http/offsetList';
import type { ListResult } from '../../shared/http/paging';
import type { CallOptions, RawAnswer, ServiceContext } from '../../shared/http/serviceClient';
import { ServiceClient } from '../../shared/http/serviceClient';
import type { ForjSettings } from './connection';
import { CREDENTIAL_TYPE, toForjSettings } from './connection';
import { endpoints } from './endpoints';
import type { NotificationPage } from './notifications';
import type { ForjGroupRow, ForjUserRow } from './schemas';
import { endingWhereItRepeats } from './searchPages';
import { toForjMember } from './shape';

export interface ListOptions {
	/** Stop after this many rows. */
	maxRows?: number;
	/** How many rows there may be; never trusted. */
	hint?: number;
	/** Also after the execution was stopped: only for what undoes an own write. */
	evenIfCancelled?: boolean;
}

/** Profile fields come with member lists only when they are asked for (inferred). */
const WITH_FIELDS = { include_fields: true };

const MEMBER_LIST = 'The member list';

export class ForjClient {
	constructor(
		private readonly http: ServiceClient,
		/** The number that means Private, when the credential says it. */
		readonly privateLevel?: number,
	) {}

	/**
	 * The client of the credential that the node uses. One per run, so that its waiting budget is one.
	 * Throws a NodeOperationError when the credential holds something that cannot be used.
	 */
	static async connect(context: ServiceContext): Promise<ForjClient> {
		const known = clients.get(context);
		if (known) return known;
		const credential = await context.getCredentials(CREDENTIAL_TYPE);
		let settings: ForjSettings;
		try {
			settings = toForjSettings(credential);
		} catch (error) {
			throw new NodeOperationError(context.getNode(), error as Error, {
				description: 'Open the credential in n8n under Credentials, and correct the field.',
			});
		}
		const client = new ForjClient(new ServiceClient(context, settings.connection), settings.privateLevel);
		clients.set(context, client);
		return client;
	}

	/** HTTP calls so far. */
	get calls(): number {
		return this.http.calls;
	}

	/** The answer of one call as it came, for Check API. */
	async ask<P extends Record<string, string>>(endpoint: Endpoint<P, unknown>, params: P, options: CallOptions): Promise<RawAnswer> {
		return await this.http.callRaw(endpoint, params, options);
	}

	async getGroup(groupId: string): Promise<ForjGroupRow> {
		return await this.http.call(endpoints.getGroup, { groupId });
	}

	/** Never sent twice by itself. The answers of both calls are not documented: `answers.ts` reads what is there. */
	async createGroup(body: IDataObject): Promise<unknown> {
		return await this.http.call(endpoints.createGroup, {}, { body });
	}

	async updateGroup(groupId: string, body: IDataObject): Promise<unknown> {
		return await this.http.call(endpoints.updateGroup, { groupId }, { body });
	}

	async readGroups(options: ListOptions = {}): Promise<ListResult<ForjGroupRow>> {
		return await this.readList('The list of groups', endpoints.listGroups, {}, {}, options, asItIs);
	}

	/** One page of groups: the cheapest question that shows whether the key is good. */
	async pageOfGroups(offset: number, limit: number): Promise<OffsetPage<ForjGroupRow>> {
		return await this.http.call(endpoints.listGroups, {}, { query: { limit, offset } });
	}

	async readMembers(groupId: string, options: ListOptions = {}): Promise<ListResult<ForjUserRow>> {
		return await this.readList(MEMBER_LIST, endpoints.listMembers, { groupId }, WITH_FIELDS, options, asItIs);
	}

	/** The same list in the words of the sync. Each page is converted when it comes: whole rows of a large group fill the memory. */
	async readAsMembers(groupId: string, options: ListOptions = {}): Promise<ListResult<ForjMember>> {
		return await this.readList(MEMBER_LIST, endpoints.listMembers, { groupId }, WITH_FIELDS, options, (row) => toForjMember(row, groupId));
	}

	async pageOfMembers(groupId: string, offset: number, limit: number): Promise<OffsetPage<ForjUserRow>> {
		return await this.http.call(endpoints.listMembers, { groupId }, { query: { limit, offset } });
	}

	async getMember(groupId: string, userId: string): Promise<ForjUserRow> {
		return await this.http.call(endpoints.getMember, { groupId, userId });
	}

	async readUsers(options: ListOptions = {}): Promise<ListResult<ForjUserRow>> {
		return await this.readList('The list of users', endpoints.listUsers, {}, {}, options, asItIs);
	}

	/** Users whose primary e-mail holds the keywords. */
	async searchUsers(keywords: string, options: ListOptions = {}): Promise<ListResult<ForjUserRow>> {
		return await readOffsetList<ForjUserRow>({
			what: 'The list of users found',
			readPage: endingWhereItRepeats(
				async (offset, limit) => await this.http.call(endpoints.searchUsers, {}, { query: { keywords, limit, offset } }),
			),
			idOf: (row) => row.id,
			...options,
		});
	}

	async getUser(userId: string): Promise<ForjUserRow> {
		return await this.http.call(endpoints.getUser, { userId });
	}

	/** A further page of a webhook delivery, at the address that the page before it names. */
	async readNotifications(nextPage: string): Promise<NotificationPage> {
		return await this.http.callAt(endpoints.readNotifications, nextPage);
	}

	/** The answers of the next five calls are not documented: `answers.ts` reads what is there. */
	async addMember(groupId: string, body: IDataObject, deadline?: number): Promise<unknown> {
		return await this.http.call(endpoints.addMember, { groupId }, { body, deadline });
	}

	async addMembersInBulk(groupId: string, members: IDataObject[], deadline?: number): Promise<unknown> {
		return await this.http.call(endpoints.addMembersInBulk, { groupId }, { body: { members }, deadline });
	}

	async getImportJob(jobId: string): Promise<unknown> {
		return await this.http.call(endpoints.getImportJob, { jobId });
	}

	async updateUser(userId: string, body: IDataObject, deadline?: number): Promise<unknown> {
		return await this.http.call(endpoints.updateUser, { userId }, { body, deadline });
	}

	async removeMember(groupId: string, userId: string, deadline?: number, evenIfCancelled = false): Promise<unknown> {
		return await this.http.call(endpoints.removeMember, { groupId, userId }, { deadline, evenIfCancelled });
	}

	private async readList<P extends Record<string, string> | NoParams, Row, Kept extends { id: string }>(
		what: string,
		endpoint: Endpoint<P, OffsetPage<Row>>,
		params: P,
		query: Record<string, string | boolean>,
		options: ListOptions,
		keep: (row: Row) => Kept,
	): Promise<ListResult<Kept>> {
		const { evenIfCancelled } = options;
		return await readOffsetList<Kept>({
			what,
			readPage: async (offset, limit) => {
				const { rows, count } = await this.http.call(endpoint, params, { query: { ...query, limit, offset }, evenIfCancelled });
				return { rows: rows.map(keep), count };
			},
			idOf: ({ id }) => id,
			...options,
		});
	}
}

function asItIs<T>(row: T): T {
	return row;
}

const clients = new WeakMap<ServiceContext, ForjClient>();
