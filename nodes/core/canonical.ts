import { createHash } from 'node:crypto';

/** JSON with sorted keys: the same data is the same text, whatever the order it came in. */
export function canonicalJson(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	if (value !== null && typeof value === 'object') {
		const record = value as Record<string, unknown>;
		const parts = Object.keys(record)
			.filter((key) => record[key] !== undefined)
			.sort()
			.map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`);
		return `{${parts.join(',')}}`;
	}
	return JSON.stringify(value) ?? 'null';
}

/** Short fingerprint that binds data together; no secret depends on it. The end of line is part of what stored releases were made of. */
export function digest(text: string): string {
	return createHash('sha256').update(text).update('\n').digest('hex').slice(0, 32);
}
