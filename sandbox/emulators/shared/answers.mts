/** A request as the routes see it: already authenticated, the body parsed. */
export interface Call {
	method: string;
	/** Path without query. */
	path: string;
	params: Record<string, string>;
	query: Record<string, string>;
	body: unknown;
}

/** What a route answers, before the service's switches (envelope, wrapper) and the faults give it its form. */
export type Answer =
	| { kind: 'list'; rows: readonly unknown[]; total: number }
	| { kind: 'bareList'; rows: readonly unknown[] }
	| { kind: 'detail'; body: object; status?: number; headers?: Record<string, string> }
	| { kind: 'plain'; status: number; body?: unknown; headers?: Record<string, string> };

export interface Rendered {
	status: number;
	headers: Record<string, string>;
	/** Undefined: no body at all. */
	body: unknown;
}

export interface Route {
	name: string;
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	path: string;
	/** Answers without a key (single sign-on discovery). */
	open?: boolean;
	handle(call: Call): Answer;
}

/** Rows `offset` to `offset + size` and the length of the whole list. */
export function pageOf<T>(rows: readonly T[], offset: number, size: number, toRow: (row: T) => unknown): Answer {
	return { kind: 'list', rows: rows.slice(offset, offset + size).map(toRow), total: rows.length };
}

/** A whole number >= 0 from a query value, else the fallback. */
export function wholeNumber(text: string | undefined, fallback: number): number {
	return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : fallback;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
