export interface RateLimitOptions {
	perSecond?: number;
	perMinute?: number;
}

/** Sliding windows per key. A refused call does not count against the limit. */
export class RateLimit {
	private readonly callsByKey = new Map<string, number[]>();

	constructor(
		private readonly limits: RateLimitOptions,
		private readonly now: () => number,
	) {}

	/** Undefined when the call may pass, else the whole seconds to wait (Retry-After). */
	refuse(key: string): number | undefined {
		const now = this.now();
		const calls = (this.callsByKey.get(key) ?? []).filter((at) => at > now - 60_000);
		this.callsByKey.set(key, calls);
		const waitMs = Math.max(
			waitFor(calls, this.limits.perSecond, 1_000, now),
			waitFor(calls, this.limits.perMinute, 60_000, now),
		);
		if (waitMs > 0) return Math.ceil(waitMs / 1_000);
		calls.push(now);
		return undefined;
	}
}

function waitFor(calls: readonly number[], limit: number | undefined, windowMs: number, now: number): number {
	if (limit === undefined) return 0;
	const oldestThatCounts = calls[calls.length - limit];
	return oldestThatCounts === undefined ? 0 : Math.max(0, oldestThatCounts + windowMs - now);
}
