import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { rowQueries } from '../../page/queries';
import { INPUT } from '../../ports';
import { tableRows } from '../../rememberedRows';
import { queryField, requestOf } from './fields';

export const description: INodeProperties[] = [queryField('chooseRows')];

/**
 * The oldest row of `novi_forj_members` of the link in, one item per query out: what the Data Table node has to look for, so that only
 * the rows of one page are read. No item for the overview.
 */
export function execute(functions: IExecuteFunctions): INodeExecutionData[][] {
	const items = functions.getInputData(INPUT.rows);
	const [oldest] = tableRows(functions, items).filter((row) => 'run_id' in row);
	return [rowQueries(requestOf(functions), oldest).map((query) => ({ json: query as unknown as IDataObject, pairedItem: { item: 0 } }))];
}
