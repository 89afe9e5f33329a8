import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (Linux from 32768, others from 49152): n8n listens many seconds
 * after its port was chosen, and until then any call of anybody could be given a port of that range.
 */
const LOWEST_PORT = 15_000;
const PORTS_END = 32_000;
const TRIES = 50;

/** A port on loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
	for (let attempt = 0; attempt < TRIES; attempt++) {
		const port = randomInt(LOWEST_PORT, PORTS_END);
		if (await isFree(port)) return port;
	}
	throw new Error(`None of ${TRIES} ports of 127.0.0.1 between ${LOWEST_PORT} and ${PORTS_END} was free.`);
}

/** Throws a sentence that says what to do when the port is taken. */
export async function assertPortFree(port: number, what: string): Promise<void> {
	if (await isFree(port)) return;
	throw new Error(`Port ${port} on 127.0.0.1 is in use, so ${what} can't start there. End the program that uses it, or choose another port.`);
}

async function isFree(port: number): Promise<boolean> {
	return await new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
		probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
	});
}
