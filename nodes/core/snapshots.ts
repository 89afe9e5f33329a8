/** Is this item a snapshot (design section 3)? Checked by hand: 100,000 people are looked at in one go. */
import { isRow, type Row } from './linkRow';
import type { ForjMember, ForjSnapshot, NoviMember, NoviSnapshot } from './types';

function isSnapshotFrame(value: unknown, kind: string): value is Row {
	return (
		isRow(value) &&
		value.kind === kind &&
		typeof value.linkId === 'string' &&
		typeof value.complete === 'boolean' &&
		typeof value.received === 'number' &&
		isRow(value.group) &&
		typeof value.group.id === 'string' &&
		Array.isArray(value.members) &&
		Array.isArray(value.warnings)
	);
}

export function isNoviMember(value: unknown): value is NoviMember {
	return isRow(value) && typeof value.id === 'string' && value.id !== '' && isRow(value.fields);
}

export function isForjMember(value: unknown): value is ForjMember {
	return isRow(value) && typeof value.id === 'string' && value.id !== '' && typeof value.email === 'string' && isRow(value.fields);
}

export function isNoviSnapshot(value: unknown): value is NoviSnapshot {
	return isSnapshotFrame(value, 'noviSnapshot') && (value.members as unknown[]).every(isNoviMember);
}

export function isForjSnapshot(value: unknown): value is ForjSnapshot {
	return (
		isSnapshotFrame(value, 'forjSnapshot') &&
		Array.isArray(value.seenFieldKeys) &&
		isRow((value.group as Row).primaryAdmin) &&
		Array.isArray((value.group as Row).fieldKeys) &&
		(value.members as unknown[]).every(isForjMember)
	);
}
