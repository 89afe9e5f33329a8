/** One call of Novi: checked, answered at once, and only then completed with the member's record. */
import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { z } from 'zod';

import { clock } from '../../shared/http/clock';
import { isServiceError } from '../../shared/http/serviceError';
import { isGuid } from '../../shared/params';
import { accept, confirm } from '../../shared/webhook/accept';
import { readJson } from '../../shared/webhook/readJson';
import { Refusal } from '../../shared/webhook/refusal';
import { ownValue, requireToken } from '../../shared/webhook/token';
import { simplifyMember } from '../actions/fields';
import { openNovi } from '../api/client';
import { TOKEN_PARAMETER } from './address';
import { chosenEvents, REMOVED } from './events';
import { remembered } from './remembered';

/** An event and an id are 100 bytes. */
const MAX_BYTES = 64 * 1024;

const deliverySchema = z.object({
	event: z.string().trim().min(1).max(100),
	entityUniqueId: z.string().trim().refine(isGuid),
});

/** Answered already, and no workflow is run. */
const NOTHING: IWebhookResponseData = { noWebhookResponse: true };

export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	if (isNotReady(this)) {
		// Refused, Novi would switch the webhook off. Nothing runs, since nobody can say who called; the schedule catches it.
		this.logger.warn('Novi AMS Trigger: an event came in before n8n had stored the token of the webhook, and was dropped.');
		confirm(this);
		return NOTHING;
	}
	const delivery = await accept(this, async () => {
		checkToken(this);
		return toDelivery(await readJson(this.getRequestObject(), MAX_BYTES));
	});
	if (delivery === undefined) return NOTHING;
	const wanted = chosenEvents(this).includes(delivery.event);
	const fetch = this.getNodeParameter('fetchMember', true) === true;
	const receivedAt = new Date(clock.now()).toISOString();
	// Events that were not asked for are confirmed as well: Novi switches off a webhook that fails.
	confirm(this);
	if (!wanted) return NOTHING;
	const json = { event: delivery.event, memberId: delivery.entityUniqueId, receivedAt };
	return { ...NOTHING, workflowData: [[{ json: fetch ? { ...json, ...(await readMember(this, json)) } : json }]] };
}

/** In the moment after the first publishing, Novi may know the address before n8n has stored its token. */
function isNotReady(context: IWebhookFunctions): boolean {
	return context.getNodeParameter('protectWithToken', true) === true && remembered(context).token === undefined;
}

function checkToken(context: IWebhookFunctions): void {
	if (context.getNodeParameter('protectWithToken', true) !== true) return;
	requireToken(ownValue(context.getQueryData() as object, TOKEN_PARAMETER), remembered(context).token ?? '');
}

function toDelivery(body: unknown): z.infer<typeof deliverySchema> {
	const delivery = deliverySchema.safeParse(body);
	if (delivery.success) return delivery.data;
	throw new Refusal(400, 'The body is no delivery of Novi: it needs "event", and "entityUniqueId" with a GUID.');
}

/** Never throws: the delivery is confirmed, Novi does not send it again. */
async function readMember(context: IWebhookFunctions, { event, memberId }: { event: string; memberId: string }): Promise<IDataObject> {
	try {
		const record = (await (await openNovi(context)).getMember(memberId)) as IDataObject;
		return { member: context.getNodeParameter('simplify', true) === true ? simplifyMember(record) : record };
	} catch (error) {
		// A record that was removed may well be gone.
		if (event === REMOVED && isServiceError(error) && error.kind === 'not_found') return { member: null };
		const problem = isServiceError(error) ? `${error.message} ${error.fix}` : 'The member could not be read.';
		context.logger.warn(`Novi AMS Trigger: the member of an event could not be read. ${problem}`);
		return { member: null, memberProblem: problem };
	}
}
