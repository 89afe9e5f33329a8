import { jsonParse } from 'n8n-workflow';

import type { Incoming } from './bodyBytes';
import { bodyBytes } from './bodyBytes';
import { Refusal } from './refusal';

/** Real deliveries have about five levels. Code that walks through data recursively takes this many. */
const MAX_DEPTH = 20;

const JSON_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

/** The JSON of a request, checked before it is parsed, and harmless after it. */
export async function readJson(request: Incoming, maxBytes: number): Promise<unknown> {
	const type = request.headers['content-type'];
	if (type !== undefined && !JSON_TYPE.test(String(type))) throw new Refusal(415, 'The body must be application/json.');
	const encoding = request.headers['content-encoding'];
	// A small packed body can become a huge one.
	if (encoding !== undefined && encoding !== 'identity') throw new Refusal(415, 'The body must not be compressed.');
	const text = (await bodyBytes(request, maxBytes)).toString('utf8').replace(/^\uFEFF/, '');
	const nothing = Symbol('no JSON');
	const value: unknown = jsonParse<unknown>(text, { fallbackValue: nothing });
	if (value === nothing) throw new Refusal(400, 'The body is not valid JSON.');
	return tamed('The body', value);
}

/** The same value, once its depth is known to be bearable and no key of it can reach a prototype. */
export function tamed<T>(what: string, value: T): T {
	const open: Array<{ part: unknown; depth: number }> = [{ part: value, depth: 1 }];
	for (let next = open.pop(); next; next = open.pop()) {
		const { part, depth } = next;
		if (typeof part !== 'object' || part === null) continue;
		if (depth > MAX_DEPTH) throw new Refusal(400, `${what} is nested too deeply.`);
		delete (part as Record<string, unknown>)['__proto__'];
		for (const child of Object.values(part)) open.push({ part: child, depth: depth + 1 });
	}
	return value;
}
