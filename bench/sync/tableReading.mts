/** What n8n needs to read what is remembered of people: its own nodes, on the rows that a first sync stores. */
import { insertRows } from './insertRows.mjs';
import { idleMegabytes, peakDuring } from './memory.mjs';
import { BenchWorld } from './world.mjs';

const TABLES = ['novi_forj_people', 'novi_forj_members'] as const;
type Table = (typeof TABLES)[number];
/** What n8n gives rows by itself. */
const OWN_COLUMNS = ['id', 'createdAt', 'updatedAt'];
const RUNS = 3;

export interface TableReading {
	tables: readonly Table[];
	/** In these tables together. */
	rows: number;
	/** MB above idle, run after run. */
	memory: number[];
}

/** First only what decides about people, then also what is shown of them. */
export async function measureTableReading(people: number, progress: (what: string) => void): Promise<TableReading[]> {
	const stored = await rowsOfFirstSync(people);
	return [await readOnly(['novi_forj_people'], stored, progress), await readOnly(TABLES, stored, progress)];
}

type StoredRows = ReadonlyMap<Table, ReadonlyArray<Record<string, unknown>>>;

async function readOnly(tables: readonly Table[], stored: StoredRows, progress: (what: string) => void): Promise<TableReading> {
	const world = await BenchWorld.start({ people: 1, contender: 'table-reading' });
	try {
		let rows = 0;
		for (const table of tables) {
			const all = stored.get(table) ?? [];
			await insertRows(world, table, all);
			rows += all.length;
		}
		const idle = await idleMegabytes(world.n8n.pid);
		const memory: number[] = [];
		for (let run = 0; run < RUNS; run++) memory.push((await peakDuring(world.n8n.pid, async () => await world.run())).peak - idle);
		progress(`only reading ${rows.toLocaleString('en')} rows of ${tables.join(' and ')}`);
		return { tables, rows, memory };
	} finally {
		await world.close();
	}
}

async function rowsOfFirstSync(people: number): Promise<StoredRows> {
	const world = await BenchWorld.start({ people, contender: 'shipped' });
	try {
		await world.run();
		await world.assertUpToDate();
		const stored = new Map<Table, Array<Record<string, unknown>>>();
		for (const table of TABLES) stored.set(table, (await world.client.tables.rows(table)).map(withoutOwn));
		return stored;
	} finally {
		await world.close();
	}
}

function withoutOwn(row: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(row).filter(([column]) => !OWN_COLUMNS.includes(column)));
}
