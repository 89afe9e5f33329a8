import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** What is wrong with an input item, and what to do. */
export function inputError(functions: IExecuteFunctions, { message, fix }: { message: string; fix: string }, item: number): NodeOperationError {
	return new NodeOperationError(functions.getNode(), `${message} [item ${item}]`, { description: fix });
}
