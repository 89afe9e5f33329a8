import type { BenchWorld } from './world.mjs';

const PER_CALL = 1_000;

/** Inserts any number of rows, in calls that n8n takes. */
export async function insertRows({ client }: BenchWorld, table: string, rows: ReadonlyArray<Record<string, unknown>>): Promise<void> {
	for (let from = 0; from < rows.length; from += PER_CALL) await client.tables.insertRows(table, rows.slice(from, from + PER_CALL));
}
