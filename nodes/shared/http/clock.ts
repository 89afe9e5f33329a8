import { sleep } from 'n8n-workflow';

/** A cancelled execution is noticed after this time at the latest. */
const SLICE_MS = 500;

async function sleepInSlices(ms: number, signal?: AbortSignal): Promise<void> {
	if (!signal) return await sleep(ms);
	for (let left = ms; left > 0 && !signal.aborted; left -= SLICE_MS) {
		await sleep(Math.min(left, SLICE_MS));
	}
}

/**
 * The only source of time in nodes/. Tests replace its members.
 * `sleep` takes milliseconds and returns early, without an error, when the signal is aborted.
 */
export const clock = {
	now: (): number => Date.now(),
	sleep: sleepInSlices,
};
