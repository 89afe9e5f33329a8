/** A Forj community's side of the log-in, by a real relying-party library (openid-client), set up with what an admin enters. */
import * as openId from 'openid-client';

/** The OpenID settings in Forj. */
export interface OpenIdSettings {
	directoryDocument: string;
	appId: string;
	appSecret: string;
	/** Words of Forj's settings page. */
	clientAuthenticationMethod: string;
}

export interface LoggedIn {
	sub: string;
	claims: Record<string, unknown>;
}

const METHODS: Record<string, (secret: string) => openId.ClientAuth> = {
	'Post Body': (secret) => openId.ClientSecretPost(secret),
	Basic: (secret) => openId.ClientSecretBasic(secret),
};

const SCOPE = 'openid email profile';

async function configured({ directoryDocument, appId, appSecret, clientAuthenticationMethod }: OpenIdSettings): Promise<openId.Configuration> {
	const method = METHODS[clientAuthenticationMethod];
	if (!method) throw new Error(`Forj has no client authentication method ${clientAuthenticationMethod}`);
	// The site of a test is on loopback, without https.
	const options = { execute: [openId.allowInsecureRequests] };
	return await openId.discovery(new URL(directoryDocument), appId, undefined, method(appSecret), options);
}

/** Where a person is sent who clicks the log-in button of the community. */
export async function logInAddress(settings: OpenIdSettings, callback: string, state: string): Promise<string> {
	return openId.buildAuthorizationUrl(await configured(settings), { redirect_uri: callback, scope: SCOPE, state }).href;
}

/** Finishes the log-in when the browser comes back with a code. */
export async function finishLogIn(settings: OpenIdSettings, cameBackTo: string, state: string): Promise<LoggedIn> {
	const config = await configured(settings);
	const tokens = await openId.authorizationCodeGrant(config, new URL(cameBackTo), { expectedState: state });
	const sub = tokens.claims()?.sub ?? '';
	return { sub, claims: { ...(await openId.fetchUserInfo(config, tokens.access_token, sub)) } };
}
