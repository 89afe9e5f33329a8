/** A Forj community in memory, behind the interface that Apply Plan writes through, with scripted faults. */
import type { FieldValues, ForjMember } from '../../nodes/core/types';
import type { ImportJob, NamedUser } from '../../nodes/ForjCommunity/api/answers';
import type { AddBody, ForjWrites, MemberList, ProfileBody } from '../../nodes/ForjCommunity/apply/forjWrites';
import { serviceFailure, type Delivery, type ServiceErrorKind } from '../../nodes/shared/http/serviceError';

export interface FakeUser {
	id: string;
	email: string;
	secondary?: string[];
	fields: FieldValues;
}

export interface FakeMembership {
	manager?: boolean | undefined;
	status?: string | undefined;
}

type Method = Exclude<keyof ForjWrites, 'calls'>;

/** What happens instead of (or after) the real thing. */
export interface Fault {
	method: Method;
	/** Only for calls whose arguments, as JSON, contain this. */
	when?: string;
	/** How often; default once. */
	times?: number;
	error: Error;
	/** The write takes place, and then the error is thrown. */
	afterwards?: boolean;
}

export function failure(kind: ServiceErrorKind, status?: number, delivery: Delivery = 'answered', reason?: string): Error {
	return serviceFailure('Forj', kind, { endpoint: 'add member', delivery, ...(status === undefined ? {} : { status }), ...(reason ? { reason } : {}) });
}

export const timeout = () => failure('timeout', undefined, 'maybe');

export class FakeForj implements ForjWrites {
	calls = 0;

	readonly log: string[] = [];

	readonly users = new Map<string, FakeUser>();

	/** Group id to user id to membership. */
	readonly groups = new Map<string, Map<string, FakeMembership>>();

	faults: Fault[] = [];

	/** What answers of adds look like. */
	answers: 'user' | 'bare id' | 'nothing' = 'user';

	/** The ids that a finished import names. */
	importNamesIds = true;

	/** States that a job passes through, one per question; the last one stays. */
	jobStates: string[] = ['queued', 'processing', 'completed'];

	/** E-mails that imports skip. */
	importSkips = new Set<string>();

	listComplete = true;

	/** Fields whose value Forj does not take. */
	readOnlyFields = new Set<string>();

	inFlight = 0;

	maxInFlight = 0;

	private jobs = new Map<string, { ids: string[]; asked: number; run: () => void }>();

	private nextId = 9000;

	/** A user who is a member of the groups. */
	user(id: string, email: string, fields: FieldValues = {}, groups: string[] = [], membership: FakeMembership = { manager: false, status: 'accepted' }): this {
		this.users.set(id, { id, email, fields });
		for (const group of groups) this.group(group).set(id, membership);
		return this;
	}

	group(groupId: string): Map<string, FakeMembership> {
		if (!this.groups.has(groupId)) this.groups.set(groupId, new Map());
		return this.groups.get(groupId)!;
	}

	fault(fault: Fault): this {
		this.faults.push(fault);
		return this;
	}

	emails(groupId: string): string[] {
		return [...this.group(groupId).keys()].map((id) => this.users.get(id)!.email).sort();
	}

	count(method: Method): number {
		return this.log.filter((line) => line.startsWith(`${method} `)).length;
	}

	async mayListGroups(): Promise<boolean> {
		return await this.run('mayListGroups', [], () => true).catch(() => false);
	}

	async listMembers(groupId: string): Promise<MemberList> {
		return await this.run('listMembers', [groupId], () => ({
			members: [...this.group(groupId).keys()].map((id) => this.member(groupId, id)),
			complete: this.listComplete,
		}));
	}

	async getMember(groupId: string, userId: string): Promise<ForjMember> {
		return await this.run('getMember', [groupId, userId], () => {
			if (!this.group(groupId).has(userId)) throw failure('not_found', 404);
			return this.member(groupId, userId);
		});
	}

	async getUser(userId: string): Promise<ForjMember> {
		return await this.run('getUser', [userId], () => {
			if (!this.users.has(userId)) throw failure('not_found', 404);
			return this.member('', userId);
		});
	}

	async addMember(groupId: string, body: AddBody): Promise<NamedUser | undefined> {
		return await this.run('addMember', [groupId, body], () => {
			const id = this.add(groupId, body);
			if (this.answers === 'nothing') return undefined;
			return { id, sure: this.answers === 'user' };
		});
	}

	async startImport(groupId: string, bodies: AddBody[]): Promise<string | undefined> {
		return await this.run('startImport', [groupId, bodies], () => {
			const jobId = String(700 + this.jobs.size);
			const job = { ids: [] as string[], asked: 0, run: () => undefined as void };
			job.run = () => {
				const wanted = bodies.filter((body) => !('fields' in body && this.importSkips.has(String(body.fields.email))));
				job.ids = wanted.flatMap((body) => ('user_id' in body && !this.users.has(body.user_id) ? [] : [this.add(groupId, body)]));
			};
			this.jobs.set(jobId, job);
			if (this.jobStates.length === 0) job.run();
			return jobId;
		});
	}

	async getImportJob(jobId: string): Promise<ImportJob | undefined> {
		return await this.run('getImportJob', [jobId], () => {
			const job = this.jobs.get(jobId)!;
			const status = this.jobStates[Math.min(job.asked, this.jobStates.length - 1)];
			if (status === 'completed' && job.ids.length === 0) job.run();
			job.asked++;
			const ids = status === 'completed' && this.importNamesIds ? job.ids : [];
			return { status, importedIds: ids, message: status === 'failed' ? 'the file could not be read' : '' };
		});
	}

	async updateUser(userId: string, { first_name: first, last_name: last, fields }: ProfileBody): Promise<ForjMember | undefined> {
		return await this.run('updateUser', [userId, fields], () => {
			const user = this.users.get(userId);
			if (!user) throw failure('not_found', 404);
			const sent = { ...fields, ...(first === undefined ? {} : { first_name: first }), ...(last === undefined ? {} : { last_name: last }) };
			for (const [key, value] of Object.entries(sent)) if (!this.readOnlyFields.has(key)) user.fields[key] = value;
			return this.answers === 'user' ? this.member('', userId) : undefined;
		});
	}

	async removeMember(groupId: string, userId: string): Promise<void> {
		await this.run('removeMember', [groupId, userId], () => {
			if (!this.group(groupId).delete(userId)) throw failure('not_found', 404);
		});
	}

	private add(groupId: string, body: AddBody): string {
		const user = 'user_id' in body ? this.users.get(body.user_id) : this.upsert(body.fields);
		if (!user) throw failure('rejected', 422, 'answered', 'no such user');
		this.group(groupId).set(user.id, { manager: false, status: 'accepted' });
		return user.id;
	}

	/** Overwrites the user who has the address, primary or secondary, with what is sent; else creates one. */
	private upsert({ email, ...fields }: FieldValues): FakeUser {
		const wanted = String(email).trim().toLowerCase();
		const owner = [...this.users.values()].find((user) => [user.email, ...(user.secondary ?? [])].some((address) => address.toLowerCase() === wanted));
		if (owner) {
			Object.assign(owner.fields, fields);
			return owner;
		}
		const created = { id: String(this.nextId++), email: String(email), fields };
		this.users.set(created.id, created);
		return created;
	}

	private member(groupId: string, id: string): ForjMember {
		const user = this.users.get(id)!;
		const membership = this.groups.get(groupId)?.get(id);
		return {
			id,
			email: user.email,
			name: `${user.fields.first_name ?? ''} ${user.fields.last_name ?? ''}`.trim(),
			...(membership?.manager === undefined ? {} : { isManager: membership.manager }),
			...(membership?.status === undefined ? {} : { status: membership.status }),
			fields: { ...user.fields },
			hasProfile: true,
		};
	}

	private async run<T>(method: Method, args: unknown[], work: () => T): Promise<T> {
		this.calls++;
		const line = `${method} ${JSON.stringify(args)}`;
		this.log.push(line);
		this.inFlight++;
		this.maxInFlight = Math.max(this.maxInFlight, this.inFlight);
		await Promise.resolve();
		this.inFlight--;
		const fault = this.faults.find((f) => f.method === method && (f.times ?? 1) > 0 && (f.when === undefined || line.includes(f.when)));
		if (!fault) return work();
		fault.times = (fault.times ?? 1) - 1;
		if (fault.afterwards) work();
		throw fault.error;
	}
}
