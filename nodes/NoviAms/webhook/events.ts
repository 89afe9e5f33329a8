import type { IHookFunctions, INodePropertyOptions, IWebhookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

/** The events that Novi tells. There is none for groups. */
export const EVENTS: INodePropertyOptions[] = [
	{ name: 'Member Created', value: 'customer.created' },
	{ name: 'Member Removed', value: 'customer.removed' },
	{ name: 'Member Updated', value: 'customer.updated' },
];

export const REMOVED = 'customer.removed';

const KNOWN = EVENTS.map((event) => String(event.value));

/** In one order, so that they can be compared. Throws when none is chosen. */
export function chosenEvents(context: IHookFunctions | IWebhookFunctions): string[] {
	const value = context.getNodeParameter('events', []);
	const chosen = Array.isArray(value) ? value.map(String) : [];
	const events = KNOWN.filter((event) => chosen.includes(event));
	if (events.length > 0) return events;
	throw new NodeOperationError(context.getNode(), 'Events is empty', { description: 'Choose at least one event.' });
}
