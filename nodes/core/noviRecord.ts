/** Profile values out of a raw Novi record (api/novi-ams.md, Members). */
import { isRow, type Row } from './linkRow';
import type { FieldValue, FieldValues } from './types';
import { isFieldValue } from './values';

/** The named fields as far as the record has them: Novi's own, else custom fields by their name. */
export function pickFields(record: Row, fieldNames: readonly string[]): FieldValues {
	const entries: Array<[string, FieldValue]> = [];
	for (const name of fieldNames) {
		const value = has(record, name) ? record[name] : customValue(record, name);
		// What is absent or no profile value (addresses, groups) is left out.
		if (isFieldValue(value)) entries.push([name, value]);
	}
	return Object.fromEntries(entries);
}

function customValue(record: Row, name: string): unknown {
	const all = record.CustomFields;
	if (!isRow(all) || !has(all, name)) return undefined;
	const field = all[name];
	return isRow(field) ? field.Value : undefined;
}

function has(record: Row, name: string): boolean {
	return Object.prototype.hasOwnProperty.call(record, name);
}
