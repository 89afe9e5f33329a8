/**
 * What the data tables remember (design section 7), from the rows of several tables in one list. Each table is
 * recognised by its columns. Of several rows with one key the newest wins.
 */
import type { FieldDirection, FieldMapping, FieldValues, Link, PersonLinkState, PersonMemory, ShownPerson } from './types';
import { fedTwice, mappingFault } from './fieldMap';
import { noviKey } from './identity';
import { RELEASE_COLUMN, readReleaseRow, type ReleaseRequest } from './release';
import { FIELDS } from './texts';
import { isRow, jsonObject, readLinkRow, text, type Row } from './linkRow';

export interface Remembered {
	links: Link[];
	/** By Novi key. */
	people: Map<string, PersonMemory>;
	/** By link id, then by person key (`novi:` or `forj:`). */
	shown: Map<string, Map<string, ShownPerson>>;
	mappings: FieldMapping[];
	/** What is wrong with rows of `novi_forj_fields`; nothing of such a Novi field is sent. */
	fieldFaults: string[];
	/** Links of which `novi_forj_members` holds rows too many: a run ended before it dropped them, or they were copied in. */
	leftovers: Set<string>;
	/** What an admin has just released in the form. */
	releases: ReleaseRequest[];
	/** Superseded and live rows of `novi_forj_people`: when there are more of the first, the table is written anew. */
	peopleRows: number;
}

const DIRECTIONS: readonly FieldDirection[] = ['novi_to_forj', 'forj_to_novi', 'both'];

/** Sorts rows into their tables. Rows of no known table (n8n's empty items) are skipped. */
export function readRemembered(rows: readonly Row[]): Remembered {
	const links: Row[] = [];
	const people: Row[] = [];
	const shown: Row[] = [];
	const mappings: FieldMapping[] = [];
	const fieldFaults: string[] = [];
	const releases: ReleaseRequest[] = [];
	for (const row of rows) {
		if (RELEASE_COLUMN in row) releases.push(...[readReleaseRow(row)].filter((request) => request !== undefined));
		else if ('novi_field' in row) mappings.push(...readMapping(row, fieldFaults));
		else if ('run_id' in row && 'status' in row) shown.push(row);
		else if ('baseline' in row) people.push(row);
		else if ('forj_group_id' in row) links.push(row);
	}
	const twice = fedTwice(mappings);
	fieldFaults.push(...[...twice].sort().map(FIELDS.fedTwice));
	const newest = newestShown(shown);
	return {
		links: links.map(readLinkRow),
		people: newestPeople(people),
		shown: newest,
		leftovers: leftoversIn(shown, newest),
		mappings: mappings.map((mapping) => (twice.has(mapping.noviField) ? notFollowed(mapping) : mapping)),
		fieldFaults,
		releases,
		peopleRows: people.length,
	};
}

/** Newer by `updated_at`, then by the table's own row id. */
function isNewer(row: Row, than: Row): boolean {
	const a = stamp(row);
	const b = stamp(than);
	return a !== b ? a > b : Number(row.id ?? 0) > Number(than.id ?? 0);
}

function stamp(row: Row): number {
	const raw = row.updated_at ?? row.updatedAt ?? row.since ?? '';
	const time = raw instanceof Date ? raw.getTime() : Date.parse(text(raw));
	return Number.isNaN(time) ? 0 : time;
}

function newestPeople(rows: readonly Row[]): Map<string, PersonMemory> {
	const newest = new Map<string, Row>();
	for (const row of rows) {
		const key = noviKey(text(row.novi_id));
		const known = newest.get(key);
		if (key !== '' && (known === undefined || isNewer(row, known))) newest.set(key, row);
	}
	const people = new Map<string, PersonMemory>();
	for (const [key, row] of newest) people.set(key, readPerson(row));
	return people;
}

function readPerson(row: Row): PersonMemory {
	return {
		noviId: text(row.novi_id),
		forjUserId: text(row.forj_user_id),
		email: text(row.email),
		baseline: (jsonObject(row.baseline).parsed ?? {}) as FieldValues,
		state: readPersonStates(jsonObject(row.state).parsed ?? {}),
	};
}

function readPersonStates(states: Row): Record<string, PersonLinkState> {
	const result: Record<string, PersonLinkState> = {};
	for (const [linkId, entry] of Object.entries(states)) {
		if (!isRow(entry)) continue;
		result[linkId] = {
			...(text(entry.group_id) !== '' && { groupId: text(entry.group_id) }),
			...(entry.member === true && { member: true }),
			...(entry.added_by_sync === true && { addedBySync: true }),
			...(text(entry.left_since) !== '' && { leftSince: text(entry.left_since) }),
			...(typeof entry.failed_runs === 'number' && { failedRuns: entry.failed_runs }),
			...(isRow(entry.refused) && { refused: entry.refused as FieldValues }),
		};
	}
	return result;
}

/** Row of `novi_forj_people`, as it is stored. */
export function writePerson(memory: PersonMemory, updatedAt: string): Row {
	const state: Row = {};
	for (const [linkId, entry] of Object.entries(memory.state)) {
		state[linkId] = {
			...(entry.groupId && { group_id: entry.groupId }),
			...(entry.member && { member: true }),
			...(entry.addedBySync && { added_by_sync: true }),
			...(entry.leftSince && { left_since: entry.leftSince }),
			...(entry.failedRuns && { failed_runs: entry.failedRuns }),
			...(entry.refused && Object.keys(entry.refused).length > 0 && { refused: entry.refused }),
		};
	}
	return {
		novi_id: memory.noviId,
		forj_user_id: memory.forjUserId,
		email: memory.email,
		baseline: JSON.stringify(memory.baseline),
		state: JSON.stringify(state),
		updated_at: updatedAt,
	};
}

export function personKey(noviId: string, forjUserId: string): string {
	return noviId === '' ? `forj:${forjUserId}` : `novi:${noviKey(noviId)}`;
}

function newestShown(rows: readonly Row[]): Map<string, Map<string, ShownPerson>> {
	const newest = new Map<string, Map<string, Row>>();
	for (const row of rows) {
		const linkId = text(row.link_id);
		const key = personKey(text(row.novi_id), text(row.forj_user_id));
		const ofLink = newest.get(linkId) ?? new Map<string, Row>();
		const known = ofLink.get(key);
		if (known === undefined || Number(row.id ?? 0) > Number(known.id ?? 0)) ofLink.set(key, row);
		newest.set(linkId, ofLink);
	}
	const shown = new Map<string, Map<string, ShownPerson>>();
	for (const [linkId, ofLink] of newest) {
		shown.set(linkId, new Map([...ofLink].map(([key, row]) => [key, readShown(row)])));
	}
	return shown;
}

/** One run stores all rows of a link, and each person once: rows of several runs, or two of one person, are too many. */
function leftoversIn(rows: readonly Row[], shown: Remembered['shown']): Set<string> {
	const runs = new Map<string, string>();
	const counts = new Map<string, number>();
	const leftovers = new Set<string>();
	for (const row of rows) {
		const linkId = text(row.link_id);
		const runId = text(row.run_id);
		if ((runs.get(linkId) ?? runId) !== runId) leftovers.add(linkId);
		runs.set(linkId, runId);
		counts.set(linkId, (counts.get(linkId) ?? 0) + 1);
	}
	for (const [linkId, ofLink] of shown) if (counts.get(linkId) !== ofLink.size) leftovers.add(linkId);
	return leftovers;
}

function readShown(row: Row): ShownPerson {
	return {
		noviId: text(row.novi_id),
		forjUserId: text(row.forj_user_id),
		name: text(row.name),
		email: text(row.email),
		status: text(row.status) as ShownPerson['status'],
		action: text(row.action) as ShownPerson['action'],
		reason: text(row.reason),
		since: row.since instanceof Date ? row.since.toISOString() : text(row.since),
	};
}

/** Without a Forj key the field is compared with nothing, and the standard key is not taken instead. */
function notFollowed(mapping: FieldMapping): FieldMapping {
	return { ...mapping, forjField: '' };
}

function readMapping(row: Row, faults: string[]): FieldMapping[] {
	const noviField = text(row.novi_field);
	const forjField = text(row.forj_field);
	const direction = DIRECTIONS.find((known) => known === text(row.direction));
	if (noviField === '') return [];
	const mapping: FieldMapping = { noviField, forjField, direction: direction ?? 'forj_to_novi' };
	const fault = faultOf(mapping, direction === undefined ? text(row.direction) : undefined);
	if (fault === undefined) return [mapping];
	faults.push(fault);
	return [notFollowed(mapping)];
}

function faultOf(mapping: FieldMapping, oddDirection: string | undefined): string | undefined {
	if (mapping.forjField === '') return FIELDS.noForjField(mapping.noviField);
	if (oddDirection !== undefined) return FIELDS.direction(mapping.noviField, oddDirection);
	return mappingFault(mapping);
}
