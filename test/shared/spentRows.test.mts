import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

type SpentRows = typeof import('../../nodes/shared/spentRows').spentRows;

describe('V8 is told to clean up', () => {
	let spentRows: SpentRows;
	let buffers: jest.SpyInstance;

	beforeEach(async () => {
		await jest.isolateModulesAsync(async () => {
			({ spentRows } = await import('../../nodes/shared/spentRows'));
		});
		buffers = jest.spyOn(globalThis, 'ArrayBuffer').mockImplementation(() => ({}) as ArrayBuffer);
	});

	afterEach(() => jest.restoreAllMocks());

	const toldAfter = (...steps: number[]): number[] =>
		steps.map((rows) => {
			buffers.mockClear();
			spentRows(rows);
			return buffers.mock.calls.length;
		});

	test.each<[string, number[], number[]]>([
		['not for a group of some thousands', [1_000, 5_000, 5_000], [0, 0, 0]],
		['each time that 20,000 rows came together', [15_000, 4_999, 1, 19_999, 1], [0, 0, 1, 0, 1]],
		['once more at the next step when one used very many, since until then it still holds them', [500_000, 1, 1], [1, 1, 0]],
	])('%s', (_name, steps, told) => {
		expect(toldAfter(...steps)).toEqual(told);
	});

	test('and nothing happens when there is no room even for that', () => {
		buffers.mockImplementation(() => {
			throw new RangeError('Array buffer allocation failed');
		});
		expect(() => spentRows(20_000)).not.toThrow();
		expect(buffers).toHaveBeenCalledTimes(1);
	});
});

describe('a process with a heap full of rows that nobody needs', () => {
	async function heap(spent: number, seconds: number): Promise<{ before: number; after: number }> {
		const script = join(__dirname, '..', 'support', 'heapAfterSpending.mts');
		const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script, String(spent), String(seconds)]);
		return JSON.parse(stdout) as { before: number; after: number };
	}

	test('keeps them as long as nobody says so', async () => {
		const { before, after } = await heap(1, 0.5);
		expect(after).toBeGreaterThan(before / 2);
	});

	test('has cleaned them up soon after', async () => {
		const { before, after } = await heap(20_000, 30);
		expect(after).toBeLessThan(before / 2);
	});
});
