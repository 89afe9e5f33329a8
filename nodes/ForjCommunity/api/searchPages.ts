/** Pages of `GET /users/search`: seen with keywords only, so whether it has pages at all is unknown (api/forj-community.md). */
import type { OffsetPage } from '../../shared/http/offsetList';
import { serviceFailure } from '../../shared/http/serviceError';

type ReadPage<T> = (offset: number, limit: number) => Promise<OffsetPage<T>>;

/** Seen as a silent cap of a related list: as many rows may be only the first ones. */
const SILENT_CAP = 20;

/**
 * A search that answers every offset with its first page has no further ones, so that the list ends there; unless that
 * page may have been cut off, which is a failed read and not a short list.
 */
export function endingWhereItRepeats<T extends { id: string }>(readPage: ReadPage<T>): ReadPage<T> {
	let first = '';
	return async (offset, limit) => {
		const page = await readPage(offset, limit);
		const ids = page.rows.map(({ id }) => id).join(' ');
		if (offset === 0) first = ids;
		else if (ids === first && page.rows.length > 0) {
			if (page.rows.length < SILENT_CAP) return { ...page, rows: [] };
			const reason = `it shows only its first ${page.rows.length} users, and there may be more; narrower keywords find fewer`;
			throw serviceFailure('Forj', 'wrong_answer', { endpoint: 'search users', delivery: 'answered', reason });
		}
		return page;
	};
}
