/**
 * Which rows of `novi_forj_members` a page needs, as conditions for n8n's Data Table node. It joins its conditions all by "and" or
 * all by "or", so each status, and each column that is searched, is a query of its own; together they are few and short.
 */
import { text, type Row } from '../../core/linkRow';
import { FILTERS, type PageRequest } from './request';

/** People on one page. */
export const PAGE_SIZE = 50;
/** A file holds everybody of a group, however large it is. */
const FILE_LIMIT = 1_000_000;

export interface RowQuery {
	link_id: string;
	/** The run that stored the list. */
	run_id: string;
	after: number;
	limit: number;
	status_condition: 'isNotEmpty' | 'eq';
	status: string;
	search_column: 'link_id' | 'name' | 'email';
	search_condition: 'eq' | 'ilike';
	search: string;
}

/**
 * No query for the overview, and none for a link of which nothing is stored.
 *
 * A run stores the whole list of a link anew and deletes the one before it at the end. So the list to which the oldest row belongs is
 * the one that is surely whole, also while a run is writing and after one that was killed.
 * @param oldest the row of the link with the smallest id
 */
export function rowQueries(request: PageRequest, oldest: Row | undefined): RowQuery[] {
	const runId = text(oldest?.run_id);
	if (request.link === '' || oldest === undefined || text(oldest.link_id) !== request.link) return [];
	const csv = request.format === 'csv';
	const base = { link_id: request.link, run_id: runId, after: csv ? 0 : request.after, limit: csv ? FILE_LIMIT : PAGE_SIZE + 1 };
	return statuses(request).flatMap((status) => searches(request).map((search) => ({ ...base, ...status, ...search })));
}

type StatusPart = Pick<RowQuery, 'status_condition' | 'status'>;
type SearchPart = Pick<RowQuery, 'search_column' | 'search_condition' | 'search'>;

function statuses({ show }: PageRequest): StatusPart[] {
	const wanted: readonly string[] = FILTERS[show];
	if (wanted.length === 0) return [{ status_condition: 'isNotEmpty', status: '' }];
	return wanted.map((status) => ({ status_condition: 'eq', status }));
}

/** Without a search the condition is one that all rows meet. */
function searches({ link, search }: PageRequest): SearchPart[] {
	if (search === '') return [{ search_column: 'link_id', search_condition: 'eq', search: link }];
	return spellings(search).flatMap((spelling) =>
		(['name', 'email'] as const).map((column): SearchPart => ({ search_column: column, search_condition: 'ilike', search: `%${spelling}%` })),
	);
}

/** SQLite knows upper and lower case of plain letters only. */
function spellings(search: string): string[] {
	const plain = /^[\x20-\x7e]*$/.test(search);
	return plain ? [search] : [...new Set([search, search.toLowerCase(), search.toUpperCase()])];
}
