import type { INodeProperties } from 'n8n-workflow';

export const apiDescription: INodeProperties[] = [
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
				description: 'Compare what this site really answers with what this package expects, call by call, without writing anything',
			},
		],
		default: 'check',
	},
];
