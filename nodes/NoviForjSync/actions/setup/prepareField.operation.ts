import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { prepareField } from '../../../core/setup/fieldChange';
import { objectParam, rowsParam } from '../../setup/jsonParam';
import { INPUT } from '../../ports';

const displayOptions = { show: { resource: ['setup'], operation: ['prepareField'] } };

export const description: INodeProperties[] = [
	{
		displayName: 'Answers',
		name: 'answers',
		type: 'json',
		default: '={{ $json }}',
		required: true,
		displayOptions,
		description: 'The item of the Form node that showed the page Field Map',
	},
	{
		displayName: 'Shown Page',
		name: 'shownPage',
		type: 'json',
		default: '{}',
		required: true,
		displayOptions,
		description: 'The item of Make Page that was shown: it says what the lists offered',
	},
	{
		displayName: 'Field Map',
		name: 'fields',
		type: 'json',
		default: '[]',
		required: true,
		displayOptions,
		description: 'All rows of novi_forj_fields, as a list',
	},
	{
		displayName: 'Links',
		name: 'links',
		type: 'json',
		default: '[]',
		required: true,
		displayOptions,
		description: 'All rows of novi_forj_links, as a list',
	},
];

/** The answers in, the checked mapping out: the row to store, or the fault in words. Writes nothing (design 4.6). */
export function execute(functions: IExecuteFunctions): INodeExecutionData[][] {
	const items = functions.getInputData(INPUT.rows);
	const prepared = prepareField({
		answers: objectParam(functions, 'answers', 'Answers'),
		choices: objectParam(functions, 'shownPage', 'Shown Page').choices,
		fields: rowsParam(functions, 'fields', 'Field Map'),
		links: rowsParam(functions, 'links', 'Links'),
	});
	return [[{ json: prepared as unknown as IDataObject, pairedItem: items.map((_, item) => ({ item })) }]];
}
