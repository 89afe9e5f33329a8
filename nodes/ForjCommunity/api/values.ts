/**
 * Values as Forj sends them. Ids come as numbers or text, numbers and booleans natively or as text
 * (api/forj-community.md, Transport and Objects). A value that is neither is a wrong answer, not a default.
 */
import { z } from 'zod';
import type { FieldValue, FieldValues } from '../../core/types';

/** An id, always as text from here on. */
export const idSchema = z.union([z.string().trim().min(1), z.number().int().nonnegative().safe()]).transform(String);

/** Absent, null and '' all mean that Forj does not say it. */
const unsaid = z.union([z.undefined(), z.null(), z.literal('')]).transform(() => undefined);

export const saidId = z.union([unsaid, idSchema]);

export const saidNumber = z.union([
	unsaid,
	z.number().finite(),
	z
		.string()
		.trim()
		.regex(/^-?\d+(\.\d+)?$/)
		.transform(Number),
]);

const TRUTH: Record<string, boolean> = { true: true, false: false, '1': true, '0': false, yes: true, no: false };

export const saidBoolean = z.union([
	unsaid,
	z.boolean(),
	z
		.union([z.string(), z.literal(0), z.literal(1)])
		.transform((value) => TRUTH[String(value).trim().toLowerCase()])
		.pipe(z.boolean()),
]);

export const saidText = z.union([unsaid, z.string(), z.number().transform(String)]);

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const fieldValue = z.union([z.null(), scalar, z.array(scalar).transform((values) => values.map(String))]);

/**
 * Profile fields. What is no profile value (a nested object) is left out: the sync can neither compare nor write it.
 */
export const fieldsSchema = z.record(z.unknown()).transform((record): FieldValues => {
	const fields: FieldValues = {};
	for (const [key, raw] of Object.entries(record)) {
		const value = fieldValue.safeParse(raw);
		if (value.success) fields[key] = value.data as FieldValue;
	}
	return fields;
});
