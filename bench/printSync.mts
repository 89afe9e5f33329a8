/** Prints the section "A sync in n8n" of docs/benchmarks.md, and writes its plots. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from './machine.mjs';
import { toSvg } from './plot/svg.mjs';
import { progressOf } from './progress.mjs';
import { measure, type Sample } from './sync/measure.mjs';
import { plan, readingSizes, stepSizes } from './sync/plan.mjs';
import { measureReading, type Reading } from './sync/reading.mjs';
import { plots, report } from './sync/report.mjs';
import { countTableSteps, type TableSteps } from './sync/steps.mjs';

const quick = process.env.BENCH_QUICK === '1';
const outFolder = process.env.BENCH_IMAGES ?? 'docs/images';
const order = plan(quick);
const runs = order.reduce((sum, { rounds, kinds }) => sum + 1 + rounds * kinds.length, 0);
const progress = progressOf(runs + readingSizes(quick).length + stepSizes(quick).length);

const samples: Sample[] = [];
const readings: Reading[] = [];
for (const series of order) {
	samples.push(...(await measure({ ...series, progress })));
	const { contender, people } = series;
	// At once: the speed of a shared machine changes within the hour.
	if (contender === 'shipped' && readingSizes(quick).includes(people)) readings.push(await measureReading(people, quick ? 2 : 3, progress));
}

const steps: TableSteps[] = [];
for (const people of stepSizes(quick)) {
	steps.push(...(await countTableSteps(people)));
	progress(`Data Table steps, ${people.toLocaleString('en')} people`);
}

mkdirSync(outFolder, { recursive: true });
for (const [name, plot] of Object.entries(plots(samples))) writeFileSync(join(outFolder, `bench-${name}.svg`), toSvg(plot));
process.stdout.write(report({ samples, readings, steps, machine: machine(), quick }));
