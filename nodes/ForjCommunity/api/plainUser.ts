/** A user as Forj usually shows one, read without zod; the schema in `schemas.ts` says what each key means. */
import { isRow, type Row } from '../../core/linkRow';
import type { ForjUserRow } from './schemas';
import { isProfileValue, idText } from './values';

const TEXTS = ['name', 'first_name', 'last_name'];

/** The row itself with its ids as text, or nothing when any key is in a form that needs more than that. */
export function plainUser(row: unknown): ForjUserRow | undefined {
	if (!isRow(row) || !(row.email === null || typeof row.email === 'string')) return undefined;
	const id = idText(row.id);
	if (id === undefined) return undefined;
	if (!TEXTS.every((key) => isPlainText(row, key))) return undefined;
	const { groups, fields } = row;
	if (!(groups === undefined || (Array.isArray(groups) && groups.every(isPlainMembership)))) return undefined;
	if (!(fields === undefined || (isRow(fields) && Object.values(fields).every(isProfileValue)))) return undefined;
	row.id = id;
	if (groups !== undefined) for (const membership of groups as Row[]) membership.id = idText(membership.id);
	return row as ForjUserRow;
}

function isPlainMembership(entry: unknown): entry is Row {
	return isRow(entry) && idText(entry.id) !== undefined && isPlainText(entry, 'status') && (!('is_admin' in entry) || typeof entry.is_admin === 'boolean');
}

/** Absent, or a text that says something. */
function isPlainText(row: Row, key: string): boolean {
	return !(key in row) || (typeof row[key] === 'string' && row[key] !== '');
}
