/** A delivery with its further pages: bounded, each notification once, in Forj's order. */
import { canonicalJson } from '../../core/canonical';
import { clock } from '../../shared/http/clock';
import { isServiceError } from '../../shared/http/serviceError';
import type { Notification, NotificationPage } from '../api/notifications';

export interface Delivery {
	jobId?: string;
	notifications: Notification[];
	/** Why some of it is missing; absent when all of it is here. */
	truncated?: string;
}

/** 1,000 notifications, when all pages are full. What is beyond, the scheduled sync finds by itself. */
const MAX_PAGES = 20;
/** No new page is asked for after this time. */
const MAX_MS = 2 * 60_000;

/** Never throws: what could be read is worth more than nothing, and `truncated` says what is missing. */
export async function readDelivery(
	first: NotificationPage,
	readPage: (nextPage: string) => Promise<NotificationPage>,
): Promise<Delivery> {
	const pages = [first];
	const truncated = await readOn(pages, readPage);
	return {
		...(first.job?.id === undefined ? {} : { jobId: first.job.id }),
		notifications: withoutRepeats(pages.flatMap((page) => page.notifications)),
		...(truncated === undefined ? {} : { truncated }),
	};
}

/** Adds the further pages; returns what stopped it before the end. */
async function readOn(
	pages: NotificationPage[],
	readPage: (nextPage: string) => Promise<NotificationPage>,
): Promise<string | undefined> {
	const end = clock.now() + MAX_MS;
	const seen = new Set<string>();
	for (let next = pages[0].next_page; next !== undefined; next = pages[pages.length - 1].next_page) {
		if (seen.has(next)) return 'Forj names the same next page twice.';
		if (pages.length >= MAX_PAGES) return cutOff(pages);
		if (clock.now() >= end) return 'Reading the further pages took too long.';
		seen.add(next);
		try {
			pages.push(await readPage(next));
		} catch (error) {
			return reasonOf(error);
		}
	}
	return undefined;
}

/** As Forj sent them: what stands there twice is counted twice. */
function cutOff(pages: NotificationPage[]): string {
	const read = pages.reduce((sum, { notifications }) => sum + notifications.length, 0);
	return `The delivery is longer than ${MAX_PAGES} pages: ${read} notifications were read, the rest was not. The next scheduled sync (of profiles: hourly) finds those changes by itself.`;
}

function reasonOf(error: unknown): string {
	// The usual advice for a foreign address is to trust it. Whoever sent this delivery may be the one who wants that.
	if (isServiceError(error)) return error.kind === 'redirect' ? error.message : `${error.message} ${error.fix}`;
	return error instanceof Error ? error.message : 'A further page could not be read.';
}

/**
 * The same topic with the same content, whatever the order of its keys. Content and not id and time: joining two
 * groups in one moment is two notifications of one user.
 */
function withoutRepeats(notifications: Notification[]): Notification[] {
	const seen = new Set<string>();
	return notifications.filter((notification) => {
		const key = canonicalJson(notification);
		return !seen.has(key) && seen.add(key);
	});
}
