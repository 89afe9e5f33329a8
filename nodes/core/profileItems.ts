/** Results of Compare Profiles as items: one per person and output that concerns the person. */
import { isRow } from './linkRow';
import type { ProfileChange, ProfileResult } from './compareProfiles';
import type { FieldValues } from './types';
import { isFieldValue } from './values';

export type ProfileOutput = 'To Novi' | 'To Forj' | 'Conflict' | 'Unchanged';

export interface ProfileItem {
	output: ProfileOutput;
	noviId: string;
	forjUserId: string;
	name: string;
	changes: ProfileChange[];
	/** What is to be written, by the name of the side that it goes to; empty where nothing is. */
	fields: FieldValues;
	/** New baseline values, by Forj key. */
	agreed: FieldValues;
	reason: string;
	/** Present when a side could not be read. */
	unread?: true;
	/** What is wrong with the field map; on the first item of a comparison only. */
	remarks?: string[];
}

export function toProfileItems(result: ProfileResult): ProfileItem[] {
	const { noviId, forjUserId, name, toNovi, toForj, conflicts, agreed, reasons, unread } = result;
	const toItem = (output: ProfileOutput, changes: ProfileChange[], fields: FieldValues = {}): ProfileItem => ({
		output,
		noviId,
		forjUserId,
		name,
		changes,
		fields,
		agreed,
		reason: reasons.join(' '),
		...(unread && { unread }),
	});
	const items: ProfileItem[] = [];
	if (toNovi.length > 0) items.push(toItem('To Novi', toNovi, written(toNovi, 'noviField')));
	if (toForj.length > 0) items.push(toItem('To Forj', toForj, written(toForj, 'forjField')));
	if (conflicts.length > 0) items.push(toItem('Conflict', conflicts));
	return items.length > 0 ? items : [toItem('Unchanged', [])];
}

function written(changes: readonly ProfileChange[], name: 'noviField' | 'forjField'): FieldValues {
	return Object.fromEntries(changes.map((change) => [change[name], change.after ?? null]));
}

const OUTPUTS: readonly unknown[] = ['To Novi', 'To Forj', 'Conflict', 'Unchanged'];

export function isProfileItem(json: unknown): json is ProfileItem {
	return (
		isRow(json) &&
		OUTPUTS.includes(json.output) &&
		typeof json.noviId === 'string' &&
		typeof json.forjUserId === 'string' &&
		Array.isArray(json.changes) &&
		json.changes.every((change) => isRow(change) && typeof change.noviField === 'string' && typeof change.forjField === 'string') &&
		isFieldValues(json.fields) &&
		isFieldValues(json.agreed)
	);
}

export function isFieldValues(value: unknown): value is FieldValues {
	return isRow(value) && Object.values(value).every(isFieldValue);
}
