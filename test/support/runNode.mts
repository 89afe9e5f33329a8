/** One built node in n8n's engine: items in, items out. */
import type { IDataObject, INodeExecutionData, INodeParameters, OnError } from 'n8n-workflow';
import type { CredentialValues } from './testCredentials.mjs';
import type { EngineError, TestNode, WorkflowResult, WorkflowRun } from './runWorkflow.mjs';
import { ITEMS_NODE, runWorkflow } from './runWorkflow.mjs';

export interface NodeRun {
	/** `noviAms`, `forjCommunity`, `noviForjSync`. */
	type: string;
	parameters?: INodeParameters;
	credentials?: CredentialValues;
	/** Items by input; one input with one empty item when left out. */
	inputs?: INodeExecutionData[][];
	onError?: OnError;
	typeVersion?: number;
	/** Runs it as an AI agent would. */
	asTool?: boolean;
	cancelOn?: WorkflowRun['cancelOn'];
	packageFolder?: string;
}

export interface NodeResult {
	status: WorkflowResult['status'];
	outputs: INodeExecutionData[][];
	/** The json of the first output's items. */
	json: IDataObject[];
	error?: EngineError;
}

const NODE = 'Node under test';

/** Runs one node. Never throws for what the node does: a failed node has `status: 'error'` and its `error`. */
export async function runNode(run: NodeRun): Promise<NodeResult> {
	const inputs = run.inputs ?? [items({})];
	const names = inputs.map((_, index) => `Input ${index + 1}`);
	const result = await runWorkflow({
		start: 'Start',
		nodes: [
			{ name: 'Start', type: ITEMS_NODE },
			...names.map((name) => ({ name, type: ITEMS_NODE })),
			nodeUnderTest(run),
		],
		connections: names.flatMap((name, index) => [
			['Start', name] as [string, string],
			[name, NODE, 0, index] as [string, string, number, number],
		]),
		items: { Start: items({}), ...Object.fromEntries(names.map((name, index) => [name, inputs[index] ?? []])) },
		credentials: run.credentials,
		cancelOn: run.cancelOn,
		packageFolder: run.packageFolder,
	});
	return toNodeResult(result);
}

function nodeUnderTest(run: NodeRun): TestNode {
	const credentials = Object.keys(run.credentials ?? {}).map((type) => [type, { id: type, name: type }]);
	return {
		name: NODE,
		// n8n registers a node's tool twin under this name, and marks the node of a tool call as below.
		type: run.asTool ? `${run.type}Tool` : run.type,
		...(run.asTool && { rewireOutputLogTo: 'ai_tool' as const }),
		typeVersion: run.typeVersion ?? 1,
		parameters: run.parameters ?? {},
		onError: run.onError,
		credentials: Object.fromEntries(credentials),
	};
}

function toNodeResult(result: WorkflowResult): NodeResult {
	const outputs = result.outputsOf(NODE);
	return { status: result.status, outputs, json: (outputs[0] ?? []).map((item) => item.json), error: result.error };
}

/** Items as a previous node would hand them over. */
export function items(...jsons: IDataObject[]): INodeExecutionData[] {
	return jsons.map((json) => ({ json }));
}
