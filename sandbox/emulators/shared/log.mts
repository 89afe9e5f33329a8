export interface LogEntry {
	method: string;
	/** Path with query; the value of api_application_key is never kept. */
	path: string;
	/** Name of the row in the service's table of routes, or `unknown`, or `redirect`. */
	endpoint: string;
	/** 0: the connection was cut, or no answer was given. */
	status: number;
	/** When it arrived, in milliseconds since 1970. */
	at: number;
	ms: number;
	/** Kind of the scripted fault that was applied. */
	fault?: string;
}

export interface Counters {
	total: number;
	/** Every call that is not a GET. */
	writes: number;
	/** The highest number of calls that were open at the same time. */
	maxConcurrent: number;
	byEndpoint: Record<string, number>;
}

const KEPT_ENTRIES = 100_000;

/** What an emulator remembers about the calls that it received. */
export class CallLog {
	entries: LogEntry[] = [];
	unknownRoutes: string[] = [];
	private open = 0;
	private totals: Counters = emptyCounters();

	get counters(): Counters {
		return { ...this.totals, byEndpoint: { ...this.totals.byEndpoint } };
	}

	/** Counts a call as it arrives; the returned function is called once, when it has been answered or cut. */
	begin(method: string, url: string, endpoint: string): (status: number, fault?: string) => void {
		const at = Date.now();
		const startedAt = performance.now();
		this.totals.total += 1;
		if (method !== 'GET') this.totals.writes += 1;
		this.totals.byEndpoint[endpoint] = (this.totals.byEndpoint[endpoint] ?? 0) + 1;
		this.open += 1;
		this.totals.maxConcurrent = Math.max(this.totals.maxConcurrent, this.open);
		return (status, fault) => {
			this.open -= 1;
			if (this.entries.length >= KEPT_ENTRIES) this.entries = this.entries.slice(KEPT_ENTRIES / 2);
			const ms = Math.round(performance.now() - startedAt);
			this.entries.push({ method, path: withoutKeys(url), endpoint, status, at, ms, ...(fault ? { fault } : {}) });
		};
	}

	reset(): void {
		this.entries = [];
		this.unknownRoutes = [];
		this.totals = emptyCounters();
	}
}

function emptyCounters(): Counters {
	return { total: 0, writes: 0, maxConcurrent: 0, byEndpoint: {} };
}

function withoutKeys(url: string): string {
	return url.replace(/(api_application_key=)[^&]*/g, '$1***');
}
