/** Memory of a process and everything that it started, as the operating system counts it. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 100;
const MEGABYTE = 1024;
const HAS_PROC = existsSync('/proc/self/status');
/** n8n still works after its start, and V8 gives memory back only when it has been idle for about 20 seconds. */
const SETTLE_MS = 40_000;
/** With --quick there is no time for that: what it says of memory is too low by what n8n still had to give back. */
const QUICK_SETTLE_MS = 12_000;

/** All processes of the group that `pid` leads (n8n has its own). */
function processesOf(pid: number): number[] {
	const lines = execFileSync('ps', ['-A', '-o', 'pgid=,pid='], { encoding: 'utf8' }).trim().split('\n');
	return lines.map((line) => line.trim().split(/\s+/).map(Number)).flatMap(([group, member]) => (group === pid && member ? [member] : []));
}

/**
 * Resident memory in MB. Asked ten times a second by the process in which the emulated services answer, so it must cost
 * next to nothing: `ps` took a fifth of that process' time. Where there is no /proc, there is only `ps`.
 */
function residentMegabytes(pids: readonly number[]): number {
	const kilobytes = HAS_PROC ? pids.map(residentInProc) : execFileSync('ps', ['-o', 'rss=', '-p', pids.join(',')], { encoding: 'utf8' }).trim().split(/\s+/).map(Number);
	return kilobytes.reduce((sum, one) => sum + one, 0) / MEGABYTE;
}

function residentInProc(pid: number): number {
	try {
		return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
	} catch {
		return 0; // has ended
	}
}

/** Waits until n8n has come to rest. */
export async function rest(): Promise<void> {
	await sleep(process.env.BENCH_QUICK === '1' ? QUICK_SETTLE_MS : SETTLE_MS);
}

/** Memory when n8n has come to rest. */
export async function idleMegabytes(pid: number): Promise<number> {
	await rest();
	return residentMegabytes(processesOf(pid));
}

/** The highest memory while `work` goes on. */
export async function peakDuring<T>(pid: number, work: () => Promise<T>): Promise<{ result: T; peak: number }> {
	const pids = processesOf(pid);
	let peak = residentMegabytes(pids);
	const timer = setInterval(() => (peak = Math.max(peak, residentMegabytes(pids))), EVERY_MS);
	try {
		const result = await work();
		return { result, peak: Math.max(peak, residentMegabytes(pids)) };
	} finally {
		clearInterval(timer);
	}
}
