import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { runItems } from '../shared/router';
import { activityDescription } from './actions/activity';
import { apiDescription } from './actions/api';
import { customFieldDescription } from './actions/customField';
import { groupDescription } from './actions/group';
import { memberDescription } from './actions/member';
import { operations } from './actions/operations';
import { ssoDescription } from './actions/sso';
import { searchCustomFields, searchGroups, searchMembers } from './methods/listSearch';

export class NoviAms implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Novi AMS',
		name: 'noviAms',
		icon: { light: 'file:noviAms.svg', dark: 'file:noviAms.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter.operation + ": " + $parameter.resource }}',
		description: 'Read groups and members of a Novi AMS site, and change single fields of members',
		defaults: { name: 'Novi AMS' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'noviAmsApi', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Activity', value: 'activity' },
					{ name: 'API', value: 'api' },
					{ name: 'Custom Field', value: 'customField' },
					{ name: 'Group', value: 'group' },
					{ name: 'Member', value: 'member' },
					{ name: 'SSO', value: 'sso' },
				],
				default: 'group',
			},
			...activityDescription,
			...apiDescription,
			...customFieldDescription,
			...groupDescription,
			...memberDescription,
			...ssoDescription,
		],
	};

	methods = { listSearch: { searchCustomFields, searchGroups, searchMembers } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, operations);
	}
}
