import { Agent } from 'node:http';
import axios, { type AxiosInstance, type Method } from 'axios';

/** A refusal or failure that n8n's internal API answered. */
export class N8nRestError extends Error {
	constructor(
		readonly method: string,
		readonly path: string,
		readonly status: number,
		readonly detail: string,
	) {
		super(`n8n answered ${status} to ${method} ${path}: ${detail}`);
	}
}

/** What a call sends. */
export interface RestCall {
	readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
	readonly body?: unknown;
}

/**
 * n8n's internal API as the editor uses it: session cookie, answers wrapped in `data`.
 * The editor sends the same id in `push-ref`; runs started without it work too, only live updates need it.
 */
export class N8nRest {
	private readonly http: AxiosInstance;
	private cookie: string | undefined;

	constructor(url: string) {
		this.http = axios.create({
			baseURL: url,
			timeout: 120_000,
			proxy: false,
			// A connection of its own for each call: n8n closes idle ones after five seconds, and a busy machine can miss that.
			httpAgent: new Agent({ keepAlive: false }),
			validateStatus: () => true,
			maxContentLength: Infinity,
			maxBodyLength: Infinity,
		});
	}

	/** Sends one call to `/rest`. Throws N8nRestError unless n8n answers 2xx. */
	async call<T>(method: Method, path: string, call: RestCall = {}): Promise<T> {
		return unwrap(await this.send(method, `/rest${path}`, call)) as T;
	}

	/** Reads a file that n8n serves to its editor. */
	async file<T>(path: string): Promise<T> {
		return (await this.send('GET', path, {})) as T;
	}

	private async send(method: Method, path: string, call: RestCall): Promise<unknown> {
		const response = await this.http.request<unknown>({
			method,
			url: path,
			params: call.query,
			data: call.body,
			headers: this.cookie ? { cookie: this.cookie } : {},
		});
		this.keepCookie(response.headers['set-cookie']);
		if (response.status < 200 || response.status > 299) {
			throw new N8nRestError(method, path, response.status, detailOf(response.data));
		}
		return response.data;
	}

	private keepCookie(cookies: string[] | undefined): void {
		const session = cookies?.find((cookie) => cookie.startsWith('n8n-auth='));
		if (session) this.cookie = session.split(';')[0];
	}
}

function unwrap(body: unknown): unknown {
	if (typeof body !== 'object' || body === null || !('data' in body)) return body;
	// Lists of executions and workflows carry a count beside `data`; only the plain wrapper is taken off.
	return Object.keys(body).length === 1 ? body.data : body;
}

function detailOf(body: unknown): string {
	if (typeof body === 'object' && body !== null && 'message' in body) return String(body.message);
	return typeof body === 'string' ? body.slice(0, 300) : JSON.stringify(body).slice(0, 300);
}
