import type { INodeProperties } from 'n8n-workflow';
import * as get from './get.operation';
import * as getAll from './getAll.operation';

export const operations = { get, getAll };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['group'] } },
		options: [
			{ name: 'Get', value: 'get', action: 'Get a group', description: 'Get a group with its settings' },
			{ name: 'Get Many', value: 'getAll', action: 'Get many groups', description: 'Get many groups' },
		],
		default: 'get',
	},
	...get.description,
	...getAll.description,
];
