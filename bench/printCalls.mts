/** Prints the section "HTTP calls" of docs/benchmarks.md. */
import { measureCalls, type CallRow } from './calls.mjs';

const SIZES = [200, 1_000, 5_000];

const rows: CallRow[] = [];
for (const people of SIZES) rows.push(...(await measureCalls(people)));

const line = ({ people, run, novi, forj, writes, status, byEndpoint }: CallRow): string => {
	const parts = Object.entries(byEndpoint).map(([name, count]) => `${name} ${count}`);
	return `| ${people.toLocaleString('en')} | ${run} | ${novi} | ${forj} | ${writes} | ${status} | ${parts.join(', ')} |`;
};

process.stdout.write(`## HTTP calls

One linked group that holds everybody, whose Forj group starts with its manager only; directory pages of 1,000, Forj pages of 50.

| people | run | calls to Novi | calls to Forj | of these, no reads | link | by call |
|---:|---|---:|---:|---:|---|---|
${rows.map(line).join('\n')}

In the run with changes, 5 % of the people changed: half of them have a new job title, the others left the Novi group.
Counted by the emulators. Roster and directory are read in pages of 1,000, with one count probe at the end; a Forj list ends with an empty page, and up to
three pages are asked for ahead of it; each removal is confirmed by one read.
`);
