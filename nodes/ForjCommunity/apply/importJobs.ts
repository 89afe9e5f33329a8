/** Starts a bulk import and waits for its end. At most one job runs per community, so jobs are started one by one. */
import type { ImportJob } from '../api/answers';
import type { AddBody } from './forjWrites';
import type { ApplyRun, Stop } from './run';

/** How an import ended, as far as Forj said so. */
export type ImportEnd =
	| { kind: 'completed' | 'failed'; jobId: string; job: ImportJob }
	/** The run had to end while the job went on. */
	| { kind: 'running'; jobId: string }
	/** Started, but Forj does not show the job. */
	| { kind: 'unseen'; jobId: string }
	/** It is not known whether a job was started. */
	| { kind: 'unknown' }
	| { kind: 'not_available'; status?: number }
	/** Another job ran all the time that this run may wait. */
	| { kind: 'busy' }
	| { kind: 'stopped'; stop: Stop };

/** Without these, the bulk call does not exist here or does not take what it is sent. */
const NOT_AVAILABLE = new Set([400, 403, 404, 405, 415, 422, 501]);
/** Forj says "one job at a time": the status is not documented. */
const BUSY = new Set([409, 429]);

/** A short import ends within moments, and up to ten wait for each other; a long one is asked about every five seconds. */
const FIRST_POLL_MS = 20;
const LONGEST_POLL_MS = 5_000;
const FIRST_BUSY_PAUSE_MS = 2_000;
const LONGEST_BUSY_PAUSE_MS = 15_000;
const GROWTH = 1.5;
/** Bounds a run without a deadline. */
const MAX_WAIT_MS = 15 * 60_000;
const MAX_FAILED_POLLS = 5;

export async function runImport(run: ApplyRun, groupId: string, bodies: AddBody[]): Promise<ImportEnd> {
	const started = await start(run, groupId, bodies);
	return typeof started === 'string' ? await waitForEnd(run, started) : started;
}

async function start(run: ApplyRun, groupId: string, bodies: AddBody[]): Promise<string | ImportEnd> {
	for (let wait = FIRST_BUSY_PAUSE_MS; ; wait = longer(wait, LONGEST_BUSY_PAUSE_MS)) {
		const stop = run.blocked();
		if (stop) return { kind: 'stopped', stop };
		const answer = await tryStart(run, groupId, bodies);
		if (answer !== 'busy') return answer;
		const ms = Math.min(wait, run.busyWaitLeftMs);
		if (ms <= 0) return { kind: 'busy' };
		run.busyWaitLeftMs -= ms;
		await pause(run, ms);
	}
}

async function tryStart(run: ApplyRun, groupId: string, bodies: AddBody[]): Promise<{ kind: 'unknown' } | ImportEnd | 'busy' | string> {
	try {
		return (await run.forj.startImport(groupId, bodies)) ?? { kind: 'unknown' };
	} catch (error) {
		const failure = await run.judge(error);
		if (failure.kind === 'stop') return failure.sent ? { kind: 'unknown' } : { kind: 'stopped', stop: failure.stop };
		const status = statusOf(failure.error);
		if (status !== undefined && BUSY.has(status)) return 'busy';
		if (failure.kind === 'refused' || NOT_AVAILABLE.has(status ?? 0)) return { kind: 'not_available', status };
		return { kind: 'unknown' };
	}
}

async function waitForEnd(run: ApplyRun, jobId: string): Promise<ImportEnd> {
	let failures = 0;
	for (let waited = 0, wait = FIRST_POLL_MS; waited <= MAX_WAIT_MS; waited += wait, wait = longer(wait, LONGEST_POLL_MS)) {
		await pause(run, wait);
		if (run.options.signal?.aborted) return { kind: 'running', jobId };
		const job = await poll(run, jobId);
		if (job === 'not_shown' || (job === undefined && ++failures >= MAX_FAILED_POLLS)) return { kind: 'unseen', jobId };
		if (typeof job === 'object' && (job.status === 'completed' || job.status === 'failed')) return { kind: job.status, jobId, job };
		// Asked once more at the deadline itself: the job may just have ended.
		if (run.blocked()) return { kind: 'running', jobId };
	}
	return { kind: 'running', jobId };
}

/** Nothing when this one question failed; 'not_shown' when asking again cannot help. */
async function poll(run: ApplyRun, jobId: string): Promise<ImportJob | 'not_shown' | undefined> {
	try {
		return (await run.forj.getImportJob(jobId)) ?? 'not_shown';
	} catch (error) {
		const failure = await run.judge(error);
		const status = 'error' in failure ? statusOf(failure.error) : undefined;
		return status !== undefined && status < 500 && status !== 429 ? 'not_shown' : undefined;
	}
}

async function pause(run: ApplyRun, ms: number): Promise<void> {
	await run.clock.sleep(Math.max(0, Math.min(ms, run.timeLeft())), run.options.signal);
}

function longer(ms: number, longest: number): number {
	return Math.min(ms * GROWTH, longest);
}

function statusOf(error: unknown): number | undefined {
	return (error as { status?: number }).status;
}
