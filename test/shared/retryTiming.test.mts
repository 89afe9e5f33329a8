import { backoffMs, retryAfterMs } from '../../nodes/shared/http/retryTiming';

const NOW = Date.parse('2026-11-02T10:00:00Z');

describe('Retry-After', () => {
	test.each<[string, string | undefined, number | undefined]>([
		['seconds', '3', 3_000],
		['nothing to wait', '0', 0],
		['spaces around it', ' 7 ', 7_000],
		['more than a minute', '3600', 60_000],
		['an HTTP date', 'Mon, 02 Nov 2026 10:00:05 GMT', 5_000],
		['a date in the past', 'Mon, 02 Nov 2026 09:00:00 GMT', 0],
		['a date far away', 'Tue, 03 Nov 2026 10:00:00 GMT', 60_000],
		['no header', undefined, undefined],
		['an empty header', '', undefined],
		['a negative number', '-5', undefined],
		['a broken number', '1.5', undefined],
		['words', 'soon', undefined],
	])('%s', (_what, header, expected) => {
		expect(retryAfterMs(header, NOW)).toBe(expected);
	});
});

describe('back-off', () => {
	test.each<[number, number, number]>([
		[1, 0, 0],
		[1, 0.999, 499],
		[2, 0.5, 500],
		[4, 0.5, 2_000],
		[5, 0.999, 7_992],
		[9, 0.5, 10_000],
		[30, 0.999, 19_980],
	])('after %d tries with chance %d it is %d ms', (tries, random, expected) => {
		expect(backoffMs(tries, random)).toBe(expected);
	});
});
