import type { IHookFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { properties } from './webhook/properties';
import { receive } from './webhook/receive';
import { isRegistered, register, unregister } from './webhook/registration';

export class NoviAmsTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Novi AMS Trigger',
		name: 'noviAmsTrigger',
		icon: { light: 'file:noviAms.svg', dark: 'file:noviAms.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a member is created, changed or removed in Novi AMS',
		defaults: { name: 'Novi AMS Trigger' },
		usableAsTool: undefined,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'noviAmsApi', required: true }],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'novi' }],
		properties,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await register(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await unregister(this);
			},
		},
	};

	webhook = receive;
}
