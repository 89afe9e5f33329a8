import type { Answer, Call, Rendered } from './answers.mjs';
import { keyedRandom, pick } from './random.mjs';

export type FaultEffect =
	/** Answers this status; the request is not applied. */
	| { kind: 'status'; code: number; headers?: Record<string, string>; body?: unknown }
	/** Answers 429 with one kind of `Retry-After`; the request is not applied. */
	| { kind: 'too-many'; retryAfter: RetryAfter }
	/** Never answers (until close); the request is not applied. */
	| { kind: 'timeout' }
	/** The request IS applied, but never answered. */
	| { kind: 'timeout-after-accept' }
	/** Answers late; the request is applied at once. */
	| { kind: 'slow'; ms: number }
	/** Cuts the connection; the request is not applied. */
	| { kind: 'reset-before' }
	/** The request IS applied, then the connection is cut. */
	| { kind: 'reset-after-accept' }
	/** The request IS applied; half of the JSON arrives. */
	| { kind: 'truncated-json' }
	/** A proxy's page with status 200; not applied. */
	| { kind: 'html-200' }
	/** 200 without a body; not applied. */
	| { kind: 'empty-200' }
	/** TotalCount or count is smaller by `by` (default 1) than the list. */
	| { kind: 'short-total'; by?: number }
	/** A valid empty list. */
	| { kind: 'zero' }
	/** Pages after the first are read `by` rows further (default 1: one row is never seen; -1: one row is seen twice). */
	| { kind: 'shift-rows'; by?: number }
	/** A page after the first is the page before once more. */
	| { kind: 'repeat-page' }
	/** 200 with another JSON than documented. The request IS applied. */
	| { kind: 'wrong-shape'; body?: unknown };

export interface FaultMatch {
	method?: string;
	/** Name of the endpoint, e.g. `members.list`. */
	endpoint?: string;
	/** Tested against the path without query. */
	path?: RegExp;
}

export type FaultRule = FaultEffect & {
	match?: FaultMatch;
	/** How many matching calls it hits (default 1; Infinity for all). */
	times?: number;
	/** Hits first at the nth matching call (1 = the first). */
	nth?: number;
};

/** What services and proxies put into `Retry-After`: seconds, a date to come or gone by, nothing, a day, and what makes no sense. */
export const RETRY_AFTERS = ['seconds', 'date', 'past-date', 'absent', 'absurd', 'negative', 'garbage'] as const;
export type RetryAfter = (typeof RETRY_AFTERS)[number];

/** An effect that is drawn only for some calls, where `match` says which. */
export type RandomFault = FaultEffect & { match?: FaultMatch };

/** All that a caller gets over without waiting; the two time-outs are left to callers that can be told of them (see `onSilence`). */
export const RANDOM_FAULTS: readonly RandomFault[] = [
	{ kind: 'status', code: 500 },
	{ kind: 'status', code: 502 },
	{ kind: 'status', code: 503 },
	{ kind: 'status', code: 504 },
	...RETRY_AFTERS.map((retryAfter) => ({ kind: 'too-many', retryAfter }) as const),
	{ kind: 'reset-before' },
	{ kind: 'reset-after-accept' },
	{ kind: 'truncated-json' },
	{ kind: 'html-200' },
	{ kind: 'empty-200' },
	{ kind: 'short-total' },
	{ kind: 'shift-rows' },
];

export interface RandomFaultOptions {
	seed: number;
	/** 0..1 of the calls. */
	rate: number;
	/** Default RANDOM_FAULTS. */
	effects?: readonly RandomFault[];
	/** Only calls of these endpoints; all when absent. */
	endpoints?: readonly string[];
}

const HTML_PAGE = '<!doctype html><html><body><h1>We will be right back</h1></body></html>';

/** The layer in front of an emulator's routes: decides per call what goes wrong, and gives the answer that form. */
export class Faults {
	private rules: Array<{ rule: FaultRule; seen: number; hits: number }> = [];
	private drawn: ((endpoint: string, call: Call) => FaultEffect | undefined) | undefined;
	private readonly lastPages = new Map<string, Answer>();
	/** Told the TCP port of a caller that from now on waits in vain, so that a test can end that at once. */
	onSilence: ((callerPort: number) => void) | undefined;

	/** Adds rules. The first rule that applies to a call wins. */
	script(rules: readonly FaultRule[]): void {
		this.rules.push(...rules.map((rule) => ({ rule, seen: 0, hits: 0 })));
	}

	/**
	 * From now on some calls fail. What happens to a call depends on the seed, on what is called and on how often it was called before,
	 * so that simultaneous calls may arrive in any order.
	 */
	random({ seed, rate, effects = RANDOM_FAULTS, endpoints }: RandomFaultOptions): void {
		const seen = new Map<string, number>();
		const lies = new Map<string, number>();
		this.drawn = (endpoint, call) => {
			if (endpoints && !endpoints.includes(endpoint)) return undefined;
			const key = JSON.stringify([call.method, call.path, call.query, call.body]);
			const times = (seen.get(key) ?? 0) + 1;
			seen.set(key, times);
			const random = keyedRandom(seed, `${times} ${key}`);
			if (random() >= rate) return undefined;
			const possible = effects.filter((effect) => matches(effect, endpoint, call) && (effect.kind !== 'short-total' || isPage(call)));
			if (possible.length === 0) return undefined;
			const effect = pick(random, possible);
			if (effect.kind !== 'short-total' && effect.kind !== 'shift-rows') return effect;
			// A service that tells one lie twice cannot be told from one that tells the truth: no two of them agree here.
			const nth = (lies.get(endpoint) ?? 0) + 1;
			lies.set(endpoint, nth);
			return { ...effect, by: effect.by ?? nth };
		};
	}

	clear(): void {
		this.rules = [];
		this.drawn = undefined;
		this.lastPages.clear();
	}

	/** The fault of this call, if any. */
	next(endpoint: string, call: Call): FaultEffect | undefined {
		for (const entry of this.rules) {
			const { rule } = entry;
			if (!matches(rule, endpoint, call)) continue;
			entry.seen += 1;
			if (entry.seen < (rule.nth ?? 1) || entry.hits >= (rule.times ?? 1)) continue;
			entry.hits += 1;
			return rule;
		}
		return this.drawn?.(endpoint, call);
	}

	/** Runs the route with what the fault changes about the rows. */
	apply(effect: FaultEffect | undefined, call: Call, handle: (call: Call) => Answer): Answer {
		if (effect?.kind === 'shift-rows') {
			const offset = Math.max(0, Number(call.query.offset) + (effect.by ?? 1));
			return handle({ ...call, query: { ...call.query, offset: String(offset) } });
		}
		if (effect?.kind === 'repeat-page') return this.lastPages.get(call.path) ?? handle(call);
		const answer = handle(call);
		if (answer.kind === 'list') this.lastPages.set(call.path, answer);
		if (effect?.kind === 'zero' && answer.kind === 'list') return { kind: 'list', rows: [], total: 0 };
		if (effect?.kind === 'zero' && answer.kind === 'bareList') return { kind: 'bareList', rows: [] };
		if (effect?.kind === 'short-total' && answer.kind === 'list') {
			return { ...answer, total: Math.max(0, answer.total - (effect.by ?? 1)) };
		}
		return answer;
	}
}

/** The answer that a fault gives without asking the route, or undefined. */
export function answerInstead(effect: FaultEffect, now: number): Rendered | undefined {
	if (effect.kind === 'too-many') return { status: 429, headers: retryAfterHeader(effect.retryAfter, now), body: undefined };
	if (effect.kind === 'status') return { status: effect.code, headers: effect.headers ?? {}, body: effect.body };
	if (effect.kind === 'html-200') return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: HTML_PAGE };
	if (effect.kind === 'empty-200') return { status: 200, headers: {}, body: undefined };
	return undefined;
}

/** What the fault does to the finished answer. */
export function disturb(effect: FaultEffect | undefined, rendered: Rendered): Rendered {
	if (effect?.kind === 'wrong-shape') return { ...rendered, status: 200, body: effect.body ?? { Message: 'OK', Items: {} } };
	if (effect?.kind === 'truncated-json') {
		const text = JSON.stringify(rendered.body ?? {});
		const headers = { ...rendered.headers, 'content-type': 'application/json; charset=utf-8' };
		return { ...rendered, headers, body: text.slice(0, Math.max(1, Math.floor(text.length / 2))) };
	}
	return rendered;
}

function retryAfterHeader(kind: RetryAfter, now: number): Record<string, string> {
	const dateIn = (seconds: number): string => new Date(now + seconds * 1_000).toUTCString();
	const values: Record<RetryAfter, string | undefined> = {
		seconds: '2', date: dateIn(5), 'past-date': dateIn(-3_600), absent: undefined, absurd: '86400', negative: '-5', garbage: 'soon, perhaps',
	};
	const value = values[kind];
	return value === undefined ? {} : { 'retry-after': value };
}

/** Only pages of a list have a total. */
function isPage({ query }: Call): boolean {
	return 'pageSize' in query || 'limit' in query;
}

function matches(rule: RandomFault, endpoint: string, call: Call): boolean {
	const { method, endpoint: wanted, path } = rule.match ?? {};
	if (method !== undefined && method.toUpperCase() !== call.method) return false;
	if (wanted !== undefined && wanted !== endpoint) return false;
	if (path !== undefined && !path.test(call.path)) return false;
	const needsEarlierPage = rule.kind === 'shift-rows' || rule.kind === 'repeat-page';
	return !needsEarlierPage || Number(call.query.offset ?? 0) > 0;
}
