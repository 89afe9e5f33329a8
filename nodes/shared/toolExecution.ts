import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether an AI agent runs the node. n8n registers a node's tool twin under its name with "Tool" behind it. */
export function isToolExecution(functions: IExecuteFunctions): boolean {
	return functions.isToolExecution?.() === true || functions.getNode().type.endsWith('Tool');
}
