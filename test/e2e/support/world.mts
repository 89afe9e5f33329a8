/** Both emulated services and a real n8n beside them, set up and used as an admin does it. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startForj, startNovi, type ForjEmulator, type ForjOptions, type NoviEmulator, type NoviOptions } from '../../../sandbox/emulators/index.mjs';
import type { Row } from '../../../sandbox/server/dataTables.mjs';
import { N8nClient, type Credential, type StoredWorkflow } from '../../../sandbox/server/n8nClient.mjs';
import { startN8n, type N8nServer } from '../../../sandbox/server/n8nServer.mjs';
import { repositoryRoot } from '../../../sandbox/server/paths.mjs';
import type { WorkflowFile } from '../../../sandbox/server/workflowImport.mjs';
import { SyncRun } from './syncRun.mjs';
import { silenceClock } from './template.mjs';

const OWNER = { email: 'admin@association.example', password: 'Test-Admin-1', firstName: 'Test', lastName: 'Admin' };

/** Names that the README tells an admin to give, so that the workflows find their credentials. */
export const NOVI_CREDENTIAL = 'Novi AMS account';
export const FORJ_CREDENTIAL = 'Forj Community account';

export const TABLES = ['novi_forj_links', 'novi_forj_people', 'novi_forj_members', 'novi_forj_runs', 'novi_forj_fields', 'novi_forj_lease'] as const;
export type TableName = (typeof TABLES)[number];

/** A run of a small association takes seconds; this is for a machine that is busy with something else. */
const RUN_TIMEOUT_MS = 4 * 60_000;

/** A row of `novi_forj_links` as an admin types it in: the four columns of the README, and whatever else a test sets. */
export type LinkRow = { link_id: string; novi_group_id: string; forj_group_id: string; enabled: boolean } & Record<string, string | number | boolean>;

export interface WorldOptions {
	readonly novi?: NoviOptions;
	readonly forj?: ForjOptions;
	/** Built package to install: this repository's, unless a packed file is named. */
	readonly packageFolder?: string;
	/** `false`: an n8n that has an owner and nothing else. */
	readonly credentials?: boolean;
	/** More environment variables of n8n. */
	readonly env?: Readonly<Record<string, string>>;
}

export class World {
	private constructor(
		readonly novi: NoviEmulator,
		readonly forj: ForjEmulator,
		readonly userFolder: string,
		private n8n: N8nServer,
		private api: N8nClient,
		private readonly env: Readonly<Record<string, string>> = {},
	) {}

	/** Starts both services and a fresh n8n with an owner and, unless told otherwise, both credentials. */
	static async start({ novi, forj, packageFolder, credentials = true, env }: WorldOptions): Promise<World> {
		const started: Started = { userFolder: mkdtempSync(join(tmpdir(), 'novi-forj-e2e-')) };
		try {
			started.novi = await startNovi(novi);
			started.forj = await startForj(forj);
			started.n8n = await startN8n({ userFolder: started.userFolder, ...(packageFolder && { packageFolder }), env });
			const world = new World(started.novi, started.forj, started.userFolder, started.n8n, new N8nClient(started.n8n.url), env);
			await world.client.signIn(OWNER);
			if (credentials) await Promise.all([world.saveNoviCredential(), world.saveForjCredential()]);
			return world;
		} catch (error) {
			await endAll(started);
			throw error;
		}
	}

	get client(): N8nClient {
		return this.api;
	}

	get server(): N8nServer {
		return this.n8n;
	}

	/** Log-in of the owner, for the editor. */
	get owner(): typeof OWNER {
		return OWNER;
	}

	/** Creates or changes the credential; what is not given is as it was at the start. */
	async saveNoviCredential(changes: Record<string, unknown> = {}): Promise<Credential> {
		const data = { siteUrl: this.novi.url, apiKey: this.novi.apiKey, allowStagingSync: false, ...changes };
		return await this.client.createOrUpdateCredential('noviAmsApi', NOVI_CREDENTIAL, data);
	}

	async saveForjCredential(changes: Record<string, unknown> = {}): Promise<Credential> {
		const { url: baseUrl, apiKey, apiSecret } = this.forj;
		const data = { baseUrl, apiKey, apiSecret, communityDomain: '', privateLevel: '5', ...changes };
		return await this.client.createOrUpdateCredential('forjCommunityApi', FORJ_CREDENTIAL, data);
	}

	/** Imports a shipped workflow as the editor does; its schedules of 15 minutes and of an hour wait, unless the test sets them. */
	async importShipped(file: string, change: (file: WorkflowFile) => void = () => undefined): Promise<StoredWorkflow> {
		const workflow = JSON.parse(readFileSync(join(repositoryRoot(), 'workflows', file), 'utf8')) as WorkflowFile;
		silenceClock(workflow);
		change(workflow);
		return await this.client.importWorkflow(workflow);
	}

	/** Presses Execute and waits for the end, however it ends. */
	async run(workflow: StoredWorkflow): Promise<SyncRun> {
		const before = this.counts();
		const id = await this.client.runManually(workflow.id, { triggerNode: 'Start by Hand' });
		const execution = await this.client.waitForExecution(id, RUN_TIMEOUT_MS);
		return new SyncRun(execution, before, this.counts());
	}

	/** Starts a run and leaves it to itself. */
	async startRun(workflow: StoredWorkflow, client: N8nClient = this.client): Promise<string> {
		return await client.runManually(workflow.id, { triggerNode: 'Start by Hand' });
	}

	/** A second n8n process on the same database, with a folder of its own for the rest. */
	async startSecondN8n(): Promise<{ client: N8nClient; stop: () => Promise<void> }> {
		const folder = join(this.userFolder, '.n8n');
		const { encryptionKey } = JSON.parse(readFileSync(join(folder, 'config'), 'utf8')) as { encryptionKey: string };
		const env = { ...this.env, DB_SQLITE_DATABASE: join(folder, 'database.sqlite'), N8N_ENCRYPTION_KEY: encryptionKey };
		const n8n = await startN8n({ userFolder: join(this.userFolder, 'second'), env });
		const client = new N8nClient(n8n.url);
		await client.signIn(OWNER);
		return { client, stop: async () => await n8n.stop() };
	}

	/** Both services as they were seeded, the sync's tables empty, and these links typed in. */
	async startOver(links: readonly LinkRow[]): Promise<void> {
		this.novi.reset();
		this.forj.reset();
		const { tables } = this.client;
		const existing = new Set((await tables.list()).map(({ name }) => name));
		await Promise.all(TABLES.filter((name) => existing.has(name)).map(async (name) => await tables.deleteRows(name, EVERY_ROW)));
		await tables.insertRows('novi_forj_links', links);
	}

	async rows(table: TableName): Promise<Row[]> {
		return await this.client.tables.rows(table);
	}

	/** All six tables, to see what a run changed. */
	async allRows(): Promise<Record<TableName, Row[]>> {
		const rows = await Promise.all(TABLES.map(async (table) => [table, await this.rows(table)] as const));
		return Object.fromEntries(rows) as Record<TableName, Row[]>;
	}

	async link(linkId: string): Promise<Row> {
		const row = (await this.rows('novi_forj_links')).find((link) => link.link_id === linkId);
		if (!row) throw new Error(`novi_forj_links has no row ${linkId}`);
		return row;
	}

	/** Until when the lease is taken, in milliseconds since 1970; 0 when it was given back, nothing before there is one. */
	async leaseUntil(): Promise<number | undefined> {
		const [lease] = await this.rows('novi_forj_lease');
		return lease && Date.parse(String(lease.until));
	}

	async leaseHasRunOut(): Promise<boolean> {
		const until = await this.leaseUntil();
		if (until === undefined) throw new Error('novi_forj_lease has no row');
		return until < Date.now();
	}

	/** "Up To Date", or "Held: why", as an admin reads it in the links table. */
	async linkStatus(linkId: string): Promise<string> {
		const { status, status_detail: detail } = await this.link(linkId);
		return sentence(status, detail);
	}

	/** How everybody of a link stands: name to "Added", or "N/A: why". */
	async shown(linkId: string): Promise<Record<string, string>> {
		const rows = (await this.rows('novi_forj_members')).filter((row) => row.link_id === linkId);
		const people = rows.map((row) => [String(row.name), sentence(row.status, row.reason)] as const);
		if (new Set(people.map(([name]) => name)).size !== people.length) throw new Error(`Somebody is shown twice: ${JSON.stringify(people)}`);
		return Object.fromEntries(people);
	}

	/** Ends n8n at once, as a power cut does. */
	async killN8n(): Promise<void> {
		await this.n8n.kill();
	}

	/** Starts n8n again on the data that it left behind. */
	async restartN8n(): Promise<void> {
		this.n8n = await startN8n({ userFolder: this.userFolder, env: this.env });
		this.api = new N8nClient(this.n8n.url);
		await this.api.signIn(OWNER);
	}

	async close(): Promise<void> {
		const { novi, forj, n8n, userFolder } = this;
		await endAll({ novi, forj, n8n, userFolder });
	}

	private counts(): { novi: NoviEmulator['counters']; forj: ForjEmulator['counters'] } {
		return { novi: this.novi.counters, forj: this.forj.counters };
	}
}

/** What is running so far. */
interface Started {
	readonly userFolder: string;
	novi?: NoviEmulator;
	forj?: ForjEmulator;
	n8n?: N8nServer;
}

async function endAll({ novi, forj, n8n, userFolder }: Started): Promise<void> {
	await n8n?.stop();
	await Promise.all([novi?.close(), forj?.close()]);
	rmSync(userFolder, { recursive: true, force: true });
}

const EVERY_ROW = { filters: [{ columnName: 'id', condition: 'gt', value: 0 }] } as const;

function sentence(status: unknown, reason: unknown): string {
	return reason ? `${String(status)}: ${String(reason)}` : String(status);
}
