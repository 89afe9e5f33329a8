import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { parseAnswer, refusalReason } from './answer';
import { clock } from './clock';
import type { Endpoint, NoParams, PathParams } from './endpoint';
import { pathOf } from './endpoint';
import type { HttpAnswer, HttpRequest } from './exchange';
import { exchange, redirectStep, transportFailure, trustedTarget } from './exchange';
import type { RateLimit } from './rateLimit';
import { holdBack, waitForTurn } from './rateLimit';
import { backoffMs, MAX_TRIES, retryAfterMs, WAIT_BUDGET_MS } from './retryTiming';
import type { Delivery, ServiceError, ServiceErrorKind, ServiceName } from './serviceError';
import { kindOfStatus, serviceFailure } from './serviceError';

export type ServiceContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IPollFunctions
	| IWebhookFunctions;

export interface Connection {
	service: ServiceName;
	credentialType: 'noviAmsApi' | 'forjCommunityApi';
	/** Normalised by `normaliseBaseUrl`. */
	baseUrl: string;
	/** Origins a redirect may lead to, besides the base URL's own. */
	trustedOrigins: string[];
	/** Sent with every call. */
	query?: Record<string, string>;
	rateLimit?: RateLimit;
	/** Endpoint name to path, e.g. '/groups/{groupId}/bulk'. */
	pathOverrides?: Record<string, string>;
}

export interface CallOptions {
	query?: Record<string, string | number | boolean | undefined>;
	body?: IDataObject;
	/** Milliseconds since 1970. No write starts after it; reads are not bound by it. */
	deadline?: number;
	/** Counts the HTTP calls of one part of a run, beside the client's own count. */
	counter?: { calls: number };
	/** Fewer tries than usual. */
	maxTries?: number;
	/** Also after the execution was stopped: only for what undoes an own write. */
	evenIfCancelled?: boolean;
}

/** A successful answer as it came, not yet compared with a schema. */
export interface RawAnswer extends HttpAnswer {
	/** It came from another origin than the call was sent to. */
	fromElsewhere: boolean;
}

interface Attempt {
	answer?: RawAnswer;
	error?: ServiceError;
}

const MAX_REDIRECTS = 3;
const RETRIED_STATUS = new Set([429, 502, 503, 504]);
/** Statuses that say "not now", so that the call was not carried out. */
const NOT_NOW_STATUS = new Set([429, 503]);

/**
 * Calls one service: path, key, rate limit, redirects, retries and the check of every answer.
 * Every failed call is a ServiceError; a parameter that cannot be part of a path is a RangeError.
 */
export class ServiceClient {
	private callCount = 0;

	private waitedMs = 0;

	private readonly origins: string[];

	private readonly signal?: AbortSignal;

	constructor(
		private readonly context: ServiceContext,
		private readonly connection: Connection,
	) {
		this.origins = [new URL(connection.baseUrl).origin, ...connection.trustedOrigins];
		this.signal = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	}

	/** HTTP calls so far: retries and followed redirects included. */
	get calls(): number {
		return this.callCount;
	}

	async call<P extends PathParams, T>(
		endpoint: Endpoint<P, T>,
		params: P,
		options: CallOptions = {},
	): Promise<T> {
		return this.parse(endpoint, await this.callRaw(endpoint, params, options));
	}

	/** As `call`, but without the check of the answer: for whoever examines the answer itself. */
	async callRaw<P extends PathParams, T>(
		endpoint: Endpoint<P, T>,
		params: P,
		options: CallOptions = {},
	): Promise<RawAnswer> {
		return await this.run(endpoint, this.requestFor(endpoint, params, options), options);
	}

	/**
	 * Reads from an address that the service named (a next page), under the rules of a redirect: only on an
	 * origin that the credential names. Nothing is sent anywhere else.
	 */
	async callAt<T>(endpoint: Endpoint<NoParams, T>, address: string): Promise<T> {
		const { baseUrl, query, service } = this.connection;
		const step = trustedTarget(address, baseUrl, this.origins);
		if ('refuse' in step) {
			throw serviceFailure(service, 'redirect', { endpoint: endpoint.name, delivery: 'not_sent', ...step.refuse });
		}
		const request: HttpRequest = { method: endpoint.method, url: withQuery(new URL(step.follow), query).href };
		return this.parse(endpoint, await this.run(endpoint, request, {}));
	}

	private async run<P extends PathParams, T>(
		endpoint: Endpoint<P, T>,
		request: HttpRequest,
		options: CallOptions,
	): Promise<RawAnswer> {
		for (let tries = 1; ; tries++) {
			this.assertMayStart(endpoint, options);
			const { answer, error } = await this.attempt(endpoint, request, options);
			if (answer && !error) return answer;
			const failure = error ?? this.fail(endpoint, 'wrong_answer', 'answered');
			const waitMs = this.mayRetry(endpoint, failure, tries, options.maxTries) ? this.waitFor(answer, tries) : undefined;
			if (waitMs === undefined || this.waitedMs + waitMs > WAIT_BUDGET_MS) throw failure;
			this.waitedMs += waitMs;
			await clock.sleep(waitMs, this.signal);
		}
	}

	private requestFor<P extends PathParams, T>(row: Endpoint<P, T>, params: P, options: CallOptions): HttpRequest {
		const { baseUrl, pathOverrides, query } = this.connection;
		const url = withQuery(new URL(`${baseUrl}${pathOf(row, params, pathOverrides?.[row.name])}`), { ...query, ...options.query });
		return { method: row.method, url: url.href, ...(options.body && { body: options.body }) };
	}

	/** Cancel and deadline, asked before every try. */
	private assertMayStart(row: Endpoint<never, unknown>, { deadline, evenIfCancelled }: CallOptions): void {
		if (this.signal?.aborted && !evenIfCancelled) throw this.fail(row, 'cancelled', 'not_sent');
		if (row.retry !== 'read' && deadline !== undefined && clock.now() >= deadline) {
			throw this.fail(row, 'deadline', 'not_sent');
		}
	}

	/** One try, redirects included. Never throws. */
	private async attempt(row: Endpoint<never, unknown>, first: HttpRequest, options: CallOptions): Promise<Attempt> {
		let request = first;
		for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
			const { answer: received, error } = await this.send(row, request, options);
			if (!received) return { error };
			const answer: RawAnswer = { ...received, fromElsewhere: new URL(request.url).origin !== new URL(first.url).origin };
			const kind = kindOfStatus(answer.status);
			if (kind) return { answer, error: this.statusFailure(row, kind, answer) };
			const step = redirectStep(request, answer, this.origins);
			if (!step) return { answer };
			if ('refuse' in step) {
				return {
					error: serviceFailure(this.connection.service, 'redirect', {
						endpoint: row.name,
						delivery: 'answered',
						status: answer.status,
						...step.refuse,
					}),
				};
			}
			request = { ...request, url: step.follow };
		}
		return { error: this.fail(row, 'redirect', 'answered', 'it is sent on again and again') };
	}

	private async send(
		row: Endpoint<never, unknown>,
		request: HttpRequest,
		options: CallOptions,
	): Promise<{ answer?: HttpAnswer; error?: ServiceError }> {
		const { credentialType, rateLimit } = this.connection;
		if (rateLimit) {
			await waitForTurn(rateLimit, this.signal);
			if (this.signal?.aborted) return { error: this.fail(row, 'cancelled', 'not_sent') };
		}
		this.callCount++;
		if (options.counter) options.counter.calls++;
		try {
			return { answer: await exchange(this.context, row.withoutKey ? undefined : credentialType, request, options) };
		} catch (error) {
			const { kind, delivery, reason } = transportFailure(error);
			return { error: this.fail(row, kind, delivery, reason) };
		}
	}

	private statusFailure(row: Endpoint<never, unknown>, kind: ServiceErrorKind, answer: HttpAnswer): ServiceError {
		return serviceFailure(this.connection.service, kind, {
			endpoint: row.name,
			// A service that broke down, or a gateway that gave up, may have carried the call out.
			delivery: answer.status >= 500 && !NOT_NOW_STATUS.has(answer.status) ? 'maybe' : 'answered',
			status: answer.status,
			reason: refusalReason(answer.text),
		});
	}

	private mayRetry(row: Endpoint<never, unknown>, failure: ServiceError, tries: number, maxTries = MAX_TRIES): boolean {
		if (tries >= maxTries || row.retry === 'never') return false;
		const passing =
			failure.status === undefined
				? failure.kind === 'unreachable' || failure.kind === 'timeout'
				: RETRIED_STATUS.has(failure.status);
		if (!passing) return false;
		if (row.retry === 'read') return true;
		return failure.delivery === 'not_sent' || NOT_NOW_STATUS.has(failure.status ?? 0);
	}

	private waitFor(answer: HttpAnswer | undefined, tries: number): number {
		const now = clock.now();
		const asked = retryAfterMs(answer?.headers['retry-after'], now);
		if (asked === undefined) return backoffMs(tries, Math.random());
		// The other calls of this key would run into the same wall.
		if (this.connection.rateLimit && answer?.status === 429) holdBack(this.connection.rateLimit, now + asked);
		return asked;
	}

	private parse<P extends PathParams, T>(row: Endpoint<P, T>, answer: HttpAnswer): T {
		const parsed = parseAnswer(answer.text, row.schema, row.unwrapData === true);
		if (parsed.ok) return parsed.value;
		throw this.fail(row, 'wrong_answer', 'answered', parsed.reason);
	}

	private fail(
		row: Pick<Endpoint<never, unknown>, 'name'>,
		kind: ServiceErrorKind,
		delivery: Delivery,
		reason?: string,
	): ServiceError {
		return serviceFailure(this.connection.service, kind, { endpoint: row.name, delivery, reason });
	}
}

function withQuery(url: URL, query: CallOptions['query']): URL {
	for (const [name, value] of Object.entries(query ?? {})) {
		if (value !== undefined) url.searchParams.set(name, String(value));
	}
	return url;
}
