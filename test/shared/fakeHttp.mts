/** n8n's HTTP helper, played: what was sent is recorded, what comes back is scripted. */
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

export interface Reply {
	status?: number;
	headers?: Record<string, string>;
	/** Text is sent as it is, anything else as JSON. */
	body?: unknown;
}

export type Handler = (request: IHttpRequestOptions, call: number) => Reply | Error;

export function fakeHttp(handler: Handler, signal?: AbortSignal) {
	const sent: IHttpRequestOptions[] = [];
	const context = {
		getExecutionCancelSignal: () => signal,
		helpers: {
			httpRequestWithAuthentication: async (_type: string, options: IHttpRequestOptions) => {
				sent.push(options);
				await Promise.resolve();
				const reply = handler(options, sent.length);
				if (reply instanceof Error) throw reply;
				const body = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {});
				return { statusCode: reply.status ?? 200, headers: reply.headers ?? {}, body };
			},
		},
	} as unknown as IExecuteFunctions;
	return { context, sent, urls: () => sent.map((request) => request.url) };
}

/** What n8n throws when there was no answer: axios' error inside its own. */
export function networkError(code: string): Error {
	return Object.assign(new Error('wrapped by n8n'), { cause: Object.assign(new Error(code), { code }) });
}
