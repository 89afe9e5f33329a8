/** Tables, plots and verdicts of the sync section. Pure. */
import type { Line, Plot } from '../plot/svg.mjs';
import { KINDS, type Kind, type Sample } from './measure.mjs';
import type { Reading } from './reading.mjs';
import { median, spread } from './statistics.mjs';
import type { TableSteps } from './steps.mjs';

export interface Measured {
	samples: readonly Sample[];
	readings: readonly Reading[];
	steps: readonly TableSteps[];
	machine: string;
	quick: boolean;
}

type Contender = Sample['contender'];

const STORED_GOAL = 100_000;

export function report({ samples, readings, steps, machine, quick }: Measured): string {
	return `## A sync in n8n

The shipped \`workflows/full-sync.json\` beside \`bench/sync/handBuilt.json\`, which does the same with stock nodes only: HTTP Request with pagination, one
HTTP Request a person for the details, Compare Datasets, one HTTP Request a change, one Data Table upsert a person. Both in the real n8n, on the same
emulators, each answer after 20 ms, Forj pages of 50, without Novi's rate limit. One linked group that holds everybody. Measured on ${machine}${quick ? ', with --quick' : ''}.

![Time over people](images/bench-time.svg)

${timeTable(samples)}

![Calls over people](images/bench-calls.svg)

![Memory over people](images/bench-memory.svg)

${costTable(samples)}

"Right after" is the second run: nothing changed in Novi or Forj, but whoever was Added is now noted as Up To Date. From then on a run without changes is
"unchanged". The hand-built workflow writes each person's row in every run.

Memory is the highest resident memory of n8n's processes above the idle n8n of before the first run${quick ? ' (with --quick it has not come to rest before, so these are too low)' : ''}. Stored is what n8n's database has more of this
workflow's executions afterwards (less than 0 where it pruned more than it stored). The contents of runs: see "HTTP calls"; the calls of each shipped run were checked against that formula.

### A run without changes beside only reading

${readingTable(samples, readings)}

"Reading nodes" is a workflow of the two reading steps of the shipped file with their link, in the same n8n, reading the same pages with the same
concurrency (6 pages at a time, each side after the other), Novi's own limit of 20 calls a second kept as always. "Plain HTTP" asks for the same pages with the same concurrency and
throws the answers away: nothing is parsed, checked or handed on, and no limit is kept.

### Statements on data tables

${stepTable(steps)}

Counted in the stored execution of a run: each Data Table step that ran, times its input items unless it inserts them in one statement or runs once.

### Goals

${goals(samples, readings, steps)}
`;
}

function pick(samples: readonly Sample[], contender: Contender, people: number, kind: Kind): Sample[] {
	return samples.filter((sample) => sample.contender === contender && sample.people === people && sample.kind === kind);
}

function sizesOf(samples: readonly Sample[]): number[] {
	return [...new Set(samples.map(({ people }) => people))].sort((a, b) => a - b);
}

function cells(samples: readonly Sample[]): Array<{ people: number; kind: Kind; shipped: Sample[]; handBuilt: Sample[] }> {
	return sizesOf(samples).flatMap((people) => KINDS.map((kind) => ({ people, kind, shipped: pick(samples, 'shipped', people, kind), handBuilt: pick(samples, 'hand-built', people, kind) })));
}

const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 });

function seconds(values: readonly number[]): string {
	if (values.length === 0) return 'not run';
	const [low, high] = spread(values).map((value) => (value / 1000).toFixed(1));
	const middle = `${(median(values) / 1000).toFixed(1)} s`;
	return values.length === 1 ? `${middle} (1 run)` : `${middle} (${low} to ${high}, ${values.length} runs)`;
}

const timesOf = (list: readonly Sample[]): number[] => list.map(({ ms }) => ms);

function timesFaster(shipped: readonly Sample[], handBuilt: readonly Sample[]): number | undefined {
	if (shipped.length === 0 || handBuilt.length === 0) return undefined;
	return median(timesOf(handBuilt)) / median(timesOf(shipped));
}

function timeTable(samples: readonly Sample[]): string {
	const rows = cells(samples).map(({ people, kind, shipped, handBuilt }) => {
		const faster = timesFaster(shipped, handBuilt);
		return `| ${number(people)} | ${kind} | ${seconds(timesOf(shipped))} | ${seconds(timesOf(handBuilt))} | ${faster === undefined ? '' : `${faster.toFixed(1)} x`} |`;
	});
	return `| people | run | shipped: median (spread) | hand-built | shipped is faster |\n|---:|---|---:|---:|---:|\n${rows.join('\n')}`;
}

function costTable(samples: readonly Sample[]): string {
	const shown = (list: readonly Sample[], value: (sample: Sample) => number): string => (list.length === 0 ? '' : number(median(list.map(value))));
	const rows = cells(samples).map(({ people, kind, shipped, handBuilt }) => {
		const both = (value: (sample: Sample) => number): string => `${shown(shipped, value)} | ${shown(handBuilt, value)}`;
		return `| ${number(people)} | ${kind} | ${both(({ calls }) => calls)} | ${both(({ writes }) => writes)} | ${both(({ memory }) => memory)} | ${both(({ stored }) => stored)} |`;
	});
	return `| people | run | calls, shipped | hand-built | writes to Forj, shipped | hand-built | MB above idle, shipped | hand-built | bytes stored, shipped | hand-built |\n|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|\n${rows.join('\n')}`;
}

function readingTable(samples: readonly Sample[], readings: readonly Reading[]): string {
	const rows = readings.map(({ people, inN8n, plain }) => {
		const run = timesOf(pick(samples, 'shipped', people, 'unchanged'));
		return `| ${number(people)} | ${seconds(run)} | ${seconds(inN8n)} | ${(median(run) / median(inN8n)).toFixed(2)} x | ${seconds(plain)} | ${(median(run) / median(plain)).toFixed(2)} x |`;
	});
	return `| people | run without changes | reading nodes | ratio | plain HTTP | ratio |\n|---:|---:|---:|---:|---:|---:|\n${rows.join('\n')}`;
}

function stepTable(steps: readonly TableSteps[]): string {
	const rows = steps.map(({ people, run, nodes, statements }) => `| ${number(people)} | ${run} | ${nodes} | ${statements} |`);
	return `| people | run | Data Table steps | statements |\n|---:|---|---:|---:|\n${rows.join('\n')}`;
}

function goals(samples: readonly Sample[], readings: readonly Reading[], steps: readonly TableSteps[]): string {
	const faster = (people: number, kind: Kind): number | undefined => timesFaster(pick(samples, 'shipped', people, kind), pick(samples, 'hand-built', people, kind));
	const unchanged = pick(samples, 'shipped', 10_000, 'unchanged');
	const reading = readings.find(({ people }) => people === 10_000);
	const ratio = reading && unchanged.length > 0 ? median(timesOf(unchanged)) / median(reading.inN8n) : undefined;
	const writes = samples.filter(({ contender, kind }) => contender === 'shipped' && (kind === 'unchanged' || kind === 'right after')).map((sample) => sample.writes);
	const stored = samples.filter(({ contender }) => contender === 'shipped').map((sample) => sample.stored);
	const perRun = new Map(steps.map(({ run, statements }) => [run, statements]));
	// One size alone cannot show it.
	const sizes = new Set(steps.map(({ people }) => people)).size;
	const isFixed = steps.every(({ run, statements }) => perRun.get(run) === statements);
	const rows: Array<[string, string | undefined, boolean]> = [
		...([[5_000, 'first', 20], [10_000, 'first', 30], [5_000, '5 % changed', 20]] as const).map(([people, kind, goal]): [string, string | undefined, boolean] => {
			const measured = faster(people, kind);
			return [`${kind}, ${number(people)} people: at least ${goal} times faster than hand-built`, times(measured), (measured ?? 0) >= goal];
		}),
		['unchanged, 10,000 people: at most 1.5 times the reading nodes', times(ratio), (ratio ?? Infinity) <= 1.5],
		['unchanged: 0 writes to Forj', `${Math.max(...writes)}`, Math.max(...writes) === 0],
		['stored execution data under 100 kB a successful run', `${number(Math.max(...stored))} bytes`, Math.max(...stored) < STORED_GOAL],
		['statements on data tables do not depend on the number of people', sizes < 2 ? undefined : [...perRun].map(([run, count]) => `${run}: ${count}`).join(', '), isFixed],
	];
	return `| goal | measured | |\n|---|---|---|\n${rows.map(([goal, measured, met]) => `| ${goal} | ${measured ?? 'not run'} | ${measured === undefined ? '' : met ? 'met' : 'NOT met'} |`).join('\n')}`;
}

function times(ratio: number | undefined): string | undefined {
	return ratio === undefined ? undefined : `${ratio.toFixed(1 + Number(ratio < 10))} x`;
}

export function plots(samples: readonly Sample[]): Record<'time' | 'calls' | 'memory', Plot> {
	const lines = (value: (sample: Sample) => number): Line[] =>
		(['shipped', 'hand-built'] as const).flatMap((contender) =>
			KINDS.filter((kind) => kind !== 'right after').map((kind) => ({
				name: `${contender}, ${kind}`,
				dashed: contender === 'hand-built',
				points: sizesOf(samples).flatMap((people) => {
					const list = pick(samples, contender, people, kind);
					return list.length === 0 ? [] : [{ x: people, y: median(list.map(value)) }];
				}),
			})),
		);
	const xLabel = 'people in the Novi group';
	return {
		time: { title: 'Time of a sync', xLabel, yLabel: 'seconds', lines: lines(({ ms }) => ms / 1000) },
		calls: { title: 'HTTP calls of a sync', xLabel, yLabel: 'calls to Novi and Forj', lines: lines(({ calls }) => calls) },
		memory: { title: 'Memory of n8n during a sync, above idle', xLabel, yLabel: 'MB', lines: lines(({ memory }) => Math.max(memory, 1)) },
	};
}
