import type { INodeProperties } from 'n8n-workflow';
import * as check from './check.operation';

export const operations = { check };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['api'] } },
		options: [
			{
				name: 'Check API',
				value: 'check',
				action: 'Check the API',
				description: 'Compare what this community really answers with what this package expects, call by call',
			},
		],
		default: 'check',
	},
	...check.description,
];
