/** Whatever stands in a name, a group or a reason: the page's tags are those that the page has without it. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Row } from '../../nodes/core/linkRow';
import { linkRow, page, personRow, runRow, unescape } from './rows.mjs';

const VOID = new Set(['meta', 'input', 'path', 'rect', 'circle']);
const ATTRIBUTE = /\s+([a-zA-Z-]+)(?:="([^"<>]*)")?/g;

/**
 * Every tag with the names of its attributes, in order. Throws for what is not well-formed: a stray < or >, an attribute without
 * quotes, an end that has no beginning.
 */
function skeleton(html: string): string[] {
	const body = html.replace(/^<!DOCTYPE html>/, '').replace(/<style>[^<]*<\/style>/, '<style></style>');
	const open: string[] = [];
	const tags: string[] = [];
	for (const [piece] of body.matchAll(/<[^>]*>|[^<]+|</g)) {
		const [, end, name, attributes = '', selfClosed] = /^<(\/?)([a-z0-9]+)((?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)(\/?)>$/.exec(piece) ?? [];
		if (name === undefined) {
			if (/[<>]/.test(piece)) throw new Error(`Not well-formed: ${piece.slice(0, 80)}`);
			if (/&(?!(amp|lt|gt|quot|#39|#96);)/.test(piece)) throw new Error(`A bare &: ${piece.slice(0, 80)}`);
			continue;
		}
		if (end) {
			if (open.pop() !== name) throw new Error(`</${name}> ends nothing`);
		} else {
			tags.push([name, ...[...attributes.matchAll(ATTRIBUTE)].map(([, attribute]) => attribute)].join(' '));
			if (!VOID.has(name) && !selfClosed) open.push(name);
		}
	}
	if (open.length > 0) throw new Error(`Never ended: ${open.join(', ')}`);
	return tags;
}

/** Every column that holds somebody else's text, in all rows of a page. */
const FIELDS = ['novi_group_name', 'forj_group_name', 'status_detail', 'run_detail', 'run_outcome', 'name', 'email', 'reason', 'status', 'link_id', 'search'] as const;
type Field = (typeof FIELDS)[number];

function build(texts: Partial<Record<Field, string>>): { rows: Row[]; query: Record<string, string> } {
	const of = (field: Field, usual: string): string => texts[field] ?? usual;
	const linkId = of('link_id', 'board');
	return {
		rows: [
			linkRow({ link_id: linkId, novi_group_name: of('novi_group_name', 'Board'), forj_group_name: of('forj_group_name', 'Room'), status: 'Held', status_detail: of('status_detail', 'Why.') }),
			runRow({ link_id: linkId, detail: of('run_detail', 'Detail.'), outcome: of('run_outcome', 'Held') }, { held: 1 }),
			personRow({ link_id: linkId, name: of('name', 'Ann'), email: of('email', 'a@x.example'), reason: of('reason', 'Reason.'), status: of('status', 'Up To Date') }),
		],
		query: { link: linkId, q: of('search', 'a') },
	};
}

const pagesOf = (texts: Partial<Record<Field, string>>): string[] => {
	const { rows, query } = build(texts);
	return [page(rows, {}), page(rows, query)];
};

const ATTACKS = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onfocus=alert(1) autofocus x='", '</title></style></main>', '<!--', ']]>', '&lt;b&gt;&amp;', '`${alert(1)}`', 'javascript:alert(1)', '\u202eevil'];

describe.each(FIELDS)('a text in %s', (field) => {
	// A status that nobody knows looks like any other that nobody knows.
	const usual = pagesOf({ [field]: 'harmless' });

	test.each(ATTACKS)('stays text: %s', (attack) => {
		const made = pagesOf({ [field]: `x${attack}` });
		expect(made.map(skeleton)).toEqual(usual.map(skeleton));
		expect(made.some((html) => unescape(html).includes(`x${attack}`) || html.includes(encodeURIComponent(`x${attack}`)))).toBe(true);
	});
});

test('random texts in all places at once change no tag', () => {
	const text = fc.array(fc.oneof(fc.constantFrom('<', '>', '"', "'", '&', '`', '=', '/', '\u0000', '\u0085', '\n', '<b>', '&amp;', '${', '\ud800'), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 8 }).map((parts) => `x${parts.join('')}x`);
	const texts = fc.record(Object.fromEntries(FIELDS.map((field) => [field, text])) as Record<Field, typeof text>);
	// Name and e-mail that are the same are shown once.
	const expected = pagesOf({ ...Object.fromEntries(FIELDS.map((field) => [field, 'harmless'])), email: 'other' });
	fc.assert(
		fc.property(texts.filter(({ name, email }) => name !== email), (random) => {
			expect(pagesOf(random).map(skeleton)).toEqual(expected.map(skeleton));
		}),
		{ numRuns: 150 },
	);
});

test('the page allows one style and nothing else: no script, no picture, no other host', () => {
	for (const html of pagesOf({})) {
		const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
		const [, style = ''] = /<style>([^<]*)<\/style>/.exec(html) ?? [];
		const hash = createHash('sha256').update(style).digest('base64');
		expect(unescape(policy)).toBe(`default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'`);
		expect([...html.matchAll(/<(script|img|link|iframe|object|base)\b|\sstyle=/g)]).toEqual([]);
		expect([...html.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, target]) => target).filter((target) => !/^([?#].*)?$/.test(target ?? ''))).toEqual([]);
	}
});
