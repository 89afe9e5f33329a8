/** Prints the section "HTTP calls" of docs/benchmarks.md. */
import { TERMS } from './callFormula.mjs';
import { measureCalls, measureManyGroups, type CallRow } from './calls.mjs';

const SIZES = [200, 1_000, 5_000];

const rows: CallRow[] = [];
for (const people of SIZES) rows.push(...(await measureCalls(people)));

const GROUPS = 40;
const PEOPLE_OF_GROUPS = 2_000;
const manyGroups = await measureManyGroups(GROUPS, PEOPLE_OF_GROUPS);
const directoryPages = Math.ceil((PEOPLE_OF_GROUPS + Math.ceil(PEOPLE_OF_GROUPS / 6)) / 1_000);
if (manyGroups['members.list'] !== directoryPages) throw new Error(`${GROUPS} groups made ${String(manyGroups['members.list'])} calls for the directory, which has ${directoryPages} pages.`);

const termLine = ({ service, name, how }: (typeof TERMS)[number]): string => `| ${service} | ${name} | ${how} |`;

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
Counted by the emulators. All of these runs made exactly the calls of the formula; the bench ends with an error otherwise.

### The formula

| service | term | calls |
|---|---|---|
${TERMS.map(termLine).join('\n')}

A removal is confirmed by one read of its own: a bare 2xx proves nothing. More is asked only where an answer leaves something open (a retry, an
unclear answer, a roster whose probe differs, a manager about whom Forj does not say it).

### Many groups

${GROUPS} links of one association with ${PEOPLE_OF_GROUPS.toLocaleString('en')} people, half of them in each group, first run: ${String(manyGroups['groups.get'])} calls for the groups, ${String(manyGroups['groups.members'])} for their rosters and probes,
and ${String(manyGroups['members.list'])} for the directory, which has ${directoryPages} pages: it is read once, not ${GROUPS} times.
`);
