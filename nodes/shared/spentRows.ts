/**
 * V8 cleans up late while it has room: beside what a run over 50,000 people needs, hundreds of MB of pages already converted and
 * tables already compared would stay until the run has ended. It starts to clean up, beside the work, when memory outside of its
 * heap has grown by more than 64 MB. A buffer that nobody writes to counts as such, and takes no real memory. Seen on Node.js 20 and
 * 24, see the test; a V8 that counts otherwise is as late as it was.
 */
const STARTS_CLEANING_BYTES = 65 * 1024 * 1024;
/** So often that memory stays low, so rarely that groups of a few thousand people are no slower. */
const ROWS_BETWEEN = 20_000;

/** All runs of this n8n share the memory, so they count together. */
let spent = 0;

/** Tells that so many rows of people came through. Whoever brought them has left as much behind that nobody needs any more. */
export function spentRows(rows: number): void {
	spent += rows;
	if (spent < ROWS_BETWEEN) return;
	// What a large step has used is free only once the next one works: then V8 is told again.
	spent = Math.min(spent - ROWS_BETWEEN, ROWS_BETWEEN);
	startCleaning();
}

function startCleaning(): void {
	try {
		new ArrayBuffer(STARTS_CLEANING_BYTES);
	} catch {
		// Not even room for that: V8 cleans up by itself.
	}
}
