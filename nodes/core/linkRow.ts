/** A row of `novi_forj_links` as the admin or the assistant wrote it, checked (design sections 4, 5 and 7). */
import type { ConflictPolicy, Link, LinkSettings, LinkState, OwnershipMode } from './types';
import { isDecision, isRelease } from './release';
import { NOT_READY, SETTINGS } from './texts';
import { PROFILE_FIELDS } from './visibility';

export type Row = Record<string, unknown>;

const MODES: readonly OwnershipMode[] = ['mirror', 'owned', 'add_only'];
const DEFAULT_LIMIT_PERCENT = 25;
const DEFAULT_LIMIT_PEOPLE = 5;

/** Reads a link row. What is wrong with it goes into `faults`, and the link is Not ready until it is mended. */
export function readLinkRow(row: Row): Link {
	const faults: string[] = [];
	const required = (column: string): string => {
		const value = text(row[column]);
		if (value === '') faults.push(SETTINGS.missing(column));
		return value;
	};
	const enabled = row.enabled === true || row.enabled === 1 || row.enabled === 'true';
	if (!enabled) faults.push(NOT_READY.disabled);
	return {
		linkId: required('link_id'),
		noviGroupId: required('novi_group_id'),
		noviGroupName: text(row.novi_group_name),
		forjGroupId: required('forj_group_id'),
		forjGroupName: text(row.forj_group_name),
		enabled,
		mode: readMode(row.mode, faults),
		removalLimitPercent: readLimit(row.removal_limit_percent, DEFAULT_LIMIT_PERCENT, isPercent, SETTINGS.percent, faults),
		removalLimitPeople: readLimit(row.removal_limit_people, DEFAULT_LIMIT_PEOPLE, isCount, SETTINGS.people, faults),
		settings: readSettings(row.settings, faults),
		state: readState(row.state),
		faults,
	};
}

/** What the groups of a link are called in lists and sentences: by their ids until their names are known. */
export function groupNames({ noviGroupName, noviGroupId, forjGroupName, forjGroupId }: Link): { novi: string; forj: string } {
	return { novi: noviGroupName || noviGroupId, forj: forjGroupName || forjGroupId };
}

export function text(value: unknown): string {
	return value === null || value === undefined ? '' : String(value).trim();
}

function readMode(value: unknown, faults: string[]): OwnershipMode {
	const mode = text(value) || 'mirror';
	const known = MODES.find((m) => m === mode);
	if (known === undefined) faults.push(SETTINGS.mode(mode));
	// A mode that nobody knows removes nobody.
	return known ?? 'add_only';
}

const isPercent = (n: number): boolean => Number.isInteger(n) && n >= 0 && n <= 100;
const isCount = (n: number): boolean => Number.isInteger(n) && n >= 0;

function readLimit(
	value: unknown,
	fallback: number,
	valid: (n: number) => boolean,
	fault: (value: string) => string,
	faults: string[],
): number {
	if (text(value) === '') return fallback;
	const number = typeof value === 'number' ? value : Number(text(value));
	if (Number.isFinite(number) && valid(number)) return number;
	faults.push(fault(text(value)));
	return 0;
}

/** JSON of a column: an object, or undefined when it is empty or broken. */
export function jsonObject(value: unknown): { parsed?: Row; broken: boolean } {
	if (isRow(value)) return { parsed: value, broken: false };
	const raw = text(value);
	if (raw === '') return { broken: false };
	try {
		const parsed: unknown = JSON.parse(raw);
		return isRow(parsed) ? { parsed, broken: false } : { broken: true };
	} catch {
		return { broken: true };
	}
}

export function isRow(value: unknown): value is Row {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `novi_wins` is the default. */
export const CONFLICT_POLICIES: readonly ConflictPolicy[] = ['novi_wins', 'forj_wins', 'report'];

const KNOWN_SETTINGS = ['conflict', 'fields_not_in_novi', 'ignore_group_counts', 'keep', 'private_level', 'self_left'];

function readSettings(value: unknown, faults: string[]): LinkSettings {
	const { parsed = {}, broken } = jsonObject(value);
	if (broken) faults.push(SETTINGS.badJson('settings'));
	// A misspelt "keep" would protect nobody, so nothing is guessed.
	for (const key of Object.keys(parsed)) {
		if (!KNOWN_SETTINGS.includes(key)) faults.push(SETTINGS.unknownSetting(key, KNOWN_SETTINGS));
	}
	const settings: LinkSettings = { keep: [], selfLeft: 'respect', conflict: 'novi_wins', ignoreGroupCounts: false, fieldsNotInNovi: [] };
	if (parsed.keep !== undefined) {
		if (Array.isArray(parsed.keep)) settings.keep = parsed.keep.map(text).filter((entry) => entry !== '');
		else faults.push(SETTINGS.setting('keep', 'a list of e-mails or Forj user ids'));
	}
	if (parsed.self_left !== undefined) {
		if (parsed.self_left === 'add_back' || parsed.self_left === 'respect') settings.selfLeft = parsed.self_left;
		else faults.push(SETTINGS.setting('self_left', '"respect" or "add_back"'));
	}
	if (parsed.conflict !== undefined) {
		const policy = CONFLICT_POLICIES.find((known) => known === parsed.conflict);
		if (policy !== undefined) settings.conflict = policy;
		else faults.push(SETTINGS.setting('conflict', '"novi_wins", "forj_wins" or "report"'));
	}
	if (text(parsed.private_level) !== '') {
		const level = Number(text(parsed.private_level));
		if (Number.isInteger(level)) settings.privateLevel = level;
		else faults.push(SETTINGS.setting('private_level', 'the number that Forj shows as "privacy" of a Private group'));
	}
	if (parsed.ignore_group_counts !== undefined) {
		if (typeof parsed.ignore_group_counts === 'boolean') settings.ignoreGroupCounts = parsed.ignore_group_counts;
		else faults.push(SETTINGS.setting('ignore_group_counts', 'true or false'));
	}
	if (parsed.fields_not_in_novi !== undefined) {
		const fields = Array.isArray(parsed.fields_not_in_novi) ? parsed.fields_not_in_novi.map(text) : undefined;
		if (fields?.every((field) => PROFILE_FIELDS.includes(field))) settings.fieldsNotInNovi = fields;
		else faults.push(SETTINGS.setting('fields_not_in_novi', `a list of ${PROFILE_FIELDS.join(', ')}`));
	}
	return settings;
}

/** A broken state counts as none: then the next run is a first run, which removes nobody. */
function readState(value: unknown): LinkState {
	const { parsed = {} } = jsonObject(value);
	const state: LinkState = {};
	if (isRow(parsed.good)) {
		const { at, roster, eligible, novi_group_id: noviGroupId, forj_group_id: forjGroupId } = parsed.good;
		if (typeof roster === 'number' && typeof eligible === 'number') {
			state.good = { at: text(at), roster, eligible, noviGroupId: text(noviGroupId), forjGroupId: text(forjGroupId) };
		}
	}
	if (Array.isArray(parsed.removals)) {
		state.removals = parsed.removals
			.filter(isRow)
			.map((entry) => ({ at: text(entry.at), count: Number(entry.count) }))
			.filter((entry) => Number.isFinite(entry.count) && !Number.isNaN(Date.parse(entry.at)));
	}
	if (isRow(parsed.failed_removals)) {
		const entries = Object.entries(parsed.failed_removals).map(([id, runs]): [string, number] => [id, Number(runs)]);
		state.failedRemovals = Object.fromEntries(entries.filter(([, runs]) => Number.isInteger(runs)));
	}
	if (isRelease(parsed.release)) state.release = parsed.release;
	if (isDecision(parsed.decided)) state.decided = parsed.decided;
	if (isRow(parsed.shown_for)) state.shownFor = { noviGroupId: text(parsed.shown_for.novi_group_id), forjGroupId: text(parsed.shown_for.forj_group_id) };
	if (isRow(parsed.field_map)) state.fieldMap = Object.fromEntries(Object.entries(parsed.field_map).map(([key, field]) => [key, text(field)]));
	return state;
}

export function writeLinkState(state: LinkState): string {
	return JSON.stringify({
		...(state.good && {
			good: {
				at: state.good.at,
				roster: state.good.roster,
				eligible: state.good.eligible,
				novi_group_id: state.good.noviGroupId,
				forj_group_id: state.good.forjGroupId,
			},
		}),
		...(state.removals && state.removals.length > 0 && { removals: state.removals }),
		...(state.failedRemovals && Object.keys(state.failedRemovals).length > 0 && { failed_removals: state.failedRemovals }),
		...(state.release && { release: state.release }),
		...(state.decided && { decided: state.decided }),
		...(state.shownFor && { shown_for: { novi_group_id: state.shownFor.noviGroupId, forj_group_id: state.shownFor.forjGroupId } }),
		...(state.fieldMap && { field_map: state.fieldMap }),
	});
}
