import { pickFields } from '../../core/noviRecord';
import type { NoviMember } from '../../core/types';
import type { MemberRecord, RosterRow } from '../api/schemas';
import type { FoundRecord } from './memberRecords';

/** The profile fields every snapshot carries; more only where the admin maps them. */
export const STANDARD_FIELDS = ['FirstName', 'LastName', 'ParentMemberName', 'JobTitle'];

/** Without these three nobody can say whether the person belongs into the Forj group. */
const DECIDING = [
	// Person is seen, Company inferred; a third type is nobody's guess.
	{ name: 'CustomerType', isValid: (value: unknown) => /^(person|company)$/i.test(textOf(value)) },
	{ name: 'Active', isValid: (value: unknown) => typeof value === 'boolean' },
	// Only here does nothing mean something: no login.
	{ name: 'AccountEmail', isValid: (value: unknown) => value === null || typeof value === 'string' },
];

/** A roster row joined with its record. */
export function toMember(row: RosterRow, found: FoundRecord, fieldNames: readonly string[]): NoviMember {
	const base = { id: row.UniqueID, name: row.Name ?? '' };
	if ('unknown' in found) return { ...base, unknown: found.unknown, fields: {} };
	const { record } = found;
	const name = typeof record.Name === 'string' && record.Name !== '' ? record.Name : base.name;
	const fields = pickFields(record, fieldNames);
	const unknown = whyUnknown(record);
	if (unknown !== undefined) return { id: base.id, name, unknown, fields };
	return {
		id: base.id,
		name,
		isPerson: textOf(record.CustomerType).toLowerCase() === 'person',
		active: record.Active === true,
		login: textOf(record.AccountEmail),
		fields,
	};
}

function whyUnknown(record: MemberRecord): string | undefined {
	const absent = DECIDING.filter(({ name }) => !has(record, name)).map(({ name }) => name);
	if (absent.length > 0) {
		return `Novi does not show ${absent.join(', ')} of this member. The API key may be limited: gear menu > Advanced > API Keys > Limit Member Data.`;
	}
	// A company is not synced whatever else its record says.
	const deciding = isCompany(record) ? DECIDING.slice(0, 1) : DECIDING;
	const odd = deciding.find(({ name, isValid }) => !isValid(record[name]));
	return odd && `Novi shows no clear value for ${odd.name} of this member. Open the member in Novi and save it again.`;
}

export function isCompany(record: MemberRecord): boolean {
	return textOf(record.CustomerType).toLowerCase() === 'company';
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

function has(record: Record<string, unknown>, name: string): boolean {
	return Object.prototype.hasOwnProperty.call(record, name);
}
