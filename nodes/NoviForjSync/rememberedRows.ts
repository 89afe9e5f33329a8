import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Row } from '../core/linkRow';
import { readRemembered, type Remembered } from '../core/remembered';
import { PROBLEM } from './compare/texts';

/** What the rows of the data tables remember. */
export function rememberedRows(functions: IExecuteFunctions, items: readonly INodeExecutionData[]): Remembered {
	return readRemembered(tableRows(functions, items));
}

/** The rows as they are, for operations that read other columns; throws as above. */
export function tableRows(functions: IExecuteFunctions, items: readonly INodeExecutionData[]): Row[] {
	const failed = items.findIndex(({ json }) => 'error' in json);
	if (failed === -1) return items.map(({ json }) => json);
	const { message, fix } = PROBLEM.rememberedFailed(failed);
	throw new NodeOperationError(functions.getNode(), `${message} [item ${failed}]`, { description: fix });
}
