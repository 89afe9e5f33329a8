/** What n8n has stored of executions, read from its database. */
import { join } from 'node:path';

interface Database {
	prepare: (sql: string) => { get: () => unknown };
	close: () => void;
}

/** Node 24 has it, which n8n needs anyway; the types of this repository are those of Node 20. */
const SQLITE = 'node:sqlite';

/** Bytes of the data of all executions that n8n keeps. */
export async function executionBytes(userFolder: string): Promise<number> {
	const { DatabaseSync } = (await import(SQLITE)) as { DatabaseSync: new (path: string, options: { readOnly: boolean }) => Database };
	const database = new DatabaseSync(join(userFolder, '.n8n', 'database.sqlite'), { readOnly: true });
	try {
		const row = database.prepare('SELECT COALESCE(SUM(LENGTH(CAST(data AS BLOB)) + LENGTH(CAST("workflowData" AS BLOB))), 0) AS bytes FROM execution_data').get() as { bytes: number };
		return row.bytes;
	} finally {
		database.close();
	}
}
