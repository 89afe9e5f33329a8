/** Workflows that begin with one of the trigger nodes, and the calls that others make to them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Json } from '../../../sandbox/server/executionData.mjs';
import type { ExecutionResult } from '../../../sandbox/server/n8nClient.mjs';
import type { WorkflowFile } from '../../../sandbox/server/workflowImport.mjs';
import { FORJ_CREDENTIAL, NOVI_CREDENTIAL, type World } from './world.mjs';

export type TriggerName = 'forjCommunityTrigger' | 'noviAmsTrigger';

const CREDENTIALS = { forjCommunityTrigger: ['forjCommunityApi', FORJ_CREDENTIAL], noviAmsTrigger: ['noviAmsApi', NOVI_CREDENTIAL] } as const;
const PATHS: Record<TriggerName, string> = { forjCommunityTrigger: 'forj', noviAmsTrigger: 'novi' };
const TRIGGER = 'Trigger';

/** A template as it is shipped: no ids, no webhook id. */
export function triggerFile(type: TriggerName, parameters: Json = {}): WorkflowFile {
	const [credential, name] = CREDENTIALS[type];
	return {
		name: type,
		nodes: [
			{ name: TRIGGER, type: `n8n-nodes-novi-forj.${type}`, typeVersion: 1, parameters, position: [0, 0], credentials: { [credential]: { id: null, name } } },
			{ name: 'Then', type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {}, position: [200, 0] },
		],
		connections: { [TRIGGER]: { main: [[{ node: 'Then', type: 'main', index: 0 }]] } },
	};
}

/** n8n publishes in the background. An empty body is refused by a live trigger, and starts nothing. */
export async function eventually(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
	for (let tries = 0; tries < 600; tries++) {
		if (await isTrue()) return;
		await sleep(50);
	}
	throw new Error(`It did not come true: ${what}`);
}

export interface Answer {
	readonly status: number;
	readonly text: string;
	readonly ms: number;
}

/** A workflow with a trigger, imported and published. */
export class LiveTrigger {
	/** Executions that were looked at already. */
	private seen = 0;

	private constructor(
		private readonly world: World,
		readonly workflowId: string,
		readonly url: string,
	) {}

	/** Resolves when calls arrive and, for Novi, the webhook is registered. */
	static async publish(world: World, type: TriggerName, parameters: Json = {}): Promise<LiveTrigger> {
		const { id, nodes } = await world.client.importWorkflow(triggerFile(type, parameters));
		const webhookId = nodes.find(({ name }) => name === TRIGGER)?.webhookId ?? '';
		await world.client.publish(id);
		const trigger = new LiveTrigger(world, id, `${world.server.url}/webhook/${webhookId}/${PATHS[type]}`);
		await eventually('The trigger is live', async () => (await trigger.post('')).status !== 404);
		// n8n keeps the token a moment after it is registered.
		const registered = () => world.novi.state.webhooks.rows().find(({ Url }) => Url.startsWith(trigger.url));
		if (type === 'noviAmsTrigger') await eventually('The token is known', async () => (await trigger.post('', { query: new URL(registered()?.Url ?? trigger.url).search })).status === 400);
		return trigger;
	}

	async unpublish(): Promise<void> {
		await this.world.client.unpublish(this.workflowId);
		await eventually('No call arrives any more', async () => (await this.post('')).status === 404);
	}

	/** Posts JSON, or a text or stream as it is. */
	async post(body: unknown, { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {}): Promise<Answer> {
		const raw = typeof body === 'string' || body instanceof ReadableStream;
		const startedAt = Date.now();
		const response = await fetch(`${this.url}${query}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: raw ? body : JSON.stringify(body),
			...(body instanceof ReadableStream && { duplex: 'half' }),
		});
		return { status: response.status, text: await response.text(), ms: Date.now() - startedAt };
	}

	/** The one execution that was started since the last look. */
	async run(): Promise<ExecutionResult> {
		for (let tries = 0; tries < 200; tries++) {
			const [latest, ...older] = await this.world.client.listExecutions(this.workflowId, 100);
			if (latest && older.length + 1 > this.seen) {
				const run = await this.world.client.waitForExecution(latest.id);
				this.seen++;
				await this.nothingRan();
				return run;
			}
			await sleep(50);
		}
		throw new Error('No execution was started');
	}

	/** Items of that execution. */
	async items(): Promise<Json[]> {
		const run = await this.run();
		if (run.status !== 'success') throw new Error(`The execution ended as ${run.status}: ${run.error?.message}`);
		return run.items(TRIGGER);
	}

	/** Throws when an execution was started since the last look. */
	async nothingRan(): Promise<void> {
		await sleep(400);
		const count = await this.count();
		if (count !== this.seen) throw new Error(`${count - this.seen} executions were started`);
	}

	private async count(): Promise<number> {
		return (await this.world.client.listExecutions(this.workflowId, 100)).length;
	}
}

export interface ForeignHost {
	readonly url: string;
	/** Calls with their headers; empty is good. */
	readonly calls: Array<{ url?: string; authorization?: string }>;
	close(): Promise<void>;
}

/** Somebody else's server, who would like to have the key. */
export async function startForeignHost(): Promise<ForeignHost> {
	const calls: ForeignHost['calls'] = [];
	const server = createServer((request, response) => {
		calls.push({ url: request.url, authorization: request.headers.authorization });
		response.setHeader('content-type', 'application/json').end(JSON.stringify({ notifications: [] }));
	});
	await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		calls,
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => { server.close(() => resolve()); });
		},
	};
}
