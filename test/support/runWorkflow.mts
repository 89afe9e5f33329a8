/**
 * Runs a workflow with n8n's own engine, inside the test: WorkflowExecute, item linking, error outputs and HTTP are the real ones.
 * Only the trigger (and what a test stubs) is ours.
 */
import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import type {
	IConnections,
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
	ITaskData,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';
import type { BuiltPackage, NodeStubs } from './builtPackage.mjs';
import { fullType, loadBuiltPackage, nodeTypesOf } from './builtPackage.mjs';
import type { CredentialValues } from './testCredentials.mjs';
import { TestCredentials } from './testCredentials.mjs';

/** A node of a test workflow: name and type are enough. `type` without a dot is one of our own. */
export type TestNode = Partial<INode> & Pick<INode, 'name' | 'type'>;

export interface WorkflowRun {
	/** Nodes in any order. A node of type `test.items` hands out `items[name]`, or what it received when there are none. */
	nodes: TestNode[];
	/** [from, to], or with the output and the input by index. */
	connections: Array<[from: string, to: string, output?: number, input?: number]>;
	/** The node that the run begins with. */
	start: string;
	items?: Record<string, INodeExecutionData[]>;
	credentials?: CredentialValues;
	stubs?: NodeStubs;
	/** Presses "Stop" in the editor as soon as this resolves. */
	cancelOn?: Promise<unknown>;
	/** Another built package than the one in the working folder. */
	packageFolder?: string;
}

export interface WorkflowResult {
	status: IRun['status'];
	/** What made the execution fail; undefined when it did not. */
	error?: EngineError;
	/** The runs of a node, oldest first; empty when it never ran. */
	runsOf(node: string): ITaskData[];
	/** The items of a node's last run by output; empty when it never ran. */
	outputsOf(node: string): INodeExecutionData[][];
}

/** The parts of n8n's error classes that people get to see. */
export interface EngineError {
	name: string;
	message: string;
	description?: string | null;
	httpCode?: string | null;
	context?: { itemIndex?: number };
}

/** The type of a node that hands out the items which a test laid down for it. */
export const ITEMS_NODE = 'test.items';

export async function runWorkflow(run: WorkflowRun): Promise<WorkflowResult> {
	const built = await loadBuiltPackage(run.packageFolder);
	const workflow = toWorkflow(built, run);
	const startNode = workflow.getNode(run.start);
	if (!startNode) throw new Error(`The workflow has no node ${run.start}`);
	const execution = new WorkflowExecute(additionalData(built, run.credentials ?? {}), 'manual').run({ workflow, startNode });
	// The engine is asked once; a promise that never resolves leaves the run alone.
	void run.cancelOn?.then(() => execution.cancel());
	return toResult(await execution);
}

/** A workflow that is not run: the editor's calls (lists, credential tests) need one as context. */
export function toWorkflow(built: BuiltPackage, run: Pick<WorkflowRun, 'nodes' | 'connections' | 'items' | 'stubs'>): Workflow {
	const nodes = run.nodes.map((node, index) => toNode(built, node, index));
	const stubs = { [ITEMS_NODE]: itemsNode(run.items ?? {}), ...run.stubs };
	const nodeTypes = nodeTypesOf(built, stubs);
	const connections = toConnections(run.connections);
	return new Workflow({ id: 'test', nodes, connections, active: false, nodeTypes, settings: { executionOrder: 'v1' } });
}

/** What n8n's server lends to an execution. The two URLs are never called, but must be URLs. */
export function additionalData(built: BuiltPackage, credentials: CredentialValues): IWorkflowExecuteAdditionalData {
	const workflowData = { id: 'test', name: 'test', nodes: [], connections: {} };
	const data = {
		hooks: new ExecutionLifecycleHooks('manual', '1', workflowData as never),
		executionId: '1',
		credentialsHelper: new TestCredentials(built, credentials),
		webhookWaitingBaseUrl: 'http://127.0.0.1/webhook-waiting',
		formWaitingBaseUrl: 'http://127.0.0.1/form-waiting',
		variables: {},
	};
	return data as unknown as IWorkflowExecuteAdditionalData;
}

function toNode(built: BuiltPackage, node: TestNode, index: number): INode {
	const defaults = { id: String(index + 1), typeVersion: 1, position: [index * 200, 0] as [number, number], parameters: {} };
	return { ...defaults, ...node, type: fullType(built, node.type) };
}

function toConnections(list: WorkflowRun['connections']): IConnections {
	const connections: IConnections = {};
	for (const [from, to, output = 0, input = 0] of list) {
		const main = ((connections[from] ??= {}).main ??= []);
		while (main.length <= output) main.push([]);
		main[output]?.push({ node: to, type: 'main', index: input });
	}
	return connections;
}

function itemsNode(items: Record<string, INodeExecutionData[]>): INodeType {
	return {
		description: {
			displayName: 'Items',
			name: 'items',
			group: ['trigger'],
			version: 1,
			description: '',
			defaults: { name: 'Items' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		},
		async execute() {
			return [structuredClone(items[this.getNode().name] ?? this.getInputData())];
		},
	};
}

function toResult(run: IRun): WorkflowResult {
	const { runData, error } = run.data.resultData;
	const runsOf = (node: string): ITaskData[] => runData[node] ?? [];
	return {
		status: run.status,
		error: error as EngineError | undefined,
		runsOf,
		outputsOf: (node) => {
			const data = runsOf(node).at(-1)?.data;
			return (data?.main ?? data?.ai_tool ?? []).map((items) => items ?? []);
		},
	};
}
