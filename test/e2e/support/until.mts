import { setTimeout as sleep } from 'node:timers/promises';

/** For a machine that is busy with something else. */
export const PATIENCE_MS = 120_000;

type Answer<T> = T | undefined | false;

/** Asks again and again until the answer is there. */
export async function until<T>(what: string, ask: () => Answer<T> | Promise<Answer<T>>, everyMs = 100): Promise<T> {
	const deadline = Date.now() + PATIENCE_MS;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		if (Date.now() > deadline) throw new Error(`Waited in vain until ${what}`);
		await sleep(everyMs);
	}
}
