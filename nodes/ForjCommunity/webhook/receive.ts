/** One call of Forj: checked, answered at once, and only then read to its end. */
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { accept, confirm } from '../../shared/webhook/accept';
import { readJson, tamed } from '../../shared/webhook/readJson';
import { Refusal } from '../../shared/webhook/refusal';
import { clock } from '../../shared/http/clock';
import { ForjClient } from '../api/client';
import type { NotificationPage } from '../api/notifications';
import { notificationPageSchema, PAGE_LIMIT } from '../api/notifications';
import { readDelivery } from './delivery';
import { toItems } from './items';
import { checkToken } from './protection';
import { topicFilter } from './topics';

/** 50 users with their profiles are some 100 KB. */
const MAX_BYTES = 1024 * 1024;

/** Answered already, and no workflow is run. */
const NOTHING: IWebhookResponseData = { noWebhookResponse: true };

export async function receive(this: IWebhookFunctions): Promise<IWebhookResponseData> {
	const first = await accept(this, async () => {
		await checkToken(this);
		return toPage(await readJson(this.getRequestObject(), MAX_BYTES));
	});
	if (first === undefined) return NOTHING;
	const wanted = topicFilter(this);
	const options = { simplify: this.getNodeParameter('simplify', true) === true, deliveredAt: new Date(clock.now()).toISOString() };
	confirm(this);
	const delivery = await readDelivery(first, async (nextPage) => {
		const forj = await ForjClient.connect(this);
		return tamed('A further page', await forj.readNotifications(nextPage));
	});
	if (delivery.truncated !== undefined) this.logger.warn(`Forj Community Trigger: a delivery could not be read to its end. ${delivery.truncated}`);
	const items = toItems(delivery, wanted, options);
	return items.length === 0 ? NOTHING : { ...NOTHING, workflowData: [items] };
}

function toPage(body: unknown): NotificationPage {
	const page = notificationPageSchema.safeParse(body);
	if (page.success) return page.data;
	throw new Refusal(400, `The body is no delivery of Forj: it needs "notifications", a list of at most ${PAGE_LIMIT}, each with "topic" and "item".`);
}
