import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { isSafeToCall } from '../origin';
import type { ServiceContext } from './serviceClient';

/** Reading a page of 1,000 people can take long; more than this is a broken connection. */
const TIMEOUT_MS = 60_000;

export interface HttpRequest {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	url: string;
	body?: IDataObject;
}

export interface HttpAnswer {
	status: number;
	/** Lower-case names. */
	headers: Record<string, string | undefined>;
	text: string;
}

/**
 * One HTTP call, whatever its status. n8n's helper would follow redirects with the key to any origin, send a
 * call that answers 401 twice, and hide Retry-After: so all of that is switched off here.
 * Without a credential type no key is sent. Throws only when there was no answer (see `transportFailure`).
 */
export async function exchange(
	context: ServiceContext,
	credentialType: string | undefined,
	request: HttpRequest,
	{ evenIfCancelled = false }: { evenIfCancelled?: boolean } = {},
): Promise<HttpAnswer> {
	const caller = evenIfCancelled ? withoutCancel(context) : context;
	const options: IHttpRequestOptions = {
		method: request.method,
		url: request.url,
		headers: { Accept: 'application/json', ...(request.body && { 'Content-Type': 'application/json' }) },
		...(request.body && { body: request.body }),
		// The text as it came: an answer that is no JSON must not pass as a string value.
		encoding: 'text',
		timeout: TIMEOUT_MS,
		disableFollowRedirect: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	};
	const sent =
		credentialType === undefined
			? context.helpers.httpRequest(options)
			: context.helpers.httpRequestWithAuthentication.call(caller, credentialType, options);
	const answer = (await sent) as {
		statusCode: number;
		headers?: Record<string, string | undefined>;
		body?: unknown;
	};
	return {
		status: answer.statusCode,
		headers: answer.headers ?? {},
		text: typeof answer.body === 'string' ? answer.body : '',
	};
}

/** n8n gives a call the cancel signal of whoever makes it, if there is one: this caller has none. */
function withoutCancel(context: ServiceContext): ServiceContext {
	return new Proxy(context, { has: (target, name) => name !== 'getExecutionCancelSignal' && name in target });
}

export interface TransportFailure {
	kind: 'unreachable' | 'timeout' | 'cancelled';
	delivery: 'not_sent' | 'maybe';
	reason?: string;
}

/** Codes of connections that were never made, in words. n8n replaces a message that holds the code itself. */
const NOT_SENT: Record<string, string> = {
	ECONNREFUSED: 'nothing answers at this address',
	ENOTFOUND: 'this address does not exist',
	EAI_AGAIN: 'the name of this address could not be looked up',
	EHOSTUNREACH: 'there is no way to this address',
	ENETUNREACH: 'there is no way to this address',
	ERR_INVALID_URL: 'this is no valid address',
};

const TIMEOUTS = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/** What a thrown error of n8n's HTTP helper means. A connection that broke may have delivered the call. */
export function transportFailure(error: unknown): TransportFailure {
	const codes = codesOf(error);
	if (codes.includes('ERR_CANCELED')) return { kind: 'cancelled', delivery: 'maybe' };
	const notSent = codes.find((code) => code in NOT_SENT);
	if (notSent) return { kind: 'unreachable', delivery: 'not_sent', reason: NOT_SENT[notSent] };
	const certificate = codes.find((code) => /CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_VERIFY/.test(code));
	if (certificate) {
		return { kind: 'unreachable', delivery: 'not_sent', reason: 'the certificate of this address is not valid' };
	}
	if (codes.some((code) => TIMEOUTS.has(code))) return { kind: 'timeout', delivery: 'maybe' };
	return { kind: 'unreachable', delivery: 'maybe', reason: 'the connection broke' };
}

/** n8n wraps what axios throws; the code stands somewhere in the chain of causes. */
function codesOf(error: unknown): string[] {
	const codes: string[] = [];
	for (let part = error, depth = 0; isRecord(part) && depth < 5; part = part.cause, depth++) {
		if (typeof part.code === 'string') codes.push(part.code);
		if (part.name === 'CanceledError' || part.name === 'AbortError') codes.push('ERR_CANCELED');
	}
	return codes;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export type RedirectStep =
	| { follow: string }
	| { refuse: { origin?: string; reason?: string } };

/**
 * Where an answer sends the call on to, if it does. Followed is only what keeps the key on origins that the
 * credential names, and what does not turn a write into a read.
 */
export function redirectStep(
	request: HttpRequest,
	answer: HttpAnswer,
	trustedOrigins: readonly string[],
): RedirectStep | undefined {
	if (!REDIRECTS.has(answer.status)) return undefined;
	const step = trustedTarget(answer.headers.location, request.url, trustedOrigins);
	const keepsMethod = answer.status === 307 || answer.status === 308;
	if ('follow' in step && request.method !== 'GET' && !keepsMethod) {
		return { refuse: { origin: new URL(step.follow).origin, reason: 'a change cannot be sent on this way' } };
	}
	return step;
}

/** An address that a service named, if the key may go there. */
export function trustedTarget(
	location: string | undefined,
	base: string,
	trustedOrigins: readonly string[],
): RedirectStep {
	const target = targetOf(location, base);
	if (!target) return { refuse: { reason: 'the answer does not say where to' } };
	const { origin } = target;
	if (!isSafeToCall(target)) return { refuse: { origin, reason: 'this address is not encrypted (https)' } };
	if (!trustedOrigins.includes(origin)) return { refuse: { origin } };
	// They would take the place of the key.
	if (target.username !== '' || target.password !== '') return { refuse: { origin, reason: 'this address holds a user name' } };
	return { follow: target.href };
}

function targetOf(location: string | undefined, base: string): URL | undefined {
	if (!location) return undefined;
	try {
		return new URL(location, base);
	} catch {
		return undefined;
	}
}
