import type { INodeProperties } from 'n8n-workflow';
import * as get from './get.operation';

export const operations = { get };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['importJob'] } },
		options: [{ name: 'Get', value: 'get', action: 'Get an import job', description: 'Get the state of a bulk import' }],
		default: 'get',
	},
	...get.description,
];
