import type { INode } from 'n8n-workflow';
import { NodeOperationError, tryToParseDateTime } from 'n8n-workflow';

/** Where a value comes from: errors name the parameter as the admin sees it, and the item. */
export interface ParamPlace {
	node: INode;
	displayName: string;
	itemIndex: number;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const GUIDS_INSIDE = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const SEGMENT = /^[A-Za-z0-9_-]{1,100}$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;
const MAX_EMAIL = 254;

export function isGuid(text: string): boolean {
	return GUID.test(text);
}

/** A wrong value, before anything is sent. */
export function wrongParam(place: ParamPlace, what: string, fix: string): NodeOperationError {
	const { node, displayName, itemIndex } = place;
	return new NodeOperationError(node, `${displayName} ${what} [item ${itemIndex}]`, { description: fix, itemIndex });
}

/** A Novi `UniqueID`. A pasted web address that holds exactly one is taken as well. */
export function requireGuid(value: unknown, place: ParamPlace): string {
	const text = textOf(value);
	if (GUID.test(text)) return text;
	const inside = /^https?:\/\//i.test(text) ? text.match(GUIDS_INSIDE) : null;
	if (inside?.length === 1) return inside[0];
	throw wrongParam(
		place,
		text === '' ? 'is empty' : 'is not a Novi id',
		'Choose it from the list, or enter its Unique ID, e.g. 3f2a9c14-6b1e-4d7a-9c55-0e8f7a2b4d10.',
	);
}

/** An id that becomes a part of a path: letters, digits, - and _. Numbers are taken as text. */
export function requireSegment(value: unknown, place: ParamPlace): string {
	const text = textOf(value);
	if (SEGMENT.test(text)) return text;
	throw wrongParam(
		place,
		text === '' ? 'is empty' : 'is not an id',
		'Choose it from the list, or enter the id: letters, digits, - and _ only.',
	);
}

/** An e-mail address, trimmed. Only what is surely none is refused. */
export function requireEmail(value: unknown, place: ParamPlace): string {
	const text = textOf(value);
	if (EMAIL.test(text) && text.length <= MAX_EMAIL) return text;
	throw wrongParam(
		place,
		text === '' ? 'is empty' : 'is not an e-mail address',
		'Enter one address with an @ and without spaces, e.g. ann.lee@association.example.',
	);
}

export function requirePositiveInteger(value: unknown, place: ParamPlace): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && Number.isSafeInteger(number) && number > 0) return number;
	throw wrongParam(place, 'is not a whole number above 0', 'Enter a number such as 50.');
}

/**
 * A point in time as ISO text in UTC. A value without an offset is in `timezone`, as everywhere in n8n.
 */
export function requireIsoDate(value: unknown, place: ParamPlace, timezone: string): string {
	const iso = isoOf(value, timezone);
	if (iso !== null) return iso;
	throw wrongParam(place, 'is not a date', 'Choose a date, or enter one such as 2026-11-01T00:00:00Z.');
}

function isoOf(value: unknown, timezone: string): string | null {
	// Bare numbers are refused: seconds and milliseconds could not be told apart.
	if (typeof value === 'number' || value === null || value === undefined || value === '') return null;
	try {
		return tryToParseDateTime(value, timezone).toUTC().toISO();
	} catch {
		return null;
	}
}

function textOf(value: unknown): string {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' ? value.trim() : '';
}
