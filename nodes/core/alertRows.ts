/**
 * Rows of `novi_forj_links` and `novi_forj_runs` as the alerts read them. What was told is a run row too: direction `alert`,
 * outcome = the state that was told (design section 7: no table and no column is added).
 */
import { compareText } from './identity';
import { isRow, jsonObject, readLinkRow, text, type Row } from './linkRow';
import { RUN_DIRECTION } from './runDirection';
import { NOT_READY } from './texts';

export const ALERT_STATES = ['Up To Date', 'Held', 'Not ready', 'Error', 'Stale'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** A link, or the profile update from Forj to Novi: its run rows name no link. */
export const PROFILE_KEY = '';

/** Outcomes of alert rows that are no state of a link. */
export const NOTED = { off: 'Off', on: 'On', checked: 'Checked', digest: 'Digest' } as const;

export interface AlertLink {
	linkId: string;
	name: string;
	enabled: boolean;
	status: string;
	detail: string;
	lastSuccessAt?: number;
	/** n8n's own columns: when the row was made, and changed for the last time. */
	createdAt?: number;
	updatedAt?: number;
}

export interface AlertRun {
	at: number;
	outcome: AlertState;
	detail: string;
	counters: Row;
}

export interface Told {
	at: number;
	/** A state, or `Off` and `On`: that the link was seen switched off, and on again. */
	outcome: string;
	/** That there was no good run for the set time has been told, too. */
	overdue: boolean;
}

export interface AlertRows {
	links: AlertLink[];
	/** By link id, oldest first. */
	runs: Map<string, AlertRun[]>;
	told: Map<string, Told[]>;
	/** When the last check ended. */
	checkedAt?: number;
	digestAt?: number;
}

/** Sorts rows into what they are. Rows of no known table (n8n's empty items) are skipped. */
export function readAlertRows(rows: readonly Row[]): AlertRows {
	const result: AlertRows = { links: [], runs: new Map(), told: new Map() };
	for (const row of [...rows].sort(byTime)) {
		if ('forj_group_id' in row) result.links.push(readLink(row));
		else if ('direction' in row) readRun(row, result);
	}
	result.links.sort((a, b) => compareText(a.name, b.name) || compareText(a.linkId, b.linkId));
	return result;
}

/** Milliseconds; undefined for what is no time, and for 1970, which the tables use for "never". */
export function timeOf(value: unknown): number | undefined {
	const time = value instanceof Date ? value.getTime() : Date.parse(text(value));
	return Number.isNaN(time) || time <= 0 ? undefined : time;
}

export function isAlertState(value: string): value is AlertState {
	return ALERT_STATES.some((state) => state === value);
}

function byTime(a: Row, b: Row): number {
	return (timeOf(a.finished_at) ?? 0) - (timeOf(b.finished_at) ?? 0) || Number(a.id ?? 0) - Number(b.id ?? 0);
}

function readLink(row: Row): AlertLink {
	const { linkId, noviGroupName, forjGroupName, enabled } = readLinkRow(row);
	const detail = text(row.status_detail);
	const [lastSuccessAt, createdAt, updatedAt] = [row.last_success_at, row.createdAt, row.updatedAt].map(timeOf);
	// What the row said while the link was switched off says nothing of a link that is on again.
	const outdated = enabled && detail.startsWith(NOT_READY.disabled);
	return { linkId, name: noviGroupName || forjGroupName || linkId, enabled, status: outdated ? '' : text(row.status), detail, lastSuccessAt, createdAt, updatedAt };
}

function readRun(row: Row, result: AlertRows): void {
	const at = timeOf(row.finished_at);
	if (at === undefined) return;
	const [direction, key, outcome] = [row.direction, row.link_id, row.outcome].map(text);
	const counters = jsonObject(row.counters).parsed ?? {};
	if (direction === RUN_DIRECTION.alert) {
		if (outcome === NOTED.checked) result.checkedAt = at;
		else if (outcome === NOTED.digest) result.digestAt = at;
		else if (isAlertState(outcome) || outcome === NOTED.off || outcome === NOTED.on) add(result.told, key, { at, outcome, overdue: counters.overdue === true });
		return;
	}
	const ofLink = direction === RUN_DIRECTION.sync && key !== '';
	const ofProfiles = direction === RUN_DIRECTION.profiles && key === PROFILE_KEY;
	if ((ofLink || ofProfiles) && isAlertState(outcome)) add(result.runs, key, { at, outcome, detail: text(row.detail), counters: isRow(counters) ? counters : {} });
}

function add<T>(lists: Map<string, T[]>, key: string, value: T): void {
	const list = lists.get(key);
	if (list) list.push(value);
	else lists.set(key, [value]);
}
