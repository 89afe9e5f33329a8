/**
 * Find Alerts: what is new since the last mail. Everything new of one check goes into one mail, and what it told is remembered
 * as rows of `novi_forj_runs`. The mail is sent first and its rows are stored afterwards: if the mail fails, the next check tells
 * the same again, so nothing is lost, and in the worst case something is told twice.
 */
import { composeMail, type AlertMail, type MailPages } from './alertMail';
import { NOTED, PROFILE_KEY, readAlertRows, type AlertRows, type AlertState, type Told } from './alertRows';
import { lastOf, standings, workSince, type Clock, type Standing } from './alertStanding';
import type { Row } from './linkRow';
import { RUN_DIRECTION } from './runDirection';

export interface AlertInput {
	/** Rows of `novi_forj_links` and `novi_forj_runs`, in any order. */
	rows: readonly Row[];
	/** ISO 8601. */
	now: string;
	staleHours: number;
	/** Whether the daily digest is due. */
	digest: boolean;
	runId: string;
	pages: MailPages;
	/** In which times are written, e.g. Europe/Berlin. */
	timeZone: string;
}

/** What is new of one link, or of the profile update. */
export interface Change {
	standing: Standing;
	state: AlertState;
	/** The same state was told before; new is that there was no good run for the set time. */
	reminder: boolean;
	/** How often it changed since the last mail about it. */
	changes: number;
}

/** How one link stands, for the digest. */
export interface DigestLine {
	standing: Standing;
	state: AlertState;
	work: { added: number; updated: number; removed: number };
}

export interface AlertNews {
	changes: Change[];
	/** Since when nothing was checked, if that is longer than the set time. */
	uncheckedSince?: number;
	digest?: { since: number; lines: DigestLine[] };
}

export interface Alerts {
	/** At most one, so that one check never sends several. */
	mail?: AlertMail;
	/** New rows of `novi_forj_runs`. */
	told: Row[];
	/** The row that says when the last check ended; it replaces the one before. */
	checked: Row;
	/** No link is in Error or stale, and the profile update is not in Error. */
	healthy: boolean;
}

const HOUR_MS = 60 * 60 * 1000;
/** A state that comes and goes is told again after this time only, with how often it changed. */
export const QUIET_MS = 3 * HOUR_MS;
/** n8n may start a schedule twice. */
const BETWEEN_DIGESTS_MS = 12 * HOUR_MS;
const DIGEST_MS = 24 * HOUR_MS;
/** After an outage, a digest looks back no further than the run rows that the workflow reads. */
const LONGEST_DIGEST_MS = 48 * HOUR_MS;

export function findAlerts(input: AlertInput): Alerts {
	const clock: Clock = { now: Date.parse(input.now), staleMs: input.staleHours * HOUR_MS };
	const rows = readAlertRows(input.rows);
	const all = standings(rows, clock);
	const news = findNews(rows, all, clock, input.digest);
	const toRow = (key: string, outcome: string, detail: string, counters: Row = {}): Row => ({
		run_id: input.runId,
		link_id: key,
		direction: RUN_DIRECTION.alert,
		started_at: input.now,
		finished_at: input.now,
		outcome,
		counters: JSON.stringify(counters),
		detail,
	});
	const mail = composeMail(news, { now: clock.now, timeZone: input.timeZone, pages: input.pages });
	return {
		...(mail && { mail }),
		told: [
			...news.changes.map(({ standing, state }, index) => toRow(standing.key, state, mail?.titles[index] ?? '', { overdue: standing.overdue })),
			...switched(rows).map(({ key, outcome }) => toRow(key, outcome, '')),
			...(news.digest ? [toRow('', NOTED.digest, mail?.subject ?? '')] : []),
		],
		checked: toRow('', NOTED.checked, ''),
		healthy: all.every(isHealthy),
	};
}

function findNews(rows: AlertRows, all: readonly Standing[], clock: Clock, digestIsDue: boolean): AlertNews {
	const unchecked = rows.checkedAt !== undefined && clock.now - rows.checkedAt > clock.staleMs;
	const digest = digestIsDue ? digestOf(rows, all, clock) : undefined;
	return {
		changes: all.flatMap((standing) => changeOf(standing, clock) ?? []),
		...(unchecked && { uncheckedSince: rows.checkedAt }),
		...(digest && { digest }),
	};
}

function changeOf(standing: Standing, { now }: Clock): Change | undefined {
	const { state, told, overdue } = standing;
	if (state === undefined) return undefined;
	const last = lastOf(told);
	const before = toldState(last);
	if (state === before) {
		return state !== 'Up To Date' && overdue && last?.overdue === false ? { standing, state, reminder: true, changes: 0 } : undefined;
	}
	const same = lastOf(told.filter(({ outcome }) => outcome === state));
	if (same !== undefined && now - same.at < QUIET_MS) return undefined;
	return { standing, state, reminder: false, changes: last ? changesBetween(before, standing, last.at) : 1 };
}

/** Whoever nobody was told of is taken for well; so is a link that was switched off and on. */
function toldState(told: Told | undefined): AlertState {
	return told === undefined || told.outcome === NOTED.off || told.outcome === NOTED.on ? 'Up To Date' : (told.outcome as AlertState);
}

function changesBetween(before: AlertState, { runs, state }: Standing, since: number): number {
	const outcomes = [before, ...runs.filter(({ at }) => at > since).map(({ outcome }) => outcome), state];
	return outcomes.filter((outcome, index) => index > 0 && outcome !== outcomes[index - 1]).length;
}

/** Links that were switched off or on since the last check: remembered without a mail, so that nothing from before is told after. */
function switched({ links, told }: AlertRows): Array<{ key: string; outcome: string }> {
	return links.flatMap(({ linkId, enabled }) => {
		const wasOff = lastOf(told.get(linkId) ?? [])?.outcome === NOTED.off;
		if (enabled !== wasOff) return [];
		return [{ key: linkId, outcome: enabled ? NOTED.on : NOTED.off }];
	});
}

function digestOf(rows: AlertRows, all: readonly Standing[], { now }: Clock): AlertNews['digest'] {
	const last = rows.digestAt;
	if (last !== undefined && now - last < BETWEEN_DIGESTS_MS) return undefined;
	const since = Math.max(last ?? now - DIGEST_MS, now - LONGEST_DIGEST_MS);
	const lines = all.map((standing) => ({ standing, state: standing.state ?? toldState(lastOf(standing.told)), work: workSince(standing.runs, since) }));
	return lines.some((line) => isWorthTelling(line, since)) ? { since, lines } : undefined;
}

/** Something waits, something went wrong, or people came or went. Changed profiles alone are no news. */
function isWorthTelling({ standing, state, work }: DigestLine, since: number): boolean {
	const wasUnwell = standing.runs.some(({ at, outcome }) => at > since && outcome !== 'Up To Date');
	return state !== 'Up To Date' || wasUnwell || work.added > 0 || work.removed > 0;
}

/** Held and Not ready wait for a person, not for a machine. A profile update that nobody runs any more may be meant so. */
function isHealthy(standing: Standing): boolean {
	const state = standing.state ?? toldState(lastOf(standing.told));
	return state !== 'Error' && (state !== 'Stale' || standing.key === PROFILE_KEY);
}
