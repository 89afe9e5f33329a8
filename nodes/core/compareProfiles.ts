/**
 * Compare Profiles (design section 9): the three-way comparison for everybody who came in, one result per person.
 * Only people with a known pair are compared; everybody else is reported as unchanged, with the reason.
 */
import { canonicalJson } from './canonical';
import { policyOfLinks } from './conflictPolicy';
import { reachesNovi } from './fieldMap';
import { compareText, noviKey } from './identity';
import { compareField, type FieldVerdict } from './profiles';
import { knownPairs, mergeProfiles, refusedValue, type SideProfile } from './profileSides';
import { PROFILE, REASON } from './texts';
import type { ConflictPolicy, FieldMapping, FieldValue, FieldValues, Link, PersonMemory } from './types';

/** A read of one person that did not end well. The item seldom says whose it was. */
export interface FailedRead {
	side: 'Novi' | 'Forj';
	noviId: string;
	forjUserId: string;
	message: string;
}

export interface ProfilesInput {
	novi: readonly SideProfile[];
	forj: readonly SideProfile[];
	/** Forj user ids that came in as persons of their own, not in a snapshot: somebody asks about exactly them. */
	asked: ReadonlySet<string>;
	failed: readonly FailedRead[];
	/** By Novi key. */
	people: ReadonlyMap<string, PersonMemory>;
	mappings: readonly FieldMapping[];
	/** The same for everybody, or what the person's links say. */
	policy: ConflictPolicy | { ofLinks: readonly Link[] };
	/** Characters that a Novi field holds, where that is known. */
	maxLengths?: Readonly<Record<string, number>>;
}

/** A key that is absent had no value. */
export interface ProfileChange {
	noviField: string;
	forjField: string;
	before?: FieldValue;
	after?: FieldValue;
	baseline?: FieldValue;
}

export interface ProfileResult {
	noviId: string;
	forjUserId: string;
	name: string;
	toNovi: ProfileChange[];
	toForj: ProfileChange[];
	/** With values only where one of them gets lost. */
	conflicts: ProfileChange[];
	/** New baseline values, by Forj key. */
	agreed: FieldValues;
	reasons: string[];
	/** A side could not be read, so nobody knows whether something changed. */
	unread: boolean;
}

interface Scene {
	input: ProfilesInput;
	novi: Map<string, SideProfile>;
	forj: Map<string, SideProfile>;
	pairs: Map<string, string>;
}

/** In a stable order, whatever the order of the inputs. */
export function compareProfiles(unsorted: ProfilesInput): ProfileResult[] {
	const failed = [...unsorted.failed].sort((a, b) => compareText(canonicalJson(a), canonicalJson(b)));
	const input = { ...unsorted, failed };
	const scene: Scene = {
		input,
		novi: mergeProfiles(input.novi, noviKey),
		forj: mergeProfiles(input.forj, (id) => id),
		pairs: knownPairs(input.people),
	};
	const read = [...scene.novi.values()].map((record) => compareRecord(record, scene));
	const unread = [...withoutRecord(scene), ...failedByName(scene)].filter(isFirstOfPerson);
	const results = [...read, ...unread];
	// Nobody misses a read, so these failures are of people who are not known here.
	const nameless = results.some((result) => result.unread) ? [] : input.failed.filter(({ noviId, forjUserId }) => noviId === '' && forjUserId === '');
	results.push(...nameless.map(({ side, message }) => unreadResult('', '', '', PROFILE.unread(side, message))));
	return results.sort((a, b) => compareText(noviKey(a.noviId), noviKey(b.noviId)) || compareText(a.forjUserId, b.forjUserId));
}

function isFirstOfPerson(result: ProfileResult, index: number, all: readonly ProfileResult[]): boolean {
	return all.findIndex((other) => nameOf(other) === nameOf(result)) === index;
}

function nameOf({ noviId, forjUserId }: ProfileResult): string {
	return noviId === '' ? `forj:${forjUserId}` : `novi:${noviKey(noviId)}`;
}

function newResult(noviId: string, forjUserId: string, name: string, ...reasons: string[]): ProfileResult {
	return { noviId, forjUserId, name, toNovi: [], toForj: [], conflicts: [], agreed: {}, reasons, unread: false };
}

function unreadResult(noviId: string, forjUserId: string, name: string, reason: string): ProfileResult {
	return { ...newResult(noviId, forjUserId, name, reason), unread: true };
}

/** People of Forj that somebody asks about and whose Novi record did not come in. */
function withoutRecord({ input, novi, forj, pairs }: Scene): ProfileResult[] {
	const results: ProfileResult[] = [];
	for (const { id, name } of forj.values()) {
		const key = pairs.get(id);
		if (!input.asked.has(id) || (key !== undefined && novi.has(key))) continue;
		const noviId = key === undefined ? '' : (input.people.get(key)?.noviId ?? '');
		if (noviId === '') results.push(newResult('', id, name, PROFILE.noPair));
		else results.push(unreadResult(noviId, id, name, PROFILE.unread('Novi', messageFor(input, noviId))));
	}
	return results;
}

/** The person's own failure, else the only one there was. */
function messageFor({ failed }: ProfilesInput, noviId: string): string {
	const ofNovi = failed.filter(({ side }) => side === 'Novi');
	const own = ofNovi.find((failure) => noviKey(failure.noviId) === noviKey(noviId));
	const messages = new Set(ofNovi.filter((failure) => failure.noviId === '').map(({ message }) => message));
	return own?.message ?? (messages.size === 1 ? [...messages][0] : PROFILE.lookAtRead('Novi'));
}

function failedByName({ input, novi, pairs }: Scene): ProfileResult[] {
	return input.failed.flatMap(({ side, noviId, forjUserId, message }) => {
		const key = noviId !== '' ? noviKey(noviId) : pairs.get(forjUserId);
		const memory = key === undefined ? undefined : input.people.get(key);
		const nameless = noviId === '' && forjUserId === '';
		if (nameless || (key !== undefined && novi.has(key))) return [];
		return [unreadResult(memory?.noviId ?? noviId, memory?.forjUserId || forjUserId, '', PROFILE.unread(side, message))];
	});
}

function compareRecord(record: SideProfile, scene: Scene): ProfileResult {
	const key = noviKey(record.id);
	const memory = scene.input.people.get(key);
	const forjUserId = memory?.forjUserId ?? '';
	if (memory === undefined || forjUserId === '') return newResult(record.id, '', record.name, PROFILE.noPair);
	if (scene.pairs.get(forjUserId) !== key) return newResult(record.id, forjUserId, record.name, PROFILE.sharedAccount);
	const member = scene.forj.get(forjUserId);
	const name = record.name || (member?.name ?? '');
	if (member !== undefined) return comparePair(newResult(record.id, forjUserId, name), record.fields, member.fields, memory, scene.input);
	const failure = scene.input.failed.find(({ side, forjUserId: id }) => side === 'Forj' && (id === '' || id === forjUserId));
	return failure ? unreadResult(record.id, forjUserId, name, PROFILE.unread('Forj', failure.message)) : newResult(record.id, forjUserId, name, PROFILE.notInForj);
}

function comparePair(result: ProfileResult, novi: FieldValues, forj: FieldValues, memory: PersonMemory, input: ProfilesInput): ProfileResult {
	const refused: string[] = [];
	const notInNovi: string[] = [];
	const { baseline } = memory;
	const policy = typeof input.policy === 'string' ? input.policy : policyOfLinks(memory, input.policy.ofLinks);
	for (const mapping of input.mappings) {
		const { noviField, forjField } = mapping;
		const values = { novi: novi[noviField], forj: forj[forjField], baseline: baseline[forjField] };
		const rules = { mapping, policy, refused: refusedValue(memory, mapping, novi), maxLength: input.maxLengths?.[noviField] };
		const verdict = compareField(values, rules);
		if (verdict.kind === 'refused') refused.push(forjField);
		// A Forj profile leaves out what it has no value for; a Novi record shows every field that the key may see.
		else if (verdict.kind === 'missing' && verdict.side === 'novi' && reachesNovi(mapping.direction)) notInNovi.push(noviField);
		else collect(result, verdict, { noviField, forjField }, values);
	}
	if (refused.length > 0) result.reasons.push(REASON.refusedFields(refused));
	if (notInNovi.length > 0) result.reasons.push(PROFILE.notShownInNovi(notInNovi));
	return result;
}

interface Values {
	novi: FieldValue | undefined;
	forj: FieldValue | undefined;
	baseline: FieldValue | undefined;
}

function collect(result: ProfileResult, verdict: FieldVerdict, field: { noviField: string; forjField: string }, values: Values): void {
	switch (verdict.kind) {
		case 'equal':
			if (verdict.agreed !== undefined) result.agreed[field.forjField] = verdict.agreed;
			return;
		case 'misfit':
			result.reasons.push(verdict.reason);
			if (verdict.conflict) result.conflicts.push({ ...field });
			return;
		case 'conflict':
			result.conflicts.push({ ...field });
			result.reasons.push(PROFILE.conflict([field.noviField]));
			return;
		case 'write':
			collectWrite(result, verdict, field, values);
			return;
		default:
			return;
	}
}

function collectWrite(
	result: ProfileResult,
	{ to, value, conflict }: Extract<FieldVerdict, { kind: 'write' }>,
	field: { noviField: string; forjField: string },
	values: Values,
): void {
	const before = values[to];
	const change = {
		...field,
		...(before !== undefined && { before }),
		after: value,
		...(values.baseline !== undefined && { baseline: values.baseline }),
	};
	result[to === 'novi' ? 'toNovi' : 'toForj'].push(change);
	if (!conflict) return;
	result.conflicts.push(change);
	result.reasons.push(to === 'novi' ? PROFILE.forjWon([field.noviField]) : PROFILE.noviWon([field.noviField]));
}

/** Mapped fields that nobody shows: sentences for the admin. */
export function unknownFields({ novi, forj, mappings }: ProfilesInput): string[] {
	const shownBy = (profiles: readonly SideProfile[]): Set<string> => new Set(profiles.flatMap(({ fields }) => Object.keys(fields)));
	const [inNovi, inForj] = [shownBy(novi), shownBy(forj)];
	const mapped = mappings.filter(({ direction }) => reachesNovi(direction));
	const unknownInNovi = novi.length === 0 ? [] : mapped.map(({ noviField }) => noviField).filter((field) => !inNovi.has(field));
	const unknownInForj = forj.length === 0 ? [] : mapped.map(({ forjField }) => forjField).filter((field) => !inForj.has(field));
	return [
		...(unknownInNovi.length > 0 ? [PROFILE.unknownInNovi(unknownInNovi)] : []),
		...(unknownInForj.length > 0 ? [PROFILE.unknownInForj(unknownInForj)] : []),
	];
}
