import type { INodeProperties } from 'n8n-workflow';

import { description as compareProfiles } from './compareProfiles.operation';
import { description as findChanged } from './findChanged.operation';

export const profileDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['profile'] } },
		options: [
			{
				name: 'Compare Profiles',
				value: 'compareProfiles',
				action: 'Compare profiles',
				description: 'Compare profile fields in Novi and Forj with what both last agreed on, and say what goes to which side. Writes nothing.',
			},
			{
				name: 'Find Changed Profiles',
				value: 'findChanged',
				action: 'Find changed profiles',
				description: 'Find the people whose profile in Forj says something else than what both sides last agreed on. Writes nothing.',
			},
		],
		default: 'compareProfiles',
	},
	...compareProfiles,
	...findChanged,
];
