/** What stands in the address of the page, and which rows it asks for. */
import fc from 'fast-check';
import { rowQueries, PAGE_SIZE } from '../../nodes/NoviForjSync/page/queries';
import { FILTERS, hrefOf, readRequest, type PageRequest } from '../../nodes/NoviForjSync/page/request';
import { onePage } from '../../nodes/NoviForjSync/page/people';
import { readPageRows } from '../../nodes/NoviForjSync/page/rows';
import { personRow } from './rows.mjs';

const OVERVIEW: PageRequest = { link: '', show: 'all', search: '', after: 0, before: 0, format: 'html', watch: false };

describe('the address', () => {
	test.each<[what: string, query: unknown, asked: Partial<PageRequest>]>([
		['nothing', {}, {}],
		['no query at all', undefined, {}],
		['a list instead of a query', ['link'], {}],
		['everything', { link: 'board', show: 'na', q: 'ann', after: '12', before: '50', format: 'csv', watch: '1' }, { link: 'board', show: 'na', search: 'ann', after: 12, before: 50, format: 'csv', watch: true }],
		['a name given twice', { link: ['board', 'other'] }, { link: 'board' }],
		['an object as a value', { link: { $ne: '' } }, {}],
		['outer blanks', { q: '  ann  ' }, { search: 'ann' }],
		['a filter that does not exist', { show: 'constructor' }, {}],
		['a negative cursor', { after: '-1' }, {}],
		['a cursor that is no number', { after: '1 OR 1=1' }, {}],
		['a cursor too large for a number', { after: '9999999999999999999' }, {}],
		['an unknown format', { format: 'pdf' }, {}],
		['a text too long', { q: 'x'.repeat(1_000) }, { search: 'x'.repeat(200) }],
	])('%s', (_what, query, asked) => {
		expect(readRequest(query)).toEqual({ ...OVERVIEW, ...asked });
	});

	test('that a page links to asks for what the link meant, from wherever n8n is served', () => {
		const word = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.trim());
		const request = fc.record({ link: word, show: fc.constantFrom(...(Object.keys(FILTERS) as Array<keyof typeof FILTERS>)), search: word, after: fc.nat(), before: fc.nat(), format: fc.constantFrom('html' as const, 'csv' as const), watch: fc.boolean() });
		fc.assert(
			fc.property(request, (asked) => {
				const url = new URL(hrefOf(asked), 'https://n8n.example/some/prefix/webhook/novi-forj-status?link=x');
				expect(url.pathname).toBe('/some/prefix/webhook/novi-forj-status');
				expect(readRequest(Object.fromEntries(url.searchParams))).toEqual(asked);
			}),
		);
	});

	test('half of a character pair breaks no link', () => {
		expect(hrefOf({ search: 'a\ud800b\udc00' })).toBe('?q=ab');
	});
});

describe('the rows that are read', () => {
	const oldest = { id: 7, link_id: 'board', run_id: 'r1' };
	const read = (query: Record<string, string>, row: Record<string, unknown> | undefined = oldest) => rowQueries(readRequest({ link: 'board', ...query }), row);
	const everybody = { link_id: 'board', run_id: 'r1', after: 0, limit: PAGE_SIZE + 1, status_condition: 'isNotEmpty', status: '', search_column: 'link_id', search_condition: 'eq', search: 'board' };

	test.each<[what: string, query: Record<string, string>, expected: object[]]>([
		['one page of everybody', {}, [everybody]],
		['the page after a row', { after: '99' }, [{ ...everybody, after: 99 }]],
		['one status', { show: 'held' }, [{ ...everybody, status_condition: 'eq', status: 'Removal held' }]],
		['skipped or failed', { show: 'attention' }, ['N/A', 'Unknown', 'Error', 'Not attempted'].map((status) => ({ ...everybody, status_condition: 'eq', status }))],
		['a part of a name or an address', { q: 'ann' }, ['name', 'email'].map((column) => ({ ...everybody, search_column: column, search_condition: 'ilike', search: '%ann%' }))],
		['a file: everybody from the beginning', { format: 'csv', after: '99' }, [{ ...everybody, limit: 1_000_000 }]],
	])('%s', (_what, query, expected) => {
		expect(read(query)).toEqual(expected);
	});

	test('letters beyond plain ones are looked for in both cases, since SQLite does not know their case', () => {
		expect(read({ q: 'Özil' }).map(({ search }) => search)).toEqual(['%Özil%', '%Özil%', '%özil%', '%özil%', '%ÖZIL%', '%ÖZIL%']);
	});

	test.each<[what: string, rows: object[]]>([
		['for the overview', rowQueries(readRequest({}), oldest)],
		['for a link without a list', rowQueries(readRequest({ link: 'board' }), undefined)],
		['for a row of another link', rowQueries(readRequest({ link: 'board' }), { ...oldest, link_id: 'other' })],
	])('none %s', (_what, rows) => {
		expect(rows).toEqual([]);
	});
});

/** The conditions as n8n's Data Table node takes them, on rows in memory. */
function dataTable(rows: ReturnType<typeof personRow>[], request: PageRequest) {
	const has = (row: ReturnType<typeof personRow>, column: string, part: string): boolean => String(row[column]).toLowerCase().includes(part.toLowerCase());
	return rowQueries(request, rows[0]).flatMap((query) =>
		rows
			.filter((row) => row.link_id === query.link_id && row.run_id === query.run_id && Number(row.id) > query.after)
			.filter((row) => query.status_condition === 'isNotEmpty' || row.status === query.status)
			.filter((row) => query.search_condition === 'eq' || has(row, query.search_column, query.search.slice(1, -1)))
			.slice(0, query.limit),
	);
}

test('page after page shows everybody who was asked for once, in the order of the table', () => {
	const person = fc.record({ name: fc.constantFrom('Ann', 'Bea', 'Cyn'), email: fc.constantFrom('ann@x', 'bea@x', ''), status: fc.constantFrom('Up To Date', 'N/A', 'Error', 'Unknown') });
	fc.assert(
		fc.property(fc.array(person, { minLength: 1, maxLength: 240 }), fc.constantFrom('all', 'attention', 'na'), fc.constantFrom('', 'an', 'e'), (people, show, search) => {
			const rows = people.map((one, index) => personRow({ ...one, id: index * 3 + 1 }));
			const seen: number[] = [];
			let after: number | undefined = 0;
			for (let pages = 0; after !== undefined && pages < 10; pages++) {
				const shown = onePage(readPageRows(dataTable(rows, readRequest({ link: 'board', show, q: search, after: String(after) }))).people);
				expect(shown.people.length).toBeLessThanOrEqual(PAGE_SIZE);
				seen.push(...shown.people.map(({ id }) => id));
				after = shown.next;
			}
			const wanted = rows.filter(({ name, email, status }) => (search === '' || `${String(name)}\n${String(email)}`.toLowerCase().includes(search)) && (show === 'all' || (show === 'na' ? status === 'N/A' : status !== 'Up To Date')));
			expect(seen).toEqual(wanted.map(({ id }) => id));
		}),
		{ numRuns: 60 },
	);
});
