import type { NoviOptions } from './options.mjs';
import type { NoviMember, RosterEntry } from './records.mjs';
import type { NoviGroup, NoviState } from './state.mjs';

/** The full record as this key sees it. */
export function memberRow(state: NoviState, options: NoviOptions, member: NoviMember): object {
	const Groups = state.groups.rows().flatMap((group) => {
		const entry = group.roster.get(member.UniqueID);
		return entry ? [{ GroupUniqueID: group.UniqueID, GroupName: group.Name, InheritingMember: entry.inheriting, JoinDate: entry.joinedAt }] : [];
	});
	const row: Record<string, unknown> = { ...member, Groups };
	for (const field of options.limitedFields ?? []) delete row[field];
	return row;
}

export function groupRow(options: NoviOptions, group: NoviGroup): object {
	const { roster, Name, UniqueID, ...rest } = group;
	const beneficiaries = roster.rows().filter((entry) => entry.inheriting).length;
	return {
		UniqueID,
		Name,
		PrimaryMemberCount: roster.size - beneficiaries,
		BeneficiaryMemberCount: beneficiaries,
		TotalMemberCount: roster.size,
		...rest,
	};
}

/** A roster row: no e-mail, no type, nothing but these three. */
export function rosterRow(state: NoviState, entry: RosterEntry): object {
	const member = state.members.get(entry.id);
	return { UniqueID: entry.id, Name: member?.Name ?? null, DuesPayerUniqueID: member?.DuesPayerUniqueID ?? null };
}

export function visibleRoster(state: NoviState, options: NoviOptions, group: NoviGroup): readonly RosterEntry[] {
	const roster = group.roster.rows().filter((entry) => isVisible(state, options, entry.id));
	return options.rosterIncludesBeneficiaries === false ? roster.filter((entry) => !entry.inheriting) : roster;
}

/** The groups that a key limited to one group sees. */
export function visibleGroups(state: NoviState, options: NoviOptions): readonly NoviGroup[] {
	const groups = state.groups.rows();
	return options.limitedGroup === undefined || options.limitedGroupHides === 'people' ? groups : groups.filter((group) => group.UniqueID === options.limitedGroup);
}

export function isVisible(state: NoviState, options: NoviOptions, memberId: string): boolean {
	return options.limitedGroup === undefined || (state.groups.get(options.limitedGroup)?.roster.has(memberId) ?? false);
}
