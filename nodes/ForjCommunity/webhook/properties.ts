import type { INodeProperties } from 'n8n-workflow';
import { UNREAD_BODY } from '../../shared/webhook/unreadBody';
import { SIMPLIFY } from '../actions/fields';
import { TOPICS } from './topics';

export const properties: INodeProperties[] = [
	{
		displayName:
			'Forj has no call that registers webhooks: copy the Production URL from above, and in Forj open Community Settings > Integrations > Webhook options of your API key. Paste the URL there and choose the same topics as here. Publish the workflow.',
		name: 'setUpNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Topics',
		name: 'topics',
		type: 'multiOptions',
		options: TOPICS,
		default: ['*'],
		required: true,
		description: 'What starts the workflow. Everything else is confirmed and dropped.',
	},
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			{ name: 'None', value: 'none', description: 'The URL alone protects the workflow; it cannot be guessed' },
			{ name: 'Token in Header', value: 'header', description: 'If Forj can send a header of your own' },
			{ name: 'Token in Query', value: 'query', description: 'The token stands in the URL that you paste into Forj' },
		],
		default: 'none',
		description: 'Whether a delivery must carry the Webhook Token of the credential. Forj signs nothing.',
	},
	{
		displayName: 'Header Name',
		name: 'headerName',
		type: 'string',
		default: 'X-Novi-Forj-Token',
		required: true,
		displayOptions: { show: { authentication: ['header'] } },
		description: 'Name of the header that carries the token',
	},
	{
		displayName: 'Query Parameter',
		name: 'queryParameter',
		type: 'string',
		default: 'token',
		required: true,
		displayOptions: { show: { authentication: ['query'] } },
		description: 'Name of the parameter that carries the token',
		hint: 'Put it behind the URL in Forj: ?token= and the Webhook Token of the credential',
	},
	SIMPLIFY,
	UNREAD_BODY,
];
