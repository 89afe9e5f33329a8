import type { MemberRecord } from './schemas';
import type { MemberFilters, NoviClient } from './client';

export type MemberSearch = { id: string } | { message: string; fix: string };

const FIELDS = {
	accountEmail: { key: 'AccountEmail', label: 'login e-mail' },
	email: { key: 'Email', label: 'contact e-mail' },
} as const;

/** Enough to see that there is more than one. */
const MAX_ROWS = 10;

/**
 * The one member with this e-mail. Trusts no filter: a row with another address means that Novi did not
 * filter, and then its first row would be anybody. Throws a ServiceError when Novi does not answer.
 */
export async function findMemberId(
	novi: Pick<NoviClient, 'listMembers'>,
	by: keyof typeof FIELDS,
	email: string,
): Promise<MemberSearch> {
	const { key, label } = FIELDS[by];
	const list = await novi.listMembers({ [by]: email }, MAX_ROWS);
	if (list.failure) return list.failure;
	if (list.rows.some((row) => !(key in row))) {
		return {
			message: `Novi does not show the ${label} to this API key, so the member cannot be told for sure`,
			fix: 'In Novi, open the gear menu > Advanced > API Keys > Limit Member Data and allow the field, or choose the member by ID.',
		};
	}
	if (ignoredFilter(list.rows, { [by]: email })) {
		return {
			message: `Novi did not filter by ${label}: it sent members with other addresses`,
			fix: 'Choose the member by ID. If this stays, report it to the makers of this package.',
		};
	}
	if (list.rows.length === 0) {
		return {
			message: `No Novi member has this ${label}`,
			fix: 'Check the address in Novi. A person can have one address to log in with and another one in the profile.',
		};
	}
	if (list.rows.length > 1) {
		return {
			message: `Several Novi members have this ${label}`,
			fix: `Choose one by ID: ${list.rows.map((row) => row.UniqueID).join(', ')}.`,
		};
	}
	return { id: list.rows[0].UniqueID };
}

/** The first e-mail filter that Novi did not keep to, in words. Rows that do not show the address prove nothing. */
export function ignoredFilter(rows: readonly MemberRecord[], filters: MemberFilters): string | undefined {
	const by = (['accountEmail', 'email'] as const).find((name) => {
		const email = filters[name];
		const { key } = FIELDS[name];
		return email !== undefined && rows.some((row) => key in row && !sameAddress(row, key, email));
	});
	return by && FIELDS[by].label;
}

function sameAddress(row: MemberRecord, key: 'AccountEmail' | 'Email', email: string): boolean {
	const value = row[key];
	return typeof value === 'string' && value.trim().toLowerCase() === email.toLowerCase();
}
