/** At most this many tries of one call, the first included. */
export const MAX_TRIES = 5;
/** What one client may spend on waiting for a better moment. */
export const WAIT_BUDGET_MS = 10 * 60_000;

const BACKOFF_BASE_MS = 500;
const BACKOFF_CAP_MS = 20_000;
/** A service that asks for more is asked again earlier; five tries are the limit anyway. */
const RETRY_AFTER_CAP_MS = 60_000;

/**
 * `Retry-After` in milliseconds from `now`, capped; undefined when it is absent, negative or no time at all.
 * Accepts whole seconds and an HTTP date; a date in the past means now.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
	const text = header?.trim() ?? '';
	if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, RETRY_AFTER_CAP_MS);
	// Date.parse takes '-5' and '1.5' for years and months: only dates with a month's name are HTTP dates.
	if (!/[a-z]{3}/i.test(text)) return undefined;
	const at = Date.parse(text);
	if (Number.isNaN(at)) return undefined;
	return Math.min(Math.max(at - now, 0), RETRY_AFTER_CAP_MS);
}

/** Exponential back-off with full jitter. `tries` is 1 after the first one, `random` lies in [0, 1). */
export function backoffMs(tries: number, random: number): number {
	const ceiling = Math.min(BACKOFF_BASE_MS * 2 ** (tries - 1), BACKOFF_CAP_MS);
	return Math.floor(ceiling * random);
}
