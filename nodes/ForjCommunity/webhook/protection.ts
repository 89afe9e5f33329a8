/** The token that a delivery must carry. It is kept in the credential, so that no workflow file holds it. */
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { ownValue, requireToken } from '../../shared/webhook/token';
import { CREDENTIAL_TYPE } from '../api/connection';

const MIN_LENGTH = 16;

/** Throws a Refusal unless the delivery carries the token that the node demands. */
export async function checkToken(context: IWebhookFunctions): Promise<void> {
	const authentication = context.getNodeParameter('authentication') as string;
	if (authentication === 'none') return;
	const given =
		authentication === 'query'
			? ownValue(context.getQueryData() as object, textParameter(context, 'queryParameter'))
			: ownValue(context.getHeaderData(), textParameter(context, 'headerName').toLowerCase());
	requireToken(given, await tokenOf(context));
}

/**
 * Without a webhook id n8n makes the path of the workflow's id and the node's name. The editor and the API give every
 * node an id; n8n's command line imports a file as it is.
 */
export function assertPathIsSecret(context: IHookFunctions): void {
	if (context.getNode().webhookId) return;
	throw new NodeOperationError(context.getNode(), 'The URL of this trigger could be guessed', {
		description: 'Open the workflow in the editor, save it once, and publish it again: n8n then gives the trigger a random URL.',
	});
}

/** Before the workflow goes live: a token that is demanded must be there. */
export async function assertTokenIsSet(context: IHookFunctions): Promise<void> {
	if (context.getNodeParameter('authentication') === 'none') return;
	if ((await tokenOf(context)).length >= MIN_LENGTH) return;
	throw new NodeOperationError(context.getNode(), 'The Forj credential has no Webhook Token', {
		description: `Open the credential, enter a random text of at least ${MIN_LENGTH} characters as Webhook Token, and give the same text to Forj. Or set Authentication to None.`,
	});
}

async function tokenOf(context: IHookFunctions | IWebhookFunctions): Promise<string> {
	const { webhookToken } = await context.getCredentials(CREDENTIAL_TYPE);
	return typeof webhookToken === 'string' ? webhookToken.trim() : '';
}

function textParameter(context: IWebhookFunctions, name: string): string {
	return String(context.getNodeParameter(name)).trim();
}
