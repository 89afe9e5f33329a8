import type { INodeProperties } from 'n8n-workflow';

import { description as compareMembers } from './compareMembers.operation';

export const memberDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['member'] } },
		options: [
			{
				name: 'Compare Members',
				value: 'compareMembers',
				action: 'Compare members',
				description: 'Compare a Novi group with a Forj group and decide for each person what is to be done. Writes nothing.',
			},
		],
		default: 'compareMembers',
	},
	...compareMembers,
];
