/**
 * One built trigger node behind a real HTTP port. Contexts, credentials and calls are those of n8n's engine; ours is only what
 * n8n's server would do around it: it lends Node's request and response the few methods of Express that n8n relies on.
 */
import { createServer, request as httpRequest, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HookContext, WebhookContext } from 'n8n-core';
import type { IDataObject, INode, INodeParameters, INodeType, IWebhookData, IWorkflowExecuteAdditionalData, Workflow } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { loadBuiltPackage, type BuiltPackage } from '../support/builtPackage.mjs';
import { additionalData, toWorkflow } from '../support/runWorkflow.mjs';
import type { CredentialValues } from '../support/testCredentials.mjs';

export type TriggerName = 'forjCommunityTrigger' | 'noviAmsTrigger';

const NAME = 'Trigger';
const PATHS: Record<TriggerName, string> = { forjCommunityTrigger: 'forj', noviAmsTrigger: 'novi' };
export const WEBHOOK_ID = 'b6a4a0de-0f6b-4d21-9a35-5b1a8f6e2c70';

export interface TriggerSetup {
	type: TriggerName;
	parameters?: INodeParameters;
	/** The values of the node's one credential type. */
	credentials: CredentialValues;
	/** What n8n kept from an earlier publishing; nothing when left out. */
	kept?: IDataObject;
	/** n8n's WEBHOOK_URL; the port of this test when left out. */
	publicUrl?: string;
	/** `null`: the node has none. */
	webhookId?: string | null;
	/** n8n reads the body before it asks the node. */
	bodyIsRead?: boolean;
}

/** What came of one call. */
export interface Outcome {
	status: number;
	message: unknown;
	/** What the workflow starts with; undefined when it does not start. */
	items?: IDataObject[];
	/** What went to n8n's log. */
	warnings: string[];
	/** What n8n would show as a failed execution. */
	error?: Error;
}

export interface Call {
	/** With the question mark. */
	query?: string;
	headers?: Record<string, string> | Array<[string, string]>;
}

export class LiveTrigger {
	private readonly runs: Array<Promise<Outcome>> = [];

	private constructor(
		private readonly built: BuiltPackage,
		private readonly setup: TriggerSetup,
		private readonly nodeType: INodeType,
		private readonly workflow: Workflow,
		private readonly server: Server,
		private readonly origin: string,
	) {}

	/** Listens, but is not published. */
	static async open(setup: TriggerSetup): Promise<LiveTrigger> {
		const built = await loadBuiltPackage();
		const nodeType = NodeHelpers.getVersionedNodeType(built.getNode(setup.type));
		const credentials = Object.fromEntries(Object.keys(setup.credentials).map((type) => [type, { id: type, name: type }]));
		const webhookId = setup.webhookId === null ? undefined : (setup.webhookId ?? WEBHOOK_ID);
		const node = { name: NAME, type: setup.type, parameters: setup.parameters ?? {}, credentials, webhookId };
		const workflow = toWorkflow(built, { nodes: [node], connections: [] });
		const server = createServer((request, response) => void trigger.runs.push(trigger.receive(request, response as Response)));
		await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
		const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
		const trigger = new LiveTrigger(built, setup, nodeType, workflow, server, origin);
		Object.assign(trigger.kept, setup.kept);
		return trigger;
	}

	/** The address that n8n shows, without token. */
	get url(): string {
		return `${this.setup.publicUrl ?? this.origin}/webhook/${WEBHOOK_ID}/${PATHS[this.setup.type]}`;
	}

	/** The node's static data: n8n keeps it from publishing to unpublishing. */
	get kept(): IDataObject {
		return this.workflow.getStaticData('node', this.node);
	}

	async checkExists(): Promise<boolean> {
		return await this.hook('checkExists');
	}

	async create(): Promise<boolean> {
		return await this.hook('create');
	}

	async delete(): Promise<boolean> {
		return await this.hook('delete');
	}

	/** As n8n publishes: it creates what does not exist. */
	async publish(): Promise<void> {
		if (!(await this.checkExists())) await this.create();
	}

	/** Posts JSON, or a text or stream as it is, and waits until the node is through with it. */
	async post(body: unknown, { query = '', headers = {} }: Call = {}): Promise<Outcome> {
		const raw = typeof body === 'string' || body instanceof ReadableStream;
		const before = this.runs.length;
		const response = await fetch(`${this.origin}/${query}`, {
			method: 'POST',
			headers: [['content-type', 'application/json'], ...(Array.isArray(headers) ? headers : Object.entries(headers))].filter(isWanted),
			body: raw ? body : JSON.stringify(body),
			...(body instanceof ReadableStream && { duplex: 'half' }),
		});
		const answer = await response.json() as { message?: unknown };
		const outcome = await this.runs[before];
		if (!outcome) throw new Error('The call did not arrive');
		return { ...outcome, status: response.status, message: answer.message };
	}

	/** A caller that announces more than it sends, and is gone. */
	async postHalf(): Promise<Outcome> {
		const call = httpRequest(this.origin, { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': 1000 } });
		call.on('error', () => undefined);
		await new Promise<void>((resolve) => { call.write('{"notifications":', () => resolve()); });
		while (this.runs.length === 0) await new Promise((resolve) => setImmediate(resolve));
		call.destroy();
		return await this.last();
	}

	/** What came of the last call, whoever made it. */
	async last(): Promise<Outcome> {
		const outcome = await this.runs.at(-1);
		if (!outcome) throw new Error('Nobody called');
		return outcome;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise<void>((resolve) => { this.server.close(() => resolve()); });
	}

	private get node(): INode {
		const node = this.workflow.getNode(NAME);
		if (!node) throw new Error('The workflow lost its node');
		return node;
	}

	private async hook(name: 'checkExists' | 'create' | 'delete'): Promise<boolean> {
		const method = this.nodeType.webhookMethods?.default?.[name];
		if (!method) throw new Error(`${this.setup.type} has no webhook method ${name}`);
		return await method.call(new HookContext(this.workflow, this.node, this.lent(), 'trigger', 'activate', this.webhookData()));
	}

	private async receive(request: IncomingMessage, response: Response): Promise<Outcome> {
		const warnings: string[] = [];
		try {
			const rawBody = this.setup.bodyIsRead === true ? await bytesOf(request) : undefined;
			const httpRequest = Object.assign(request, { query: queryOf(request), params: {}, ...(rawBody && { rawBody }) });
			const httpResponse = Object.assign(response, EXPRESS);
			const lent = Object.assign(this.lent(), { httpRequest, httpResponse });
			const context = new WebhookContext(this.workflow, this.node, lent, 'webhook', this.webhookData(), [], null);
			Object.defineProperty(context, 'logger', { value: { warn: (text: string) => warnings.push(text) } });
			const result = await this.nodeType.webhook?.call(context);
			if (result?.noWebhookResponse !== true) throw new Error('n8n would answer a second time');
			const items = result.workflowData?.[0]?.map(({ json }) => json);
			return { status: response.statusCode, message: undefined, warnings, ...(items && { items }) };
		} catch (error) {
			if (response.headersSent) throw error;
			response.writeHead(500).end('{}');
			return { status: 500, message: undefined, warnings, error: error as Error };
		}
	}

	private lent(): IWorkflowExecuteAdditionalData {
		return Object.assign(additionalData(this.built, this.setup.credentials), { webhookBaseUrl: `${this.setup.publicUrl ?? this.origin}/webhook` });
	}

	private webhookData(): IWebhookData {
		const [webhookDescription] = this.nodeType.description.webhooks ?? [];
		if (!webhookDescription) throw new Error(`${this.setup.type} has no webhook`);
		return { httpMethod: 'POST', node: NAME, path: this.url, webhookDescription, workflowId: 'test', workflowExecuteAdditionalData: this.lent(), userId: undefined } as unknown as IWebhookData;
	}
}

type Response = ServerResponse & typeof EXPRESS;

const EXPRESS = {
	status(this: ServerResponse, code: number): ServerResponse {
		this.statusCode = code;
		return this;
	},
	json(this: ServerResponse, body: unknown): void {
		this.setHeader('content-type', 'application/json');
		this.end(JSON.stringify(body));
	},
};

/** A name that stands twice is a list, as in Express. */
function queryOf(request: IncomingMessage): Record<string, string | string[]> {
	const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
	return Object.fromEntries([...new Set(searchParams.keys())].map((name) => {
		const [first = '', ...more] = searchParams.getAll(name);
		return [name, more.length === 0 ? first : [first, ...more]];
	}));
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

/** The first content type is only for calls that name none. */
function isWanted([name]: string[], index: number, all: string[][]): boolean {
	return index > 0 || !all.slice(1).some(([other]) => other === name);
}

/** Bytes without a length in front. */
export function stream(bytes: number): ReadableStream<Uint8Array> {
	let left = bytes;
	return new ReadableStream({
		pull(controller) {
			if (left <= 0) return controller.close();
			const size = Math.min(left, 64 * 1024);
			left -= size;
			controller.enqueue(new Uint8Array(size).fill(0x20));
		},
	});
}

/** What `act` throws, as n8n would show it. */
export async function refusalOf(act: () => Promise<unknown>): Promise<Error & { description?: string | null }> {
	try {
		await act();
	} catch (error) {
		return error as Error;
	}
	throw new Error('Nothing was refused');
}
