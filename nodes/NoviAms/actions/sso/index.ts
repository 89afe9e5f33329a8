import type { INodeProperties } from 'n8n-workflow';

import { description as check } from './check.operation';

export const ssoDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['sso'] } },
		options: [
			{
				name: 'Check',
				value: 'check',
				action: 'Check SSO',
				description: 'Check whether members can log in to Forj with their Novi account, and get the values to paste into both',
			},
		],
		default: 'check',
	},
	...check,
];
