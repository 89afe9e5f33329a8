/** A page of the set-up assistant, as n8n's Form node takes it. */
import type { Choice, Choices } from '../../core/setup/choices';
import { plainLabel } from '../../core/setup/choices';

export interface Page {
	title: string;
	/** HTML. */
	description: string;
	button: string;
	/** Description and what the fields tell, for an ending page, which has no fields. */
	message: string;
	/** JSON text for the Form node, "Using JSON". */
	fields: string;
	/** What the lists offer: Prepare Link and Prepare Field Mapping read the answers with it. */
	choices: Choices;
	/** False: something has to be mended before it can go on. */
	ok: boolean;
}

type FormField = Record<string, unknown>;

export interface PageParts {
	title: string;
	description?: string;
	button?: string;
	fields?: FormField[];
	choices?: Choices;
	ok?: boolean;
}

export function page({ title, description = '', button = 'Next', fields = [], choices = {}, ok = true }: PageParts): Page {
	const told = fields.map(({ html }) => (typeof html === 'string' ? html : '')).join('');
	return { title, description, message: description + told, button, fields: formJson(fields), choices, ok };
}

/** n8n puts this text into a replacement, in which dollar signs mean something, so they are written as code points. */
function formJson(fields: FormField[]): string {
	return JSON.stringify(fields).replace(/\$/g, '\\u0024');
}

export function htmlField(name: string, html: string): FormField {
	return { fieldType: 'html', elementName: name, html };
}

/** A list to choose from. n8n marks what is required. */
export function dropdown(name: string, label: string, choices: Choices, preset = ''): FormField {
	return { fieldType: 'dropdown', ...asked(name, label, preset), ...options(choices[name] ?? []) };
}

export function radio(name: string, label: string, choices: Choices, preset = ''): FormField {
	return { fieldType: 'radio', ...asked(name, label, preset), ...options(choices[name] ?? []) };
}

export function textField(name: string, label: string, preset = '', placeholder = '', requiredField = true): FormField {
	return { fieldType: 'text', ...asked(name, label, preset), requiredField, placeholder };
}

export function numberField(name: string, label: string, preset: number): FormField {
	return { fieldType: 'number', ...asked(name, label, String(preset)) };
}

export function textArea(name: string, label: string, preset: string, placeholder: string): FormField {
	return { fieldType: 'textarea', ...asked(name, label, preset), requiredField: false, placeholder };
}

function asked(name: string, label: string, preset: string): FormField {
	return { fieldName: name, fieldLabel: label, requiredField: true, ...(preset !== '' && { defaultValue: plainText(preset) }) };
}

function options(choices: readonly Choice[]): FormField {
	return { fieldOptions: { values: choices.map(({ label }) => ({ option: plainLabel(label) })) } };
}

/** Line breaks stay, for text areas. */
function plainText(text: string): string {
	return text.replace(/</g, '‹').replace(/>/g, '›');
}

/** Fixed entries, as { id: label }. */
export function fixedChoices(labels: Readonly<Record<string, string>>): Choice[] {
	return Object.entries(labels).map(([id, label]) => ({ id, label }));
}
