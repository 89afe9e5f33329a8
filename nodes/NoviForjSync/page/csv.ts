/** People as a file for a spreadsheet (RFC 4180), which must not take what others wrote for a formula. */
import { absolute, type Moment } from './times';
import type { GroupView, PersonView } from './rows';

/** Excel reads UTF-8 only with this mark in front. */
const BYTE_ORDER_MARK = '\ufeff';
/** With these, also in their wide forms, a cell would be run as a formula. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * Where Excel separates cells by semicolons (most of Europe) or tabs, a quote in the middle of a line protects nothing: a cell,
 * and so a formula, begins behind each of these.
 */
const FORMULA_INSIDE = /([;,\t\r\n]["\s]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

const COLUMNS = ['Name', 'E-mail', 'Status', 'Reason', 'Action in Forj', 'Since', 'Since (UTC)', 'Novi ID', 'Forj user ID', 'Novi group', 'Forj group'];

export function toCsv({ novi, forj }: GroupView, people: readonly PersonView[], moment: Moment): string {
	const rows = people.map((person) => [
		person.name,
		person.email,
		person.status,
		person.reason,
		person.action,
		person.since === undefined ? '' : absolute(person.since, moment),
		person.since === undefined ? '' : new Date(person.since).toISOString(),
		person.noviId,
		person.forjUserId,
		novi,
		forj,
	]);
	return BYTE_ORDER_MARK + [COLUMNS, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** Always quoted, so that no value can end its cell where commas separate them. */
export function csvCell(value: string): string {
	const inside = value.replace(FORMULA_INSIDE, "$1'");
	const harmless = FORMULA.test(value) ? `'${inside}` : inside;
	return `"${harmless.replace(/"/g, '""')}"`;
}

/** Plain letters only: it stands in a header of the answer. */
export function csvFileName({ linkId }: GroupView, show: string): string {
	const plain = linkId.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'group';
	return `novi-forj-${plain}-${show === 'attention' ? 'skipped-or-failed' : show}.csv`;
}
