import { z } from 'zod';

import type { ReadFailure } from '../../core/types';
import { spentRows } from '../spentRows';
import type { ListResult } from './paging';
import { inconsistent, MAX_PAGES, RowCollector } from './paging';
import { readAhead } from './readAhead';
import { toReadFailure } from './serviceError';

/** Novi's lists: `{ TotalCount, Results }`. */
export interface EnvelopePage<T> {
	TotalCount: number;
	Results: T[];
}

export function envelopeOf<T>(rows: z.ZodType<T[], z.ZodTypeDef, unknown>) {
	return z.object({ TotalCount: z.number().int().nonnegative(), Results: rows });
}

export interface EnvelopeListOptions<T> {
	/** What is read, in words, as the start of a sentence: "The roster of group Board". */
	what: string;
	/** `pageSize` is a wish; the page may have any size. */
	readPage: (offset: number, pageSize: number) => Promise<EnvelopePage<T>>;
	idOf: (row: T) => string;
	pageSize: number;
	/** Stop when this many rows are there; the list then counts as complete. */
	maxRows?: number;
}

/**
 * Reads a list of Novi. Proven complete: every page valid, the same TotalCount on all, and as many distinct ids.
 * Never throws: a failed page ends the read and is told in `failure`.
 */
export async function readEnvelopeList<T>(options: EnvelopeListOptions<T>): Promise<ListResult<T>> {
	const reader = new EnvelopeReader(options);
	try {
		await reader.read();
	} catch (error) {
		reader.failure = toReadFailure(error);
	}
	return reader.result();
}

class EnvelopeReader<T> {
	failure?: ReadFailure;

	private readonly collector: RowCollector<T>;

	private readonly askFor: number;

	private total: number | null = null;

	private pageSize = 0;

	constructor(private readonly options: EnvelopeListOptions<T>) {
		this.collector = new RowCollector(options.idOf);
		this.askFor = Math.min(options.pageSize, options.maxRows ?? options.pageSize);
	}

	async read(): Promise<void> {
		const first = await this.page(0);
		this.total = first.TotalCount;
		this.pageSize = first.Results.length;
		if (!this.take(first)) return;
		await this.readEqualPages();
		for (let pages = 1; !this.failure && this.isOpen(); pages++) {
			if (pages > MAX_PAGES) return this.fail('it has too many pages');
			if (!this.take(await this.page(this.collector.received))) return;
		}
	}

	result(): ListResult<T> {
		const { maxRows, what } = this.options;
		const rows = maxRows === undefined ? this.collector.rows : this.collector.rows.slice(0, maxRows);
		const enough = maxRows !== undefined && this.collector.rows.length >= maxRows;
		if (!this.failure && !enough && this.collector.rows.length !== this.total) {
			this.failure = inconsistent(
				what,
				`Novi counts ${this.total} rows, but sent ${this.collector.rows.length} different ones`,
			);
		}
		const { total, pageSize, failure } = this;
		return { rows, total, pageSize, complete: !failure, ...(failure && { failure }) };
	}

	/** While pages keep the size of the first one, their offsets are known and several are read at once. */
	private async readEqualPages(): Promise<void> {
		const end = Math.min(this.total ?? 0, this.options.maxRows ?? Infinity);
		const offsets: number[] = [];
		for (let at = this.pageSize; at < end && offsets.length < MAX_PAGES; at += this.pageSize) offsets.push(at);
		const { pages, error } = await readAhead(
			offsets,
			async (offset) => await this.page(offset),
			(page, offset) =>
				page.TotalCount === this.total && page.Results.length === Math.min(this.pageSize, this.total - offset),
		);
		for (const page of pages) if (!this.take(page)) return;
		if (error !== undefined) this.failure = toReadFailure(error);
	}

	private async page(offset: number): Promise<EnvelopePage<T>> {
		const page = await this.options.readPage(offset, this.askFor);
		spentRows(page.Results.length);
		return page;
	}

	private isOpen(): boolean {
		const wanted = Math.min(this.total ?? 0, this.options.maxRows ?? Infinity);
		return this.collector.received < wanted;
	}

	/** False when the page ends the read. */
	private take(page: EnvelopePage<T>): boolean {
		if (page.TotalCount !== this.total) {
			this.fail(`Novi counted ${this.total} rows at first and ${page.TotalCount} later`);
			return false;
		}
		if (page.Results.length === 0 && this.isOpen()) {
			this.fail(`an empty page came after ${this.collector.received} of ${this.total} rows`);
			return false;
		}
		this.collector.add(page.Results);
		if (this.collector.received > (this.total ?? 0)) {
			this.fail(`Novi counts ${this.total} rows, but sent ${this.collector.received}`);
			return false;
		}
		return true;
	}

	private fail(why: string): void {
		this.failure = inconsistent(this.options.what, why);
	}
}
