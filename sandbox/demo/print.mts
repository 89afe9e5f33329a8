/** What the demo prints for people. */
import type { LinkReport } from './run.mjs';

export interface NamedReport extends LinkReport {
	readonly name: string;
}

const COLUMNS: ReadonlyArray<[title: string, value: (report: NamedReport) => string]> = [
	['Novi group > Forj group', (r) => r.name],
	['Roster', (r) => count(r, 'roster')],
	['Eligible', (r) => count(r, 'eligible')],
	['N/A', (r) => count(r, 'not_applicable')],
	['Forj before', (r) => count(r, 'members_before')],
	['Added', (r) => done(r, 'added', 'add')],
	['Updated', (r) => done(r, 'updated', 'update')],
	['Removed', (r) => done(r, 'removed', 'remove')],
	['Held', (r) => count(r, 'held')],
	['Up to date', (r) => count(r, 'up_to_date')],
	['Forj after', after],
	['Status', (r) => r.status],
];

function count(report: NamedReport, counter: string): string {
	return report.counters ? String(report.counters[counter] ?? 0) : '-';
}

/** Where nothing was written, what would have been: "(12)". */
function done(report: NamedReport, counter: string, decision: string): string {
	const planned = report.planned?.[decision] ?? 0;
	return report.status === 'Planned' && planned > 0 ? `(${planned})` : count(report, counter);
}

function after({ counters }: NamedReport): string {
	return counters ? String((counters.members_before ?? 0) + (counters.added ?? 0) - (counters.removed ?? 0)) : '-';
}

/** A plain table; numbers to the right, so that they can be compared by eye. */
export function table(reports: readonly NamedReport[]): string {
	if (reports.length === 0) return '';
	const rows = [COLUMNS.map(([title]) => title), ...reports.map((report) => COLUMNS.map(([, value]) => value(report)))];
	const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	const lines = rows.map((row) =>
		row.map((cell, column) => (isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd(),
	);
	lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('  '));
	return lines.join('\n');
}

function isText(column: number): boolean {
	return column === 0 || column === COLUMNS.length - 1;
}

export function details(reports: readonly NamedReport[]): string {
	return reports
		.filter((report) => report.detail !== '')
		.map((report) => `  ${report.name}: ${report.detail}`)
		.join('\n');
}
