/** Values as Novi's records hold them: when two are the same, and which one fits where another one is. */
import { canonicalJson } from '../../core/canonical';

export type RawRecord = Record<string, unknown>;

export function isRecord(value: unknown): value is RawRecord {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function has(record: RawRecord, name: string): boolean {
	return Object.prototype.hasOwnProperty.call(record, name);
}

/** Novi writes "nothing" in several ways: null, '', an empty list, an address without any part. */
export function isNothing(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return value.trim() === '';
	if (Array.isArray(value)) return value.length === 0;
	return isRecord(value) && Object.values(value).every(isNothing);
}

/** The same for people who look at the member: blanks around a text, the order of a list and the kind of nothing do not count. */
export function sameRaw(a: unknown, b: unknown): boolean {
	return comparable(a) === comparable(b);
}

function comparable(value: unknown): string {
	if (isNothing(value)) return '';
	if (typeof value === 'string') return JSON.stringify(value.trim().replace(/\r\n/g, '\n'));
	if (Array.isArray(value)) return `[${value.map(comparable).sort().join(',')}]`;
	if (!isRecord(value)) return canonicalJson(value);
	const parts = Object.keys(value).filter((key) => !isNothing(value[key])).sort();
	return `{${parts.map((key) => `${JSON.stringify(key)}:${comparable(value[key])}`).join(',')}}`;
}

/** Whether a number was too long to be read exactly, so that it would be sent back as another one. */
export function holdsInexactNumber(value: unknown): boolean {
	if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
	if (Array.isArray(value)) return value.some(holdsInexactNumber);
	return isRecord(value) && Object.values(value).some(holdsInexactNumber);
}

export type ValueKind = 'text' | 'number' | 'boolean' | 'list' | 'parts';

/** Undefined for nothing, which says little: only a text and a list can be empty and still show what they are. */
export function kindOf(value: unknown): ValueKind | undefined {
	if (typeof value === 'string') return 'text';
	if (typeof value === 'number') return 'number';
	if (typeof value === 'boolean') return 'boolean';
	if (Array.isArray(value)) return 'list';
	return isRecord(value) ? 'parts' : undefined;
}

/** Tab and line breaks are text; what else lies below the blank has no place in a record. */
export function holdsControl(text: string): boolean {
	return [...text].some((char) => {
		const code = char.charCodeAt(0);
		return (code < 32 && code !== 9 && code !== 10 && code !== 13) || (code >= 127 && code < 160);
	});
}
