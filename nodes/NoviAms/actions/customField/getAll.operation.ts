import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { OperationContext } from '../../../shared/router';
import { openNovi } from '../../api/client';
import { returnAllAndLimit, wantedRows } from '../fields';

export const description: INodeProperties[] = returnAllAndLimit('customField', 'getAll');

export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const maxRows = wantedRows(context);
	const novi = await openNovi(context.functions);
	const fields = await novi.listCustomFields();
	return fields.slice(0, maxRows).map((field) => ({ json: field as IDataObject }));
}
