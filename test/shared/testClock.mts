/** Time for tests of the sources: a sleep moves the clock and is over at once. */
import { clock } from '../../nodes/shared/http/clock';

export function testClock(start = Date.parse('2026-11-02T10:00:00Z')) {
	const real = { ...clock };
	const slept: number[] = [];
	let now = start;
	clock.now = () => now;
	clock.sleep = async (ms) => {
		slept.push(ms);
		now += ms;
		await Promise.resolve();
	};
	return {
		slept,
		/** Milliseconds pass without anybody sleeping. */
		pass: (ms: number) => void (now += ms),
		restore: () => void Object.assign(clock, real),
	};
}
