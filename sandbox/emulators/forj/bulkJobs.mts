import type { Profile } from './profile.mjs';
import type { ForjState } from './state.mjs';

/** One person of a bulk job, already understood. Undefined stands for a row that makes no sense. */
export type BulkRow = { userId: number; profile: Profile } | { email: string; profile: Profile } | undefined;

export interface BulkJob {
	id: number;
	status: 'queued' | 'processing' | 'completed' | 'failed';
	groupId: number;
	rows: BulkRow[];
	/** Sorted, so that nobody can rely on the order in which the members were sent. */
	importedUserIds: number[];
	message?: string;
	looksLeft: number;
}

/** Bulk imports: one at a time in the whole community; time passes with every look at them. */
export class BulkJobs {
	private readonly jobs = new Map<number, BulkJob>();
	private failure: { message: string; afterRows: number } | undefined;
	private started = 0;

	constructor(
		private readonly state: ForjState,
		private readonly looksUntilDone: number,
	) {}

	all(): readonly BulkJob[] {
		return [...this.jobs.values()];
	}

	/** The next job fails with this message, after its first rows were imported. */
	failNext(message: string, afterRows = 0): void {
		this.failure = { message, afterRows };
	}

	/** The id of the new job, or undefined while another one runs. */
	start(groupId: number, rows: BulkRow[]): number | undefined {
		const running = this.all().find(isOpen);
		if (running) {
			// A client that lost its job id must not wait for ever.
			this.look(running.id);
			return undefined;
		}
		this.started += 1;
		const id = 700_000 + this.started;
		this.jobs.set(id, { id, status: 'queued', groupId, rows, importedUserIds: [], looksLeft: this.looksUntilDone });
		return id;
	}

	/** The job after a moment more has passed. */
	look(id: number): BulkJob | undefined {
		const job = this.jobs.get(id);
		if (!job || !isOpen(job)) return job;
		if (job.looksLeft > 0) {
			job.status = job.looksLeft === this.looksUntilDone ? 'queued' : 'processing';
			job.looksLeft -= 1;
			return job;
		}
		this.finish(job);
		return job;
	}

	private finish(job: BulkJob): void {
		const { failure } = this;
		this.failure = undefined;
		const imported = new Set<number>();
		let skipped = 0;
		for (const row of job.rows.slice(0, failure?.afterRows)) {
			const userId = this.importRow(job.groupId, row);
			if (userId === undefined) skipped += 1;
			else imported.add(userId);
		}
		job.importedUserIds = [...imported].sort((one, other) => one - other);
		job.status = failure ? 'failed' : 'completed';
		if (failure) job.message = failure.message;
		else if (skipped > 0) job.message = `${skipped} rows were skipped`;
	}

	private importRow(groupId: number, row: BulkRow): number | undefined {
		if (!row || ('userId' in row && !this.state.users.has(row.userId))) return undefined;
		const user = 'userId' in row ? this.state.editProfile(row.userId, row.profile) : this.state.upsert(row.email, row.profile);
		this.state.addMember(groupId, user.id);
		return user.id;
	}
}

function isOpen(job: BulkJob): boolean {
	return job.status === 'queued' || job.status === 'processing';
}
