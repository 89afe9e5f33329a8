import type { CheckRun } from '../../shared/check/checkRun';
import type { Finding } from '../../shared/check/rows';
import type { EndpointKey } from './expectations';
import { WRITE_ACTIONS } from './texts';

export type Run = CheckRun<EndpointKey>;

/** Where no such path exists, the path can be set. */
export function withPath(failure: Finding): Finding {
	const { status } = failure.details;
	if (status !== 404 && status !== 405) return failure;
	return { ...failure, observed: `Forj does not have this call at this path (${status}).`, action: WRITE_ACTIONS.path };
}

const SURELY_NOT_DONE = new Set([501, 503]);

/** The call may have taken effect although it failed: no answer, an unreadable one, or a breakdown. */
export function isUnclear({ details: { status } }: Finding): boolean {
	return status === undefined || status < 400 || (status >= 500 && !SURELY_NOT_DONE.has(status));
}
