import type { INodeProperties } from 'n8n-workflow';
import * as get from './get.operation';
import * as getAll from './getAll.operation';
import * as search from './search.operation';
import * as updateProfile from './updateProfile.operation';

export const operations = { get, getAll, search, updateProfile };

export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['user'] } },
		options: [
			{ name: 'Get', value: 'get', action: 'Get a user', description: 'Get one user of the community' },
			{ name: 'Get Many', value: 'getAll', action: 'Get many users', description: 'Get many users of the community' },
			{ name: 'Search', value: 'search', action: 'Search users', description: 'Find users by a part of their primary e-mail address' },
			{
				name: 'Update Profile',
				value: 'updateProfile',
				action: 'Update profile of user',
				description: 'Change profile fields of a user; the e-mail is never changed',
			},
		],
		default: 'get',
	},
	...get.description,
	...getAll.description,
	...search.description,
	...updateProfile.description,
];
