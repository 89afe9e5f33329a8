import { createServer } from 'node:net';

/** A port on loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
	return await listenOnce(0);
}

/** Throws a sentence that says what to do when the port is taken. */
export async function assertPortFree(port: number, what: string): Promise<void> {
	try {
		await listenOnce(port);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
		throw new Error(`Port ${port} on 127.0.0.1 is in use, so ${what} can't start there. End the program that uses it, or choose another port.`);
	}
}

async function listenOnce(port: number): Promise<number> {
	return await new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
			const address = probe.address();
			const taken = typeof address === 'object' && address ? address.port : port;
			probe.close(() => resolve(taken));
		});
	});
}
