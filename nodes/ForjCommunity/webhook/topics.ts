/** Topics of Forj's webhooks. The documented list is cut off: what it does not name passes with All only. */
import type { IHookFunctions, INodePropertyOptions, IWebhookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

const ALL = '*';

export const TOPICS: INodePropertyOptions[] = [
	{ name: 'All', value: ALL, description: 'Also topics that are not in this list' },
	{ name: 'Group Member Added', value: 'group_member.added' },
	{ name: 'User Created', value: 'user.created' },
	{ name: 'User Status Changed', value: 'user.status_changed' },
	{ name: 'User Updated', value: 'user.updated' },
];

export function topicFilter(context: IWebhookFunctions): (topic: string) => boolean {
	const chosen = chosenTopics(context);
	return chosen.has(ALL) ? () => true : (topic) => chosen.has(topic);
}

export function assertTopicsAreChosen(context: IHookFunctions): void {
	if (chosenTopics(context).size > 0) return;
	throw new NodeOperationError(context.getNode(), 'Topics is empty', { description: 'Choose at least one topic, or All.' });
}

function chosenTopics(context: IHookFunctions | IWebhookFunctions): Set<string> {
	const value = context.getNodeParameter('topics', []);
	return new Set((Array.isArray(value) ? value : [value]).map(String).filter((topic) => topic !== ''));
}
