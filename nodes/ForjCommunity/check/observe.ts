/** What the rows of Forj show, and what it means for the sync. */
import { has, noteFields, noteIdType, plainNames } from '../../shared/check/fields';
import type { Observation } from '../../shared/check/observation';
import type { Reply, Row } from '../../shared/check/reply';
import { isRow } from '../../shared/check/reply';
import { ACTIONS, many } from '../../shared/check/texts';
import type { ForjGroupRow, ForjUserRow } from '../api/schemas';
import { toForjGroup } from '../api/shape';
import { GROUP_FIELDS, PARENT_KEYS, READ_ACTIONS, USER_FIELDS } from './texts';

/** Without these two nobody can tell whether the group is fit (design section 4, rule 10). */
const DECIDING_SETTINGS = ['privacy', 'requires_approval'];

/** Returns the profile keys that the group defines. */
export function observeGroup(seen: Observation, { value, raw, details }: Reply<ForjGroupRow>, askedId: string): string[] {
	const row = isRow(raw) ? raw : {};
	noteFields(seen.details, [row], GROUP_FIELDS, PARENT_KEYS);
	seen.asExpected(`Answered ${details.status} with a group.`);
	if (value.id !== askedId) seen.notSupported('It is another group than the one asked for.', READ_ACTIONS.wrongRecord);
	const missing = DECIDING_SETTINGS.filter((field) => row[field] === undefined || row[field] === null || row[field] === '');
	if (missing.length > 0) seen.notSupported(`It does not say ${missing.join(' and ')}.`, READ_ACTIONS.settings);
	if (!has(row, 'primary_admin')) seen.tolerated('It does not name its primary_admin.', READ_ACTIONS.primaryAdmin);
	const fieldKeys = plainNames(toForjGroup(value).fieldKeys);
	seen.details.fieldKeys = fieldKeys;
	seen.asExpected(fieldKeys.length > 0 ? `It defines ${many(fieldKeys.length, 'profile field')}.` : 'It defines no profile fields; they are known from the members then.');
	return fieldKeys;
}

/** Returns the profile keys that the members show. */
export function observeMembers(seen: Observation, rows: readonly Row[], group: Row): string[] {
	if (rows.length === 0) return [];
	noteIdType(seen, rows, 'id');
	noteFields(seen.details, rows, USER_FIELDS);
	const profiles = rows.map(({ fields }) => fields).filter(isRow);
	const fieldKeys = plainNames(profiles.flatMap((profile) => Object.keys(profile)));
	seen.details.fieldKeys = fieldKeys;
	if (profiles.length === 0) seen.tolerated('No row has profile fields, although they were asked for.', READ_ACTIONS.profile);
	else seen.asExpected(`Profile fields shown: ${fieldKeys.length > 0 ? fieldKeys.join(', ') : 'none is filled in'}.`);
	const named = rows.some((row) => has(row, 'first_name')) || profiles.some((profile) => has(profile, 'first_name'));
	if (!named) seen.tolerated('No row has first_name.', READ_ACTIONS.names);
	observeMemberships(seen, rows, group);
	return fieldKeys;
}

function observeMemberships(seen: Observation, rows: readonly Row[], group: Row): void {
	const own = rows.map(({ groups }) => (Array.isArray(groups) ? groups.filter(isRow).find(({ id }) => String(id) === String(group.id)) : undefined));
	const silent = own.filter((entry) => entry === undefined || entry.is_admin === undefined || entry.is_admin === null || entry.is_admin === '').length;
	if (silent > 0) seen.tolerated(`${many(silent, 'row does', 'rows do')} not say whether the person manages the group.`, READ_ACTIONS.managers);
	const stated = Number(group.members_count);
	// Only a list that was seen whole can be compared.
	if (seen.details.pageCap !== null || group.members_count === undefined || !Number.isFinite(stated)) return;
	const pending = own.filter((entry) => entry?.status === 'pending').length;
	seen.details.membersCount = { stated, listed: rows.length, pending };
	if (stated === rows.length || stated === rows.length - pending) seen.asExpected(`The group's members_count (${stated}) fits.`);
	else seen.tolerated(`The group's members_count (${stated}) does not fit.`, ACTIONS.nothing);
}

export function observePerson(seen: Observation, { value, raw, details }: Reply<ForjUserRow>, askedId: string): void {
	const row = isRow(raw) ? raw : {};
	noteFields(seen.details, [row], USER_FIELDS);
	seen.asExpected(`Answered ${details.status} with a person.`);
	if (value.id !== askedId) seen.notSupported('It is another person than the one asked for.', READ_ACTIONS.wrongRecord);
	if (isRow(row.fields)) seen.details.fieldKeys = plainNames(Object.keys(row.fields));
	else seen.tolerated('It has no profile fields.', READ_ACTIONS.profile);
}
