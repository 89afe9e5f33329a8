import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { isRow, type Row } from '../../core/linkRow';
import { jsonValue } from '../../shared/jsonValue';

/** A parameter that holds JSON: as the expression gave it, or as text. Throws, naming it, when it is none. */
export function jsonParam(functions: IExecuteFunctions, name: string, displayName: string): unknown {
	const { value, broken } = jsonValue(functions.getNodeParameter(name, 0, ''));
	if (!broken) return value;
	throw new NodeOperationError(functions.getNode(), `${displayName} is no valid JSON`, {
		description: 'Use an expression that gives an object or a list, e.g. {{ $json }}.',
	});
}

/** An object; an empty one where nothing is given. */
export function objectParam(functions: IExecuteFunctions, name: string, displayName: string): Row {
	const value = jsonParam(functions, name, displayName) ?? {};
	if (isRow(value)) return value;
	throw new NodeOperationError(functions.getNode(), `${displayName} is no object`, { description: 'Use an expression that gives an object, e.g. {{ $json }}.' });
}

/** Rows of a data table or items of a step; n8n's empty items are left out. */
export function rowsParam(functions: IExecuteFunctions, name: string, displayName: string): Row[] {
	const value = jsonParam(functions, name, displayName) ?? [];
	if (Array.isArray(value)) return value.filter(isRow).filter((row) => Object.keys(row).length > 0);
	throw new NodeOperationError(functions.getNode(), `${displayName} is no list`, {
		description: 'Use an expression that gives the rows as a list, e.g. {{ $input.all().map(item => item.json) }}.',
	});
}
