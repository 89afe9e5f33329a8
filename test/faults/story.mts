/** One seed from its first run to its last. */
import type { ChainRun, Tables } from '../engine/chain.mjs';
import { runChain } from '../engine/chain.mjs';
import { expectNothingWrong } from './afterRun.mjs';
import { changeWorld } from './changes.mjs';
import { expectConvergence } from './convergence.mjs';
import { between, chance } from './people.mjs';
import { pictureOf } from './picture.mjs';
import { whoShouldGo } from './truth.mjs';
import { clearWeather, setWeather } from './weather.mjs';
import type { World } from './world.mjs';
import { FORJ_GROUP } from './world.mjs';

export interface Totals {
	runs: number;
	faultyRuns: number;
	faults: Record<string, number>;
	removals: number;
	runsThatHeld: number;
	runsThatWereLost: number;
}

export const noTotals = (): Totals => ({ runs: 0, faultyRuns: 0, faults: {}, removals: 0, runsThatHeld: 0, runsThatWereLost: 0 });

export async function tellStory(world: World, totals: Totals): Promise<void> {
	const refusedFor = new Set<string>();
	if (chance(world.random, 0.7)) await calmBeginning(world, totals);
	for (let rounds = between(world.random, 2, 4); rounds > 0; rounds -= 1) {
		changeWorld(world);
		world.story.push(`run ${world.numbers.run + 1}: ${setWeather(world)}`);
		// Without the rows of the add-back, whoever is still missing has left by himself for all that is known.
		await run(world, totals, !world.wasEmptied && chance(world.random, 0.15), refusedFor);
		clearWeather(world);
		finishImports(world);
	}
	await expectConvergence(world, async () => await run(world, totals), refusedFor);
}

/** The set-up without faults; an admin removes by hand what the first run holds, so that later runs may remove. */
async function calmBeginning(world: World, totals: Totals): Promise<void> {
	await run(world, totals);
	if (chance(world.random, 0.1)) return;
	for (const { id } of whoShouldGo(world)) world.services.forj.state.removeMember(FORJ_GROUP, id);
	await run(world, totals);
}

/** `isLost`: n8n is killed after the last write, and nothing of this run is stored. */
async function run(world: World, totals: Totals, isLost = false, refusedFor: Set<string> = new Set()): Promise<ChainRun> {
	world.numbers.run += 1;
	const before = pictureOf(world);
	const tables: Tables = isLost ? structuredClone(world.tables) : world.tables;
	const result = await runChain(world.services, tables, `run-${world.numbers.run}`);
	for (const id of silentlyRefused(world, before.logs.forj)) refusedFor.add(id);
	count(world, totals, before.logs, result, isLost);
	const { removed } = expectNothingWrong(world, before, result);
	totals.removals += removed;
	return result;
}

/** Users whose update Forj twice answered with an empty 200 and did not take: for the sync, values that Forj refuses. */
function silentlyRefused({ services }: World, from: number): string[] {
	const ids = services.forj.log.slice(from).filter(({ endpoint, fault }) => endpoint === 'users.update' && fault === 'empty-200').map(({ path }) => path.split('/').at(-1) ?? '');
	return ids.filter((id, index) => ids.indexOf(id) !== index);
}

function count({ services, story }: World, totals: Totals, from: { novi: number; forj: number }, { report }: ChainRun, isLost: boolean): void {
	const log = [...services.novi.log.slice(from.novi), ...services.forj.log.slice(from.forj)];
	const faults = log.flatMap(({ fault }) => fault ?? []);
	for (const fault of faults) totals.faults[fault] = (totals.faults[fault] ?? 0) + 1;
	totals.runs += 1;
	if (faults.length > 0) totals.faultyRuns += 1;
	if ((report[0]?.counters?.held ?? 0) > 0) totals.runsThatHeld += 1;
	if (isLost) totals.runsThatWereLost += 1;
	for (const { fault, method, path } of log) if (fault !== undefined) story.push(`    ${fault}: ${method} ${path}`);
	story.push(`  ${report[0]?.status}${isLost ? ', lost' : ''}, ${faults.length} faults, ${JSON.stringify(report[0]?.counters ?? {})}`);
}

/** Time passes between two runs: an import that was still on its way ends. */
function finishImports({ services }: World): void {
	const { jobs } = services.forj.state;
	for (const { id } of jobs.all()) for (let looks = 0; looks < 10; looks += 1) jobs.look(id);
}
