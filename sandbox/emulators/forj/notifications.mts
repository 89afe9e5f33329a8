import type { Route } from '../shared/answers.mjs';
import type { Outbox } from '../shared/outbox.mjs';
import type { ForjOptions } from './options.mjs';
import { failure } from './routes.mjs';
import { idOf, userRow } from './rows.mjs';
import type { ForjEvent, ForjState } from './state.mjs';

const PAGE = 50;

/** Webhooks as Forj sends them: always a bulk, at most 50 notifications, the rest behind `next_page`. */
export class Notifications {
	private waiting: ForjEvent[] = [];
	private readonly jobs = new Map<number, object[]>();

	constructor(
		private readonly state: () => ForjState,
		private readonly options: ForjOptions,
		private readonly outbox: Outbox,
		private readonly baseUrl: () => string,
	) {}

	/** What happens in one turn of the event loop goes out together. */
	add(event: ForjEvent): void {
		if (this.state().webhooks.length === 0) return;
		this.waiting.push(event);
		if (this.waiting.length === 1) setImmediate(() => this.flush());
	}

	/** Sends what waits, one delivery per webhook that wants any of it. */
	flush(): void {
		const events = this.waiting;
		this.waiting = [];
		for (const { url, topics } of this.state().webhooks) {
			const wanted = events.filter(({ topic, userId }) => topics.includes(topic) && this.state().users.has(userId));
			if (wanted.length === 0) continue;
			const job = this.jobs.size + 1;
			this.jobs.set(job, wanted.map((event) => this.notification(event)));
			this.outbox.post(url, this.body(job, 0));
		}
	}

	/** The further pages. Their address is whatever `next_page` says; it asks for the key like every call. */
	route(): Route {
		return {
			name: 'notifications.page', method: 'GET', path: '/notification_jobs/:jobId/:offset',
			handle: ({ params }) => {
				const job = Number(params.jobId);
				return this.jobs.has(job) ? { kind: 'plain', status: 200, body: this.body(job, Number(params.offset)) } : failure(404, 'Not found');
			},
		};
	}

	private body(job: number, offset: number): object {
		const all = this.jobs.get(job) ?? [];
		const next = offset + PAGE;
		return {
			notifications: all.slice(offset, next),
			total: all.length,
			job: { id: job },
			...(next < all.length ? { next_page: `${this.baseUrl()}/notification_jobs/${job}/${next}` } : {}),
		};
	}

	private notification({ topic, userId, groupId }: ForjEvent): object {
		const user = userRow(this.state(), this.options, this.state().user(userId));
		if (groupId === undefined) return { item_type: 'user', topic, item: user };
		return { item_type: 'group_member', topic, item: { ...user, group_id: idOf(this.options, groupId) } };
	}
}
