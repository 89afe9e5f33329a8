/** Novi fields that the field map offers, in the words of Novi's own pages (api/novi-ams.md, Members). */
import { isRow, text } from '../linkRow';
import type { Choice } from './choices';
import { namedChoices } from './choices';

/** The four that are synced without any row in the map come first. */
const STANDARD: ReadonlyArray<readonly [string, string]> = [
	['ParentMemberName', 'Company'],
	['JobTitle', 'Job title'],
	['FirstName', 'First name'],
	['LastName', 'Last name'],
	['MiddleName', 'Middle name'],
	['Suffix', 'Suffix'],
	['Credentials', 'Credentials'],
	['Phone', 'Phone'],
	['Mobile', 'Mobile'],
	['Website', 'Website'],
	['County', 'County'],
	['MemberProfile', 'Bio'],
	['LinkedInUrl', 'LinkedIn'],
	['FacebookUrl', 'Facebook'],
	['InstagramHandle', 'Instagram'],
	['TwitterHandle', 'Twitter'],
	['MemberType', 'Member type'],
	['MemberStatus', 'Member status'],
];

/** @param customFields items of Novi AMS, Custom Field: Get Many */
export function noviFieldChoices(customFields: readonly unknown[]): Choice[] {
	const standard = STANDARD.map(([id, name]) => ({ id, name, label: `${name} (${id})` }));
	const taken = new Set(standard.map(({ id }) => id));
	const custom = namedChoices(customFields.filter(isRow), (field) => field.Name, (field) => text(field.DisplayName) || field.Name);
	return [...standard, ...custom.filter(({ id }) => !taken.has(id)).map((choice) => ({ ...choice, label: `${choice.label}, custom field` }))];
}
