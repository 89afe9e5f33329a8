/** A process whose heap holds much that nobody needs any more. It spends as many rows as it is told, and prints MB in use before and some seconds later. */
import { setTimeout as sleep } from 'node:timers/promises';
import { spentRows } from '../../nodes/shared/spentRows';

const PAGES = 20;
const ROWS_A_PAGE = 50_000;
const PAUSE_MS = 50;

const megabytesInUse = (): number => process.memoryUsage().heapUsed / 1_000_000;

/** Held long enough that V8 takes them for lasting, as the pages of a list are while others are read. */
async function readPages(): Promise<void> {
	const pages: unknown[] = [];
	for (let page = 0; page < PAGES; page++) {
		pages.push(Array.from({ length: ROWS_A_PAGE }, (_, row) => ({ name: `Person ${page}-${row}` })));
		await sleep(1);
	}
}

await readPages();
const before = megabytesInUse();
const [rows, seconds] = process.argv.slice(2).map(Number);
const deadline = Date.now() + seconds * 1_000;
spentRows(rows);
let after = megabytesInUse();
// V8 cleans up beside the work, on a busy machine after a while.
while (after > before / 2 && Date.now() < deadline) {
	await sleep(PAUSE_MS);
	after = megabytesInUse();
}
console.log(JSON.stringify({ before, after }));
