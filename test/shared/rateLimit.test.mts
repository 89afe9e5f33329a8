import { clock } from '../../nodes/shared/http/clock';
import { forgetRateLimits, holdBack, nextStart, rateLimitKey, waitForTurn } from '../../nodes/shared/http/rateLimit';
import { testClock } from './testClock.mjs';

const LIMIT = { key: 'k', perSecond: 20, perMinute: 600 };
let time: ReturnType<typeof testClock>;

beforeEach(() => {
	time = testClock();
	forgetRateLimits();
});
afterEach(() => time.restore());

/** Start times of so many calls that are wanted at the same moment. */
async function starts(count: number, limit = LIMIT): Promise<number[]> {
	const times: number[] = [];
	for (let i = 0; i < count; i++) {
		await waitForTurn(limit);
		times.push(clock.now());
	}
	return times;
}

/** The largest number of calls in any window of this length. */
function busiest(times: number[], windowMs: number): number {
	return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length));
}

test('no window of a second holds more than 20 calls, none of a minute more than 600', async () => {
	const times = await starts(1_500);
	expect(busiest(times, 1_000)).toBe(20);
	expect(busiest(times, 60_000)).toBe(600);
});

test('20 calls start at once', async () => {
	const times = await starts(20);
	expect(new Set(times).size).toBe(1);
	expect(time.slept).toEqual([]);
});

/** The same, wanted all at once, on a process that wakes up this much late. */
async function startsAtOnce(count: number, lateBy: readonly number[] = [0]): Promise<number[]> {
	const times: number[] = [];
	const wake = clock.sleep;
	clock.sleep = async (ms) => {
		// Whoever has got a turn already notes the time before it goes on.
		for (let step = 0; step < 10; step++) await Promise.resolve();
		await wake(ms + (lateBy[time.slept.length % lateBy.length] ?? 0));
	};
	await Promise.all(Array.from({ length: count }, async () => times.push(await waitForTurn(LIMIT).then(() => clock.now()))));
	return times;
}

test('calls that ask at the same time get different turns', async () => {
	const from = clock.now();
	const waits = (await startsAtOnce(45)).map((at) => at - from);
	expect([0, 1_250, 2_500].map((wait) => waits.filter((at) => at === wait).length)).toEqual([20, 20, 5]);
});

test('a process that wakes up late starts no more than 20 calls in any second', async () => {
	expect(busiest(await startsAtOnce(200, [0, 700, 30, 400, 5]), 1_000)).toBe(20);
});

test('whoever gave up while waiting takes no turn from the others', async () => {
	const gone = new AbortController();
	gone.abort();
	await Promise.all(Array.from({ length: 30 }, async () => await waitForTurn(LIMIT, gone.signal)));
	await starts(20);
	expect(time.slept).toEqual([]);
});

test('another key has its own limit', async () => {
	await starts(20);
	await waitForTurn({ ...LIMIT, key: 'other' });
	expect(time.slept).toEqual([]);
});

test('after "slow down" nothing starts before the time that was named', async () => {
	const from = clock.now();
	holdBack(LIMIT, from + 30_000);
	expect(await starts(1)).toEqual([from + 30_000]);
});

test('a turn is never before one that was given already', () => {
	expect(nextStart([100, 900], 200, LIMIT)).toBe(900);
	expect(nextStart([], 200, LIMIT)).toBe(200);
});

test('the key of a limit does not show the API key', () => {
	const key = rateLimitKey('https://www.association.example', 'secret');
	expect(key).toMatch(/^[0-9a-f]{64}$/);
	expect(key).not.toBe(rateLimitKey('https://other.example', 'secret'));
});
