import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { alertDescription } from './actions/alert';
import { heldRemovalDescription } from './actions/heldRemoval';
import { memberDescription } from './actions/member';
import { profileDescription } from './actions/profile';
import { runOperation } from './actions/router';
import { runDescription } from './actions/run';
import { setupDescription } from './actions/setup';
import { statusPageDescription } from './actions/statusPage';
import { inputsExpression, outputsExpression } from './ports';

export class NoviForjSync implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Novi Forj Sync',
		name: 'noviForjSync',
		icon: { light: 'file:noviForjSync.svg', dark: 'file:noviForjSync.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Decide who is added to, updated in and removed from a Forj group, so that it follows a Novi group',
		defaults: { name: 'Novi Forj Sync' },
		inputs: inputsExpression,
		// Runs as soon as one input brings something: an empty side must be reported, not waited for.
		requiredInputs: 1,
		outputs: outputsExpression,
		usableAsTool: true,
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [
					{ name: 'Alert', value: 'alert' },
					{ name: 'Held Removal', value: 'heldRemoval' },
					{ name: 'Member', value: 'member' },
					{ name: 'Profile', value: 'profile' },
					{ name: 'Run', value: 'run' },
					{ name: 'Set-Up', value: 'setup' },
					{ name: 'Status Page', value: 'statusPage' },
				],
				default: 'member',
			},
			...alertDescription,
			...heldRemovalDescription,
			...memberDescription,
			...profileDescription,
			...runDescription,
			...setupDescription,
			...statusPageDescription,
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return runOperation(this);
	}
}
