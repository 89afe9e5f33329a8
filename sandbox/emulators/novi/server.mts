import type { Answer, Rendered } from '../shared/answers.mjs';
import { Faults } from '../shared/faults.mjs';
import { buildServer, listen, type Service } from '../shared/http.mjs';
import { CallLog, type Counters, type LogEntry } from '../shared/log.mjs';
import { Outbox, type Delivery } from '../shared/outbox.mjs';
import { memberRoutes } from './memberRoutes.mjs';
import type { NoviOptions } from './options.mjs';
import { activityRoutes, customFieldRoutes, groupRoutes, openIdRoutes, webhookRoutes } from './otherRoutes.mjs';
import { NoviState, type NoviEvent } from './state.mjs';

export const NOVI_API_KEY = 'bm92aS9kZW1vK2tleS9mb3IrdGhlL2VtdWxhdG9yMDE=';

export interface NoviEmulator {
	/** The association's site, without a trailing slash. */
	readonly url: string;
	readonly apiKey: string;
	/** The truth. A reset replaces it: do not keep it. */
	readonly state: NoviState;
	/** A copy of the counts so far. */
	readonly counters: Counters;
	readonly log: readonly LogEntry[];
	/** `METHOD /path` of calls that the API does not have; empty at the end of a good test. */
	readonly unknownRoutes: readonly string[];
	readonly faults: Faults;
	/** Webhook calls that were sent. */
	readonly deliveries: readonly Delivery[];
	/** Resolves when no webhook call is under way. */
	webhooksSettled(): Promise<void>;
	/** Back to the seed: state, counters, log and faults. */
	reset(): void;
	/** Stops listening and cuts all connections. */
	close(): Promise<void>;
}

/** Starts an emulated Novi AMS site on loopback. */
export async function startNovi(options: NoviOptions = {}): Promise<NoviEmulator> {
	const apiKey = options.apiKey ?? NOVI_API_KEY;
	const log = new CallLog();
	const faults = new Faults();
	const outbox = new Outbox();
	const newState = (): NoviState => new NoviState(options.seed ?? { members: [], groups: [] }, tellWebhooks, options.now);
	const tellWebhooks = (event: NoviEvent, entityUniqueId: string): void => {
		for (const webhook of state.webhooks.rows()) {
			if (!webhook.Active || !webhook.Actions.includes(event)) continue;
			// Novi switches off a webhook whose receiver fails.
			outbox.post(webhook.Url, { event, entityUniqueId }, () => { webhook.Active = false; });
		}
	};
	let state = newState();
	let url = '';
	const current = (): NoviState => state;
	const service: Service = {
		name: 'Novi AMS',
		routes: [
			...memberRoutes(current, options), ...groupRoutes(current, options), ...customFieldRoutes(current, options),
			...activityRoutes(current), ...webhookRoutes(current, options), ...openIdRoutes(() => url, options),
		],
		log,
		faults,
		latencyMs: options.latencyMs ?? 0,
		now: options.now ?? Date.now,
		rateLimit: options.rateLimit,
		// The raw key, not base64 of user and password.
		isAuthorized: (authorization) => authorization === `Basic ${apiKey}`,
		render: (answer) => render(answer, options),
		errorBody: (message) => ({ Message: message }),
		stateAsJson: () => state.toJSON(),
	};
	const app = buildServer(service);
	url = await listen(app, options.port ?? 0);
	return {
		url,
		apiKey,
		faults,
		get state() { return state; },
		get counters() { return log.counters; },
		get log() { return log.entries; },
		get unknownRoutes() { return log.unknownRoutes; },
		get deliveries() { return outbox.deliveries; },
		webhooksSettled: async () => await outbox.settled(),
		reset: () => {
			state = newState();
			log.reset();
			faults.clear();
		},
		close: async () => {
			await app.close();
			await outbox.close();
		},
	};
}

function render(answer: Answer, options: NoviOptions): Rendered {
	if (answer.kind === 'list') return { status: 200, headers: {}, body: { TotalCount: answer.total, Results: answer.rows } };
	if (answer.kind === 'bareList') return { status: 200, headers: {}, body: answer.rows };
	if (answer.kind === 'plain') return { status: answer.status, headers: answer.headers ?? {}, body: answer.body };
	const body = options.detailWrappedInData ? { data: answer.body } : answer.body;
	return { status: answer.status ?? 200, headers: answer.headers ?? {}, body };
}
