import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer, Call, Rendered, Route } from './answers.mjs';
import { answerInstead, disturb, Faults, type FaultEffect } from './faults.mjs';
import { CallLog } from './log.mjs';
import { RateLimit, type RateLimitOptions } from './rateLimit.mjs';

/** What the two emulated services share; everything else is theirs. */
export interface Service {
	name: string;
	routes: readonly Route[];
	log: CallLog;
	faults: Faults;
	latencyMs: number;
	now: () => number;
	rateLimit: RateLimitOptions | undefined;
	/** Whether the Authorization header opens the door. */
	isAuthorized(authorization: string | undefined): boolean;
	/** Gives an answer the service's envelope. */
	render(answer: Answer): Rendered;
	/** The body of an error answer. */
	errorBody(message: string): unknown;
	/** The truth, for a person who looks at GET /_emulator/state. */
	stateAsJson(): unknown;
}

const CONTROL_PREFIX = '/_emulator/';
const BODY_LIMIT_BYTES = 32 * 1024 * 1024;

/** Builds the HTTP server of a service, not yet listening. */
export function buildServer(service: Service): FastifyInstance {
	const app = bareServer();
	const limit = service.rateLimit && new RateLimit(service.rateLimit, service.now);
	for (const route of service.routes) {
		app.route({
			method: route.method,
			url: route.path,
			handler: async (request, reply) => await serve(service, route, limit, request, reply),
		});
	}
	addControlRoutes(app, service);
	app.setNotFoundHandler((request, reply) => {
		const done = service.log.begin(request.method, request.url, 'unknown');
		const text = `The ${service.name} emulator knows no ${request.method} ${pathOf(request)}`;
		service.log.unknownRoutes.push(`${request.method} ${pathOf(request)}`);
		done(501);
		return reply.code(501).send(service.errorBody(text));
	});
	return app;
}

/** A server that only redirects to another origin, keeping path and query. */
export function buildRedirector(service: Service, targetOrigin: string, status: 307 | 308): FastifyInstance {
	const app = bareServer();
	addControlRoutes(app, service);
	app.setNotFoundHandler((request, reply) => {
		service.log.begin(request.method, request.url, 'redirect')(status);
		return reply.code(status).header('location', `${targetOrigin}${request.url}`).send();
	});
	return app;
}

/** Listens on loopback and returns the origin. Throws when the port is taken. */
export async function listen(app: FastifyInstance, port: number): Promise<string> {
	await app.listen({ host: '127.0.0.1', port });
	const address = app.server.address();
	if (address === null || typeof address === 'string') throw new Error('The emulator has no TCP port');
	return `http://127.0.0.1:${address.port}`;
}

function bareServer(): FastifyInstance {
	// forceCloseConnections: close() must not wait for keep-alive sockets or for calls that are never answered.
	const app = Fastify({ logger: false, forceCloseConnections: true, exposeHeadRoutes: false, bodyLimit: BODY_LIMIT_BYTES });
	app.removeContentTypeParser('application/json');
	// Clients send `content-type: application/json` with an empty body on DELETE; real services do not mind.
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => {
		done(null, text);
	});
	return app;
}

async function serve(service: Service, route: Route, limit: RateLimit | undefined, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
	const call = toCall(request);
	const effect = service.faults.next(route.name, call);
	const done = service.log.begin(request.method, request.url, route.name);
	if (effect?.kind === 'timeout' || effect?.kind === 'reset-before') {
		done(0, effect.kind);
		reply.hijack();
		if (effect.kind === 'reset-before') request.raw.socket.resetAndDestroy();
		else service.faults.onSilence?.(request.raw.socket.remotePort ?? 0);
		return undefined;
	}
	const rendered = answer(service, route, limit, request, call, effect);
	const delayMs = service.latencyMs + (effect?.kind === 'slow' ? effect.ms : 0);
	if (delayMs > 0) await wait(delayMs);
	if (effect?.kind === 'reset-after-accept' || effect?.kind === 'timeout-after-accept') {
		done(0, effect.kind);
		reply.hijack();
		if (effect.kind === 'reset-after-accept') request.raw.socket.resetAndDestroy();
		else service.faults.onSilence?.(request.raw.socket.remotePort ?? 0);
		return undefined;
	}
	done(rendered.status, effect?.kind);
	return send(reply, rendered);
}

function answer(service: Service, route: Route, limit: RateLimit | undefined, request: FastifyRequest, call: Call, effect: FaultEffect | undefined): Rendered {
	const instead = effect && answerInstead(effect, service.now());
	if (instead) return instead;
	const refuse = (status: number, message: string, headers = {}): Rendered => ({ status, headers, body: service.errorBody(message) });
	const { authorization } = request.headers;
	if (!route.open && !service.isAuthorized(authorization)) return refuse(401, 'The key is missing or wrong');
	const retryAfterSeconds = limit?.refuse(authorization ?? '');
	if (retryAfterSeconds !== undefined) return refuse(429, 'Too many calls', { 'retry-after': String(retryAfterSeconds) });
	if (call.body === MALFORMED) return refuse(400, 'The body is not valid JSON');
	return disturb(effect, service.render(service.faults.apply(effect, call, (changed) => route.handle(changed))));
}

const MALFORMED = Symbol('malformed JSON');

function toCall(request: FastifyRequest): Call {
	const query: Record<string, string> = {};
	for (const [key, value] of new URLSearchParams(request.url.split('?')[1] ?? '')) query[key] ??= value;
	return {
		method: request.method,
		path: pathOf(request),
		params: { ...(request.params as Record<string, string>) },
		query,
		body: parseBody(request.body),
	};
}

function parseBody(text: unknown): unknown {
	if (typeof text !== 'string' || text.trim() === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return MALFORMED;
	}
}

function pathOf(request: FastifyRequest): string {
	return request.url.split('?')[0] ?? request.url;
}

function send(reply: FastifyReply, rendered: Rendered): FastifyReply {
	void reply.code(rendered.status).headers(rendered.headers);
	if (rendered.body === undefined) return reply.send();
	if (typeof rendered.body === 'string') return reply.send(rendered.body);
	return reply.header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(rendered.body));
}

function addControlRoutes(app: FastifyInstance, service: Service): void {
	app.get(`${CONTROL_PREFIX}state`, () => service.stateAsJson());
	app.get(`${CONTROL_PREFIX}counters`, () => ({ ...service.log.counters, unknownRoutes: service.log.unknownRoutes }));
	app.get(`${CONTROL_PREFIX}log`, () => service.log.entries);
	app.post(`${CONTROL_PREFIX}reset-counters`, () => {
		service.log.reset();
		return { reset: true };
	});
}
