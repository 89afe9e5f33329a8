/** A site that shows one thing at the address of the OpenID document, whatever a test wants it to be. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Shown {
	status?: number;
	headers?: Record<string, string>;
	/** An object is sent as JSON. */
	body?: unknown;
}

export interface DocumentSite {
	/** Without a slash at the end. */
	url: string;
	/** `METHOD path` and the key of each call, oldest first. */
	calls: Array<{ call: string; authorization?: string }>;
	close(): Promise<void>;
}

/** A complete document, as a site that is ready shows it. */
export function soundDocument(site: string): Record<string, unknown> {
	return {
		issuer: site,
		authorization_endpoint: `${site}/oauth/authorize`,
		token_endpoint: `${site}/oauth/token`,
		userinfo_endpoint: `${site}/oauth/userinfo`,
		jwks_uri: `${site}/oauth/keys`,
		response_types_supported: ['code'],
		grant_types_supported: ['authorization_code'],
		scopes_supported: ['openid', 'email', 'profile'],
		subject_types_supported: ['public'],
		token_endpoint_auth_methods_supported: ['client_secret_post'],
	};
}

export async function startDocumentSite(show: (site: string) => Shown): Promise<DocumentSite> {
	const calls: DocumentSite['calls'] = [];
	const server = createServer((request, response) => {
		calls.push({ call: `${request.method} ${request.url}`, authorization: request.headers.authorization });
		const { status = 200, headers = {}, body = '' } = show(url);
		response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		calls,
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => server.close(() => resolve()));
		},
	};
}
