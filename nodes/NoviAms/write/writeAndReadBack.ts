import { clock } from '../../shared/http/clock';
import { backoffMs } from '../../shared/http/retryTiming';
import { isServiceError } from '../../shared/http/serviceError';
import type { WriteLimits } from './mayWrite';
import { whyStopped } from './mayWrite';
import { REFUSAL } from './refusal';

export interface WriteSteps<S> {
	limits: WriteLimits;
	/** What Novi shows right now. */
	read: () => Promise<S>;
	/** The call that is still needed; undefined when there is nothing to do. Throws what speaks against it. */
	prepare: (shown: S) => (() => Promise<unknown>) | undefined;
	/** After a call: done, or not seen at all. Throws when the outcome is wrong in a way that no repeat heals. */
	judge: (before: S, shown: S, unclear: boolean) => 'done' | 'not_seen';
	/** Thrown when Novi does not show the change in the end. */
	notTaken: () => Error;
}

/** A write that may not have arrived is sent once more, but only after Novi was read again. */
const MAX_SENDS = 2;

/**
 * Reads, writes, reads back. The read that follows a write is its proof, and the basis of a second try. Returns what
 * Novi shows in the end and whether anything was sent.
 */
export async function writeAndReadBack<S>(steps: WriteSteps<S>): Promise<{ shown: S; sent: boolean }> {
	let before: S | undefined;
	let unclear: Error | undefined;
	for (let sends = 0; ; sends++) {
		const shown = sends === 0 ? await steps.read() : await readAfterWrite(steps);
		if (before !== undefined && steps.judge(before, shown, unclear !== undefined) === 'done') return { shown, sent: true };
		if (sends === MAX_SENDS) throw unclear ?? steps.notTaken();
		const call = steps.prepare(shown);
		if (!call) return { shown, sent: sends > 0 };
		// The first call may still be under way, so the member is not simply "not attempted" any more.
		if (sends > 0 && whyStopped(steps.limits) !== undefined) throw REFUSAL.unclear('the run ended before it could be sent again.');
		const outcome = await call().then(
			() => undefined,
			(error: unknown) => error,
		);
		if (outcome !== undefined && !isOpen(outcome)) throw asRefusal(outcome);
		unclear = outcome instanceof Error ? outcome : undefined;
		if (unclear && sends === 0) await clock.sleep(backoffMs(1, Math.random()), steps.limits.signal);
		before = shown;
	}
}

/** The write may have arrived, so a failed read leaves that open. */
async function readAfterWrite<S>({ read }: WriteSteps<S>): Promise<S> {
	const result = await read().then(
		(shown) => ({ shown }),
		(error: unknown) => ({ error }),
	);
	if ('shown' in result) return result.shown;
	throw REFUSAL.unclear(result.error instanceof Error ? result.error.message : 'it could not be read again.');
}

/** Whether reading again can tell more: no answer, an unreadable one, or "not now". Any other error is Novi's no. */
function isOpen(error: unknown): boolean {
	if (!isServiceError(error)) return false;
	if (error.kind === 'cancelled') return error.delivery === 'maybe';
	if (error.kind === 'deadline') return false;
	if (error.kind === 'wrong_answer' || error.kind === 'rate_limited') return true;
	return error.delivery === 'maybe' || error.kind === 'unreachable' || (error.status ?? 0) >= 500;
}

/** Novi says 400 for an empty required field, and does not say which one. */
function asRefusal(error: unknown): unknown {
	return isServiceError(error) && error.kind === 'rejected' ? REFUSAL.badRequest(error.message) : error;
}
