/** Prints the section "Within Novi's limits" of docs/benchmarks.md: with the limits on, nothing is ever refused. */
import { machine } from './machine.mjs';
import { progressOf } from './progress.mjs';
import { BenchWorld } from './sync/world.mjs';

interface Row {
	people: number;
	run: string;
	limited: boolean;
	ms: number;
	novi: number;
	refused: number;
	status: string;
}

const SMALLER = 10_000;
const LARGER = 100_000;
const progress = progressOf(6);

const rows = [...(await firstAndUnchanged(true)), ...(await firstAndUnchanged(false)), ...(await firstLook(true)), ...(await firstLook(false))];
const refused = rows.reduce((sum, row) => sum + row.refused, 0);
if (refused > 0) throw new Error(`Novi refused ${refused} calls (429).`);

process.stdout.write(`## Within Novi's limits

The emulated Novi refuses what exceeds 20 calls a second or 600 a minute of a key (429); beside it the same runs without limits. ${machine()}.

| people | run | Novi's limits | time | calls to Novi | of these refused (429) | link |
|---:|---|---|---:|---:|---:|---|
${rows.map((row) => `| ${row.people.toLocaleString('en')} | ${row.run} | ${row.limited ? 'on' : 'off'} | ${(row.ms / 1000).toFixed(1)} s | ${row.novi} | ${row.refused} | ${row.status} |`).join('\n')}

The package keeps the limits by itself, so they cost nothing more when Novi watches them, too. The run of ${LARGER.toLocaleString('en')} people is a link's first look at a
Forj group that holds everybody already.
`);

async function firstAndUnchanged(limited: boolean): Promise<Row[]> {
	const world = await BenchWorld.start({ people: SMALLER, contender: 'shipped', rateLimited: limited });
	try {
		return [await oneRun(world, SMALLER, 'first', limited), await oneRun(world, SMALLER, 'right after', limited)];
	} finally {
		await world.close();
	}
}

async function firstLook(limited: boolean): Promise<Row[]> {
	const world = await BenchWorld.start({ people: LARGER, contender: 'shipped', rateLimited: limited });
	try {
		world.fillForj();
		return [await oneRun(world, LARGER, 'first look', limited)];
	} finally {
		await world.close();
	}
}

async function oneRun(world: BenchWorld, people: number, run: string, limited: boolean): Promise<Row> {
	const before = world.calls.novi;
	const from = world.novi.log.length;
	const ms = await world.run();
	const refusedNow = world.novi.log.slice(from).filter(({ status }) => status === 429).length;
	progress(`${people.toLocaleString('en')} people, ${run}, limits ${limited ? 'on' : 'off'}: ${(ms / 1000).toFixed(1)} s`);
	return { people, run, limited, ms, novi: world.calls.novi - before, refused: refusedNow, status: await world.status() };
}
