/** Prints the section "Memory" of docs/benchmarks.md. */
import { machine } from './machine.mjs';
import { progressOf } from './progress.mjs';
import { KINDS, measure } from './sync/measure.mjs';
import { idleMegabytes, peakDuring, rest } from './sync/memory.mjs';
import { addOldRows } from './sync/oldRows.mjs';
import { measureTableReading, type TableReading } from './sync/tableReading.mjs';
import { BenchWorld, type Contender } from './sync/world.mjs';

const LARGE = 50_000;
const GOAL_MB = 250;
const SMALL = 200;
const RUNS = 100;
const ASKED_AFTER = 10;
/** What n8n lets go of after its start would hide a growth. */
const WARM_UP = 20;

const progress = progressOf(KINDS.length + 3 + (2 * RUNS) / ASKED_AFTER + 2);
const large = await measure({ contender: 'shipped', people: LARGE, rounds: 1, kinds: KINDS, progress });
const tables = await measureTableReading(LARGE, progress);
const series = await manyRuns('shipped');
const ofN8n = await manyRuns('table-reading');
const old = await runsOverOldRows();

const peak = Math.max(...large.map(({ memory }) => memory));

process.stdout.write(`## Memory

Resident memory of n8n's processes above the idle n8n, sampled ten times a second. ${machine()}.

| people | run | MB above idle | time |
|---:|---|---:|---:|
${large.map(({ people, kind, memory, ms }) => `| ${people.toLocaleString('en')} | ${kind} | ${memory.toFixed(0)} | ${(ms / 1000).toFixed(1)} s |`).join('\n')}

Goal: at most ${GOAL_MB} MB above idle with ${LARGE.toLocaleString('en')} people. This run: ${peak.toFixed(0)} MB, ${peak <= GOAL_MB ? 'met' : 'NOT met'}.

Of that, n8n's own part: a workflow of only the steps that read the tables (n8n's Data Table and Merge nodes, nothing of this package), ${tables[0]?.memory.length} runs in a row, in a fresh n8n each.

| tables that hold rows | rows | MB above idle, run by run |
|---|---:|---:|
${tables.map(tableLine).join('\n')}

\`novi_forj_people\` holds what decides about removals and profiles, so no run can do without it; a sync that reads both tables whole, as this one does, can't take less than the last line.

### ${RUNS} runs in a row

${SMALL} people, no changes. JavaScript memory in use after n8n was told to clean up (Node.js cleans up late by itself while it has room, so resident memory says little here),
before the runs and after every ${ASKED_AFTER}: ${inMegabytes(series)}. Straight line from run ${WARM_UP} on: ${slopeOf(series).toFixed(3)} MB a run.

Beside it, ${RUNS} runs of a workflow of n8n's own nodes only (the one above that reads the tables, which are empty here): ${inMegabytes(ofN8n)}. Straight line from run ${WARM_UP} on: ${slopeOf(ofN8n).toFixed(3)} MB a run.

### A year of old rows

${old.rows.toLocaleString('en')} old rows (100 a day) in each of novi_forj_people, novi_forj_members and novi_forj_runs, ${SMALL} people.

| run | MB above idle | time |
|---|---:|---:|
${old.runs.map(({ name, memory, ms }) => `| ${name} | ${memory.toFixed(0)} | ${(ms / 1000).toFixed(1)} s |`).join('\n')}

The first run over them takes what is superseded or too old out of the tables, with one statement each.
`);

async function manyRuns(contender: Contender): Promise<number[]> {
	const world = await BenchWorld.start({ people: SMALL, contender, probeHeap: true });
	try {
		await rest();
		const held = [await world.heldMegabytes()];
		for (let run = 1; run <= RUNS; run++) {
			await world.run();
			if (run % ASKED_AFTER !== 0) continue;
			held.push(await world.heldMegabytes());
			progress(`${contender}, ${run} of ${RUNS} runs in a row: ${held.at(-1)?.toFixed(1)} MB in use`);
		}
		return held;
	} finally {
		await world.close();
	}
}

function tableLine({ tables: names, rows, memory }: TableReading): string {
	return `| ${names.join(', ')} | ${rows.toLocaleString('en')} | ${memory.map((megabytes) => megabytes.toFixed(0)).join(', ')} |`;
}

interface OldRun {
	name: string;
	memory: number;
	ms: number;
}

async function runsOverOldRows(): Promise<{ rows: number; runs: OldRun[] }> {
	const world = await BenchWorld.start({ people: SMALL, contender: 'shipped' });
	try {
		const idle = await idleMegabytes(world.n8n.pid);
		const one = async (name: string): Promise<OldRun> => {
			const { result: ms, peak: highest } = await peakDuring(world.n8n.pid, async () => await world.run());
			return { name, memory: highest - idle, ms };
		};
		const runs = [await one('first sync, empty tables'), await one('right after')];
		await world.startOver();
		const rows = await addOldRows(world);
		progress('a year of old rows inserted');
		runs.push(await one('first sync over the old rows'), await one('right after it'));
		progress('runs over a year of old rows');
		return { rows, runs };
	} finally {
		await world.close();
	}
}

function inMegabytes(series: readonly number[]): string {
	return series.map((megabytes) => `${megabytes.toFixed(1)} MB`).join(', ');
}

/** Least squares from the end of the warm-up on, in MB a run. */
function slopeOf(series: readonly number[]): number {
	const values = series.slice(WARM_UP / ASKED_AFTER);
	const middle = (values.length - 1) / 2;
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const up = values.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0);
	const across = values.reduce((sum, _value, index) => sum + (index - middle) ** 2, 0);
	return up / across / ASKED_AFTER;
}
