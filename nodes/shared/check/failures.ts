/** A failed call as a row tells it. The service's own words are left out: they may hold names or addresses. */
import type { ServiceError, ServiceErrorKind } from '../http/serviceError';
import { isServiceError } from '../http/serviceError';
import { ACTIONS } from './texts';
import { WrongShape } from './reply';
import type { Finding, Verdict } from './rows';
import { notTested } from './rows';

/** A failure that already knows its row. */
export class FailedCheck extends Error {
	constructor(readonly finding: Finding) {
		super(finding.observed);
		this.name = 'FailedCheck';
	}
}

type Told = { observed: string; verdict: Verdict; action?: string };

const DIFFERS: Verdict = 'Differs, Not Supported';
const OPEN: Verdict = 'Not Tested';

const TOLD: Record<ServiceErrorKind, (error: ServiceError) => Told> = {
	auth: () => ({ observed: 'The key was refused (401).', verdict: DIFFERS }),
	forbidden: () => ({ observed: 'The key may not make this call (403).', verdict: DIFFERS }),
	not_found: () => ({ observed: 'Nothing is there (404), although the ID was just read from a list, or none was needed.', verdict: DIFFERS, action: ACTIONS.notFound }),
	rejected: ({ status }) => ({ observed: `The call was refused (${status ?? 'no status'}).`, verdict: DIFFERS, action: ACTIONS.report }),
	rate_limited: () => ({ observed: 'The service asked to slow down (429).', verdict: OPEN, action: ACTIONS.later }),
	unavailable: ({ status }) =>
		status === 501
			? { observed: 'The service does not have this call (501).', verdict: DIFFERS, action: ACTIONS.report }
			: { observed: `The service could not answer (${status ?? 'no status'}).`, verdict: OPEN, action: ACTIONS.later },
	unreachable: () => ({ observed: 'The service could not be reached, or the connection broke.', verdict: OPEN }),
	timeout: () => ({ observed: 'No answer came in time.', verdict: OPEN, action: ACTIONS.later }),
	wrong_answer: () => ({ observed: 'The answer has another form than expected.', verdict: DIFFERS }),
	redirect: () => ({ observed: 'The call is sent on to another origin, which the credential does not trust. Nothing was sent there.', verdict: DIFFERS, action: ACTIONS.redirect }),
	cancelled: () => ({ observed: 'The execution was stopped before.', verdict: OPEN, action: ACTIONS.again }),
	deadline: () => ({ observed: 'There was no time left.', verdict: OPEN, action: ACTIONS.again }),
};

/** Throws what is no failure of the service. */
export function failureFinding(error: unknown): Finding {
	if (error instanceof FailedCheck) return error.finding;
	if (error instanceof WrongShape) {
		return { observed: error.message, verdict: DIFFERS, action: ACTIONS.wrongShape, details: error.details };
	}
	if (!isServiceError(error)) throw error;
	const { observed, verdict, action } = TOLD[error.kind](error);
	return {
		observed,
		verdict,
		action: action ?? error.fix,
		details: error.status === undefined ? {} : { status: error.status },
	};
}

/** Why no further call makes sense after this one; undefined when the next endpoint may be asked. */
export function endsCheck(error: unknown): Finding | undefined {
	if (!isServiceError(error)) return undefined;
	if (error.kind === 'auth') return notTested('Not asked, since the key was refused before (401).', error.fix);
	if (error.kind === 'cancelled') return notTested('The execution was stopped before.', ACTIONS.again);
	return undefined;
}
