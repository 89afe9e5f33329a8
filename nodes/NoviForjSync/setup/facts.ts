/** What the steps before a page read: items of this package's nodes, or the error that they ended with. */
import { groupNames, isRow, readLinkRow, text, type Row } from '../../core/linkRow';
import { namedChoices, type Choice } from '../../core/setup/choices';

/** Rows of a step; n8n's empty items are none. */
export function rows(value: unknown): Row[] {
	return Array.isArray(value) ? value.filter(isRow).filter((row) => Object.keys(row).length > 0 && !('error' in row)) : [];
}

/** What a step with "On Error: Continue" says went wrong, with what to do. */
export function failureOf(value: unknown): string | undefined {
	const failed = (Array.isArray(value) ? value : [value]).filter(isRow).find((row) => 'error' in row);
	return failed === undefined ? undefined : sentences(text(failed.error), text(failed.details));
}

/** "[item 0]" helps who looks at n8n's items, not who reads a page. An error of n8n ends without a full stop. */
export function sentences(...parts: string[]): string {
	const trimmed = parts.map((part) => part.replace(/ ?\[item \d+\]/g, '').trim()).filter((part) => part !== '');
	return trimmed.map((part, index) => (index < trimmed.length - 1 && !/[.!?:]$/.test(part) ? `${part}.` : part)).join(' ');
}

export function noviGroupChoices(groups: readonly Row[]): Choice[] {
	return namedChoices(groups, (group) => group.UniqueID, (group) => group.Name);
}

export function forjGroupChoices(groups: readonly Row[]): Choice[] {
	return namedChoices(groups, (group) => group.id, (group) => group.name);
}

/** "Board to Board Lounge", as a link is called in lists and sentences. */
export function linkName(row: Row): string {
	const { novi, forj } = groupNames(readLinkRow(row));
	return `${novi} to ${forj}`;
}

export function linkChoices(links: readonly Row[]): Choice[] {
	return namedChoices(links, (link) => link.link_id, linkName);
}
