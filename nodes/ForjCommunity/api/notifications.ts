/** What Forj sends to a webhook, and answers under `next_page`: always a bulk (api/forj-community.md, Webhooks). */
import { z } from 'zod';
import { saidId, saidText } from './values';

/** Documented: at most this many in one page. */
export const PAGE_LIMIT = 50;

const notificationSchema = z.object({
	topic: z.string().trim().min(1).max(100),
	item_type: saidText,
	// A user or a membership, handed on as it is.
	item: z.record(z.unknown()),
});
export type Notification = z.infer<typeof notificationSchema>;

export const notificationPageSchema = z.object({
	notifications: z.array(notificationSchema).max(PAGE_LIMIT),
	job: z.object({ id: saidId }).nullish(),
	next_page: saidText,
});
export type NotificationPage = z.infer<typeof notificationPageSchema>;
