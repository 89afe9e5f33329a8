/**
 * Which Novi field belongs to which Forj field, and in which direction (design 4.6 and 9): the four standard fields, then
 * what `novi_forj_fields` adds or replaces. Names in Novi also change the association's QuickBooks, so the standard
 * fields go from Novi to Forj unless a row of the table says otherwise.
 */
import { compareText } from './identity';
import { FIELDS } from './texts';
import type { FieldDirection, FieldMapping } from './types';

/** Root attributes of a Forj user: they exist in every community. */
export const ALWAYS_KNOWN: ReadonlySet<string> = new Set(['first_name', 'last_name']);

/** The keys of company and title differ by community; these are used unless `novi_forj_fields` names others. */
const STANDARD_FIELDS: readonly FieldMapping[] = [
	{ noviField: 'FirstName', forjField: 'first_name', direction: 'novi_to_forj' },
	{ noviField: 'LastName', forjField: 'last_name', direction: 'novi_to_forj' },
	{ noviField: 'ParentMemberName', forjField: 'company_name', direction: 'novi_to_forj' },
	{ noviField: 'JobTitle', forjField: 'job_title', direction: 'novi_to_forj' },
];

/** Never mapped, in neither direction: they are what a person is recognised by. */
const FORJ_IDENTITY = new Set(['email', 'id', 'user_id']);
const NOVI_IDENTITY: readonly string[] = ['UniqueID', 'ParentCustomerUniqueID', 'DuesPayerUniqueID', 'QuickBooksID', 'AccountEmail', 'Email', 'PersonalEmail'];

/**
 * Novi fields that are never written. Besides the identity: what belongs to another record (the company's name), what
 * decides about membership, what Novi sets itself, and what holds no single value (api/novi-ams.md, Members).
 */
export const NEVER_WRITTEN_IN_NOVI: readonly string[] = [
	...NOVI_IDENTITY,
	'ParentMemberName',
	'Name',
	'CustomerType',
	'Active',
	'Approved',
	'OriginalJoinDate',
	'MemberSince',
	'MembershipExpires',
	'MemberStatus',
	'MemberSubStatus',
	'MemberType',
	'EffectiveMemberType',
	'AutoRenew',
	'CustomFields',
	'SpecifiedSystemFields',
	'Groups',
	'Committees',
	'Awards',
	'BillingAddress',
	'ShippingAddress',
	'PersonalAddress',
	'CreatedDate',
	'LastUpdatedDate',
	'LastSegmentUpdatedDate',
];

/** The other fields of a Novi record: they hold one text, number, yes/no or date, never several choices. */
const STANDARD_IN_NOVI: readonly string[] = [
	...['FirstName', 'MiddleName', 'LastName', 'Suffix', 'Title', 'Credentials', 'JobTitle', 'Image', 'MemberProfile', 'Notes'],
	...['Phone', 'Mobile', 'Fax', 'Website', 'County', 'PersonalPhone', 'PersonalMobile'],
	...['FacebookUrl', 'LinkedInUrl', 'InstagramHandle', 'TwitterHandle'],
	...['HideOnWebsite', 'HideContactInformation', 'UnsubscribeFromEmails'],
];

/** Written by hand, in whatever case: Novi's names are compared as people read them. */
const has = (names: readonly string[], name: string): boolean => names.some((known) => known.toLowerCase() === name.toLowerCase());

export function isStandardInNovi(noviField: string): boolean {
	return has(STANDARD_IN_NOVI, noviField);
}

export function reachesNovi(direction: FieldDirection): boolean {
	return direction !== 'novi_to_forj';
}

export function reachesForj(direction: FieldDirection): boolean {
	return direction !== 'forj_to_novi';
}

const NAMES = ['FirstName', 'MiddleName', 'LastName', 'Suffix'];

/** What an admin should know of a map that is in order: names written to Novi reach the association's books within seconds. */
export function fieldMapNotes(mappings: readonly FieldMapping[]): string[] {
	const names = mappings.filter(({ noviField, forjField, direction }) => forjField !== '' && reachesNovi(direction) && has(NAMES, noviField));
	return names.length > 0 ? [FIELDS.namesReachBooks(names.map(({ noviField }) => noviField))] : [];
}

/** Why this mapping is not followed; undefined when it is in order. */
export function mappingFault({ noviField, forjField, direction }: FieldMapping): string | undefined {
	if (FORJ_IDENTITY.has(forjField.toLowerCase()) || has(NOVI_IDENTITY, noviField)) return FIELDS.identity(noviField);
	if (reachesNovi(direction) && has(NEVER_WRITTEN_IN_NOVI, noviField)) return FIELDS.notWritable(noviField);
	return undefined;
}

/** Novi fields that several Forj fields are to be written to: they would overwrite each other in every run. */
export function fedTwice(mappings: readonly FieldMapping[]): Set<string> {
	const sources = new Map<string, Set<string>>();
	for (const { noviField, forjField, direction } of mappings) {
		if (forjField !== '' && reachesNovi(direction)) sources.set(noviField, (sources.get(noviField) ?? new Set()).add(forjField));
	}
	return new Set([...sources].filter(([, forjFields]) => forjFields.size > 1).map(([noviField]) => noviField));
}

/** One mapping per Forj key. A row that is not followed still replaces the standard field of its Novi field. */
export function fieldMappings(mapped: readonly FieldMapping[]): FieldMapping[] {
	const replaced = new Set(mapped.map((mapping) => mapping.noviField));
	const byForjField = new Map<string, FieldMapping>();
	const ordered = [...mapped].sort((a, b) => compareText(a.noviField, b.noviField) || compareText(a.direction, b.direction));
	for (const mapping of [...STANDARD_FIELDS.filter((s) => !replaced.has(s.noviField)), ...ordered]) {
		if (mapping.forjField !== '' && mappingFault(mapping) === undefined) byForjField.set(mapping.forjField, mapping);
	}
	return [...byForjField.values()].sort((a, b) => compareText(a.forjField, b.forjField));
}

/** Mapped Forj keys that neither the group's field definitions nor any member shows: not sent, and worth a warning. */
export function unknownMappedKeys(mappings: readonly FieldMapping[], knownKeys: ReadonlySet<string>): string[] {
	return mappings.map((m) => m.forjField).filter((key) => !ALWAYS_KNOWN.has(key) && !knownKeys.has(key));
}
