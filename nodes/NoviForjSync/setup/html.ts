/** HTML for n8n's form pages. n8n lets headings, lists, tables and bold text through; every value is escaped here. */
import { escapeHtml as escaped } from '../../core/html';

const WRITTEN: Record<string, string> = { '\\': '&#92;', '{': '&#123;', '}': '&#125;' };

/**
 * Backslashes too: n8n turns a written \n into a line break. And braces: some versions of n8n run {{ ... }} in the HTML of a form
 * as an expression of their own, and anybody chooses the own name in Forj.
 */
export function escapeHtml(value: unknown): string {
	return escaped(String(value ?? '')).replace(/[\\{}]/g, (sign) => WRITTEN[sign]);
}

export function paragraph(text: string): string {
	return `<p>${escapeHtml(text)}</p>`;
}

export function heading(text: string): string {
	return `<h3>${escapeHtml(text)}</h3>`;
}

/** A sentence that must not be overlooked; the template shows it in red. */
export function remark(text: string): string {
	return `<p><b>${escapeHtml(text)}</b></p>`;
}

export function list(texts: readonly string[]): string {
	return texts.length === 0 ? '' : `<ul>${texts.map((text) => `<li>${escapeHtml(text)}</li>`).join('')}</ul>`;
}

/** The first row is the heading. */
export function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const line = (cells: readonly string[], tag: 'th' | 'td'): string => `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
	return `<table><thead>${line(head, 'th')}</thead><tbody>${rows.map((cells) => line(cells, 'td')).join('')}</tbody></table>`;
}

/** Names, cut off where nobody reads on. */
export function names(all: readonly string[], most = 20): string {
	const shown = all.slice(0, most).join(', ');
	return all.length > most ? `${shown}, and ${all.length - most} more` : shown;
}
