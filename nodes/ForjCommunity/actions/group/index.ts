import type { INodeProperties } from 'n8n-workflow';
import * as checkReadiness from './checkReadiness.operation';
import * as create from './create.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';
import * as update from './update.operation';

export const operations = { checkReadiness, create, get, getAll, update };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['group'] } },
		options: [
			{
				name: 'Check Readiness',
				value: 'checkReadiness',
				action: 'Check readiness of a group',
				description: 'Check whether a group fits the sync: top-level, Private, without approval, linked once',
			},
			{
				name: 'Create',
				value: 'create',
				action: 'Create a group',
				description: 'Create a group that fits the sync; a group cannot be deleted through the API',
			},
			{ name: 'Get', value: 'get', action: 'Get a group', description: 'Get a group with its settings' },
			{ name: 'Get Many', value: 'getAll', action: 'Get many groups', description: 'Get many groups' },
			{ name: 'Update', value: 'update', action: 'Update a group', description: 'Change settings of a group' },
		],
		default: 'get',
	},
	...checkReadiness.description,
	...create.description,
	...get.description,
	...getAll.description,
	...update.description,
];
