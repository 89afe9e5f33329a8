import type { z } from 'zod';

/** Documented, seen in the field, or inferred: the tags of the pages in docs about the two APIs. */
export type Evidence = 'doc' | 'seen' | 'inferred';

/** `ensure`: repeating the call changes nothing more than one call does. */
export type RetryClass = 'read' | 'ensure' | 'never';

export type PathParams = Record<string, string>;
export type NoParams = Record<string, never>;

/** One row of a service's endpoint table. */
export interface Endpoint<P extends PathParams, T> {
	/** Unique within the service, in words: it stands in error messages and names the override. */
	name: string;
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Starts with '/'. Every variable part goes through `segment`. */
	path: (params: P) => string;
	schema: z.ZodType<T, z.ZodTypeDef, unknown>;
	paging: 'none' | 'envelope' | 'offset' | 'array';
	retry: RetryClass;
	evidence: Evidence;
	/** Page and heading in the API notes. */
	source: string;
	/** Details that may come wrapped in `{ data: { ... } }`. */
	unwrapData?: boolean;
	/** A public document: it is read without the key. */
	withoutKey?: boolean;
}

/** Keeps the type parameters of a row, which a plain annotation would need twice. */
export function endpoint<P extends PathParams, T>(row: Endpoint<P, T>): Endpoint<P, T> {
	return row;
}

/**
 * One part of a path, encoded. Throws when the text could change the path: empty, '.', '..', or with a slash,
 * backslash or control character, which proxies may decode.
 */
export function segment(id: string): string {
	const text = String(id);
	const hasControl = [...text].some((char) => char.charCodeAt(0) < 32 || char.charCodeAt(0) === 127);
	if (text === '' || text === '.' || text === '..' || /[/\\]/.test(text) || hasControl) {
		throw new RangeError('An id is empty or holds characters that do not belong into an id.');
	}
	return encodeURIComponent(text);
}

/**
 * The path of a call. An override such as '/groups/{groupId}/bulk' replaces the built-in path; its
 * placeholders are the parameters of the endpoint.
 */
export function pathOf<P extends PathParams>(
	row: Pick<Endpoint<P, unknown>, 'name' | 'path'>,
	params: P,
	override?: string,
): string {
	if (override === undefined || override.trim() === '') return row.path(params);
	const path = override.trim().replace(/\{(\w+)\}/g, (_match, name: string) => {
		if (!Object.prototype.hasOwnProperty.call(params, name)) {
			throw new RangeError(
				`The path set for "${row.name}" names {${name}}, which this call does not have. It has: ${Object.keys(params).join(', ')}.`,
			);
		}
		return segment(params[name]);
	});
	return path.startsWith('/') ? path : `/${path}`;
}
