/** Memory of a process and everything that it started, as the operating system counts it. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 100;
const MEGABYTE = 1024;
const HAS_PROC = existsSync(`/proc/self/task/${process.pid}/children`);
/** n8n still works after its start, and V8 gives memory back only when it has been idle for about 20 seconds. */
const SETTLE_MS = 40_000;
/** With --quick there is no time for that: what it says of memory is too low by what n8n still had to give back. */
const QUICK_SETTLE_MS = 12_000;

/**
 * Resident memory in MB. Asked ten times a second by the process in which the emulated services answer, so it must cost
 * next to nothing: `ps` took a fifth of that process' time. Where there is no /proc, there is only `ps`.
 */
function residentMegabytes(pid: number): number {
	return (HAS_PROC ? residentOfTree(pid) : residentOfGroup(pid)) / MEGABYTE;
}

/** Kilobytes of the process and of all that it started; 0 when it has ended. */
function residentOfTree(pid: number): number {
	try {
		const own = Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
		const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) => startedBy(pid, thread));
		return children.reduce((sum, child) => sum + residentOfTree(child), own);
	} catch {
		return 0;
	}
}

/** Processes that one thread has started; none when it has ended. */
function startedBy(pid: number, thread: string): number[] {
	try {
		return readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
	} catch {
		return [];
	}
}

/** Kilobytes of all processes of the group that `pid` leads (n8n has its own). */
function residentOfGroup(pid: number): number {
	const lines = execFileSync('ps', ['-A', '-o', 'pgid=,rss='], { encoding: 'utf8' }).trim().split('\n');
	const sizes = lines.map((line) => line.trim().split(/\s+/).map(Number)).filter(([group]) => group === pid);
	return sizes.reduce((sum, [, kilobytes]) => sum + (kilobytes ?? 0), 0);
}

/** Waits until n8n has come to rest. */
export async function rest(): Promise<void> {
	await sleep(process.env.BENCH_QUICK === '1' ? QUICK_SETTLE_MS : SETTLE_MS);
}

/** Memory when n8n has come to rest. */
export async function idleMegabytes(pid: number): Promise<number> {
	await rest();
	return residentMegabytes(pid);
}

/** The highest memory while `work` goes on. */
export async function peakDuring<T>(pid: number, work: () => Promise<T>): Promise<{ result: T; peak: number }> {
	let peak = residentMegabytes(pid);
	const timer = setInterval(() => (peak = Math.max(peak, residentMegabytes(pid))), EVERY_MS);
	try {
		const result = await work();
		return { result, peak: Math.max(peak, residentMegabytes(pid)) };
	} finally {
		clearInterval(timer);
	}
}
