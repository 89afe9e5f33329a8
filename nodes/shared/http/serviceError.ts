import type { ReadFailure } from '../../core/types';
import { failureText } from './failureTexts';

export type ServiceName = 'Novi' | 'Forj';

export type ServiceErrorKind =
	| 'auth'
	| 'forbidden'
	| 'not_found'
	| 'rejected'
	| 'rate_limited'
	| 'unavailable'
	| 'unreachable'
	| 'timeout'
	| 'wrong_answer'
	| 'redirect'
	| 'cancelled'
	| 'deadline';

/** Whether the call can have had an effect: surely not, perhaps, or the service gave an answer. */
export type Delivery = 'not_sent' | 'maybe' | 'answered';

export interface ServiceErrorDetails {
	/** Name of the endpoint, in words. */
	endpoint: string;
	delivery: Delivery;
	status?: number;
	/** What the service or our check says, already free of keys and addresses. One sentence without full stop. */
	reason?: string;
	/** Origin a redirect leads to. */
	origin?: string;
}

/** A call to Novi or Forj that gave no usable answer. Holds no header, no key and no URL. */
export class ServiceError extends Error {
	readonly kind: ServiceErrorKind;

	readonly service: ServiceName;

	readonly endpoint: string;

	readonly delivery: Delivery;

	readonly status?: number;

	/** As in the message, for a caller with words of its own. */
	readonly reason?: string;

	/** Origin that a redirect leads to. */
	readonly origin?: string;

	/** What the admin can do about it, and where. */
	readonly fix: string;

	constructor(service: ServiceName, kind: ServiceErrorKind, details: ServiceErrorDetails) {
		const { message, fix } = failureText(service, kind, details);
		super(message);
		this.name = 'ServiceError';
		this.kind = kind;
		this.service = service;
		this.endpoint = details.endpoint;
		this.delivery = details.delivery;
		this.status = details.status;
		this.reason = details.reason;
		this.origin = details.origin;
		this.fix = fix;
	}
}

/** The error of a call, with message and fix in the words of the service. */
export function serviceFailure(
	service: ServiceName,
	kind: ServiceErrorKind,
	details: ServiceErrorDetails,
): ServiceError {
	return new ServiceError(service, kind, details);
}

export function isServiceError(error: unknown): error is ServiceError {
	return error instanceof ServiceError;
}

/** The kind of error an HTTP status stands for, or undefined when the status is a success or a redirect. */
export function kindOfStatus(status: number): ServiceErrorKind | undefined {
	if (status < 400) return undefined;
	if (status === 401) return 'auth';
	if (status === 403) return 'forbidden';
	if (status === 404) return 'not_found';
	if (status === 429) return 'rate_limited';
	return status >= 500 ? 'unavailable' : 'rejected';
}

const FAILURE_KINDS: Record<ServiceErrorKind, ReadFailure['kind']> = {
	auth: 'auth',
	forbidden: 'auth',
	not_found: 'not_found',
	rejected: 'wrong_answer',
	rate_limited: 'unreachable',
	unavailable: 'unreachable',
	unreachable: 'unreachable',
	timeout: 'unreachable',
	wrong_answer: 'wrong_answer',
	redirect: 'wrong_answer',
	cancelled: 'incomplete',
	deadline: 'incomplete',
};

/** A failed call as the snapshot of a group tells it. */
export function toReadFailure(error: unknown): ReadFailure {
	if (isServiceError(error)) {
		return { kind: FAILURE_KINDS[error.kind], message: error.message, fix: error.fix };
	}
	return {
		kind: 'wrong_answer',
		message: error instanceof Error ? error.message : 'The read stopped for an unknown reason.',
		fix: 'Run the workflow again. If this stays, report it to the makers of this package.',
	};
}
