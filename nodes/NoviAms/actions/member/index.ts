import type { INodeProperties } from 'n8n-workflow';

import { description as get } from './get.operation';
import { description as getAll } from './getAll.operation';

export const memberDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['member'] } },
		options: [
			{ name: 'Get', value: 'get', action: 'Get a member', description: 'Get a person or company by ID or e-mail' },
			{ name: 'Get Many', value: 'getAll', action: 'Get many members', description: 'Get many people and companies' },
		],
		default: 'get',
	},
	...get,
	...getAll,
];
