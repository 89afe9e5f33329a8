import type { INodeProperties } from 'n8n-workflow';
import * as add from './add.operation';
import * as get from './get.operation';
import * as getAll from './getAll.operation';
import * as remove from './remove.operation';

export const operations = { add, get, getAll, remove };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['member'] } },
		options: [
			{
				name: 'Add',
				value: 'add',
				action: 'Add member to group',
				description: 'Add people to a group. No invitation is sent, and being a member already is fine.',
			},
			{ name: 'Get', value: 'get', action: 'Get a member', description: 'Get one member of a group' },
			{ name: 'Get Many', value: 'getAll', action: 'Get many members', description: 'Get many members of a group' },
			{ name: 'Remove', value: 'remove', action: 'Remove member from group', description: 'Remove a person from a group; the account stays' },
		],
		default: 'getAll',
	},
	...add.description,
	...get.description,
	...getAll.description,
	...remove.description,
];
