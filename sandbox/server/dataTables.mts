import type { Json } from './executionData.mjs';
import type { N8nRest } from './rest.mjs';

/** Type of a data table column in n8n. */
export type ColumnType = 'string' | 'number' | 'boolean' | 'date';

export interface Column {
	readonly id: string;
	readonly name: string;
	readonly type: ColumnType;
	readonly index: number;
}

export interface DataTable {
	readonly id: string;
	readonly name: string;
	readonly columns: readonly Column[];
}

/** One condition on a column. `isEmpty` and `isNotEmpty` ignore the value. */
export interface RowCondition {
	readonly columnName: string;
	readonly condition: 'eq' | 'neq' | 'gt' | 'gte' | 'lt' | 'lte' | 'like' | 'ilike' | 'isEmpty' | 'isNotEmpty';
	readonly value: string | number | boolean | null;
}

/** Conditions on rows; all must hold unless `type` is `or`. */
export interface RowFilter {
	readonly type?: 'and' | 'or';
	readonly filters: readonly RowCondition[];
}

/** A stored row: n8n's own id and times, and the table's columns. */
export type Row = Json & { readonly id: number; readonly createdAt: string; readonly updatedAt: string };

/** n8n refuses larger pages. */
const PAGE_SIZE = 250;

/** The data tables of one project. Tables are named, since ids differ on every instance. */
export class DataTables {
	private readonly ids = new Map<string, string>();

	constructor(
		private readonly rest: N8nRest,
		private readonly projectId: string,
	) {}

	/** All tables of the project. */
	async list(): Promise<DataTable[]> {
		return await this.readPages<DataTable>('', {});
	}

	/** Creates a table and returns it. n8n refuses a name that exists. */
	async createTable(name: string, columns: ReadonlyArray<{ name: string; type: ColumnType }>): Promise<DataTable> {
		return await this.rest.call('POST', this.path(''), { body: { name, columns } });
	}

	async deleteTable(name: string): Promise<void> {
		await this.rest.call('DELETE', this.path(await this.id(name)));
		this.ids.delete(name);
	}

	async columns(name: string): Promise<Column[]> {
		return await this.rest.call('GET', this.path(await this.id(name), '/columns'));
	}

	async addColumn(name: string, column: { name: string; type: ColumnType }): Promise<void> {
		await this.rest.call('POST', this.path(await this.id(name), '/columns'), { body: column });
	}

	/** All rows in the order of their ids, or those that the filter keeps. */
	async rows(name: string, filter?: RowFilter): Promise<Row[]> {
		return await this.readPages<Row>(`${await this.id(name)}/rows`, { filter: filter && JSON.stringify(filter), sortBy: 'id:asc' });
	}

	/** Adds rows; columns that a row lacks become null. */
	async insertRows(name: string, rows: readonly Json[]): Promise<void> {
		if (rows.length === 0) return;
		await this.rest.call('POST', this.path(await this.id(name), '/insert'), { body: { data: rows, returnType: 'count' } });
	}

	/** Changes the rows that the filter keeps and returns them as they are now. */
	async updateRows(name: string, filter: RowFilter, data: Json): Promise<Row[]> {
		return await this.rest.call('PATCH', this.path(await this.id(name), '/rows'), { body: { filter, data, returnData: true } });
	}

	/** Deletes the rows that the filter keeps. */
	async deleteRows(name: string, filter: RowFilter): Promise<void> {
		await this.rest.call('DELETE', this.path(await this.id(name), '/rows'), { query: { filter: JSON.stringify(filter) } });
	}

	/** Whether a table of exactly this name exists. */
	async has(name: string): Promise<boolean> {
		return (await this.list()).some((table) => table.name === name);
	}

	private async id(name: string): Promise<string> {
		const known = this.ids.get(name);
		if (known) return known;
		const tables = await this.list();
		const table = tables.find((candidate) => candidate.name === name);
		if (!table) throw new Error(`n8n has no data table "${name}", only: ${tables.map((each) => each.name).join(', ') || 'none'}`);
		this.ids.set(name, table.id);
		return table.id;
	}

	private path(...parts: string[]): string {
		return `/projects/${this.projectId}/data-tables/${parts.join('')}`.replace(/\/$/, '');
	}

	private async readPages<T>(path: string, query: Record<string, string | undefined>): Promise<T[]> {
		const found: T[] = [];
		for (;;) {
			const page = await this.rest.call<{ data: T[]; count: number }>('GET', this.path(path), {
				query: { ...query, skip: found.length, take: PAGE_SIZE },
			});
			found.push(...page.data);
			if (page.data.length === 0 || found.length >= page.count) return found;
		}
	}
}
