/** One profile per person and side, from however many rows speak of the person. */
import { canonicalJson } from './canonical';
import { compareText } from './identity';
import type { FieldMapping, FieldValue, FieldValues, PersonMemory } from './types';
import { sameValue } from './values';

export interface SideProfile {
	/** Novi `UniqueID`, or Forj user id. */
	id: string;
	name: string;
	email: string;
	/** A key that is absent was not shown. */
	fields: FieldValues;
}

/** Rows of one person, from several groups or reads, as one; the same one whatever their order. */
export function mergeProfiles(profiles: readonly SideProfile[], keyOf: (id: string) => string): Map<string, SideProfile> {
	const rows = new Map<string, SideProfile[]>();
	for (const profile of profiles) {
		const key = keyOf(profile.id);
		rows.set(key, [...(rows.get(key) ?? []), profile]);
	}
	return new Map([...rows].map(([key, ofPerson]) => [key, ofPerson.length === 1 ? ofPerson[0] : merged(ofPerson)]));
}

/** Where two rows contradict each other, one of them is old and nobody knows which: the key counts as not shown. */
function merged(rows: readonly SideProfile[]): SideProfile {
	const [first, ...others] = [...rows].sort((a, b) => compareText(canonicalJson(a), canonicalJson(b)));
	const fields = { ...first.fields };
	const doubtful = new Set<string>();
	for (const row of others) {
		for (const [field, value] of Object.entries(row.fields)) {
			if (!(field in fields)) fields[field] = value;
			else if (!sameValue(fields[field], value)) doubtful.add(field);
		}
	}
	for (const field of doubtful) delete fields[field];
	return { ...first, fields };
}

/** Forj user id to Novi key, of pairs that no other person claims. */
export function knownPairs(people: ReadonlyMap<string, PersonMemory>): Map<string, string> {
	const pairs = new Map<string, string>();
	const shared = new Set<string>();
	for (const [key, { forjUserId }] of people) {
		if (forjUserId === '') continue;
		if (pairs.has(forjUserId)) shared.add(forjUserId);
		pairs.set(forjUserId, key);
	}
	for (const forjUserId of shared) pairs.delete(forjUserId);
	return pairs;
}

/** Novi's value that Forj once did not take in one of the groups, if it still is Novi's value. */
export function refusedValue(memory: PersonMemory, { noviField, forjField }: FieldMapping, novi: FieldValues): FieldValue | undefined {
	const refused = Object.values(memory.state).map((link) => link.refused?.[forjField]);
	return refused.find((value) => value !== undefined && sameValue(value, novi[noviField]));
}
