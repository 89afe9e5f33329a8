/**
 * Calls that are never answered, without waiting for them: as soon as an emulator keeps silent, the request's own time-out is
 * set off, as if its time had passed. Client and emulators run in one process, so the request is found by its TCP port.
 */
import type { ClientRequest } from 'node:http';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Services } from '../support/services.mjs';

const STARTED = 'http.client.request.start';

export interface QuickTimeouts {
	watch(services: Services): void;
	stop(): void;
}

export function quickTimeouts(): QuickTimeouts {
	const open = new Set<ClientRequest>();
	const onStart = (message: unknown): void => {
		const { request } = message as { request: ClientRequest };
		open.add(request);
		request.once('close', () => open.delete(request));
	};
	subscribe(STARTED, onStart);
	const onSilence = (callerPort: number): void => {
		for (const request of open) {
			if (request.socket?.localPort === callerPort && !request.destroyed) request.emit('timeout');
		}
	};
	return {
		watch: ({ novi, forj }) => {
			novi.faults.onSilence = onSilence;
			forj.faults.onSilence = onSilence;
		},
		stop: () => unsubscribe(STARTED, onStart),
	};
}
