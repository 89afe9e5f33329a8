const DELIVERY_TIMEOUT_MS = 5_000;

export interface Delivery {
	url: string;
	body: unknown;
	/** 0: the receiver could not be reached. */
	status: number;
}

/** Sends webhook calls without holding up the call that caused them. */
export class Outbox {
	readonly deliveries: Delivery[] = [];
	private readonly pending = new Set<Promise<void>>();
	private readonly stop = new AbortController();

	/** Posts `body`; `onFailure` hears of any answer that is not 2xx. */
	post(url: string, body: unknown, onFailure: () => void = () => undefined): void {
		const sending = this.send(url, body).then((status) => {
			this.deliveries.push({ url, body, status });
			if (status < 200 || status > 299) onFailure();
		});
		this.pending.add(sending);
		void sending.finally(() => this.pending.delete(sending));
	}

	/** Resolves when everything that was posted so far has been answered. */
	async settled(): Promise<void> {
		while (this.pending.size > 0) await Promise.all(this.pending);
	}

	/** Cuts the deliveries that are under way. */
	async close(): Promise<void> {
		this.stop.abort();
		await this.settled();
	}

	private async send(url: string, body: unknown): Promise<number> {
		try {
			const response = await fetch(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
				redirect: 'manual',
				signal: AbortSignal.any([this.stop.signal, AbortSignal.timeout(DELIVERY_TIMEOUT_MS)]),
			});
			await response.arrayBuffer();
			return response.status;
		} catch {
			return 0;
		}
	}
}
