/** One association, both emulators, a real n8n, and the two workflows that are compared, each started by a call of its own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { seedAssociation, startForj, startNovi, type ForjEmulator, type NoviEmulator } from '../../sandbox/emulators/index.mjs';
import { N8nClient } from '../../sandbox/server/n8nClient.mjs';
import { startN8n, type N8nServer } from '../../sandbox/server/n8nServer.mjs';
import { repositoryRoot } from '../../sandbox/server/paths.mjs';
import type { WorkflowFile } from '../../sandbox/server/workflowImport.mjs';

/** `reading`: only the two nodes of the shipped workflow that read, on the same link. `table-reading`: only its steps that read what is remembered of people. */
export type Contender = 'shipped' | 'hand-built' | 'reading' | 'table-reading';

/** Every call takes this long, as over a network. */
export const LATENCY_MS = 20;

const OWNER = { email: 'admin@association.example', password: 'Bench-Admin-1', firstName: 'Bench', lastName: 'Admin' };
const BASE = 'n8n-nodes-base.';
const LINK = 'all-members';
/** What of the shipped workflow each contender keeps; it starts with the first of them. */
const KEPT: Partial<Record<Contender, string[]>> = {
	reading: ['Read Field Map', 'Read Links', 'Enabled Links', 'Read Novi Groups', 'Read Forj Groups'],
	'table-reading': ['Read Links', 'Read People', 'Read Shown Members', 'Remembered Rows'],
};
/** Tables that a run fills, by contender. */
const FILLED: Record<Contender, string[]> = { shipped: ['novi_forj_people', 'novi_forj_members', 'novi_forj_runs'], reading: [], 'table-reading': [], 'hand-built': ['hand_built_people'] };
/** A hand-built run of 10,000 people takes minutes. */
const RUN_TIMEOUT_MS = 40 * 60_000;

export interface BenchOptions {
	people: number;
	contender: Contender;
	/** Novi's documented limits: 20 calls a second and 600 a minute. */
	rateLimited?: boolean;
	/** Successful runs are stored, so that their steps can be counted. */
	saveRuns?: boolean;
	/** Lets `heldMegabytes` ask n8n. */
	probeHeap?: boolean;
	log?: (line: string) => void;
}

export class BenchWorld {
	private constructor(
		readonly novi: NoviEmulator,
		readonly forj: ForjEmulator,
		readonly n8n: N8nServer,
		readonly client: N8nClient,
		readonly groups: { novi: string; forj: string },
		private readonly contender: Contender,
		readonly userFolder: string,
		private readonly saveRuns: boolean,
	) {}

	/** One linked group that holds everybody; the Forj group holds its manager only. */
	static async start({ people, contender, rateLimited, saveRuns = false, probeHeap = false, log }: BenchOptions): Promise<BenchWorld> {
		const association = seedAssociation({ seed: 7, people, groups: [{ name: 'All Members', size: 1, companies: Math.ceil(people / 20), forj: 'manager' }] });
		const [pair] = association.pairs;
		if (!pair) throw new Error('The seed made no linked group.');
		const userFolder = mkdtempSync(join(tmpdir(), 'novi-forj-bench-'));
		const novi = await startNovi({ seed: association.novi, latencyMs: LATENCY_MS, ...(rateLimited && { rateLimit: { perSecond: 20, perMinute: 600 } }) });
		const forj = await startForj({ seed: association.forj, latencyMs: LATENCY_MS });
		const probe = { NODE_OPTIONS: `--require ${join(repositoryRoot(), 'bench', 'sync', 'heapProbe.cjs')}` };
		const n8n = await startN8n({ userFolder, log, env: { EXECUTIONS_DATA_SAVE_ON_SUCCESS: 'none', ...(probeHeap && probe) } });
		const client = new N8nClient(n8n.url);
		await client.signIn(OWNER);
		const groups = { novi: pair.noviGroupId, forj: String(pair.forjGroupId) };
		const world = new BenchWorld(novi, forj, n8n, client, groups, contender, userFolder, saveRuns);
		await (contender === 'hand-built' ? world.installHandBuilt() : world.installShipped());
		return world;
	}

	/** One run as n8n runs it in production, from the call to the answer. @returns milliseconds */
	async run(): Promise<number> {
		const startedAt = performance.now();
		await axios.get(`${this.n8n.url}/webhook/${this.contender}`, { timeout: RUN_TIMEOUT_MS });
		return performance.now() - startedAt;
	}

	/** Calls so far. */
	get calls(): { novi: number; forj: number; writes: number } {
		const { novi, forj } = this;
		return { novi: novi.counters.total, forj: forj.counters.total, writes: forj.counters.writes };
	}

	/** Sizes on both sides as they are now. */
	get sizes(): { roster: number; directory: number; members: number } {
		const { novi, forj, groups } = this;
		return { roster: novi.state.group(groups.novi).roster.size, directory: novi.state.members.size, members: forj.state.group(Number(groups.forj)).members.size };
	}

	/** Everybody who is eligible is a member of the Forj group, as after a sync. */
	fillForj(): void {
		const { novi, forj, groups } = this;
		for (const id of novi.state.group(groups.novi).roster.keys()) {
			const { CustomerType, Active, AccountEmail, FirstName, LastName, ParentMemberName, JobTitle } = novi.state.member(id);
			if (CustomerType !== 'Person' || Active !== true || !AccountEmail) continue;
			const profile = { first_name: FirstName ?? '', last_name: LastName ?? '', fields: { company_name: ParentMemberName ?? '', job_title: JobTitle ?? '' } };
			forj.state.addMember(Number(groups.forj), forj.state.upsert(AccountEmail, profile).id);
		}
	}

	/** As before the first run. */
	async startOver(): Promise<void> {
		this.novi.reset();
		this.forj.reset();
		for (const table of FILLED[this.contender]) await this.client.tables.deleteRows(table, { filters: [{ columnName: 'id', condition: 'gt', value: 0 }] });
		if (this.contender === 'hand-built') return;
		await this.client.tables.updateRows('novi_forj_links', { filters: [{ columnName: 'link_id', condition: 'eq', value: LINK }] }, { state: '', status: '', status_detail: '' });
	}

	/** How the last run of the shipped workflow says that the link stands. */
	async status(): Promise<string> {
		const [link] = await this.client.tables.rows('novi_forj_links');
		return String(link?.status ?? '');
	}

	/** What the last run of the shipped workflow counted. */
	async counters(): Promise<Record<string, number>> {
		const row = (await this.client.tables.rows('novi_forj_runs')).at(-1);
		return JSON.parse(String(row?.counters ?? '{}')) as Record<string, number>;
	}

	/** Throws when the last run of the shipped workflow did not end well: then its time says nothing. */
	async assertUpToDate(): Promise<void> {
		if (this.contender !== 'shipped') return;
		const [link] = await this.client.tables.rows('novi_forj_links');
		if (link?.status !== 'Up To Date') throw new Error(`The run ended as ${String(link?.status)}: ${String(link?.status_detail)}`);
	}

	/** MB that n8n still uses after it has cleaned up. */
	async heldMegabytes(): Promise<number> {
		const printed = (): string[] => readFileSync(this.n8n.logFile, 'utf8').match(/bench-heap \d+/g) ?? [];
		const before = printed().length;
		process.kill(this.n8n.pid, 'SIGUSR2');
		while (printed().length === before) await sleep(200);
		return Number(printed().at(-1)?.split(' ')[1]) / 1_000_000;
	}

	async close(): Promise<void> {
		await this.n8n.stop();
		await Promise.all([this.novi.close(), this.forj.close()]);
		rmSync(this.userFolder, { recursive: true, force: true });
	}

	private async installShipped(): Promise<void> {
		const { client, forj, groups, novi } = this;
		await client.createOrUpdateCredential('noviAmsApi', 'Novi AMS account', { siteUrl: novi.url, apiKey: novi.apiKey, allowStagingSync: false });
		await client.createOrUpdateCredential('forjCommunityApi', 'Forj Community account', { baseUrl: forj.url, apiKey: forj.apiKey, apiSecret: forj.apiSecret, communityDomain: '', privateLevel: '5' });
		const file = readWorkflow(join(repositoryRoot(), 'workflows', 'full-sync.json'));
		const tables = readWorkflow(join(repositoryRoot(), 'workflows', 'full-sync.json'));
		if (this.saveRuns) file.settings = { ...file.settings, saveDataSuccessExecution: 'all' };
		// The one difference to the shipped file: a start that can be called, and that answers when the run has ended.
		const kept = KEPT[this.contender];
		if (kept) keepOnly(file, kept);
		const first = kept ? kept[0] : 'Settings';
		file.nodes.push({ name: 'Bench Start', type: `${BASE}webhook`, typeVersion: 2, position: [0, -180], parameters: { path: this.contender, responseMode: 'lastNode', responseData: 'noData', options: {} } });
		(file.connections as Record<string, unknown>)['Bench Start'] = { main: [[{ node: first, type: 'main', index: 0 }]] };
		for (const node of file.nodes) if (node.type === `${BASE}scheduleTrigger`) node.disabled = true;
		await this.createTables(tables);
		await client.tables.insertRows('novi_forj_links', [{ link_id: LINK, novi_group_id: groups.novi, forj_group_id: groups.forj, enabled: true, mode: 'mirror', removal_limit_percent: 100, removal_limit_people: 5 }]);
		await this.publish(file);
	}

	private async installHandBuilt(): Promise<void> {
		const { client, forj, groups, novi } = this;
		await client.createOrUpdateCredential('httpHeaderAuth', 'Novi key', { name: 'Authorization', value: `Basic ${novi.apiKey}` });
		await client.createOrUpdateCredential('httpBasicAuth', 'Forj key', { user: forj.apiKey, password: forj.apiSecret });
		await client.tables.createTable('hand_built_people', ['email', 'status', 'run_at'].map((name) => ({ name, type: 'string' as const })));
		const file = readWorkflow(join(repositoryRoot(), 'bench', 'sync', 'handBuilt.json'));
		const settings: Record<string, string> = { novi: novi.url, forj: forj.url, novi_group: groups.novi, forj_group: groups.forj };
		for (const node of file.nodes) {
			if (node.name !== 'Settings') continue;
			const { assignments } = node.parameters.assignments as { assignments: Array<{ name: string; value: string }> };
			for (const one of assignments) one.value = settings[one.name] ?? one.value;
		}
		await this.publish(file);
	}

	private async publish(file: WorkflowFile): Promise<void> {
		const { id } = await this.client.importWorkflow(file);
		await this.client.publish(id);
		while (!(await this.isLive())) await sleep(200);
	}

	/** n8n publishes in the background. A call of the wrong kind starts nothing, and n8n names the right kind once it is there. */
	private async isLive(): Promise<boolean> {
		const { data } = await axios.post<{ message?: string }>(`${this.n8n.url}/webhook/${this.contender}`, {}, { validateStatus: () => true });
		return /GET request/.test(data.message ?? '');
	}

	/** The tables as the full sync creates them, since the link must be there before the first run. */
	private async createTables(file: WorkflowFile): Promise<void> {
		for (const { parameters } of file.nodes) {
			const { tableName, columns } = parameters as { tableName?: string; columns?: { column: Array<{ name: string; type: 'string' | 'number' | 'boolean' | 'date' }> } };
			if (tableName && columns && !(await this.client.tables.has(tableName))) await this.client.tables.createTable(tableName, columns.column);
		}
	}
}

function readWorkflow(path: string): WorkflowFile {
	return JSON.parse(readFileSync(path, 'utf8')) as WorkflowFile;
}

function keepOnly(file: WorkflowFile, names: readonly string[]): void {
	file.nodes = file.nodes.filter(({ name }) => names.includes(name));
	const connections = file.connections as Record<string, { main: Array<Array<{ node: string }> | null> }>;
	const kept = Object.entries(connections).filter(([from]) => names.includes(from));
	file.connections = Object.fromEntries(kept.map(([from, { main }]) => [from, { main: main.map((to) => (to ?? []).filter(({ node }) => names.includes(node))) }]));
}
