import { z } from 'zod';

import type { ReadFailure } from '../../core/types';
import { spentRows } from '../spentRows';
import type { ListResult } from './paging';
import { inconsistent, MAX_PAGES, RowCollector } from './paging';
import { readAhead } from './readAhead';
import { toReadFailure } from './serviceError';

/** Forj's lists, whichever of the two shapes they came in. */
export interface OffsetPage<T> {
	rows: T[];
	/** Null when the page does not say how many rows there are in all. */
	count: number | null;
}

/** Forj gives numbers natively or as text (api/forj-community.md, Transport). */
const COUNT = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]).pipe(z.number().int().nonnegative());

/** A bare array, or `{ results, count? }`. */
export function offsetPageOf<T>(list: z.ZodType<T[], z.ZodTypeDef, unknown>): z.ZodType<OffsetPage<T>, z.ZodTypeDef, unknown> {
	const bare = list.transform((rows): OffsetPage<T> => ({ rows, count: null }));
	const named = z
		.object({ results: list, count: COUNT.nullish() })
		.transform(({ results, count }): OffsetPage<T> => ({ rows: results, count: count ?? null }));
	// Not z.union: it would hide which row is wrong.
	return z.unknown().transform((value, context) => {
		const parsed = (Array.isArray(value) ? bare : named).safeParse(value);
		if (parsed.success) return parsed.data;
		parsed.error.issues.forEach((issue) => context.addIssue(issue));
		return z.NEVER;
	});
}

export interface OffsetListOptions<T> {
	/** What is read, in words, as the start of a sentence: "The member list of group Board". */
	what: string;
	/** `limit` is a wish; the page may have any size. */
	readPage: (offset: number, limit: number) => Promise<OffsetPage<T>>;
	idOf: (row: T) => string;
	/** Default 50. */
	limit?: number;
	/** How many rows there may be (`members_count`): pages are read ahead up to here. Never trusted. */
	hint?: number;
	/** Stop when this many rows are there; the list then counts as complete. */
	maxRows?: number;
}

/**
 * Reads a list of Forj. Proven complete: every page valid, no id twice, the last page empty, and as many rows
 * as `count` says, if it says anything. Never throws: a failed page ends the read and is told in `failure`.
 */
export async function readOffsetList<T>(options: OffsetListOptions<T>): Promise<ListResult<T>> {
	const reader = new OffsetReader(options);
	try {
		await reader.read();
	} catch (error) {
		reader.failure = toReadFailure(error);
	}
	return reader.result();
}

class OffsetReader<T> {
	failure?: ReadFailure;

	private readonly collector: RowCollector<T>;

	private readonly limit: number;

	private count: number | null = null;

	private pageSize = 0;

	private ended = false;

	constructor(private readonly options: OffsetListOptions<T>) {
		this.collector = new RowCollector(options.idOf);
		this.limit = Math.min(options.limit ?? 50, options.maxRows ?? Infinity);
	}

	async read(): Promise<void> {
		const first = await this.page(0);
		this.pageSize = first.rows.length;
		this.take(first);
		await this.readEqualPages();
		for (let pages = 1; this.isOpen(); pages++) {
			if (pages > MAX_PAGES) return this.fail('it has too many pages');
			this.take(await this.page(this.collector.received));
		}
	}

	result(): ListResult<T> {
		const { maxRows, what } = this.options;
		const all = this.collector.rows;
		const enough = maxRows !== undefined && all.length >= maxRows;
		if (!this.failure && !enough && this.count !== null && this.count !== all.length) {
			this.failure = inconsistent(what, `Forj counts ${this.count} rows, but sent ${all.length}`);
		}
		const { count, pageSize, failure } = this;
		const rows = maxRows === undefined ? all : all.slice(0, maxRows);
		return { rows, total: count, pageSize, complete: !failure, ...(failure && { failure }) };
	}

	/** As long as pages keep the size of the first one, those up to the hint are read several at a time. */
	private async readEqualPages(): Promise<void> {
		const end = Math.min(this.options.hint ?? 0, this.options.maxRows ?? Infinity);
		const offsets: number[] = [];
		if (!this.isOpen()) return;
		for (let at = this.pageSize; at < end && offsets.length < MAX_PAGES; at += this.pageSize) offsets.push(at);
		const { pages, error } = await readAhead(
			offsets,
			async (offset) => await this.page(offset),
			(page) => page.rows.length === this.pageSize,
		);
		for (const page of pages) if (this.isOpen()) this.take(page);
		if (error !== undefined && this.isOpen()) this.failure = toReadFailure(error);
	}

	private async page(offset: number): Promise<OffsetPage<T>> {
		const page = await this.options.readPage(offset, this.limit);
		spentRows(page.rows.length);
		return page;
	}

	private isOpen(): boolean {
		const enough = this.collector.rows.length >= (this.options.maxRows ?? Infinity);
		return !this.ended && !this.failure && !enough;
	}

	private take(page: OffsetPage<T>): void {
		if (page.count !== null) {
			if (this.count !== null && this.count !== page.count) {
				return this.fail(`Forj counted ${this.count} rows at first and ${page.count} later`);
			}
			this.count = page.count;
		}
		// The one sign of the end: a short page may be a cap of the server.
		if (page.rows.length === 0) {
			this.ended = true;
			return;
		}
		this.collector.add(page.rows);
		if (this.collector.repeated > 0) this.fail('a row came twice');
	}

	private fail(why: string): void {
		this.failure = inconsistent(this.options.what, why);
	}
}
