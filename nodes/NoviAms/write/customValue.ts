/** The value of one custom field of one member, wherever Novi shows it. */
import type { NoviClient } from '../api/client';
import type { MemberRecord } from '../api/schemas';
import { has, isRecord } from './values';

export type CustomSource = Pick<NoviClient, 'listCustomFields' | 'listCustomValues'>;

export interface CustomValue {
	fieldId: string;
	/** Name of the field, as people know it. */
	name: string;
	/** Null where the member has no value yet. */
	value: unknown;
	/** Novi computes it as a sum over other records. */
	calculated: boolean;
}

/**
 * The record shows custom fields that have a value (seen); the member's own list and the site's list of fields are
 * asked for the others only.
 */
export async function findCustomValue(novi: CustomSource, record: MemberRecord, nameOrId: string): Promise<CustomValue | undefined> {
	const inRecord = customInRecord(record, nameOrId);
	if (inRecord) return inRecord;
	const fields = await novi.listCustomFields();
	const named = fields.filter(({ Name, CustomFieldUniqueID }) => Name === nameOrId || sameId(CustomFieldUniqueID, nameOrId));
	// Two fields of one name: nobody knows which one is meant.
	if (named.length !== 1) return undefined;
	const { CustomFieldUniqueID: fieldId, Name: name } = named[0];
	const value = customInRecord(record, fieldId) ?? (await listedValue(novi, record.UniqueID, fieldId));
	return { value: null, calculated: false, ...value, fieldId, name };
}

/** The value as it is now; undefined when Novi shows none. */
export async function rereadCustomValue(novi: CustomSource, record: MemberRecord, fieldId: string): Promise<CustomValue | undefined> {
	return customInRecord(record, fieldId) ?? (await listedValue(novi, record.UniqueID, fieldId));
}

function customInRecord({ CustomFields: all }: MemberRecord, nameOrId: string): CustomValue | undefined {
	if (!isRecord(all)) return undefined;
	const name = has(all, nameOrId) ? nameOrId : Object.keys(all).find((key) => idOf(all[key], nameOrId));
	return name === undefined ? undefined : toValue(all[name], name);
}

async function listedValue(novi: CustomSource, memberId: string, fieldId: string): Promise<CustomValue | undefined> {
	const rows = await novi.listCustomValues(memberId);
	const row = rows.find((one) => idOf(one, fieldId));
	return row && toValue(row, String(row.CustomFieldName ?? fieldId));
}

function toValue(row: unknown, name: string): CustomValue | undefined {
	if (!isRecord(row) || typeof row.CustomFieldUniqueID !== 'string') return undefined;
	return { fieldId: row.CustomFieldUniqueID, name, value: row.Value ?? null, calculated: row.IsSumOfChildren === true };
}

function idOf(row: unknown, id: string): boolean {
	return isRecord(row) && sameId(row.CustomFieldUniqueID, id);
}

function sameId(a: unknown, b: string): boolean {
	return typeof a === 'string' && a.toLowerCase() === b.toLowerCase();
}
