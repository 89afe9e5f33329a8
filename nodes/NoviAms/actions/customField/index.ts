import type { INodeProperties } from 'n8n-workflow';

import { description as getAll } from './getAll.operation';

export const customFieldDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['customField'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many custom fields',
				description: 'Get the custom fields that members have on this site',
			},
		],
		default: 'getAll',
	},
	...getAll,
];
