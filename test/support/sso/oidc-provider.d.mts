/** The parts of oidc-provider that siteProcess.mts uses; the package brings no types. */
declare module 'oidc-provider' {
	import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

	interface Grant {
		addOIDCScope(scope: string): void;
		save(): Promise<string>;
	}

	interface GrantContext {
		oidc: {
			client: { clientId: string };
			session: { accountId: string };
			provider: { Grant: new (owner: { clientId: string; accountId: string }) => Grant };
		};
	}

	export interface Account {
		accountId: string;
		claims(): Record<string, unknown>;
	}

	export class Provider {
		constructor(issuer: string, configuration: Record<string, unknown> & {
			findAccount: (context: unknown, id: string) => Account | undefined;
			loadExistingGrant: (context: GrantContext) => Promise<Grant>;
		});
		callback(): RequestListener;
		interactionFinished(request: IncomingMessage, response: ServerResponse, result: { login: { accountId: string } }): Promise<void>;
	}
}
