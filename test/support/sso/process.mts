/** Runs the two OpenID libraries, which are ES modules and cannot be loaded inside jest, in a process of their own. Started by startSso.mts. */
import { finishLogIn, logInAddress } from './forjCommunity.mjs';
import { startSite } from './noviSite.mjs';

export const ssoCalls = { startSite, logInAddress, finishLogIn };

export interface SsoRequest {
	id: number;
	call: keyof typeof ssoCalls;
	args: unknown[];
}

export interface SsoResponse {
	id: number;
	value?: unknown;
	error?: string;
}

process.on('message', ({ id, call, args }: SsoRequest) => {
	const run = ssoCalls[call] as (...args: unknown[]) => Promise<unknown>;
	run(...args).then(
		(value) => answer({ id, value }),
		(error: unknown) => answer({ id, error: wordsOf(error) }),
	);
});

// The test is over, however it ended.
process.on('disconnect', () => process.exit(0));

function answer(response: SsoResponse): void {
	process.send?.(response);
}

/** openid-client puts the server's own code (`invalid_client`) beside the message. */
function wordsOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return [error.message, (error as { error?: unknown }).error].filter((part) => typeof part === 'string').join(': ');
}
