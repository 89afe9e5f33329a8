import type { INodeProperties } from 'n8n-workflow';

import { description as getAll } from './getAll.operation';
import { description as setValue } from './setValue.operation';

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
			{
				name: 'Set Value',
				value: 'setValue',
				action: 'Set value of custom field',
				description: 'Set one custom field of one member, without sending the rest of the record',
			},
		],
		default: 'getAll',
	},
	...getAll,
	...setValue,
];
