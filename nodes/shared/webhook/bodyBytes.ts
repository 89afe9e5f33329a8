import { Refusal } from './refusal';

/** What is used of a request: n8n hands on Node's own. */
export interface Incoming {
	headers: Record<string, string | string[] | undefined>;
	/** There if n8n has read the body already. */
	rawBody?: Buffer;
	on(event: string, listener: (...args: never[]) => void): unknown;
	removeListener(event: string, listener: (...args: never[]) => void): unknown;
	resume(): unknown;
}

/**
 * The body of a request, as far as it is allowed to be long. A longer one is refused as soon as that is known,
 * and never held in memory.
 */
export async function bodyBytes(request: Incoming, maxBytes: number): Promise<Buffer> {
	if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooBig(maxBytes);
	const bytes = request.rawBody ?? (await collect(request, maxBytes));
	if (bytes.length > maxBytes) throw tooBig(maxBytes);
	return bytes;
}

async function collect(request: Incoming, maxBytes: number): Promise<Buffer> {
	return await new Promise((resolve, reject) => {
		const chunks: Buffer[] = [];
		let size = 0;
		const onData = (chunk: Buffer): void => {
			size += chunk.length;
			if (size <= maxBytes) return void chunks.push(chunk);
			stop();
			// The rest flows into nothing: the sender hears the answer, and the connection stays usable.
			request.resume();
			reject(tooBig(maxBytes));
		};
		const onEnd = (): void => {
			stop();
			resolve(Buffer.concat(chunks));
		};
		const onBroken = (): void => {
			stop();
			reject(new Refusal(400, 'The body ended too early.'));
		};
		const stop = (): void => {
			request.removeListener('data', onData);
			request.removeListener('end', onEnd);
			request.removeListener('close', onBroken);
			request.removeListener('error', onBroken);
		};
		request.on('data', onData);
		request.on('end', onEnd);
		request.on('close', onBroken);
		request.on('error', onBroken);
	});
}

function tooBig(maxBytes: number): Refusal {
	return new Refusal(413, `The body is too big: at most ${Math.floor(maxBytes / 1024)} KB.`);
}
