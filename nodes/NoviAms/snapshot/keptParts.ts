import type { MemberRecord } from '../api/schemas';

/** The only part of a record that holds values under names of its own. */
const CUSTOM_FIELDS = 'CustomFields';

/** Copies of records with only these fields, custom fields by name. What a record does not have stays absent. */
export function keptParts(fieldNames: readonly string[]): (record: MemberRecord) => MemberRecord {
	const names = new Set(fieldNames);
	return (record) => {
		const kept: MemberRecord = { UniqueID: record.UniqueID };
		for (const name of names) if (has(record, name)) kept[name] = record[name];
		const custom = record[CUSTOM_FIELDS];
		if (isObject(custom) && !names.has(CUSTOM_FIELDS)) kept[CUSTOM_FIELDS] = namedIn(custom, names);
		return kept;
	};
}

function namedIn(all: Record<string, unknown>, names: ReadonlySet<string>): Record<string, unknown> {
	const kept: Record<string, unknown> = {};
	for (const name of names) if (has(all, name)) kept[name] = all[name];
	return kept;
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function has(record: Record<string, unknown>, name: string): boolean {
	return Object.prototype.hasOwnProperty.call(record, name);
}
