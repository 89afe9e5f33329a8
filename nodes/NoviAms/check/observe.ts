/** What Novi's answers show, and what it means for the sync. */
import { ALWAYS_SHOWN, PROFILE_FIELDS, countedMore } from '../../core/visibility';
import { has, noteFields, noteIdType } from '../../shared/check/fields';
import type { Observation } from '../../shared/check/observation';
import type { Reply, Row } from '../../shared/check/reply';
import { isRow } from '../../shared/check/reply';
import type { MemberRecord, NoviGroupRecord } from '../api/schemas';
import { isCompany } from '../snapshot/toMember';
import { DOCUMENTED_FIELDS } from '../write/memberFields';
import { ACTIONS, GROUP_FIELDS, ROSTER_FIELDS } from './texts';

const COUNTS = ['PrimaryMemberCount', 'BeneficiaryMemberCount', 'TotalMemberCount'];

export function observeGroup(seen: Observation, { value, raw, details }: Reply<NoviGroupRecord>, askedId: string): void {
	const row = isRow(raw) ? raw : {};
	noteFields(seen.details, [row], GROUP_FIELDS);
	seen.asExpected(`Answered ${details.status} with a group.`);
	if (value.UniqueID.toLowerCase() !== askedId.toLowerCase()) seen.notSupported('It is another group than the one asked for.', ACTIONS.wrongRecord);
	if (COUNTS.every((field) => typeof row[field] !== 'number')) seen.tolerated('It has no counts.', ACTIONS.counts);
	if (typeof row.SyncToMobilize !== 'boolean') seen.tolerated('It does not say SyncToMobilize.', ACTIONS.builtInSync);
}

/** Compares the roster with the group's own counts, as the sync does (nodes/core/visibility.ts). */
export function observeRoster(seen: Observation, rows: readonly Row[], group: NoviGroupRecord): void {
	noteIdType(seen, rows, 'UniqueID');
	noteFields(seen.details, rows, ROSTER_FIELDS);
	const listed = seen.details.count ?? rows.length;
	const said = (count: number | null | undefined) => (typeof count === 'number' ? count : undefined);
	const { PrimaryMemberCount, BeneficiaryMemberCount, TotalMemberCount } = group;
	const counts = { listed, primary: said(PrimaryMemberCount), beneficiary: said(BeneficiaryMemberCount), total: said(TotalMemberCount) };
	const more = countedMore({ counts, absentFields: [] });
	seen.details.keyLooksLimited = more !== undefined;
	if (more === undefined) return;
	seen.notSupported(`The group's own page counts ${more}, but the list shows ${listed}.`, ACTIONS.limitedPeople);
}

/** Which fields the records show. A field that no record shows is hidden from this key, or the site does not have it. */
export function observeRecords(seen: Observation, rows: readonly MemberRecord[]): void {
	if (rows.length === 0) return;
	noteFields(seen.details, rows, DOCUMENTED_FIELDS);
	const people = rows.filter((row) => !isCompany(row));
	const absent = people.length === 0 ? [] : ALWAYS_SHOWN.filter((field) => !people.some((row) => has(row, field)));
	const deciding = absent.filter((field) => !PROFILE_FIELDS.includes(field));
	const profile = absent.filter((field) => PROFILE_FIELDS.includes(field));
	const others = (seen.details.fieldsMissing ?? []).filter((field) => !absent.includes(field));
	seen.details.keyLooksLimited = absent.length > 0;
	if (deciding.length > 0) seen.notSupported(`No person shows ${deciding.join(', ')}.`, ACTIONS.deciding);
	if (profile.length > 0) seen.notSupported(`No person shows ${profile.join(', ')}.`, ACTIONS.limitedFields);
	if (others.length > 0) seen.tolerated(`No record shows ${others.join(', ')}.`, ACTIONS.writing);
	if (absent.length === 0 && others.length === 0) seen.asExpected('Every documented field is shown.');
}

export function observeMember(seen: Observation, { value, details }: Reply<MemberRecord>, askedId: string): void {
	seen.asExpected(`Answered ${details.status} with a member.`);
	if (value.UniqueID.toLowerCase() !== askedId.toLowerCase()) seen.notSupported('It is another member than the one asked for.', ACTIONS.wrongRecord);
	noteFields(seen.details, [value], DOCUMENTED_FIELDS);
}
