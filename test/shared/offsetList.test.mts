import { z } from 'zod';
import type { OffsetPage } from '../../nodes/shared/http/offsetList';
import { offsetPageOf, readOffsetList } from '../../nodes/shared/http/offsetList';

interface Row {
	id: string;
}
type Server = (offset: number, limit: number, call: number) => OffsetPage<Row> | Error;

const all: Row[] = Array.from({ length: 500 }, (_, index) => ({ id: `u${index}` }));
const honest = (count: number, cap = 50, said: number | null = null): Server => (offset, limit) => ({
	rows: all.slice(0, count).slice(offset, offset + Math.min(limit, cap)),
	count: said,
});

async function read(server: Server, options: { hint?: number; maxRows?: number } = {}) {
	let calls = 0;
	const list = await readOffsetList<Row>({
		what: 'The member list',
		readPage: async (offset, limit) => {
			const page = server(offset, limit, ++calls);
			await Promise.resolve();
			if (page instanceof Error) throw page;
			return page;
		},
		idOf: (row) => row.id,
		...options,
	});
	return { ...list, calls };
}

describe('a list of Forj is complete after an empty page', () => {
	test.each<[string, Server, number, { hint?: number } | undefined, number]>([
		['when nobody is there', honest(0), 0, undefined, 1],
		['when it fits on one page', honest(30), 30, undefined, 2],
		['when the server caps the pages at 20', honest(130, 20), 130, undefined, 8],
		['when the number is known before', honest(130, 20), 130, { hint: 130 }, 8],
		['when the number known before is too small', honest(130, 20), 130, { hint: 40 }, 8],
		['when the number known before is too large', honest(40, 20), 40, { hint: 100 }, 5],
		['when the count agrees', honest(130, 50, 130), 130, undefined, 4],
	])('%s', async (_what, server, count, options, calls) => {
		const list = await read(server, options);
		expect(list).toMatchObject({ complete: true, calls });
		expect(list.rows).toEqual(all.slice(0, count));
	});

	test('also when a page in between is short', async () => {
		const list = await read((offset) => ({ rows: all.slice(offset, Math.min(offset + (offset === 20 ? 3 : 20), 100)), count: null }), { hint: 100 });
		expect(list.complete).toBe(true);
		expect(list.rows).toEqual(all.slice(0, 100));
	});
});

describe('a list of Forj is incomplete', () => {
	test.each<[string, Server, number]>([
		['when a page fails', (offset) => (offset === 100 ? new Error('down') : { rows: all.slice(offset, offset + 50), count: null }), 100],
		['when a row comes twice', (offset) => ({ rows: offset < 100 ? all.slice(offset === 50 ? 49 : offset, offset + 50) : [], count: null }), 100],
		['when the server repeats itself for ever', () => ({ rows: all.slice(0, 50), count: null }), 50],
		['when the count says more', honest(130, 50, 131), 130],
		['when the count says less', honest(130, 50, 129), 130],
		['when the count changes', (offset) => ({ rows: all.slice(offset, Math.min(offset + 50, 130)), count: 130 - offset }), 50],
	])('%s', async (_what, server, kept) => {
		const list = await read(server);
		expect(list.complete).toBe(false);
		expect(list.failure?.message).toBeTruthy();
		expect(list.rows).toHaveLength(kept);
	});

	test('when a page that was read ahead fails', async () => {
		const server: Server = (offset) => (offset === 60 ? new Error('down') : { rows: all.slice(offset, Math.min(offset + 20, 200)), count: null });
		const list = await read(server, { hint: 200 });
		expect(list.complete).toBe(false);
		expect(list.rows).toEqual(all.slice(0, 60));
	});
});

test('a limit ends the read, and the list counts as complete', async () => {
	const list = await read(honest(500), { maxRows: 60 });
	expect(list).toMatchObject({ complete: true, calls: 2 });
	expect(list.rows).toEqual(all.slice(0, 60));
});

describe('a page of Forj', () => {
	const schema = offsetPageOf(z.array(z.object({ id: z.string() }).passthrough()));

	test.each<[string, unknown, OffsetPage<Row>]>([
		['a bare array', [{ id: '1' }], { rows: [{ id: '1' }], count: null }],
		['results', { results: [{ id: '1' }] }, { rows: [{ id: '1' }], count: null }],
		['results with count', { results: [], count: 0 }, { rows: [], count: 0 }],
	])('may be %s', (_what, value, expected) => {
		expect(schema.parse(value)).toEqual(expected);
	});

	test.each<[string, unknown, string]>([
		['nothing', undefined, ''],
		['null', null, ''],
		['a text', 'ok', ''],
		['an object without results', { members: [] }, 'results'],
		['a row without id', [{ id: '1' }, { name: 'Ann' }], '1.id'],
		['a negative count', { results: [], count: -1 }, 'count'],
	])('is never %s', (_what, value, path) => {
		const parsed = schema.safeParse(value);
		expect(parsed.error?.issues[0].path.join('.')).toBe(path);
	});
});
