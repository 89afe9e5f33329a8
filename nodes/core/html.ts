/**
 * HTML that cannot be forgotten to be escaped: what is put into an `html` template is escaped, unless it was made by one itself.
 * Names, groups and reasons come from other systems and may hold anything.
 */
export class Html {
	constructor(readonly text: string) {}
}

export type Part = string | number | false | undefined | Html | readonly Part[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };
const KEPT_CONTROLS = '\t\n\r';

/** Control characters have no place in HTML: browsers drop or replace them each in its own way. */
export function escapeHtml(text: string): string {
	return text.replace(/\p{Cc}/gu, (control) => (KEPT_CONTROLS.includes(control) ? control : '\ufffd')).replace(/[&<>"'`]/g, (character) => ENTITIES[character]);
}

/** False and undefined are nothing. Attributes in the template are always quoted. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
	return new Html(texts.map((text, index) => text + (index < parts.length ? toText(parts[index]) : '')).join(''));
}

function toText(part: Part): string {
	if (part === undefined || part === false) return '';
	if (part instanceof Html) return part.text;
	return Array.isArray(part) ? part.map(toText).join('') : escapeHtml(String(part));
}

/** A text of somebody else: its writing direction cannot turn the words around it. */
export function foreign(text: string): Html {
	return html`<bdi>${text}</bdi>`;
}
