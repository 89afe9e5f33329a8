/** The address under which Novi reaches this node. */
import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { isLoopback } from '../../shared/origin';

export const TOKEN_PARAMETER = 'token';

/** Without token. Throws when Novi cannot reach it. */
export function ownAddress(context: IHookFunctions, site: string): string {
	const address = context.getNodeWebhookUrl('default');
	if (address === undefined) throw new NodeOperationError(context.getNode(), 'n8n gives this trigger no webhook address');
	if (isLoopback(new URL(address)) && !isLoopback(new URL(site))) {
		throw new NodeOperationError(context.getNode(), `Novi cannot reach this n8n at ${new URL(address).origin}`, {
			description: REACHABLE,
		});
	}
	return address;
}

export const REACHABLE =
	'Novi calls n8n from the internet. Set the environment variable WEBHOOK_URL to the public https address of this n8n, restart n8n, and publish the workflow again.';

export function withToken(address: string, token: string | undefined): string {
	const url = new URL(address);
	if (token !== undefined) url.searchParams.set(TOKEN_PARAMETER, token);
	return url.href;
}

/** The same webhook of this node, whatever token it was registered with. */
export function isSameAddress(one: string, other: string): boolean {
	return bare(one) === bare(other);
}

function bare(text: string): string {
	return text.trim().replace(/[?#].*$/, '').replace(/\/+$/, '').toLowerCase();
}
