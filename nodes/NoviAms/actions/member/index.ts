import type { INodeProperties } from 'n8n-workflow';

import { description as get } from './get.operation';
import { description as getAll } from './getAll.operation';
import { description as update } from './update.operation';

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
			{
				name: 'Update',
				value: 'update',
				action: 'Update a member',
				description: 'Change single fields of a member; everything else stays as it is, and what was written is read back',
			},
		],
		default: 'get',
	},
	...get,
	...getAll,
	...update,
];
