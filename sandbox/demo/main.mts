/** The demo: the two services, a real n8n with the built package, one run, and a look at what it did. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Row } from '../server/dataTables.mjs';
import { N8nClient, type StoredWorkflow } from '../server/n8nClient.mjs';
import { startN8n, type N8nServer } from '../server/n8nServer.mjs';
import { readOptions, type DemoOptions } from './options.mjs';
import { details, table, type NamedReport } from './print.mjs';
import { DemoProblem } from './problem.mjs';
import { reportOf, runOnce, waitForLease, type LinkReport } from './run.mjs';
import { startServices, type DemoServices } from './services.mjs';
import { createCredentials, createLinks, createTables, importForDemo, OWNER } from './setUp.mjs';

const GOOD = ['Up To Date', 'Planned'];
const FULL_SYNC = 'full-sync';
const CHANGE_EVERY_MS = 60_000;
const LOOK_EVERY_MS = 3_000;

/** With --json the last line of stdout is the answer, so everything else goes to stderr. */
let say = (line: string): void => void process.stdout.write(`${line}\n`);

const cleanUps: Array<() => Promise<void> | void> = [];
let cleaning: Promise<void> | undefined;

/** Stops what was started, last first, once. */
function cleanUp(): Promise<void> {
	cleaning ??= (async () => {
		for (const step of cleanUps.reverse()) await step();
	})();
	return cleaning;
}

async function main(): Promise<number> {
	const options = readOptions(process.argv.slice(2), process.env);
	if (options === undefined) return 0;
	if (options.json) say = (line) => void process.stderr.write(`${line}\n`);
	const startedAt = Date.now();
	const folder = stateFolder(options);
	const services = await startServices(options, folder);
	cleanUps.push(() => services.close());
	const server = await startN8n({ userFolder: join(folder, 'n8n'), ...(options.port && { port: options.port }), log: say });
	cleanUps.push(() => server.stop());
	const client = new N8nClient(server.url);
	const workflow = await setUp(client, options, services);

	await waitForLease(client, say);
	say(`Running "${workflow.name}" ...`);
	services.takeCalls();
	const result = await runOnce(client, workflow, options.input);
	services.save?.();
	const reports = await named(reportOf(result), client);
	const calls = services.takeCalls() ?? sumCalls(reports);
	if (result.error) say(`The run stopped: ${result.error.message}`);
	say(`\n${table(reports)}\n${details(reports)}\n`);
	const good = !result.error && reports.length > 0 && reports.every((report) => GOOD.includes(report.status));

	if (!options.once) {
		await stayUp(client, workflow, services, server, options);
		return 0;
	}
	await cleanUp();
	if (options.json) {
		const links = reports.map(({ link_id, status, counters }) => ({ link_id, status, counters: counters ?? null }));
		process.stdout.write(`${JSON.stringify({ links, calls, seconds: Math.round((Date.now() - startedAt) / 100) / 10 })}\n`);
	}
	return good ? 0 : 1;
}

function stateFolder({ stateFolder: kept }: DemoOptions): string {
	if (kept) {
		mkdirSync(kept, { recursive: true });
		return kept;
	}
	const folder = mkdtempSync(join(tmpdir(), 'novi-forj-demo-'));
	cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

async function setUp(client: N8nClient, options: DemoOptions, services: DemoServices): Promise<StoredWorkflow> {
	say('Setting up: owner, credentials, data tables, links, workflow.');
	await client.signIn(OWNER);
	await createCredentials(client, services);
	await createTables(client);
	await createLinks(client, services);
	if (options.planOnly) say('These services are not on this machine: the demo only plans. Add --write to really write.');
	return await importForDemo(client, options.workflow, { planOnly: options.planOnly, remote: options.remote });
}

/** Adds the groups' names, and leaves out links that are switched off: nothing was asked of them. */
async function named(reports: LinkReport[], client: N8nClient): Promise<NamedReport[]> {
	const rows = new Map((await client.tables.rows('novi_forj_links')).map((row) => [String(row.link_id), row]));
	return reports
		.filter((report) => rows.get(report.link_id)?.enabled !== false)
		.map((report) => {
			const row = rows.get(report.link_id);
			return { ...report, name: `${row?.novi_group_name || row?.novi_group_id} > ${row?.forj_group_name || row?.forj_group_id}` };
		});
}

function sumCalls(reports: readonly NamedReport[]): { novi: number; forj: number } {
	return reports.reduce((sum, { calls }) => ({ novi: sum.novi + calls.novi, forj: sum.forj + calls.forj }), { novi: 0, forj: 0 });
}

/** Publishes the workflow, changes the emulated association now and then, and tells what the schedule made of it. */
async function stayUp(client: N8nClient, workflow: StoredWorkflow, services: DemoServices, server: N8nServer, options: DemoOptions): Promise<void> {
	const hasSchedule = workflow.nodes.some((node) => node.type === 'n8n-nodes-base.scheduleTrigger' && node.disabled !== true);
	if (hasSchedule) await client.publish(workflow.id);
	const releaseForm = options.workflow === FULL_SYNC && !options.planOnly ? await publishReleaseForm(client, server, options) : undefined;
	say(whereToLook(client, workflow, server, services, options, releaseForm));
	let ended = false;
	void server.ended.then(() => (ended = true));
	let nextChange = Date.now() + CHANGE_EVERY_MS / 6;
	let lastRow = Math.max(0, ...(await client.tables.rows('novi_forj_runs')).map((row) => row.id));
	while (!ended && !cleaning) {
		if (services.change && Date.now() >= nextChange) {
			say(`${clockTime()}  Changed: ${services.change()}.`);
			services.save?.();
			nextChange = Date.now() + CHANGE_EVERY_MS;
		}
		lastRow = await tellNewRuns(client, lastRow);
		await sleep(LOOK_EVERY_MS);
	}
	if (ended && !cleaning) throw new DemoProblem(`n8n has ended by itself. Its last lines:\n${server.lastLines(20).join('\n')}`);
}

/** Where held removals are released; the address of the form. */
async function publishReleaseForm(client: N8nClient, server: N8nServer, { planOnly, remote }: DemoOptions): Promise<string> {
	const workflow = await importForDemo(client, 'release-held-removals', { planOnly, remote });
	await client.publish(workflow.id);
	const trigger = workflow.nodes.find((node) => node.type === 'n8n-nodes-base.formTrigger');
	return `${server.url}/form/${trigger?.webhookId}`;
}

async function tellNewRuns(client: N8nClient, lastRow: number): Promise<number> {
	const rows = await client.tables.rows('novi_forj_runs', { type: 'and', filters: [{ columnName: 'id', condition: 'gt', value: lastRow }] });
	const reports = rows
		.filter((row) => row.link_id)
		.map((row) => ({
			link_id: String(row.link_id),
			status: String(row.outcome),
			detail: String(row.detail ?? ''),
			counters: JSON.parse(String(row.counters ?? '{}')) as Record<string, number>,
			calls: { novi: 0, forj: 0 },
		}));
	const eventful = (await named(reports, client)).filter(isEventful);
	const people = await changedPeople(client, rows);
	if (eventful.length > 0 || people.length > 0) say([`${clockTime()}  Synced:`, ...people, table(eventful), details(eventful)].filter(Boolean).join('\n'));
	else if (reports.length > 0) say(`${clockTime()}  Synced: nothing to do, ${reports.length} links are up to date.`);
	return Math.max(lastRow, ...rows.map((row) => row.id));
}

const MOST_PEOPLE_SHOWN = 8;

/** Who stands otherwise since these runs, in the words of the table that an admin reads. */
async function changedPeople(client: N8nClient, runs: readonly Row[]): Promise<string[]> {
	const finished = new Map(runs.map((run) => [`${run.run_id} ${run.link_id}`, run.finished_at]));
	const rows = await client.tables.rows('novi_forj_members');
	const changed = rows.filter((row) => row.status !== 'Up To Date' && finished.get(`${row.run_id} ${row.link_id}`) === row.since);
	const lines = changed.slice(0, MOST_PEOPLE_SHOWN).map((row) => `  ${row.name} (${row.link_id}): ${row.status}. ${row.reason ?? ''}`.trimEnd());
	return changed.length > lines.length ? [...lines, `  ... and ${changed.length - lines.length} more`] : lines;
}

function isEventful({ status, counters = {} }: NamedReport): boolean {
	const happened = ['added', 'updated', 'removed', 'held', 'failed', 'failed_removals', 'not_attempted'].some((name) => (counters[name] ?? 0) > 0);
	return happened || !GOOD.includes(status);
}

function whereToLook(client: N8nClient, workflow: StoredWorkflow, server: N8nServer, services: DemoServices, options: DemoOptions, releaseForm?: string): string {
	return [
		'Where to look:',
		`  Editor          ${server.url}/workflow/${workflow.id}`,
		`  Log-in          ${OWNER.email}   password ${OWNER.password}`,
		`  Data tables     ${server.url}/projects/${client.projectId}/datatables`,
		...(releaseForm ? [`  Release form    ${releaseForm}`] : []),
		...services.lookAt.map((line) => `  ${line}`),
		...(options.stateFolder ? [`  n8n's data      ${options.stateFolder}`] : []),
		'',
		services.change ? 'About once a minute somebody changes something; the schedule picks it up within a minute. Ctrl-C ends everything.' : 'Ctrl-C ends everything.',
	].join('\n');
}

function clockTime(): string {
	return new Date().toTimeString().slice(0, 8);
}

function endEarly(): void {
	void cleanUp().finally(() => process.exit(130));
}

// Ctrl-C arrives twice, from the terminal and through npm: the second one must not cut the cleaning up short.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, endEarly);

// Whoever started us was killed and could pass nothing on.
const parent = process.ppid;
setInterval(() => {
	if (process.ppid !== parent) endEarly();
}, 1_000).unref();

main()
	.then(async (code) => {
		await cleanUp();
		process.exit(code);
	})
	.catch(async (error: unknown) => {
		if (cleaning) return;
		process.stderr.write(`\n${error instanceof DemoProblem ? error.message : describe(error)}\n`);
		await cleanUp();
		process.exit(1);
	});

function describe(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
