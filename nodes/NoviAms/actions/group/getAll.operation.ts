import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { rowsOf } from '../../../shared/nodeErrors';
import type { OperationContext } from '../../../shared/router';
import { openNovi } from '../../api/client';
import { returnAllAndLimit, wantedRows } from '../fields';

export const description: INodeProperties[] = returnAllAndLimit('group', 'getAll');

export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const maxRows = wantedRows(context);
	const novi = await openNovi(context.functions);
	const groups = rowsOf(context.functions.getNode(), await novi.listGroups(maxRows), context.itemIndex);
	return groups.map((group) => ({ json: group as IDataObject }));
}
