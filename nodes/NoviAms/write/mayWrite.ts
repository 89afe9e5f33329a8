import { clock } from '../../shared/http/clock';
import type { ServiceError } from '../../shared/http/serviceError';
import { STOPPED } from './refusal';

export interface WriteLimits {
	/** Milliseconds since 1970; no write starts after it. */
	deadline?: number;
	/** No write starts after it is aborted. */
	signal?: AbortSignal;
}

/** Why no write may start now; undefined when one may. */
export function whyStopped({ deadline, signal }: WriteLimits): string | undefined {
	if (signal?.aborted) return STOPPED.cancelled;
	return deadline !== undefined && clock.now() >= deadline ? STOPPED.deadline : undefined;
}

/** The client makes no call after either limit; this is how it says so. */
export function isStop(error: ServiceError): boolean {
	return (error.kind === 'cancelled' || error.kind === 'deadline') && error.delivery === 'not_sent';
}
