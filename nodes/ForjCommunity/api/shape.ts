/** Forj's rows in the words of the sync (nodes/core/types). Pure. */
import type { FieldValues, ForjGroup, ForjMember } from '../../core/types';
import type { ForjGroupRow, ForjUserRow } from './schemas';

/** A member of one group: manager and status come from this group's own entry, never from another group's. */
export function toForjMember(row: ForjUserRow, groupId: string): ForjMember {
	const entry = row.groups?.find((membership) => membership.id === groupId);
	const fields = withNames(row);
	const fullName = [fields.first_name, fields.last_name].filter((part) => typeof part === 'string' && part !== '').join(' ');
	return {
		id: row.id,
		email: row.email?.trim() ?? '',
		name: row.name?.trim() || fullName || row.email?.trim() || row.id,
		...(entry?.is_admin === undefined ? {} : { isManager: entry.is_admin }),
		...(entry?.status === undefined ? {} : { status: entry.status.trim().toLowerCase() }),
		fields,
		hasProfile: row.fields !== undefined && row.fields !== null,
	};
}

/** First and last name stand at the root of a user; some rows show them among the profile fields only. */
function withNames(row: ForjUserRow): FieldValues {
	const fields: FieldValues = { ...(row.fields ?? {}) };
	if (row.first_name !== undefined) fields.first_name = row.first_name;
	if (row.last_name !== undefined) fields.last_name = row.last_name;
	return fields;
}

export function toForjGroup(row: ForjGroupRow): ForjGroup {
	return {
		id: row.id,
		name: row.name ?? row.id,
		...(row.privacy === undefined ? {} : { privacy: row.privacy }),
		hasParent: namesParent(row),
		...(row.requires_approval === undefined ? {} : { requiresApproval: row.requires_approval }),
		primaryAdmin: toPrimaryAdmin(row.primary_admin),
		fieldKeys: fieldKeys(row),
	};
}

function namesParent({ parent_group: parent, parent_group_id: parentId }: ForjGroupRow): boolean {
	if (parentId !== undefined) return true;
	if (typeof parent !== 'object') return parent !== undefined;
	// An object whose id is null names no parent; one without the key does, in a way that is not known yet.
	return !('id' in parent) || parent.id !== undefined;
}

function toPrimaryAdmin(admin: ForjGroupRow['primary_admin']): ForjGroup['primaryAdmin'] {
	if (admin === undefined) return {};
	if (typeof admin === 'string') return admin.includes('@') ? { email: admin } : { id: admin };
	return {
		...(admin.id === undefined ? {} : { id: admin.id }),
		...(admin.email === undefined ? {} : { email: admin.email }),
	};
}

/**
 * The documentation lists what a field definition holds, but not the group's key for the list:
 * it is the list whose elements all have a `unique_name`.
 */
function fieldKeys(row: ForjGroupRow): string[] {
	const keys = Object.values(row).flatMap((value) => (Array.isArray(value) ? uniqueNames(value) : []));
	return [...new Set(keys)].sort();
}

function uniqueNames(list: unknown[]): string[] {
	const names = list.map((entry) => (entry as { unique_name?: unknown } | null)?.unique_name);
	return names.every((name): name is string => typeof name === 'string' && name !== '') ? names : [];
}
