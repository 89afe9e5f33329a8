import { readEnvelopeList } from '../../nodes/shared/http/envelopeList';
import { serviceFailure } from '../../nodes/shared/http/serviceError';

interface Row {
	id: string;
}
type Page = { TotalCount: number; Results: Row[] };
type Server = (offset: number, pageSize: number, call: number) => Page | Error;

const rows = (count: number): Row[] => Array.from({ length: count }, (_, index) => ({ id: `m${index}` }));
const all = rows(1_000);

/** Honest server with a page cap of its own. */
const honest = (count: number, cap = 1_000): Server => (offset, pageSize) => ({
	TotalCount: count,
	Results: all.slice(0, count).slice(offset, offset + Math.min(pageSize, cap)),
});

async function read(server: Server, maxRows?: number) {
	let calls = 0;
	const list = await readEnvelopeList<Row>({
		what: 'The roster',
		readPage: async (offset, pageSize) => {
			const page = server(offset, pageSize, ++calls);
			await Promise.resolve();
			if (page instanceof Error) throw page;
			return page;
		},
		idOf: (row) => row.id,
		pageSize: 1_000,
		maxRows,
	});
	return { ...list, calls };
}

describe('a list of Novi is complete', () => {
	test.each<[string, Server, number, number]>([
		['when it is empty', honest(0), 0, 1],
		['when it fits on one page', honest(1_000), 1_000, 1],
		['when the server caps the pages', honest(251, 100), 251, 3],
		['when the last page is full', honest(300, 100), 300, 3],
		['when pages have one row', honest(7, 1), 7, 7],
	])('%s', async (_what, server, count, calls) => {
		const list = await read(server);
		expect(list).toMatchObject({ complete: true, total: count, calls });
		expect(list.failure).toBeUndefined();
		expect(list.rows).toEqual(all.slice(0, count));
	});

	test('when a page is shorter than the first one, at the price of reading on from there', async () => {
		const server: Server = (offset) => ({ TotalCount: 100, Results: all.slice(offset, Math.min(offset + (offset === 20 ? 5 : 20), 100)) });
		const list = await read(server);
		expect(list.complete).toBe(true);
		expect(list.rows).toEqual(all.slice(0, 100));
	});
});

describe('a list of Novi is incomplete, and keeps what was read,', () => {
	const change = (base: Server, edit: (page: Page, offset: number, call: number) => Page | Error): Server => (offset, pageSize, call) => {
		const page = base(offset, pageSize, call);
		return page instanceof Error ? page : edit(page, offset, call);
	};
	const down = serviceFailure('Novi', 'unavailable', { endpoint: 'List members of group', delivery: 'answered', status: 503 });

	test.each<[string, Server, string, number]>([
		['when a page fails', change(honest(300, 100), (page, offset) => (offset === 200 ? down : page)), 'unreachable', 200],
		['when the first page fails', change(honest(300), () => down), 'unreachable', 0],
		['when the total changes', change(honest(300, 100), (page, offset) => (offset === 100 ? { ...page, TotalCount: 299 } : page)), 'incomplete', 100],
		['when an empty page comes too early', change(honest(300, 100), (page, offset) => (offset >= 200 ? { ...page, Results: [] } : page)), 'incomplete', 200],
		['when there is nothing where there should be', (() => ({ TotalCount: 3, Results: [] })) as Server, 'incomplete', 0],
		['when there are more rows than counted', ((() => ({ TotalCount: 3, Results: all.slice(0, 5) })) as Server), 'incomplete', 5],
		['when a row came twice', change(honest(300, 100), (page, offset) => (offset === 100 ? { ...page, Results: [all[0], ...page.Results.slice(1)] } : page)), 'incomplete', 299],
		['when the server ignores the offset', ((() => ({ TotalCount: 300, Results: all.slice(0, 100) })) as Server), 'incomplete', 100],
		['when ids differ only in case', ((() => ({ TotalCount: 2, Results: [{ id: 'AB' }, { id: 'ab' }] })) as Server), 'incomplete', 1],
	])('%s', async (_what, server, kind, kept) => {
		const list = await read(server);
		expect(list).toMatchObject({ complete: false, failure: { kind } });
		expect(list.rows).toHaveLength(kept);
		expect(new Set(list.rows.map((row) => row.id)).size).toBe(kept);
	});
});

test('a limit ends the read, and the list counts as complete', async () => {
	const list = await read(honest(1_000, 100), 150);
	expect(list).toMatchObject({ complete: true, total: 1_000, calls: 2 });
	expect(list.rows).toEqual(all.slice(0, 150));
});

test('a limit asks for no more than it needs', async () => {
	const asked: number[] = [];
	await read((offset, pageSize) => {
		asked.push(pageSize);
		return { TotalCount: 1_000, Results: all.slice(offset, offset + pageSize) };
	}, 10);
	expect(asked).toEqual([10]);
});
