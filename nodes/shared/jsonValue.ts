/** What a parameter holds; `broken`: it is text, and no JSON. Then there is no value. */
export interface JsonValue {
	value: unknown;
	broken: boolean;
}

/**
 * Reads a parameter of the type JSON: an expression gives the value itself, typing gives text. What the value must be, and
 * what the admin is told when it is not, is up to the operation.
 *
 * @param given as `getNodeParameter` gives it; whatever is no text is handed back as it is, null as well
 * @param blank what an empty text stands for
 */
export function jsonValue(given: unknown, blank?: unknown): JsonValue {
	if (typeof given !== 'string') return { value: given, broken: false };
	if (given.trim() === '') return { value: blank, broken: false };
	try {
		return { value: JSON.parse(given) as unknown, broken: false };
	} catch {
		return { value: undefined, broken: true };
	}
}
