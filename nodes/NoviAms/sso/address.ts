export function urlOf(address: string | null | undefined): URL | undefined {
	try {
		return new URL(address ?? '');
	} catch {
		return undefined;
	}
}

/** The same site with and without "www.". Both are origins. */
export function isTwin(one: string, other: string): boolean {
	const bare = (origin: string): string => origin.replace('://www.', '://');
	return one !== other && bare(one) === bare(other);
}
