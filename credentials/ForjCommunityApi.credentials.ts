import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/**
 * The base URL as the client makes it (nodes/shared/origin.ts): scheme added, trailing slash removed. An address
 * without HTTPS, loopback excepted, becomes no address at all, so that no key is sent there.
 */
const BASE_URL = `={{ [$credentials.baseUrl.trim()]
	.map((url) => /^[a-z][a-z0-9+.-]*:\\/\\//i.test(url) ? url : 'https://' + url)
	.map((url) => url.replace(/[?#].*$/, '').replace(/\\/+$/, ''))
	.map((url) => /^(https:\\/\\/[^@/]+|http:\\/\\/(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d+)?)(\\/[^@]*)?$/i.test(url) ? url : 'Base URL must start with https')[0] }}`;

/** Paths that are inferred, not documented. They stand as endpoints in nodes/ForjCommunity/api/endpoints.ts. */
const PATHS: INodeProperties[] = [
	path('Add Member Path', 'addMemberPath', '/groups/{groupId}/members', 'Called with POST to add one person'),
	path('Bulk Add Path', 'bulkAddPath', '/groups/{groupId}/members/bulk', 'Called with POST to start an import'),
	path('Import Job Path', 'importJobPath', '/bulk_imports/{jobId}', 'Called with GET to follow an import'),
	path('Remove Member Path', 'removeMemberPath', '/groups/{groupId}/members/{userId}', 'Called with DELETE to remove one person'),
	path('Get User Path', 'getUserPath', '/users/{userId}', 'Called with GET to read one user'),
	path('Update User Path', 'updateUserPath', '/users/{userId}', 'Called with PUT to change a profile'),
];

/** Masked like every key, although it opens nothing by itself. */
const APPLICATION_KEY: INodeProperties = {
	displayName: 'Application Key',
	name: 'applicationKey',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description: 'Only with several API keys: the key whose webhooks the calls belong to',
};

export class ForjCommunityApi implements ICredentialType {
	name = 'forjCommunityApi';

	displayName = 'Forj Community API';

	icon: Icon = { light: 'file:forjCommunity.svg', dark: 'file:forjCommunity.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-novi-forj/n8n-nodes-novi-forj#forj-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'In Forj: Community Settings > Integrations. Create it as an admin of the community: calls run with this admin\'s rights.',
		},
		{
			displayName: 'API Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Shown once, when the API key is created',
		},
		{
			displayName: 'Community Domain',
			name: 'communityDomain',
			type: 'string',
			default: '',
			placeholder: 'e.g. association.mobilize.io',
			description: 'Where members open the community. Not needed for the sync.',
		},
		{
			displayName: 'Private Level',
			name: 'privateLevel',
			type: 'string',
			default: '',
			description:
				'The number with which Forj marks a group as Private. Open a group that you know is Private with the node Forj Community, Group: Get, and copy its "privacy". While it is empty, links are Not ready.',
		},
		{
			displayName: 'What follows is for special cases. Leave it as it is unless a message asks you to change it.',
			name: 'advancedNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.mobilize.io/v1',
			required: true,
			description: 'Address of the Forj API. It must be an https address.',
		},
		{
			displayName: 'Trusted Origins',
			name: 'trustedOrigins',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://api.forj.example, https://eu.forj.example',
			description: 'Other addresses, separated by commas, to which Forj may send calls on together with the API key',
		},
		APPLICATION_KEY,
		{
			displayName: 'Webhook Token',
			name: 'webhookToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Only for the node Forj Community Trigger: a long random text of your own that its deliveries must carry. At least 16 characters.',
		},
		{
			displayName: 'Change Endpoint Paths',
			name: 'changePaths',
			type: 'boolean',
			default: false,
			description: 'Whether some calls use other paths than this package expects. Empty fields keep the path shown in them.',
		},
		...PATHS,
	];

	/** A function, since n8n evaluates the expressions of the generic form anew for each call: several milliseconds a page. */
	authenticate: IAuthenticate = async ({ apiKey, apiSecret }, request) => ({
		...request,
		auth: { username: String(apiKey), password: String(apiSecret) },
	});

	test: ICredentialTestRequest = {
		request: {
			baseURL: BASE_URL,
			url: '/groups',
			qs: { limit: 1, offset: 0 },
			// n8n would carry the key to any address that a redirect names.
			disableFollowRedirect: true,
		},
		rules: [
			...[301, 302, 303, 307, 308].map((value) =>
				answered(value, 'Forj sends calls on to another address, and this test does not carry the key there. Enter that address as Base URL, or under Trusted Origins: then the nodes work, although this test does not.'),
			),
			answered(401, 'Forj refused the API key or secret. In Forj, open Community Settings > Integrations, create an API key, and paste key and secret unchanged.'),
			answered(403, 'This API key may not list groups. Calls run with the rights of the admin who created it: create it as an admin of the community.'),
			answered(404, 'There is no Forj API at this address. Check Base URL; usually it is https://api.mobilize.io/v1'),
			answered(429, 'Forj asks to slow down. Try again in a minute.'),
			...[500, 502, 503, 504].map((value) => answered(value, 'Forj is not available at the moment. Try again later.')),
		],
	};
}

function answered(value: number, message: string) {
	return { type: 'responseCode' as const, properties: { value, message } };
}

function path(displayName: string, name: string, usual: string, description: string): INodeProperties {
	return { displayName, name, type: 'string', default: '', placeholder: usual, description, displayOptions: { show: { changePaths: [true] } } };
}
