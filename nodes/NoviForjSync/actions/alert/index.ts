import type { INodeProperties } from 'n8n-workflow';

import { description as findAlerts } from './findAlerts.operation';

export const alertDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['alert'] } },
		options: [
			{
				name: 'Find Alerts',
				value: 'findAlerts',
				action: 'Find alerts',
				description: 'Find what is new about the links since the last mail, and write the mail. Tells each change once.',
			},
		],
		default: 'findAlerts',
	},
	...findAlerts,
];
