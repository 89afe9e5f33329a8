import type { INodeProperties } from 'n8n-workflow';

import { description as compareMembers } from './compareMembers.operation';
import { description as explainPerson } from './explainPerson.operation';

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
			{
				name: 'Explain Person',
				value: 'explainPerson',
				action: 'Explain a person',
				description: 'Say what the next run would do with one person and why, and what each side shows of the person. Writes nothing.',
			},
		],
		default: 'compareMembers',
	},
	...compareMembers,
	...explainPerson,
];
