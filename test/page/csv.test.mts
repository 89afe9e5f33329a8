/** The file for a spreadsheet: RFC 4180, readable by Excel, and no cell is a formula. */
import fc from 'fast-check';
import { csvCell } from '../../nodes/NoviForjSync/page/csv';
import { answer, linkRow, personRow } from './rows.mjs';

test.each<[what: string, value: string, cell: string]>([
	['a plain text', 'Ann Lee', '"Ann Lee"'],
	['an empty text', '', '""'],
	['a comma', 'Lee, Ann', '"Lee, Ann"'],
	['quotes', 'Ann "Annie" Lee', '"Ann ""Annie"" Lee"'],
	['a line break inside', 'one\r\ntwo', '"one\r\ntwo"'],
	['= at the beginning', '=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
	['+ at the beginning', '+1', '"\'+1"'],
	['- at the beginning', '-1+1', '"\'-1+1"'],
	['@ at the beginning', '@SUM(A1)', '"\'@SUM(A1)"'],
	['a tab at the beginning', '\t=1', '"\'\t\'=1"'],
	['a line break at the beginning', '\n=1', '"\'\n\'=1"'],
	['a formula behind a semicolon, which begins a cell in most of Europe', 'x;=1+1;y', '"x;\'=1+1;y"'],
	['a quoted formula behind a semicolon', 'x; "=1+1"', '"x; ""\'=1+1"""'],
	['a formula behind a tab', 'x\t@SUM(A1)', '"x\t\'@SUM(A1)"'],
	['a formula behind a line break', 'x\r\n+1', '"x\r\n\'+1"'],
	['a wide = behind a semicolon', 'x;\uff1d1', '"x;\'\uff1d1"'],
	['semicolons without a formula', 'a; b;c', '"a; b;c"'],
	['a wide = at the beginning', '\uff1d1', '"\'\uff1d1"'],
	['the same signs further inside', 'a=b+c-d@e', '"a=b+c-d@e"'],
])('%s', (_what, value, cell) => {
	expect(csvCell(value)).toBe(cell);
});

/** Reads a file as RFC 4180 says. Every cell is quoted here, so a quote that is followed by no other ends the cell. */
function parse(csv: string): string[][] {
	const lines: string[][] = [[]];
	for (const [, cell = '', end] of csv.slice(1).matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
		lines[lines.length - 1]?.push(cell.replace(/""/g, '"'));
		if (end === '\r\n') lines.push([]);
	}
	return lines.slice(0, -1);
}

const file = (people: ReturnType<typeof personRow>[], query: Record<string, string> = {}) => {
	const made = answer([linkRow(), ...people], { link: 'board', format: 'csv', ...query });
	if (!('csv' in made)) throw new Error('no file');
	return made;
};

test('every person is one line under the heads, in the order of the rows', () => {
	const { csv, contentType, fileName } = file([personRow({ name: 'Bea Kim', status: 'Error', reason: 'Refused.' }), personRow()]);
	expect(csv.startsWith('\ufeff"Name",')).toBe(true);
	expect(csv.endsWith('\r\n')).toBe(true);
	expect(parse(csv)).toEqual([
		['Name', 'E-mail', 'Status', 'Reason', 'Action in Forj', 'Since', 'Since (UTC)', 'Novi ID', 'Forj user ID', 'Novi group', 'Forj group'],
		['Bea Kim', 'ann@people.example', 'Error', 'Refused.', 'none', 'Mar 4, 2026, 10:30 AM UTC', '2026-03-04T10:30:00.000Z', 'a1', '77', 'Board', 'Board Room'],
		['Ann Lee', 'ann@people.example', 'Up To Date', '', 'none', 'Mar 4, 2026, 10:30 AM UTC', '2026-03-04T10:30:00.000Z', 'a1', '77', 'Board', 'Board Room'],
	]);
	expect([contentType, fileName]).toEqual(['text/csv; charset=utf-8', 'novi-forj-board-all.csv']);
});

test('whatever the texts are, they come back, and none begins as a formula', () => {
	const text = fc.string({ unit: fc.constantFrom('"', ',', ';', '\r\n', '=', '-', 'a', ' ', '\ud83d\ude00'), maxLength: 8 });
	fc.assert(
		fc.property(text, text, (name, reason) => {
			const [, line = []] = parse(file([personRow({ name, reason })]).csv);
			const plain = line.map((cell) => cell.replace(/(^|[;,\r\n]["\s]*)'(?=[=+\-@])/g, '$1'));
			expect([plain[0], plain[3]]).toEqual([name.trim(), reason.trim()]);
			expect(line.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([]);
			// As a spreadsheet reads it that separates cells by semicolons.
			expect(line.flatMap((cell) => cell.split(/[;\r\n]/).slice(1)).filter((piece) => /^["\s]*[=+\-@]/.test(piece))).toEqual([]);
		}),
	);
});

test.each([
	['a plain id', 'board', 'novi-forj-board-attention.csv'],
	['quotes and line breaks', 'a"b\r\nSet-Cookie: x', 'novi-forj-a-b-Set-Cookie-x-attention.csv'],
	['no plain letter at all', '§§§', 'novi-forj-group-attention.csv'],
])('the name of the file with %s is safe in a header', (_what, linkId, name) => {
	const made = answer([linkRow({ link_id: linkId })], { link: linkId, format: 'csv', show: 'attention' });
	expect('fileName' in made && made.fileName).toBe(name.replace('attention', 'skipped-or-failed'));
});
