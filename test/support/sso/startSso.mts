/** The process with the OpenID libraries, as the tests call it. */
import { fork } from 'node:child_process';
import path from 'node:path';
import type { SsoRequest, SsoResponse, ssoCalls } from './process.mjs';

type Calls = typeof ssoCalls;

export type Sso = Calls & { close(): Promise<void> };

export function startSso(): Sso {
	const script = path.join(process.cwd(), 'test/support/sso/process.mts');
	const child = fork(script, [], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
	// oidc-provider warns of its memory store each time; what it wrote is shown only when the process ends too early.
	let written = '';
	child.stderr?.on('data', (chunk: Buffer) => (written += chunk.toString()));
	const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
	const closed = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	void closed.then(() => waiting.forEach(({ reject }) => reject(new Error(`The process with the OpenID libraries ended: ${written}`))));
	child.on('message', ({ id, value, error }: SsoResponse) => {
		const caller = waiting.get(id);
		waiting.delete(id);
		if (error === undefined) caller?.resolve(value as never);
		else caller?.reject(new Error(error));
	});
	let lastId = 0;
	const ask = async (call: SsoRequest['call'], args: unknown[]): Promise<never> => {
		const id = ++lastId;
		return await new Promise<never>((resolve, reject) => {
			waiting.set(id, { resolve, reject });
			child.send({ id, call, args } satisfies SsoRequest);
		});
	};
	return {
		startSite: async (...args) => await ask('startSite', args),
		logInAddress: async (...args) => await ask('logInAddress', args),
		finishLogIn: async (...args) => await ask('finishLogIn', args),
		close: async () => {
			child.disconnect();
			await closed;
		},
	};
}
