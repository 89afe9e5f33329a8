/** The writes of Apply Plan over the client: undocumented answers are read here, once. */
import type { IDataObject } from 'n8n-workflow';
import type { ForjMember } from '../../core/types';
import { isServiceError } from '../../shared/http/serviceError';
import type { AddBody, ForjWrites, MemberList, ProfileBody } from '../apply/forjWrites';
import type { ImportJob, NamedUser } from './answers';
import { readAddedUser, readImportJob, readJobId, readUser } from './answers';
import type { ForjClient } from './client';
import { toForjMember } from './shape';

export class ForjWriter implements ForjWrites {
	constructor(
		private readonly client: ForjClient,
		/** Milliseconds since 1970; the client starts no write after it, not even a repeated one. */
		private readonly deadline?: number,
	) {}

	get calls(): number {
		return this.client.calls;
	}

	async mayListGroups(): Promise<boolean> {
		try {
			await this.client.pageOfGroups(0, 1);
			return true;
		} catch (error) {
			return !(isServiceError(error) && (error.kind === 'auth' || error.kind === 'forbidden'));
		}
	}

	async listMembers(groupId: string, hint?: number): Promise<MemberList> {
		const { rows, complete, failure } = await this.client.readAsMembers(groupId, { hint });
		return { members: rows, complete, ...(failure ? { failure } : {}) };
	}

	async getMember(groupId: string, userId: string): Promise<ForjMember> {
		return toForjMember(await this.client.getMember(groupId, userId), groupId);
	}

	async getUser(userId: string): Promise<ForjMember> {
		return toForjMember(await this.client.getUser(userId), '');
	}

	async addMember(groupId: string, body: AddBody): Promise<NamedUser | undefined> {
		return readAddedUser(await this.client.addMember(groupId, body as IDataObject, this.deadline));
	}

	async startImport(groupId: string, bodies: AddBody[]): Promise<string | undefined> {
		return readJobId(await this.client.addMembersInBulk(groupId, bodies as IDataObject[], this.deadline));
	}

	async getImportJob(jobId: string): Promise<ImportJob | undefined> {
		return readImportJob(await this.client.getImportJob(jobId));
	}

	async updateUser(userId: string, update: ProfileBody): Promise<ForjMember | undefined> {
		const row = readUser(await this.client.updateUser(userId, { ...update } as IDataObject, this.deadline));
		return row && toForjMember(row, '');
	}

	async removeMember(groupId: string, userId: string): Promise<void> {
		await this.client.removeMember(groupId, userId, this.deadline);
	}
}
