/**
 * Values as Forj sends them. Ids come as numbers or text, numbers and booleans natively or as text
 * (api/forj-community.md, Transport and Objects). A value that is neither is a wrong answer, not a default.
 */
import { z } from 'zod';
import type { FieldValue, FieldValues } from '../../core/types';

const WRONG = Symbol('a wrong answer');

/**
 * Not `z.union`: it makes an Error for each alternative that does not fit, which took most of the time of reading a
 * member list.
 */
function valueRead<T>(read: (raw: unknown) => T | typeof WRONG) {
	return z.unknown().transform((raw, context): T => {
		const value = read(raw);
		if (value !== WRONG) return value;
		context.addIssue({ code: z.ZodIssueCode.custom });
		return z.NEVER;
	});
}

/** Absent, null and '' all mean that Forj does not say it. */
function saidOnly<T>(read: (raw: unknown) => T | typeof WRONG) {
	return valueRead<T | undefined>((raw) => (raw === undefined || raw === null || raw === '' ? undefined : read(raw)));
}

function readId(raw: unknown): string | typeof WRONG {
	if (typeof raw === 'string') return raw.trim() || WRONG;
	return typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0 ? String(raw) : WRONG;
}

function readNumber(raw: unknown): number | typeof WRONG {
	if (typeof raw === 'number') return Number.isFinite(raw) ? raw : WRONG;
	return typeof raw === 'string' && /^-?\d+(\.\d+)?$/.test(raw.trim()) ? Number(raw) : WRONG;
}

const TRUTH: ReadonlyMap<string, boolean> = new Map([['true', true], ['false', false], ['1', true], ['0', false], ['yes', true], ['no', false]]);

function readBoolean(raw: unknown): boolean | typeof WRONG {
	if (typeof raw === 'boolean') return raw;
	return typeof raw === 'string' || raw === 0 || raw === 1 ? (TRUTH.get(String(raw).trim().toLowerCase()) ?? WRONG) : WRONG;
}

function readText(raw: unknown): string | typeof WRONG {
	return typeof raw === 'string' || typeof raw === 'number' ? String(raw) : WRONG;
}

/** The same for a row that is read without a schema; nothing when it is no id. */
export function idText(raw: unknown): string | undefined {
	const id = readId(raw);
	return id === WRONG ? undefined : id;
}

/** An id, always as text from here on. */
export const idSchema = valueRead(readId);

export const saidId = saidOnly(readId);

export const saidNumber = saidOnly(readNumber);

export const saidBoolean = saidOnly(readBoolean);

export const saidText = saidOnly(readText);

/**
 * Profile fields. What is no profile value (a nested object) is left out: the sync can neither compare nor write it.
 */
export const fieldsSchema = z.record(z.unknown()).transform((record): FieldValues => {
	const fields: FieldValues = {};
	for (const [key, raw] of Object.entries(record)) {
		if (isProfileValue(raw)) fields[key] = raw;
		else if (Array.isArray(raw) && raw.every(isScalar)) fields[key] = raw.map(String);
	}
	return fields;
});

/** A profile value as the sync holds it, without anything to convert. */
export function isProfileValue(raw: unknown): raw is FieldValue {
	return raw === null || isScalar(raw) || (Array.isArray(raw) && raw.every((part) => typeof part === 'string'));
}

function isScalar(raw: unknown): raw is Exclude<FieldValue, null | string[]> {
	return typeof raw === 'string' || typeof raw === 'number' || typeof raw === 'boolean';
}
