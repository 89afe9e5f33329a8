import { z } from 'zod';

/**
 * The schema, for rows that come by the ten thousands: zod makes dozens of objects a row, which filled the memory of n8n.
 * `plain` reads a row in its usual form, as the schema would, and returns nothing for any other: that one the schema
 * reads, so that there is one judge of what is wrong and why. It may change the row, which is nobody else's yet.
 */
export function quickLook<T>(schema: z.ZodType<T, z.ZodTypeDef, unknown>, plain: (row: unknown) => T | undefined): z.ZodType<T, z.ZodTypeDef, unknown> {
	return z.unknown().transform((row, context): T => {
		const read = plain(row);
		if (read !== undefined) return read;
		const parsed = schema.safeParse(row);
		if (parsed.success) return parsed.data;
		parsed.error.issues.forEach((issue) => context.addIssue(issue));
		return z.NEVER;
	});
}
