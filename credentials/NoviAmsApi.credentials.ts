import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/**
 * The site's origin as the client makes it (nodes/shared/origin.ts): scheme added, path and trailing slash
 * removed; '' for an address without HTTPS, loopback excepted.
 */
const SITE_ORIGIN = `[$credentials.siteUrl.trim()]
	.map((url) => /^[a-z][a-z0-9+.-]*:\\/\\//i.test(url) ? url : 'https://' + url)
	.map((url) => url.replace(/^([a-z]+:\\/\\/[^/?#]*).*$/i, '$1'))
	.map((url) => /^(https:\\/\\/[^@]+|http:\\/\\/(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])(:\\d+)?)$/i.test(url) ? url : '')[0]`;

/** n8n shows these two when it refuses a test; no key is sent anywhere then, as the host does not exist. */
const REFUSED_ORIGIN = 'https://site-url-must-be-an-https-address.invalid';
const ALLOWED_ADDRESSES = 'addresses that start with https://';

export class NoviAmsApi implements ICredentialType {
	name = 'noviAmsApi';

	displayName = 'Novi AMS API';

	icon: Icon = { light: 'file:noviAms.svg', dark: 'file:noviAms.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-novi-forj/n8n-nodes-novi-forj#novi-credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Site URL',
			name: 'siteUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://www.association.example',
			description: 'Address of your Novi AMS site. It must be an https address.',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'In Novi: gear menu > Advanced > API Keys. Paste the key unchanged.',
		},
		{
			displayName: 'Allow Staging Sync',
			name: 'allowStagingSync',
			type: 'boolean',
			default: false,
			description:
				'Whether a Novi staging or test site (novistaging.com, novitesting.com) may change Forj. Leave this off to only plan.',
		},
	];

	/**
	 * Novi takes the key as it is, not base64 of user name and password. A function, since n8n evaluates the expressions of the
	 * generic form anew for each call.
	 */
	authenticate: IAuthenticate = async ({ apiKey }, request) => ({
		...request,
		headers: { ...request.headers, Authorization: `Basic ${String(apiKey)}` },
	});

	// The rules of both kinds work side by side; only their type does not say so.
	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{ ${SITE_ORIGIN} || '${REFUSED_ORIGIN}' }}`,
			allowedDomains: `={{ ${SITE_ORIGIN} ? undefined : '${ALLOWED_ADDRESSES}' }}`,
			url: '/api/groups',
			qs: { pageSize: 1, offset: 0 },
			disableFollowRedirect: true,
		},
		rules: [
			...[301, 302, 303, 307, 308].map((value) =>
				answered(value, 'The site sends the call on to another address. Open your Novi site in a browser and enter the address shown there as Site URL.'),
			),
			answered(401, 'Novi refused the API key. In Novi, open the gear menu > Advanced > API Keys, copy the key and paste it unchanged.'),
			answered(403, 'This API key may not read groups. In Novi, open the gear menu > Advanced > API Keys and look what the key is limited to.'),
			answered(404, 'There is no Novi API at this address. Check that Site URL is the address of your Novi site.'),
			answered(429, 'Novi asks to slow down. Try again in a minute.'),
			...[500, 502, 503, 504].map((value) => answered(value, 'Novi is not available at the moment. Try again later.')),
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'TotalCount',
					value: undefined,
					message: 'This address answers, but not with a list of Novi groups. Check that Site URL is the address of your Novi site.',
				},
			},
		] as ICredentialTestRequest['rules'],
	};
}

function answered(value: number, message: string) {
	return { type: 'responseCode' as const, properties: { value, message } };
}
