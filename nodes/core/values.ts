/** When two profile values are the same, and what is sent for one. Both services write one value in several ways. */
import type { FieldValue } from './types';

export function isBlank(value: FieldValue | undefined): boolean {
	if (value === undefined || value === null) return true;
	if (Array.isArray(value)) return value.length === 0;
	return typeof value === 'string' && value.trim() === '';
}

/** A day without a time of day, as a service writes it that knows only moments. */
const MIDNIGHT = /^(\d{4}-\d{2}-\d{2})T00:00:00(?:\.0+)?Z?$/;

/** Services send numbers and booleans as text or natively, and choices in any order: compare what is meant. */
function comparable(value: FieldValue | undefined): string {
	if (isBlank(value)) return '';
	if (Array.isArray(value)) return [...value].map((v) => v.trim().normalize('NFC')).sort().join('\u001f');
	const text = String(value).trim().normalize('NFC');
	return MIDNIGHT.exec(text)?.[1] ?? text;
}

export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
	return a === b || comparable(a) === comparable(b);
}

/** The value as it is sent: trimmed, and '' for nothing. */
export function plain(value: FieldValue | undefined): FieldValue {
	if (isBlank(value)) return '';
	return typeof value === 'string' ? value.trim() : (value as FieldValue);
}

/** A moment in ISO form, or a day. */
export function isIsoDate(text: string): boolean {
	return /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}|$)/.test(text) && !Number.isNaN(Date.parse(text));
}

export function isFieldValue(value: unknown): value is FieldValue {
	if (Array.isArray(value)) return value.every((choice) => typeof choice === 'string');
	return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
