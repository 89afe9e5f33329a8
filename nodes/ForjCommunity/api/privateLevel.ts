/** A level as it stands in a credential or a parameter: a whole number as text. Undefined: none. */
export function levelOf(text: string): number | undefined {
	return /^-?\d+$/.test(text) ? Number(text) : undefined;
}
