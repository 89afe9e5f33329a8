import { jsonParse } from 'n8n-workflow';
import type { z } from 'zod';

export type Parsed<T> = { ok: true; value: T } | { ok: false; reason: string };

/** Reason of an answer that is HTML: a log-in page, or a page of a proxy. */
export const WEB_PAGE = 'a web page came instead of data';

const MAX_ISSUES = 3;
const MAX_REASON = 200;

/**
 * The text of an answer, checked against its schema. The reason names paths and types, never values, so that
 * no personal data gets into an error.
 */
export function parseAnswer<T>(
	text: string,
	schema: z.ZodType<T, z.ZodTypeDef, unknown>,
	unwrapData: boolean,
): Parsed<T> {
	const json = parseJson(text);
	if (!json.ok) return json;
	const inner = unwrapData ? wrappedIn(json.value) : undefined;
	if (inner !== undefined) {
		const unwrapped = schema.safeParse(inner);
		if (unwrapped.success) return { ok: true, value: unwrapped.data };
	}
	const parsed = schema.safeParse(json.value);
	if (parsed.success) return { ok: true, value: parsed.data };
	return { ok: false, reason: describeIssues(parsed.error.issues) };
}

/** The JSON of an answer; an empty answer is `undefined`. */
export function parseJson(text: string): Parsed<unknown> {
	const trimmed = text.trim();
	// Some writes answer with nothing; their schema says whether that will do.
	if (trimmed === '') return { ok: true, value: undefined };
	if (trimmed.startsWith('<')) return { ok: false, reason: WEB_PAGE };
	const nothing = Symbol('no JSON');
	const value: unknown = jsonParse<unknown>(trimmed, { fallbackValue: nothing });
	return value === nothing ? { ok: false, reason: 'the answer is cut off or no JSON' } : { ok: true, value };
}

/** What stands in `{ data: { ... } }`; undefined without such a wrapper. */
export function wrappedIn(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || !('data' in value)) return undefined;
	return typeof value.data === 'object' && value.data !== null ? value.data : undefined;
}

function describeIssues(issues: z.ZodIssue[]): string {
	const texts = issues.slice(0, MAX_ISSUES).map((issue) => {
		const path = issue.path.length > 0 ? issue.path.join('.') : 'the answer';
		if (issue.code !== 'invalid_type') return `${path} is not as expected`;
		if (issue.received === 'undefined') return `${path} is missing`;
		return `${path} is ${issue.received} instead of ${issue.expected}`;
	});
	return texts.join(', ');
}

const REASON_KEYS = ['error_message', 'errorMessage', 'message', 'Message', 'error', 'detail', 'title'];

/**
 * What the service says about a refusal, if it says it in one of the usual ways: one line, shortened,
 * without e-mail addresses and without anything as long as a key.
 */
export function refusalReason(text: string): string | undefined {
	const json = parseJson(text);
	if (!json.ok || typeof json.value !== 'object' || json.value === null) return undefined;
	const body = json.value as Record<string, unknown>;
	const said = REASON_KEYS.map((key) => body[key]).find((value) => typeof value === 'string' && value.trim() !== '');
	if (typeof said !== 'string') return undefined;
	return said
		.replace(/\s+/g, ' ')
		.replace(/\S+@\S+/g, '(e-mail address)')
		.replace(/[A-Za-z0-9+/=_]{20,}/g, '(hidden)')
		.trim()
		.replace(/\.+$/, '')
		.slice(0, MAX_REASON);
}
