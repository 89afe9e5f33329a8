/** The webhook in Novi: found by its address, repaired where it differs, reduced to one, removed by its id or its exact address. */
import type { IHookFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';
import { randomBytes } from 'crypto';

import { toNodeError } from '../../shared/nodeErrors';
import { isServiceError } from '../../shared/http/serviceError';
import type { NoviClient } from '../api/client';
import { openNovi } from '../api/client';
import type { NoviWebhook } from '../api/schemas';
import { isSameAddress, ownAddress, REACHABLE, withToken } from './address';
import { chosenEvents } from './events';
import { remembered } from './remembered';

export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	return await explained(context, async () => {
		const novi = await openNovi(context);
		const memory = remembered(context);
		const address = ownAddress(context, novi.site);
		const exact = withToken(address, memory.token);
		const [found, ...surplus] = (await findAll(novi, address)).filter(({ Url }) => Url === exact);
		// Two would deliver everything twice: not done before `register` has left one.
		if (found === undefined || surplus.length > 0 || !isAsWanted(found, context, novi)) return false;
		memory.webhookId = found.WebhookUniqueId;
		return true;
	});
}

/** Novi switches a webhook off when its receiver fails; publishing the workflow switches it on again. */
export async function register(context: IHookFunctions): Promise<boolean> {
	return await explained(context, async () => {
		const novi = await openNovi(context);
		const address = ownAddress(context, novi.site);
		const memory = remembered(context);
		memory.token = wantsToken(context) ? (memory.token ?? newToken()) : undefined;
		const wanted = { Url: withToken(address, memory.token), Actions: chosenEvents(context), Active: true };
		const all = await findAll(novi, address);
		// Given a token that is in use already, a left-over one would deliver everything a second time.
		const exact = all.filter(({ Url }) => Url === wanted.Url);
		const known = exact.find((webhook) => isAsWanted(webhook, context, novi)) ?? exact[0] ?? all[0];
		if (known === undefined) await novi.createWebhook(wanted);
		else await novi.updateWebhook(known.WebhookUniqueId, { ...known, ...wanted });
		// What Novi answers to a write is not documented; what its list shows is what counts.
		const kept = await findAll(novi, address);
		const found = kept.find((webhook) => isAsWanted(webhook, context, novi));
		if (found === undefined) throw notKept(context, address);
		memory.webhookId = found.WebhookUniqueId;
		await deleteAll(novi, kept.filter((webhook) => webhook !== found && webhook.Url === found.Url));
		return true;
	});
}

export async function unregister(context: IHookFunctions): Promise<boolean> {
	return await explained(context, async () => {
		const memory = remembered(context);
		const novi = await openNovi(context);
		const isDone = memory.webhookId !== undefined && (await deleteOnce(novi, memory.webhookId));
		// Gone under its id, it may be there under another: somebody deleted it in Novi and made it again.
		if (!isDone) await deleteAll(novi, await findOwn(novi, context));
		memory.webhookId = undefined;
		// The token stays: n8n stores it some time after publishing, and Novi calls as soon as it knows the address.
		return true;
	});
}

/** Normally one, whatever its token. Somebody may have made another by hand. */
async function findAll(novi: NoviClient, address: string): Promise<NoviWebhook[]> {
	const all = await novi.listWebhooks();
	return all.filter((webhook) => isSameAddress(webhook.Url, address));
}

/** Never one of others: the token in the address is known to this node alone. */
async function findOwn(novi: NoviClient, context: IHookFunctions): Promise<NoviWebhook[]> {
	const address = ownAddress(context, novi.site);
	const { token } = remembered(context);
	const all = await findAll(novi, address);
	// n8n lost the token: the path of this node is all that is left to know its webhook by.
	if (token === undefined && wantsToken(context)) return all;
	return all.filter(({ Url }) => Url === withToken(address, token));
}

function isAsWanted(found: NoviWebhook, context: IHookFunctions, novi: NoviClient): boolean {
	const { token } = remembered(context);
	if (wantsToken(context) !== (token !== undefined)) return false;
	const wanted = chosenEvents(context);
	const actions = new Set(found.Actions ?? []);
	return (
		found.Active === true &&
		found.Url === withToken(ownAddress(context, novi.site), token) &&
		actions.size === wanted.length &&
		wanted.every((event) => actions.has(event))
	);
}

async function deleteAll(novi: NoviClient, webhooks: NoviWebhook[]): Promise<void> {
	for (const { WebhookUniqueId } of webhooks) await deleteOnce(novi, WebhookUniqueId);
}

/** False when it was gone already: somebody may have deleted it in Novi. */
async function deleteOnce(novi: NoviClient, webhookId: string): Promise<boolean> {
	try {
		await novi.deleteWebhook(webhookId);
		return true;
	} catch (error) {
		if (!isServiceError(error) || error.kind !== 'not_found') rethrow(error);
		return false;
	}
}

function rethrow(error: unknown): never {
	throw error;
}

function wantsToken(context: IHookFunctions): boolean {
	return context.getNodeParameter('protectWithToken', true) === true;
}

function newToken(): string {
	return randomBytes(32).toString('hex');
}

function notKept(context: IHookFunctions, address: string): NodeApiError {
	const message = 'Novi did not keep the webhook as it was sent';
	const description = `Look at the webhook in Novi; its address begins with ${address}. If Novi drops what stands behind the question mark, switch off Protect With Token. If Novi switched it off at once, it cannot reach n8n. ${REACHABLE}`;
	return new NodeApiError(context.getNode(), { message }, { message, description });
}

/** Every error as n8n shows it; a refusal with what is most often its reason. */
async function explained<T>(context: IHookFunctions, act: () => Promise<T>): Promise<T> {
	try {
		return await act();
	} catch (error) {
		throw explanation(context, error);
	}
}

function explanation(context: IHookFunctions, error: unknown): Error {
	const nodeError = toNodeError(context.getNode(), error);
	if (isServiceError(error) && error.kind === 'rejected') nodeError.description = REACHABLE;
	return nodeError;
}
