/** A Novi site with SSO: a real OpenID provider library (oidc-provider) on loopback, with the routes that Novi documents. */
import { generateKeyPairSync } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Provider } from 'oidc-provider';

export interface SiteMember {
	UniqueID: string;
	AccountEmail: string;
	FirstName: string;
	LastName: string;
}

export interface SiteOptions {
	members: SiteMember[];
	/** How a client may send its key (default: as "Post Body" or as "Basic"). */
	clientAuthMethods?: string[];
}

/** Where a client is saved that an admin enters under gear menu > SSO Clients. */
export const SSO_CLIENTS = '/sso-clients';

const LOG_IN = '/log-in';

/** Starts the site and returns its address, without a slash at the end. */
export async function startSite(options: SiteOptions): Promise<string> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const provider = new Provider(site, configuration(options));
	const openId = provider.callback();
	server.on('request', (request, response) => {
		if (!request.url?.startsWith(`${LOG_IN}/`)) return openId(request, response);
		void logInPage(provider, options.members, request, response);
	});
	return site;
}

function configuration({ members, clientAuthMethods }: SiteOptions): ConstructorParameters<typeof Provider>[1] {
	return {
		routes: { authorization: '/oauth/authorize', token: '/oauth/token', userinfo: '/oauth/userinfo', jwks: '/oauth/keys', end_session: '/log-out', registration: SSO_CLIENTS },
		responseTypes: ['code'],
		clientAuthMethods: clientAuthMethods ?? ['client_secret_post', 'client_secret_basic'],
		scopes: ['openid', 'email', 'profile'],
		claims: { openid: ['sub'], email: ['email'], profile: ['given_name', 'family_name'] },
		jwks: { keys: [signingKey()] },
		cookies: { keys: ['a cookie key of a site that lives for one test'] },
		features: { devInteractions: { enabled: false }, registration: { enabled: true } },
		interactions: { url: (_context: unknown, { uid }: { uid: string }) => `${LOG_IN}/${uid}` },
		// `sub` is the member's UniqueID: novi-ams.md, SSO.
		findAccount: (_context, id) => {
			const member = members.find(({ UniqueID }) => UniqueID === id);
			if (!member) return undefined;
			const claims = { sub: id, email: member.AccountEmail, given_name: member.FirstName, family_name: member.LastName };
			return { accountId: id, claims: () => claims };
		},
		// Novi asks nobody for consent.
		loadExistingGrant: async ({ oidc }) => {
			const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId });
			grant.addOIDCScope('openid email profile');
			await grant.save();
			return grant;
		},
	};
}

function signingKey(): object {
	const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'site' };
}

/** Shows a form, and takes the e-mail address typed into it for a log-in. */
async function logInPage(provider: Provider, members: SiteMember[], request: IncomingMessage, response: ServerResponse): Promise<void> {
	if (request.method !== 'POST') {
		response.setHeader('content-type', 'text/html');
		response.end('<form method="post"><input name="email"></form>');
		return;
	}
	const email = new URLSearchParams(await text(request)).get('email');
	const member = members.find(({ AccountEmail }) => AccountEmail === email);
	if (!member) {
		response.writeHead(401).end();
		return;
	}
	await provider.interactionFinished(request, response, { login: { accountId: member.UniqueID } });
}
