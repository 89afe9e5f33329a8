import type { INodeProperties } from 'n8n-workflow';

import { UNREAD_BODY } from '../../shared/webhook/unreadBody';
import { EVENTS } from './events';

export const properties: INodeProperties[] = [
	{
		displayName:
			'The webhook is registered in Novi when the workflow is published, and removed when it is unpublished. Novi must be able to reach this n8n from the internet. It tells nothing about groups, and switches off a webhook that fails: keep a schedule beside it.',
		name: 'setUpNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: EVENTS,
		default: ['customer.created', 'customer.removed', 'customer.updated'],
		required: true,
		description: 'What starts the workflow. Companies are members in Novi, too.',
	},
	{
		displayName: 'Fetch Member',
		name: 'fetchMember',
		type: 'boolean',
		default: true,
		description: 'Whether to read the member from Novi. Novi itself sends only the event and the ID.',
	},
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		displayOptions: { show: { fetchMember: [true] } },
	},
	{
		displayName: 'Protect With Token',
		name: 'protectWithToken',
		type: 'boolean',
		default: true,
		description: 'Whether the address that is registered in Novi carries a secret which every delivery must bring. Switch it off only if Novi drops what stands behind the question mark.',
	},
	UNREAD_BODY,
];
