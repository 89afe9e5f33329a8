import { isServiceError } from '../../shared/http/serviceError';

/** How a write ended that was not refused. */
export interface Sent {
	answer?: unknown;
	/** What makes it doubtful whether it was carried out; absent when Forj answered. */
	doubt?: unknown;
}

/** Sends a write that may end in doubt. Rejects only where it surely was not carried out. */
export async function send(write: () => Promise<unknown>): Promise<Sent> {
	return await write().then(
		(answer) => ({ answer }),
		async (error: unknown) => (mayHaveHappened(error) ? { doubt: error } : await Promise.reject(error)),
	);
}

/** More careful than a repeated call needs to be (a 503 usually was not carried out): a group that was made stays for ever. */
function mayHaveHappened(error: unknown): boolean {
	if (!isServiceError(error) || error.delivery === 'not_sent') return false;
	return error.delivery === 'maybe' || error.kind === 'wrong_answer' || error.kind === 'redirect' || (error.status ?? 0) >= 500;
}
