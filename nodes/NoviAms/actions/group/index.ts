import type { INodeProperties } from 'n8n-workflow';

import { description as get } from './get.operation';
import { description as getAll } from './getAll.operation';
import { description as getMembers } from './getMembers.operation';
import { description as recheckRemovals } from './recheckRemovals.operation';

export const groupDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['group'] } },
		options: [
			{ name: 'Get', value: 'get', action: 'Get a group', description: 'Get the name, counts and settings of a group' },
			{ name: 'Get Many', value: 'getAll', action: 'Get many groups', description: 'Get many groups' },
			{
				name: 'Get Members',
				value: 'getMembers',
				action: 'Get members of a group',
				description: 'Get the people of a group, with what decides whether they belong into Forj',
			},
			{
				name: 'Recheck Removals',
				value: 'recheckRemovals',
				action: 'Recheck removals of a plan',
				description: 'Read everybody again whose removal an admin released, and hold the removals that Novi speaks against',
			},
		],
		default: 'getMembers',
	},
	...get,
	...getAll,
	...getMembers,
	...recheckRemovals,
];
