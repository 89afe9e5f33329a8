import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { runItems } from '../shared/router';
import { operations, properties } from './actions/operations';
import { searchGroups, searchMembers, searchUsers } from './methods/listSearch';

export class ForjCommunity implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Forj Community',
		name: 'forjCommunity',
		icon: { light: 'file:forjCommunity.svg', dark: 'file:forjCommunity.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Read and keep groups, members and users of a Forj community (formerly Mobilize)',
		defaults: { name: 'Forj Community' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'forjCommunityApi', required: true }],
		properties,
	};

	methods = { listSearch: { searchGroups, searchMembers, searchUsers } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runItems(this, operations);
	}
}
