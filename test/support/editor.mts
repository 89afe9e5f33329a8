/** What n8n's editor asks a node or a credential while a workflow is being built: lists to choose from, "Test" of a credential. */
import { ExecuteContext, LoadOptionsContext, RoutingNode } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
	Workflow,
} from 'n8n-workflow';
import { createEmptyRunExecutionData, NodeHelpers } from 'n8n-workflow';
import type { BuiltPackage } from './builtPackage.mjs';
import { loadBuiltPackage } from './builtPackage.mjs';
import type { CredentialValues } from './testCredentials.mjs';
import { additionalData, toWorkflow } from './runWorkflow.mjs';

export interface EditorCall {
	/** `noviAms`, `forjCommunity`, `noviForjSync`. */
	type: string;
	method: string;
	/** The parameters of the node as they stand in the editor. */
	parameters?: INodeParameters;
	credentials: CredentialValues;
	packageFolder?: string;
}

const TEMP = 'Temp-Node';

/** Calls a `listSearch` method as the "From List" box does. Throws what the method throws. */
export async function searchList(call: EditorCall, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
	const { nodeType, context } = await editorContext(call);
	const method = nodeType.methods?.listSearch?.[call.method];
	if (!method) throw new Error(`${call.type} has no listSearch method ${call.method}`);
	return await method.call(context, filter, paginationToken);
}

/** Calls a `loadOptions` method as a drop-down does. */
export async function loadOptions(call: EditorCall): Promise<INodePropertyOptions[]> {
	const { nodeType, context } = await editorContext(call);
	const method = nodeType.methods?.loadOptions?.[call.method];
	if (!method) throw new Error(`${call.type} has no loadOptions method ${call.method}`);
	return await method.call(context);
}

async function editorContext(call: EditorCall): Promise<{ nodeType: INodeType; context: LoadOptionsContext }> {
	const built = await loadBuiltPackage(call.packageFolder);
	const nodeType = NodeHelpers.getVersionedNodeType(built.getNode(call.type));
	const credentials = Object.fromEntries(Object.keys(call.credentials).map((type) => [type, { id: type, name: type }]));
	const node = { name: TEMP, type: call.type, parameters: call.parameters ?? {}, credentials };
	const workflow = toWorkflow(built, { nodes: [node], connections: [] });
	const data = additionalData(built, call.credentials);
	data.currentNodeParameters = call.parameters ?? {};
	return { nodeType, context: new LoadOptionsContext(workflow, onlyNode(workflow), data, '') };
}

export interface CredentialVerdict {
	status: 'OK' | 'Error';
	message: string;
}

/** The "Test" of a credential that declares a test request, with its rules, as n8n 2.41 runs it. */
export async function testCredential(
	type: string,
	values: ICredentialDataDecryptedObject,
	packageFolder?: string,
): Promise<CredentialVerdict> {
	const built = await loadBuiltPackage(packageFolder);
	const { test } = built.getCredential(type);
	if (!test || typeof test === 'function') throw new Error(`${type} declares no test request`);
	try {
		const response = await requestOnce(built, type, values, test);
		return verdictOnBody(test, response);
	} catch (error) {
		return verdictOnFailure(test, error);
	}
}

async function requestOnce(
	built: BuiltPackage,
	type: string,
	values: ICredentialDataDecryptedObject,
	test: ICredentialTestRequest,
): Promise<unknown> {
	const nodeType = testNodeType(type, test);
	const node = { name: TEMP, type: 'test.credential', credentials: { [type]: { id: type, name: type } } };
	const workflow = toWorkflow(built, { nodes: [node], connections: [], stubs: { 'test.credential': nodeType } });
	const data = additionalData(built, { [type]: values });
	const executeData = { node: onlyNode(workflow), data: {}, source: null };
	const input = { main: [[{ json: {} }]] };
	const run = createEmptyRunExecutionData();
	const context = new ExecuteContext(workflow, executeData.node, data, 'internal', run, 0, [], input, executeData, []);
	const decrypted = { id: type, name: type, type, data: await data.credentialsHelper.getDecrypted(data, { id: type, name: type }, type, 'internal') };
	const output = await new RoutingNode(context, nodeType, decrypted).runNode();
	return Array.isArray(output) ? output[0]?.[0]?.json : undefined;
}

function testNodeType(type: string, test: ICredentialTestRequest): INodeType {
	return {
		description: {
			displayName: 'Temp',
			name: 'credential',
			group: [],
			version: 1,
			description: '',
			defaults: { name: TEMP },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: type, required: true }],
			properties: [{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request: test.request } }],
		},
	};
}

function verdictOnBody(test: ICredentialTestRequest, body: unknown): CredentialVerdict {
	for (const rule of test.rules ?? []) {
		if (rule.type !== 'responseSuccessBody') continue;
		const found = rule.properties.key.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], body);
		if (found === rule.properties.value) return { status: 'Error', message: rule.properties.message };
	}
	return { status: 'OK', message: 'Connection successful!' };
}

function verdictOnFailure(test: ICredentialTestRequest, error: unknown): CredentialVerdict {
	const cause = (error as { cause?: { response?: { status: number; statusText: string }; code?: string } }).cause;
	const response = cause?.response;
	if (!response) return { status: 'Error', message: cause?.code ?? (error as Error).message };
	const rule = (test.rules ?? []).find((one) => one.type === 'responseCode' && one.properties.value === response.status);
	const otherwise = response.statusText || `Received HTTP status code: ${response.status}`;
	return { status: 'Error', message: rule?.properties.message ?? otherwise };
}

function onlyNode(workflow: Workflow) {
	const node = workflow.getNode(TEMP);
	if (!node) throw new Error('The workflow lost its node');
	return node;
}
