import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { toNodeError } from './nodeErrors';

export interface OperationContext {
	functions: IExecuteFunctions;
	/** Input item whose parameters count. */
	itemIndex: number;
}

export interface BatchContext {
	functions: IExecuteFunctions;
	itemCount: number;
}

/** Works item by item. Need not set pairedItem, nor care for "continue on fail". */
export interface Operation {
	execute: (context: OperationContext) => Promise<INodeExecutionData[]>;
}

/** Sees all items at once, and answers for each of them: its output, or the error that it ended with. */
export interface BatchOperation {
	executeAll: (context: BatchContext) => Promise<Array<INodeExecutionData[] | Error>>;
}

/** Resource to operation to code. */
export type OperationTable = Record<string, Record<string, Operation | BatchOperation>>;

/**
 * Runs the operation that the node's parameters name over all input items: the only item loop of a node.
 * Every output item is paired with its input item. An error ends the run, or with "continue on fail" becomes
 * the item's output. A stopped execution starts no further item.
 */
export async function runItems(
	functions: IExecuteFunctions,
	operations: OperationTable,
): Promise<INodeExecutionData[][]> {
	const itemCount = functions.getInputData().length;
	if (itemCount === 0) return [[]];
	const operation = chosenOperation(functions, operations);
	const results =
		'executeAll' in operation
			? await runBatch(functions, operation, itemCount)
			: await runOneByOne(functions, operation, itemCount);
	return [results.flat()];
}

function chosenOperation(functions: IExecuteFunctions, operations: OperationTable): Operation | BatchOperation {
	const resource = functions.getNodeParameter('resource', 0) as string;
	const name = functions.getNodeParameter('operation', 0) as string;
	const operation = operations[resource]?.[name];
	if (operation) return operation;
	throw new NodeOperationError(functions.getNode(), `The operation "${name}" of "${resource}" does not exist`, {
		description: 'Choose Resource and Operation from their lists again.',
	});
}

async function runOneByOne(
	functions: IExecuteFunctions,
	operation: Operation,
	itemCount: number,
): Promise<INodeExecutionData[][]> {
	const results: INodeExecutionData[][] = [];
	for (let itemIndex = 0; itemIndex < itemCount && !isCancelled(functions); itemIndex++) {
		try {
			results.push(paired(await operation.execute({ functions, itemIndex }), itemIndex));
		} catch (error) {
			results.push(failedItem(functions, error, itemIndex));
		}
	}
	return results;
}

async function runBatch(
	functions: IExecuteFunctions,
	operation: BatchOperation,
	itemCount: number,
): Promise<INodeExecutionData[][]> {
	const results = await settleAll(functions, operation, itemCount);
	return results.map((result, itemIndex) =>
		result instanceof Error ? failedItem(functions, result, itemIndex) : paired(result, itemIndex),
	);
}

/** An error of the whole batch is the error of each of its items. */
async function settleAll(
	functions: IExecuteFunctions,
	operation: BatchOperation,
	itemCount: number,
): Promise<Array<INodeExecutionData[] | Error>> {
	try {
		return await operation.executeAll({ functions, itemCount });
	} catch (error) {
		return new Array<Error>(itemCount).fill(toNodeError(functions.getNode(), error));
	}
}

function failedItem(functions: IExecuteFunctions, error: unknown, itemIndex: number): INodeExecutionData[] {
	const nodeError = toNodeError(functions.getNode(), error, itemIndex);
	if (!functions.continueOnFail()) throw nodeError;
	// With the keys that n8n's error output knows: what happened, and what to do.
	const details = nodeError.description;
	return [{ json: { error: nodeError.message, ...(typeof details === 'string' && details !== '' && { details }) }, pairedItem: { item: itemIndex } }];
}

function paired(items: INodeExecutionData[], itemIndex: number): INodeExecutionData[] {
	return items.map((item) => ({ ...item, pairedItem: item.pairedItem ?? { item: itemIndex } }));
}

function isCancelled(functions: IExecuteFunctions): boolean {
	return functions.getExecutionCancelSignal?.()?.aborted === true;
}
