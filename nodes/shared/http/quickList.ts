import { z } from 'zod';

/**
 * A list of rows that come by the ten thousands: zod makes dozens of objects a row, which filled the memory of n8n.
 * `plain` reads a row in its usual form, as the schema would, and returns nothing for any other: that one the schema
 * reads, so that there is one judge of what is wrong and why. It may change the row, which is nobody else's yet.
 */
export function quickList<T>(schema: z.ZodType<T, z.ZodTypeDef, unknown>, plain: (row: unknown) => T | undefined): z.ZodType<T[], z.ZodTypeDef, unknown> {
	return z.array(z.unknown()).transform((rows, context) => {
		const read: T[] = [];
		rows.forEach((row, index) => {
			const known = plain(row);
			if (known !== undefined) return read.push(known);
			const parsed = schema.safeParse(row);
			if (parsed.success) return read.push(parsed.data);
			return parsed.error.issues.forEach((issue) => context.addIssue({ ...issue, path: [index, ...issue.path] }));
		});
		return read;
	});
}
