import type { ReadFailure } from '../../core/types';

/** A list as far as it could be read. Only `complete` lists prove that somebody is absent. */
export interface ListResult<T> {
	/** In the order of the service, each id once. */
	rows: T[];
	/** What the service says there is; null when it does not say. */
	total: number | null;
	complete: boolean;
	failure?: ReadFailure;
	/** Rows of the first page: what the service really gives, whatever was asked for. */
	pageSize: number;
}

/** Pages read at the same time: enough to hide the way to the service; Novi's limit is kept by `rateLimit.ts`, Forj states none. */
export const PAGES_AT_ONCE = 6;
/** A server that repeats itself for ever ends here. */
export const MAX_PAGES = 10_000;

/** A list that contradicts itself. */
export function inconsistent(what: string, why: string): ReadFailure {
	return {
		kind: 'incomplete',
		message: `${what} could not be read to the end: ${why}.`,
		fix: 'Usually somebody changed the list while it was read. The next run reads it again; if this stays, report it to the makers of this package.',
	};
}

/** Collects rows of pages, each id once, ids compared ignoring case. */
export class RowCollector<T> {
	readonly rows: T[] = [];

	/** Rows received, repeated ones included: where the next page starts. */
	received = 0;

	private readonly seen = new Set<string>();

	constructor(private readonly idOf: (row: T) => string) {}

	/** Returns how many of the rows were new. */
	add(rows: readonly T[]): number {
		const before = this.rows.length;
		for (const row of rows) {
			const id = this.idOf(row).toLowerCase();
			if (this.seen.has(id)) continue;
			this.seen.add(id);
			this.rows.push(row);
		}
		this.received += rows.length;
		return this.rows.length - before;
	}

	get repeated(): number {
		return this.received - this.rows.length;
	}
}
