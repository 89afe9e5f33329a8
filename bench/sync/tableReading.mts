/** What n8n needs to read what is remembered of people: its own nodes, on the rows that a first sync stores. */
import { insertRows } from './insertRows.mjs';
import { idleMegabytes, peakDuring } from './memory.mjs';
import { BenchWorld } from './world.mjs';

const TABLES = ['novi_forj_people', 'novi_forj_members'];
/** What n8n gives rows by itself. */
const OWN_COLUMNS = ['id', 'createdAt', 'updatedAt'];
const RUNS = 3;

export interface TableReading {
	/** In both tables together. */
	rows: number;
	/** MB above idle, run after run. */
	memory: number[];
}

export async function measureTableReading(people: number, progress: (what: string) => void): Promise<TableReading> {
	const stored = await rowsOfFirstSync(people);
	const world = await BenchWorld.start({ people: 1, contender: 'table-reading' });
	try {
		let rows = 0;
		for (const [table, all] of stored) {
			await insertRows(world, table, all);
			rows += all.length;
		}
		const idle = await idleMegabytes(world.n8n.pid);
		const memory: number[] = [];
		for (let run = 0; run < RUNS; run++) memory.push((await peakDuring(world.n8n.pid, async () => await world.run())).peak - idle);
		progress(`only reading ${rows.toLocaleString('en')} rows of the tables`);
		return { rows, memory };
	} finally {
		await world.close();
	}
}

async function rowsOfFirstSync(people: number): Promise<Map<string, Array<Record<string, unknown>>>> {
	const world = await BenchWorld.start({ people, contender: 'shipped' });
	try {
		await world.run();
		await world.assertUpToDate();
		const stored = new Map<string, Array<Record<string, unknown>>>();
		for (const table of TABLES) stored.set(table, (await world.client.tables.rows(table)).map(withoutOwn));
		return stored;
	} finally {
		await world.close();
	}
}

function withoutOwn(row: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(row).filter(([column]) => !OWN_COLUMNS.includes(column)));
}
