import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { clock } from '../../../shared/http/clock';
import { renderPage } from '../../page/render';
import { INPUT } from '../../ports';
import { tableRows } from '../../rememberedRows';
import { queryField, requestOf } from './fields';

export const description: INodeProperties[] = [
	queryField('render'),
	{
		displayName: 'Problem',
		name: 'problem',
		type: 'string',
		default: '',
		displayOptions: { show: { resource: ['statusPage'], operation: ['render'] } },
		description: 'What keeps the page from being made. When it is not empty, the page says this and nothing else.',
	},
];

/**
 * Rows of `novi_forj_links`, `novi_forj_runs` and `novi_forj_members` in, in any order, one item out: `{ statusCode, contentType, html }`,
 * or for a download `{ statusCode, contentType, csv, fileName }` (issue 5, design section 8).
 */
export function execute(functions: IExecuteFunctions): INodeExecutionData[][] {
	const items = functions.getInputData(INPUT.rows);
	const moment = { now: clock.now(), timezone: functions.getTimezone() };
	const problem = functions.getNodeParameter('problem', 0, '') as string;
	const answer = renderPage(tableRows(functions, items), requestOf(functions), moment, problem);
	// All rows make one page: naming each of thousands of them would be longer than the page.
	return [[{ json: answer as unknown as IDataObject, pairedItem: { item: 0 } }]];
}
