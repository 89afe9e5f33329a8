import type { INodeProperties } from 'n8n-workflow';

import { description as chooseRows } from './chooseRows.operation';
import { description as render } from './render.operation';

export const statusPageDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['statusPage'] } },
		options: [
			{
				name: 'Choose Rows',
				value: 'chooseRows',
				action: 'Choose the rows of a status page',
				description: 'Work out which rows of novi_forj_members a page shows, so that only those are read',
			},
			{
				name: 'Render',
				value: 'render',
				action: 'Render a status page',
				description: 'Make the page, or the CSV file, that shows how every linked group and its people stand',
			},
		],
		default: 'render',
	},
	...chooseRows,
	...render,
];
