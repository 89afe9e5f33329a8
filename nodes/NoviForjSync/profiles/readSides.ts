/** The items of Compare Profiles as profiles of both sides. One person who could not be read does not stop the others. */
import type { INodeExecutionData } from 'n8n-workflow';

import type { FailedRead } from '../../core/compareProfiles';
import { isStandardInNovi } from '../../core/fieldMap';
import { noviKey } from '../../core/identity';
import { isRow, text, type Row } from '../../core/linkRow';
import { isEmptyItem } from '../../core/looseSnapshots';
import { pickFields } from '../../core/noviRecord';
import type { SideProfile } from '../../core/profileSides';
import { isForjSnapshot } from '../../core/snapshots';
import { PROFILE } from '../../core/texts';
import type { FieldMapping, FieldValues, PersonMemory } from '../../core/types';
import { isBlank, isFieldValue } from '../../core/values';

export interface ReadSide {
	profiles: SideProfile[];
	/** Ids of people who came in as items of their own. */
	asked: Set<string>;
	failed: FailedRead[];
	/** Which item a person came from, by id as it was written. */
	itemOf: Map<string, number>;
	/** The first item that is nothing of the kind. */
	strangeItem?: number;
}

const newSide = (): ReadSide => ({ profiles: [], asked: new Set(), failed: [], itemOf: new Map() });

/** Raw records, as Novi AMS, Member: Get gives them with Simplify off. */
export function readNoviSide(items: readonly INodeExecutionData[], mappings: readonly FieldMapping[], people: ReadonlyMap<string, PersonMemory>): ReadSide {
	const side = newSide();
	for (const [index, { json }] of items.entries()) {
		if (isEmptyItem(json)) continue;
		const id = text(json.UniqueID);
		const failedId = id || text(json.noviId);
		if ('error' in json) side.failed.push(failedRead('Novi', text(json.error), failedId, text(json.forjUserId)));
		else if (id !== '') add(side, index, { id, name: text(json.Name), email: '', fields: noviFields(json, mappings, people.get(noviKey(id))) });
		// With "On Error: Continue" n8n may hand on the item that the step was asked for.
		else if (failedId !== '') side.failed.push(failedRead('Novi', PROFILE.lookAtRead('Novi'), failedId, text(json.forjUserId)));
		else side.strangeItem ??= index;
	}
	return side;
}

/**
 * A custom field of which this member has no value may be left out of `CustomFields` (nobody has shown either way). Where no
 * value was ever agreed on, it is empty and not missing: so a first value can reach Novi, by a call of its own that reads the
 * value once more before it writes. Where one was, the key may be limited, and missing stays missing.
 */
function noviFields(record: Row, mappings: readonly FieldMapping[], memory: PersonMemory | undefined): FieldValues {
	const fields = pickFields(record, mappings.map(({ noviField }) => noviField));
	if (!isRow(record.CustomFields)) return fields;
	const empty = mappings.filter(({ noviField, forjField }) => !(noviField in fields) && !(noviField in record) && !isStandardInNovi(noviField) && isBlank(memory?.baseline[forjField]));
	return { ...Object.fromEntries(empty.map(({ noviField }) => [noviField, null])), ...fields };
}

/** Simplified users or members of Forj Community, items of Find Changed Profiles, or snapshots. */
export function readForjSide(items: readonly INodeExecutionData[]): ReadSide {
	const side = newSide();
	for (const [index, { json }] of items.entries()) {
		if (isEmptyItem(json)) continue;
		const profile = forjProfile(json);
		if ('error' in json) side.failed.push(failedRead('Forj', text(json.error), text(json.noviId), text(json.forjUserId)));
		else if (isForjSnapshot(json)) {
			for (const member of json.members) add(side, index, member);
			if (json.failure) side.failed.push(failedRead('Forj', `${json.failure.message} ${json.failure.fix}`));
		} else if (profile !== undefined) {
			add(side, index, profile);
			side.asked.add(profile.id);
		} else side.strangeItem ??= index;
	}
	return side;
}

function failedRead(side: FailedRead['side'], message: string, noviId = '', forjUserId = ''): FailedRead {
	return { side, message, noviId, forjUserId };
}

function add(side: ReadSide, index: number, profile: SideProfile): void {
	side.profiles.push(profile);
	side.itemOf.set(profile.id, index);
}

/** A raw row of Forj lacks these marks: its names do not stand among the fields. */
function forjProfile(json: Row): SideProfile | undefined {
	const isSimplified = 'hasProfile' in json || 'groupIds' in json || 'forjUserId' in json;
	const id = text(json.forjUserId ?? json.id);
	if (!isSimplified || id === '' || !isRow(json.fields)) return undefined;
	return { id, name: text(json.name), email: text(json.email), fields: fieldValues(json.fields) };
}

function fieldValues(fields: Row): FieldValues {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => isFieldValue(value))) as FieldValues;
}
