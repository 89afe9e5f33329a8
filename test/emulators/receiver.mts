import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Receiver {
	url: string;
	bodies: unknown[];
	close(): Promise<void>;
}

/** A webhook receiver that answers every call with one status. */
export async function startReceiver(status = 200): Promise<Receiver> {
	const bodies: unknown[] = [];
	const server: Server = createServer((request, response) => {
		let text = '';
		request.on('data', (chunk: Buffer) => { text += chunk.toString(); });
		request.on('end', () => {
			bodies.push(JSON.parse(text));
			response.writeHead(status).end();
		});
	});
	await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/hook`,
		bodies,
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((resolve) => { server.close(() => resolve()); });
		},
	};
}
