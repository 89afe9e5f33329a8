import { createHash } from 'crypto';

import { clock } from './clock';

export interface RateLimit {
	/** Calls with the same key share the limit. Not the API key itself: see `rateLimitKey`. */
	key: string;
	perSecond: number;
	perMinute: number;
}

/**
 * Calls are counted when they leave here, the service counts when they arrive. A little more than the window
 * keeps a jittery network and a busy n8n from making 21 of 20.
 */
const SECOND_MS = 1_250;
const MINUTE_MS = 60_500;

/** Start times of the calls of one key, ascending; in the future only after "slow down". */
const startsByKey = new Map<string, number[]>();

/** Same site and key, same limit; the key itself cannot be read from it. */
export function rateLimitKey(origin: string, apiKey: string): string {
	return createHash('sha256').update(`${origin}\n${apiKey}`).digest('hex');
}

/** The earliest time at which one more call may start, given the ascending start times of the others. */
export function nextStart(
	starts: readonly number[],
	now: number,
	{ perSecond, perMinute }: Pick<RateLimit, 'perSecond' | 'perMinute'>,
): number {
	const after = (count: number, windowMs: number) =>
		starts.length < count ? now : starts[starts.length - count] + windowMs;
	const last = starts.length > 0 ? starts[starts.length - 1] : now;
	return Math.max(now, last, after(perSecond, SECOND_MS), after(perMinute, MINUTE_MS));
}

/** The last turn that was asked for, by key. */
const turnsByKey = new Map<string, Promise<void>>();

/**
 * Waits until one more call may be sent. All nodes of this process share the count of a key. One after the other: a busy
 * n8n wakes up late, so each turn counts from when the calls before it really started, not from when they were to start.
 */
export async function waitForTurn(limit: RateLimit, signal?: AbortSignal): Promise<void> {
	const turn = (turnsByKey.get(limit.key) ?? Promise.resolve()).then(async () => await takeTurn(limit, signal));
	turnsByKey.set(limit.key, turn);
	await turn;
}

async function takeTurn(limit: RateLimit, signal?: AbortSignal): Promise<void> {
	while (!signal?.aborted) {
		const now = clock.now();
		const recent = (startsByKey.get(limit.key) ?? []).filter((at) => at > now - MINUTE_MS);
		const start = nextStart(recent, now, limit);
		if (start <= now) {
			startsByKey.set(limit.key, [...recent, now]);
			return;
		}
		await clock.sleep(start - now, signal);
	}
}

/** After "slow down": no call of this key starts before `until` (milliseconds since 1970). */
export function holdBack(limit: RateLimit, until: number): void {
	const starts = startsByKey.get(limit.key) ?? [];
	startsByKey.set(limit.key, [...starts.filter((at) => at < until), until]);
}

/** Forgets all counts. For tests. */
export function forgetRateLimits(): void {
	startsByKey.clear();
	turnsByKey.clear();
}
