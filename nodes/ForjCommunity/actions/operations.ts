import type { INodeProperties } from 'n8n-workflow';
import type { OperationTable } from '../../shared/router';
import * as api from './api';
import * as group from './group';
import * as importJob from './importJob';
import * as member from './member';
import * as sync from './sync';
import * as user from './user';

export const operations: OperationTable = {
	api: api.operations,
	group: group.operations,
	importJob: importJob.operations,
	member: member.operations,
	sync: sync.operations,
	user: user.operations,
};

export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'API', value: 'api' },
			{ name: 'Group', value: 'group' },
			{ name: 'Import Job', value: 'importJob' },
			{ name: 'Member', value: 'member' },
			{ name: 'Sync', value: 'sync' },
			{ name: 'User', value: 'user' },
		],
		default: 'member',
	},
	...api.description,
	...group.description,
	...importJob.description,
	...member.description,
	...sync.description,
	...user.description,
];
