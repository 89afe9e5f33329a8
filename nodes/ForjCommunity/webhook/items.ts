/** Notifications as items. Texts stay as Forj sent them: whoever shows them on a page escapes them there. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Notification } from '../api/notifications';
import type { Delivery } from './delivery';

export interface ItemOptions {
	simplify: boolean;
	/** ISO time at which the delivery came in. */
	deliveredAt: string;
}

export function toItems(delivery: Delivery, wanted: (topic: string) => boolean, options: ItemOptions): INodeExecutionData[] {
	const about: IDataObject = {
		deliveredAt: options.deliveredAt,
		...(delivery.jobId === undefined ? {} : { jobId: delivery.jobId }),
		...(delivery.truncated === undefined ? {} : { truncated: true, truncatedReason: delivery.truncated }),
	};
	return delivery.notifications
		.filter(({ topic }) => wanted(topic))
		.map((notification) => ({ json: { ...(options.simplify ? simple(notification) : raw(notification)), ...about } }));
}

function raw({ topic, item_type: itemType, item }: Notification): IDataObject {
	return { topic, itemType: itemType ?? '', id: idIn(item, 'id') ?? '', item: item as IDataObject };
}

function simple({ topic, item_type: itemType, item }: Notification): IDataObject {
	const id = idIn(item, 'id') ?? '';
	const userId = idIn(item, 'user_id') ?? idIn(item.user, 'id') ?? (looksLikeUser(item) ? id : undefined);
	const groupId = idIn(item, 'group_id') ?? idIn(item.group, 'id');
	return {
		topic,
		itemType: itemType ?? '',
		id,
		...(userId === undefined ? {} : { userId }),
		...(groupId === undefined ? {} : { groupId }),
	};
}

/** What the item of a membership looks like is not documented: its id is a user's only if an e-mail stands beside it. */
function looksLikeUser(item: Record<string, unknown>): boolean {
	return Object.prototype.hasOwnProperty.call(item, 'email');
}

/** Ids come as numbers or as text. */
function idIn(value: unknown, key: string): string | undefined {
	if (typeof value !== 'object' || value === null || !Object.prototype.hasOwnProperty.call(value, key)) return undefined;
	const id = (value as Record<string, unknown>)[key];
	return (typeof id === 'string' && id !== '') || typeof id === 'number' ? String(id) : undefined;
}
