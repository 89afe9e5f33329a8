import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { ReadFailure } from '../core/types';
import type { ListResult } from './http/paging';
import { isServiceError } from './http/serviceError';

/**
 * Any failure as n8n shows it: message says what happened, description what to do. Only our own texts are
 * handed on, never a response or its headers.
 */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): NodeApiError | NodeOperationError {
	if (error instanceof NodeOperationError || error instanceof NodeApiError) {
		if (itemIndex !== undefined) error.context.itemIndex ??= itemIndex;
		return error;
	}
	if (isServiceError(error)) {
		return new NodeApiError(
			node,
			{ message: error.message },
			{
				message: error.message,
				description: error.fix,
				...(error.status !== undefined && { httpCode: String(error.status) }),
				...(itemIndex !== undefined && { itemIndex }),
			},
		);
	}
	const message = error instanceof Error ? error.message : 'The operation stopped for an unknown reason.';
	return new NodeOperationError(node, message, { ...(itemIndex !== undefined && { itemIndex }) });
}

/** A list or snapshot that could not be read to its end, where an operation has to throw. */
export function readFailureError(node: INode, failure: ReadFailure, itemIndex?: number): NodeApiError {
	return new NodeApiError(
		node,
		{ message: failure.message },
		{
			message: failure.message,
			description: failure.fix,
			...(itemIndex !== undefined && { itemIndex }),
		},
	);
}

/** The rows of a list that was read to its end; throws what stopped it otherwise. */
export function rowsOf<T>(node: INode, list: ListResult<T>, itemIndex?: number): T[] {
	if (list.failure) throw readFailureError(node, list.failure, itemIndex);
	return list.rows;
}
