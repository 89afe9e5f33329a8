import type { INodeProperties } from 'n8n-workflow';
import * as applyPlan from './applyPlan.operation';

export const operations = { applyPlan };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['sync'] } },
		options: [
			{
				name: 'Apply Plan',
				value: 'applyPlan',
				action: 'Apply plan to groups',
				description: 'Add, update and remove people as a plan of Novi Forj Sync says, and report every outcome',
			},
		],
		default: 'applyPlan',
	},
	...applyPlan.description,
];
