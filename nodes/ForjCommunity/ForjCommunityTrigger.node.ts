import type { IHookFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { properties } from './webhook/properties';
import { assertPathIsSecret, assertTokenIsSet } from './webhook/protection';
import { receive } from './webhook/receive';
import { assertTopicsAreChosen } from './webhook/topics';

export class ForjCommunityTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Forj Community Trigger',
		name: 'forjCommunityTrigger',
		icon: { light: 'file:forjCommunity.svg', dark: 'file:forjCommunity.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["topics"].includes("*") ? "all topics" : $parameter["topics"].join(", ") }}',
		description: 'Starts the workflow when Forj Community (formerly Mobilize) tells about users and group members',
		defaults: { name: 'Forj Community Trigger' },
		usableAsTool: undefined,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		// Further pages of a delivery are read with the API key.
		credentials: [{ name: 'forjCommunityApi', required: true }],
		// The path is n8n's id of this webhook: random, and made anew when a workflow file is imported.
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'forj' }],
		properties,
	};

	webhookMethods = {
		default: {
			/** Forj tells nobody which webhooks there are. */
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			/** Nothing to register; but what would refuse every delivery is said when the workflow is published. */
			async create(this: IHookFunctions): Promise<boolean> {
				assertPathIsSecret(this);
				assertTopicsAreChosen(this);
				await assertTokenIsSet(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	webhook = receive;
}
