/** What a form page offers, and which entry an answer means: n8n's forms hand back the label that was chosen. */
import { compareText } from '../identity';
import { isRow, text, type Row } from '../linkRow';

export interface Choice {
	/** What the admin reads. Unique on its page. */
	label: string;
	id: string;
	/** Name without the id, for sentences. */
	name?: string;
}

/** By the name of the form field. */
export type Choices = Record<string, Choice[]>;

/** One line, and without the two signs that n8n's forms would show as `&lt;` and `&gt;`. */
export function plainLabel(value: unknown): string {
	return text(value).replace(/\s+/g, ' ').replace(/</g, '‹').replace(/>/g, '›');
}

/** Sorted by name. The id at the end tells groups of one name apart. */
export function namedChoices(rows: readonly Row[], idOf: (row: Row) => unknown, nameOf: (row: Row) => unknown): Choice[] {
	return rows
		.map((row) => ({ id: text(idOf(row)), name: text(nameOf(row)) }))
		.filter(({ id }) => id !== '')
		.sort((a, b) => compareText(a.name.toLowerCase(), b.name.toLowerCase()) || compareText(a.id, b.id))
		.map(({ id, name }) => ({ id, name, label: `${plainLabel(name) || 'No name'} (${plainLabel(id)})` }));
}

/** The entry that was chosen; undefined for an answer that was not offered. */
export function chosen(choices: Choices, answers: Row, field: string): Choice | undefined {
	const answer = plainLabel(answers[field]);
	return answer === '' ? undefined : choices[field]?.find(({ label }) => plainLabel(label) === answer);
}

/** Choices as they come back from a page's item; what is none is left out. */
export function readChoices(value: unknown): Choices {
	if (!isRow(value)) return {};
	const entries = Object.entries(value).map(([field, list]): [string, Choice[]] => [field, Array.isArray(list) ? list.filter(isChoice) : []]);
	return Object.fromEntries(entries);
}

function isChoice(value: unknown): value is Choice {
	return isRow(value) && typeof value.label === 'string' && typeof value.id === 'string';
}
