import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { prepareField } from '../../../core/setup/fieldChange';
import { objectParam, rowsParam } from '../../setup/jsonParam';
import { INPUT } from '../../ports';
import { answersField, shownPageField, tableField } from './fields';

export const description: INodeProperties[] = [
	answersField('prepareField', 'the page Field Map'),
	shownPageField('prepareField'),
	tableField('prepareField', 'Field Map', 'fields', 'novi_forj_fields'),
	tableField('prepareField', 'Links', 'links', 'novi_forj_links'),
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
