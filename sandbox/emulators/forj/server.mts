import type { Answer, Rendered } from '../shared/answers.mjs';
import { Faults } from '../shared/faults.mjs';
import { buildRedirector, buildServer, listen, type Service } from '../shared/http.mjs';
import { CallLog, type Counters, type LogEntry } from '../shared/log.mjs';
import { Outbox, type Delivery } from '../shared/outbox.mjs';
import { Notifications } from './notifications.mjs';
import type { ForjOptions } from './options.mjs';
import { bulkRoutes, groupRoutes, memberRoutes, userRoutes, type Context } from './routes.mjs';
import { ForjState, type ForjEvent } from './state.mjs';

export const FORJ_API_KEY = 'emulated-key';
export const FORJ_API_SECRET = 'emulated-secret';

export interface ForjEmulator {
	/** Base URL with the version path, without a trailing slash. */
	readonly url: string;
	/** Base URL behind the redirect, when there is one; else the same as `url`. */
	readonly secondUrl: string;
	readonly apiKey: string;
	readonly apiSecret: string;
	/** The truth. A reset replaces it: do not keep it. */
	readonly state: ForjState;
	/** A copy of the counts so far, both origins together. */
	readonly counters: Counters;
	readonly log: readonly LogEntry[];
	/** `METHOD /path` of calls that the API does not have; empty at the end of a good test. */
	readonly unknownRoutes: readonly string[];
	readonly faults: Faults;
	/** Webhook calls that were sent. */
	readonly deliveries: readonly Delivery[];
	/** Resolves when no webhook call waits or is under way. */
	webhooksSettled(): Promise<void>;
	/** Back to the seed: state, counters, log and faults. */
	reset(): void;
	/** Stops listening and cuts all connections. */
	close(): Promise<void>;
}

/** Starts an emulated Forj Community on loopback. */
export async function startForj(options: ForjOptions = {}): Promise<ForjEmulator> {
	const apiKey = options.apiKey ?? FORJ_API_KEY;
	const apiSecret = options.apiSecret ?? FORJ_API_SECRET;
	const basePath = options.basePath ?? '/v1';
	const log = new CallLog();
	const faults = new Faults();
	const outbox = new Outbox();
	let url = '';
	const newState = (): ForjState => new ForjState(options.seed ?? { users: [], groups: [] }, options, (event: ForjEvent) => notifications.add(event), options.now);
	const notifications = new Notifications(() => state, options, outbox, () => url);
	let state = newState();
	const context: Context = { state: () => state, options };
	const routes = [...userRoutes(context), ...groupRoutes(context), ...memberRoutes(context), ...bulkRoutes(context), notifications.route()];
	const expected = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
	const service: Service = {
		name: 'Forj Community',
		routes: routes.map((route) => ({ ...route, path: `${basePath}${route.path}` })),
		log,
		faults,
		latencyMs: options.latencyMs ?? 0,
		now: options.now ?? Date.now,
		rateLimit: options.rateLimit,
		isAuthorized: (authorization) => authorization === expected,
		render: (answer) => render(answer, options),
		errorBody: (message) => ({ error_message: message }),
		stateAsJson: () => state.toJSON(),
	};
	const servers = await openServers(service, options);
	url = `${servers.origin}${basePath}`;
	return {
		url,
		secondUrl: `${servers.secondOrigin}${basePath}`,
		apiKey,
		apiSecret,
		faults,
		get state() { return state; },
		get counters() { return log.counters; },
		get log() { return log.entries; },
		get unknownRoutes() { return log.unknownRoutes; },
		get deliveries() { return outbox.deliveries; },
		webhooksSettled: async () => {
			notifications.flush();
			await outbox.settled();
		},
		reset: () => {
			state = newState();
			log.reset();
			faults.clear();
		},
		close: async () => {
			await servers.close();
			await outbox.close();
		},
	};
}

interface Servers {
	origin: string;
	secondOrigin: string;
	close(): Promise<void>;
}

/** One server, or two when the first one only redirects. */
async function openServers(service: Service, options: ForjOptions): Promise<Servers> {
	const status = options.redirectStatus ?? 307;
	if (options.redirectTo !== undefined) {
		const redirector = buildRedirector(service, options.redirectTo, status);
		const origin = await listen(redirector, options.port ?? 0);
		return { origin, secondOrigin: options.redirectTo, close: async () => await redirector.close() };
	}
	const real = buildServer(service);
	if (!options.secondOrigin) {
		const origin = await listen(real, options.port ?? 0);
		return { origin, secondOrigin: origin, close: async () => await real.close() };
	}
	const secondOrigin = await listen(real, 0);
	const redirector = buildRedirector(service, secondOrigin, status);
	try {
		const origin = await listen(redirector, options.port ?? 0);
		return { origin, secondOrigin, close: async () => void (await Promise.all([redirector.close(), real.close()])) };
	} catch (error) {
		await real.close();
		throw error;
	}
}

function render(answer: Answer, options: ForjOptions): Rendered {
	if (answer.kind === 'list') {
		if (options.listShape !== 'results') return { status: 200, headers: {}, body: answer.rows };
		const count = options.countInResults === false ? {} : { count: answer.total };
		return { status: 200, headers: {}, body: { ...count, results: answer.rows } };
	}
	if (answer.kind === 'bareList') return { status: 200, headers: {}, body: answer.rows };
	if (answer.kind === 'plain') return { status: answer.status, headers: answer.headers ?? {}, body: answer.body };
	const body = options.detailWrappedInData ? { data: answer.body } : answer.body;
	return { status: answer.status ?? 200, headers: answer.headers ?? {}, body };
}
