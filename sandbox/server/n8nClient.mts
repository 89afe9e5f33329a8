import { setTimeout as sleep } from 'node:timers/promises';
import { DataTables } from './dataTables.mjs';
import { outputItems, parseExecutionData, type ExecutionData, type ExecutionError, type Json } from './executionData.mjs';
import { NodeParameters } from './nodeParameters.mjs';
import { N8nRest, N8nRestError } from './rest.mjs';
import { importBody, type WorkflowFile, type WorkflowNode } from './workflowImport.mjs';

/** Who owns the instance. n8n wants 8 characters with a digit and a capital letter as password. */
export interface Owner {
	readonly email: string;
	readonly password: string;
	readonly firstName: string;
	readonly lastName: string;
}

/** Execution states in which nothing happens any more. */
const ENDED = ['success', 'error', 'crashed', 'canceled'] as const;

export type ExecutionStatus = (typeof ENDED)[number] | 'new' | 'running' | 'waiting' | 'unknown';

/** One run of a workflow, without its data. */
export interface ExecutionSummary {
	readonly id: string;
	readonly status: ExecutionStatus;
	readonly mode: string;
	readonly startedAt: string;
	readonly stoppedAt?: string;
}

/** A run that has ended, with everything that its nodes put out. */
export interface ExecutionResult {
	readonly id: string;
	readonly status: ExecutionStatus;
	readonly mode: string;
	readonly data: ExecutionData;
	readonly error?: ExecutionError;
	/** Items of a node's last run, on one of its outputs. */
	items(nodeName: string, output?: number): Json[];
}

/** A workflow as n8n stores it. */
export interface StoredWorkflow extends WorkflowFile {
	readonly id: string;
	readonly active: boolean;
	readonly versionId: string;
	nodes: WorkflowNode[];
}

export interface Credential {
	readonly id: string;
	readonly name: string;
	readonly type: string;
}

/** How long n8n may take to switch a workflow's triggers on or off, on a busy machine. */
const PUBLICATION_TIMEOUT_MS = 60_000;
const PUBLICATION_POLL_MS = 100;

/** Drives an n8n as its editor does: same internal API, same session. Call `signIn` first. */
export class N8nClient {
	private readonly rest: N8nRest;
	private project: { id: string } | undefined;
	private webhookTypes: Set<string> | undefined;

	constructor(readonly url: string) {
		this.rest = new N8nRest(url);
	}

	/** Makes the owner account on a fresh instance, logs in on one that has it. */
	async signIn(owner: Owner): Promise<void> {
		const settings = await this.rest.call<{ userManagement: { showSetupOnFirstLoad: boolean } }>('GET', '/settings');
		if (settings.userManagement.showSetupOnFirstLoad) await this.rest.call('POST', '/owner/setup', { body: owner });
		await this.rest.call('POST', '/login', { body: { emailOrLdapLoginId: owner.email, password: owner.password } });
		this.project = await this.rest.call<{ id: string }>('GET', '/projects/personal');
	}

	/** Id of the owner's personal project; everything here is put into it. */
	get projectId(): string {
		if (!this.project) throw new Error('Call signIn first.');
		return this.project.id;
	}

	/** Data tables of the personal project. */
	get tables(): DataTables {
		return new DataTables(this.rest, this.projectId);
	}

	/** The calls behind drop-downs and searches of node parameters. */
	get parameters(): NodeParameters {
		return new NodeParameters(this.rest, this.projectId);
	}

	/** Names of all node types that n8n knows. */
	async nodeTypes(): Promise<Set<string>> {
		return new Set((await this.nodeTypeNames()).keys());
	}

	/** Node type to the names that n8n gives a new node of it. */
	async nodeTypeNames(): Promise<Map<string, string[]>> {
		const types = await this.rest.file<Array<{ name: string; displayName: string; defaults?: { name?: string } }>>('/types/nodes.json');
		const names = new Map<string, string[]>();
		// One entry for each range of versions, under one name.
		for (const { name, displayName, defaults } of types) names.set(name, [...(names.get(name) ?? []), displayName, defaults?.name ?? displayName]);
		return names;
	}

	/** Names of all credential types that n8n knows. */
	async credentialTypes(): Promise<Set<string>> {
		const types = await this.rest.file<Array<{ name: string }>>('/types/credentials.json');
		return new Set(types.map((type) => type.name));
	}

	/** Makes the credential, or replaces the data of the one with this name and type. */
	async createOrUpdateCredential(type: string, name: string, data: Json): Promise<Credential> {
		const all = await this.rest.call<Credential[]>('GET', '/credentials');
		const existing = all.find((credential) => credential.type === type && credential.name === name);
		const body = { name, type, data, projectId: this.projectId };
		if (!existing) return await this.rest.call('POST', '/credentials', { body });
		return await this.rest.call('PATCH', `/credentials/${existing.id}`, { body: { name, type, data } });
	}

	/** Runs the credential's test as the dialogue does: with the stored data, or with other data under its id. */
	async testCredential(credential: Credential, data?: Json): Promise<{ status: 'OK' | 'Error'; message: string }> {
		const stored = await this.rest.call<Credential & { data: Json }>('GET', `/credentials/${credential.id}`, { query: { includeData: true } });
		const body = { credentials: { id: stored.id, name: stored.name, type: stored.type, data: data ?? stored.data } };
		return await this.rest.call('POST', '/credentials/test', { body });
	}

	/** Imports a workflow file into the personal project as the editor does and returns what n8n stored. */
	async importWorkflow(file: WorkflowFile): Promise<StoredWorkflow> {
		const body = { ...importBody(file, await this.typesWithWebhooks()), projectId: this.projectId };
		return await this.rest.call('POST', '/workflows', { body });
	}

	async workflow(id: string): Promise<StoredWorkflow> {
		return await this.rest.call('GET', `/workflows/${id}`);
	}

	/** Workflows of the instance that are not archived. */
	async workflows(): Promise<Array<{ id: string; name: string; active: boolean }>> {
		const found = await this.rest.call<{ data: Array<{ id: string; name: string; active: boolean }> }>('GET', '/workflows', {
			query: { filter: JSON.stringify({ isArchived: false }) },
		});
		return found.data;
	}

	/** Stores changed nodes, connections or settings of a workflow (the editor's Save). */
	async saveWorkflow(id: string, change: Partial<WorkflowFile>): Promise<StoredWorkflow> {
		const { versionId, name, nodes, connections, settings } = await this.workflow(id);
		return await this.rest.call('PATCH', `/workflows/${id}`, { body: { name, nodes, connections, settings, versionId, ...change } });
	}

	/** Archives and deletes a workflow; a published one is unpublished first. */
	async deleteWorkflow(id: string): Promise<void> {
		await this.rest.call('POST', `/workflows/${id}/archive`, { body: {} });
		await this.publicationSettled(id); // n8n refuses to delete before (409)
		await this.rest.call('DELETE', `/workflows/${id}`);
	}

	/** Publishes the saved version; n8n has switched its triggers on when this returns, or has failed to. */
	async publish(id: string): Promise<void> {
		const { versionId } = await this.workflow(id);
		await this.rest.call('POST', `/workflows/${id}/activate`, { body: { versionId, name: '', description: '' } });
		await this.publicationSettled(id);
	}

	/** Its triggers are off when this returns. */
	async unpublish(id: string): Promise<void> {
		await this.rest.call('POST', `/workflows/${id}/deactivate`, { body: {} });
		await this.publicationSettled(id);
	}

	/** n8n switches triggers on and off in the background, after it has answered. */
	private async publicationSettled(id: string): Promise<void> {
		const deadline = Date.now() + PUBLICATION_TIMEOUT_MS;
		for (;;) {
			const { status } = await this.rest.call<{ status: string }>('GET', `/workflows/${id}/publication-status`);
			if (status !== 'in_progress') return;
			if (Date.now() > deadline) throw new Error(`n8n has not switched the triggers of workflow ${id} after ${PUBLICATION_TIMEOUT_MS / 1000} seconds.`);
			await sleep(PUBLICATION_POLL_MS);
		}
	}

	/**
	 * Starts a workflow at one of its triggers as the editor's Execute button does.
	 * @returns the execution's id
	 * @throws Error when the trigger waits for a web call first (form, webhook)
	 */
	async runManually(id: string, start: { triggerNode: string; data?: Json }): Promise<string> {
		const triggerToStartFrom = { name: start.triggerNode, ...(start.data && { data: triggerData(start.data) }) };
		const answer = await this.rest.call<{ executionId?: string; waitingForWebhook?: boolean }>('POST', `/workflows/${id}/run`, {
			body: { triggerToStartFrom },
		});
		if (!answer.executionId) throw new Error(`The trigger "${start.triggerNode}" waits for a call to its test address.`);
		return answer.executionId;
	}

	/** Waits until an execution has ended and reads what its nodes put out. */
	async waitForExecution(id: string, timeoutMs = 300_000): Promise<ExecutionResult> {
		const deadline = Date.now() + timeoutMs;
		for (let pause = 50; ; pause = Math.min(pause * 2, 1_000)) {
			const summary = await this.executionStatus(id);
			if (summary && ENDED.some((status) => status === summary.status)) return await this.execution(id);
			if (Date.now() > deadline) throw new Error(`Execution ${id} is still ${summary?.status ?? 'unknown'} after ${timeoutMs / 1000} seconds.`);
			await sleep(pause);
		}
	}

	/** One execution with its data, ended or not. */
	async execution(id: string): Promise<ExecutionResult> {
		const raw = await this.rest.call<{ status: ExecutionStatus; mode: string; data: string }>('GET', `/executions/${id}`);
		// n8n gives no data of an execution that still runs.
		const data: ExecutionData = raw.data ? parseExecutionData(raw.data) : { resultData: { runData: {} } };
		return {
			id,
			status: raw.status,
			mode: raw.mode,
			data,
			error: data.resultData.error,
			items: (nodeName, output) => outputItems(data, nodeName, output),
		};
	}

	/** The latest executions of a workflow, newest first. */
	async listExecutions(workflowId: string, limit = 50): Promise<ExecutionSummary[]> {
		const found = await this.rest.call<{ results: ExecutionSummary[] }>('GET', '/executions', {
			query: { filter: JSON.stringify({ workflowId }), limit },
		});
		return found.results;
	}

	/** Cancels a running execution, as the editor's Stop button does. */
	async stopExecution(id: string): Promise<void> {
		await this.rest.call('POST', `/executions/${id}/stop`, { body: {} });
	}

	private async executionStatus(id: string): Promise<{ status: ExecutionStatus } | undefined> {
		try {
			return await this.rest.call('GET', `/executions/${id}`);
		} catch (error) {
			// n8n can't show an execution in the moment before its first save.
			if (error instanceof N8nRestError && error.status === 404) return undefined;
			throw error;
		}
	}

	private async typesWithWebhooks(): Promise<Set<string>> {
		if (!this.webhookTypes) {
			const types = await this.rest.file<Array<{ name: string; webhooks?: unknown[] }>>('/types/nodes.json');
			this.webhookTypes = new Set(types.filter((type) => type.webhooks?.length).map((type) => type.name));
		}
		return this.webhookTypes;
	}
}

/** The run data that makes n8n take an item as the trigger's output. */
function triggerData(json: Json): Json {
	return { startTime: 0, executionIndex: 0, executionTime: 0, source: [], data: { main: [[{ json }]] } };
}
