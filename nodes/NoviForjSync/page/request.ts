/** What the address of the page asks for. Anybody can type anything there, so nothing is taken as it is. */
import { isRow, text, type Row } from '../../core/linkRow';
import type { PersonStatus } from '../../core/types';

export interface PageRequest {
	/** Link id; '' for the overview. */
	link: string;
	show: Filter;
	/** A part of a name or an e-mail address; '' for everybody. */
	search: string;
	/** Table row id after which the page begins. */
	after: number;
	/** How many people stand on the pages before, as those pages counted them. Only for the words above the list. */
	before: number;
	format: 'html' | 'csv';
	/** The reader wants the page to refresh by itself while a sync runs. */
	watch: boolean;
}

/** What a list can be narrowed to, by its value in the address. */
export const FILTERS = {
	all: [],
	attention: ['N/A', 'Unknown', 'Error', 'Not attempted'],
	'up-to-date': ['Up To Date'],
	added: ['Added'],
	updated: ['Updated'],
	removed: ['Removed'],
	na: ['N/A'],
	held: ['Removal held'],
	protected: ['Protected'],
	unknown: ['Unknown'],
	error: ['Error'],
	'not-attempted': ['Not attempted'],
} as const satisfies Record<string, readonly PersonStatus[]>;

export type Filter = keyof typeof FILTERS;

const LONGEST = 200;
const CURSOR = /^\d{1,15}$/;

/** @param query the query of the web call, as n8n's Webhook node gives it */
export function readRequest(query: unknown): PageRequest {
	const asked = isRow(query) ? query : {};
	const show = one(asked, 'show');
	return {
		link: one(asked, 'link'),
		show: isFilter(show) ? show : 'all',
		search: one(asked, 'q'),
		after: count(one(asked, 'after')),
		before: count(one(asked, 'before')),
		format: one(asked, 'format') === 'csv' ? 'csv' : 'html',
		watch: one(asked, 'watch') === '1',
	};
}

/** Of a name that is given several times, the first counts. */
function one(asked: Row, name: string): string {
	const value = asked[name];
	const first: unknown = Array.isArray(value) ? value[0] : value;
	return typeof first === 'string' || typeof first === 'number' ? text(first).slice(0, LONGEST) : '';
}

function isFilter(value: string): value is Filter {
	return Object.prototype.hasOwnProperty.call(FILTERS, value);
}

function count(value: string): number {
	return CURSOR.test(value) ? Number(value) : 0;
}

/** Address of another view, relative to the page's own: it works wherever n8n is served. */
export function hrefOf({ link, show, search, after, before, format, watch }: Partial<PageRequest>): string {
	const parts: Array<[string, string]> = [
		['link', link ?? ''],
		['show', show === undefined || show === 'all' ? '' : show],
		['q', search ?? ''],
		['after', after ? String(after) : ''],
		['before', before ? String(before) : ''],
		['format', format === 'csv' ? 'csv' : ''],
		['watch', watch ? '1' : ''],
	];
	return `?${parts.filter(([, value]) => value !== '').map(([name, value]) => `${name}=${encode(value)}`).join('&')}`;
}

/** Half of a character pair, which no address can hold, stands for nothing. */
function encode(value: string): string {
	return encodeURIComponent(value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g, '$1'));
}
