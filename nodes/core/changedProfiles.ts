/** Whose profile in Forj says something else than both sides last agreed on: only these people need to be read from Novi. */
import { reachesNovi } from './fieldMap';
import { compareText } from './identity';
import { knownPairs, mergeProfiles, type SideProfile } from './profileSides';
import type { FieldMapping, FieldValues, ForjMember, PersonMemory } from './types';
import { isBlank, sameValue } from './values';

export interface ChangedProfile {
	noviId: string;
	forjUserId: string;
	name: string;
	email: string;
	/** The whole profile in Forj, as it was shown. */
	fields: FieldValues;
	/** Forj keys that differ. */
	changed: string[];
}

type ForjProfile = Pick<ForjMember, 'id' | 'name' | 'email' | 'fields'>;

/** In a stable order. People without a known pair are left out, and so are keys that Forj does not show. */
export function changedProfiles(members: readonly ForjProfile[], people: ReadonlyMap<string, PersonMemory>, mappings: readonly FieldMapping[]): ChangedProfile[] {
	const pairs = knownPairs(people);
	const toNovi = mappings.filter(({ direction }) => reachesNovi(direction));
	const changed: ChangedProfile[] = [];
	for (const member of mergeProfiles(members, (id) => id).values()) {
		const memory = people.get(pairs.get(member.id) ?? '');
		const fields = memory === undefined ? [] : toNovi.map(({ forjField }) => forjField).filter((field) => differs(member, field, memory));
		if (memory === undefined || fields.length === 0) continue;
		changed.push({ noviId: memory.noviId, forjUserId: member.id, name: member.name, email: member.email, fields: member.fields, changed: fields });
	}
	return changed.sort((a, b) => compareText(a.noviId, b.noviId));
}

/** Nothing in Forj and nothing ever agreed is no change. */
function differs({ fields }: SideProfile, field: string, { baseline }: PersonMemory): boolean {
	if (!(field in fields)) return false;
	return field in baseline ? !sameValue(fields[field], baseline[field]) : !isBlank(fields[field]);
}
