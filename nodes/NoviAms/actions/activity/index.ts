import type { INodeProperties } from 'n8n-workflow';

import { description as create } from './create.operation';

export const activityDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['activity'] } },
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create an activity',
				description: 'Note on the record of a member what happened',
			},
		],
		default: 'create',
	},
	...create,
];
