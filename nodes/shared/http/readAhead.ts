import pLimit from 'p-limit';

import { PAGES_AT_ONCE } from './paging';

/**
 * Reads the pages at these offsets, some at a time, and returns those before the first that `fits` refuses
 * or that fails, that one included: what comes after cannot be placed.
 */
export async function readAhead<P>(
	offsets: readonly number[],
	readPage: (offset: number) => Promise<P>,
	fits: (page: P, offset: number) => boolean,
): Promise<{ pages: P[]; error?: unknown }> {
	const limit = pLimit(PAGES_AT_ONCE);
	let stopAt = offsets.length;
	const results = await Promise.all(
		offsets.map(
			async (offset, index) =>
				await limit(async (): Promise<{ page?: P; error?: unknown }> => {
					if (index > stopAt) return {};
					try {
						const page = await readPage(offset);
						if (!fits(page, offset)) stopAt = Math.min(stopAt, index);
						return { page };
					} catch (error) {
						stopAt = Math.min(stopAt, index);
						return { error };
					}
				}),
		),
	);
	const used = results.slice(0, stopAt + 1);
	const pages = used.flatMap((result) => (result.page === undefined ? [] : [result.page]));
	const failed = used.find((result) => result.error !== undefined);
	return failed ? { pages, error: failed.error } : { pages };
}
