/** What a mail says of each change: what happened, since when, what to do and where to click. Counts only, no names of people. */
import { PROFILE_KEY, type AlertState } from './alertRows';
import type { Standing } from './alertStanding';
import { lastOf } from './alertStanding';
import type { AlertNews, Change } from './alerts';
import { ALERT_LINE, ALERT_NAMES, ALERT_TITLE, ALERT_TODO, ALERT_WHAT, DIGEST, HELD_PEOPLE, PROFILE_TODO, PROFILE_WHAT } from './alertTexts';

/** Addresses that the mail leads to; empty ones are left out. */
export interface MailPages {
	status: string;
	release: string;
}

export interface MailFrame {
	now: number;
	timeZone: string;
	pages: MailPages;
}

export interface Section {
	title: string;
	lines: string[];
	links: Array<{ label: string; address: string }>;
}

const HOUR_MS = 60 * 60 * 1000;
const LONGEST_DETAIL = 1_000;
/** Nobody's address leaves n8n, wherever a sentence of a service may have brought it from. */
const EMAIL = /[^\s@<>(),;:"']+@[^\s@<>(),;:"']*[^\s@<>(),;:"'.!?]/g;

export function changeSection({ standing, state, reminder, changes }: Change, frame: MailFrame): Section {
	const title = `${nameOf(standing)}: ${reminder ? ALERT_TITLE.reminder(titleOf(standing, state, frame)) : titleOf(standing, state, frame)}`;
	const lines = [
		whatOf(standing, state),
		...(state === 'Up To Date' ? [] : [detailOf(standing, state)]),
		...(state === 'Stale' && standing.since === standing.lastGood ? [] : [ALERT_LINE.since(formatTime(standing.since, frame.timeZone))]),
		...(state !== 'Up To Date' && standing.overdue ? [lastGoodOf(standing, frame)] : []),
		...(changes > 1 ? [ALERT_LINE.changed(changes)] : []),
		todoOf(standing, state),
	];
	return { title, lines: lines.filter((line) => line !== ''), links: linksFor(state, standing, frame) };
}

export function uncheckedSection(since: number, { now, timeZone, pages }: MailFrame): Section {
	return {
		title: ALERT_TITLE.unchecked(hoursBetween(since, now)),
		lines: [ALERT_LINE.unchecked(formatTime(since, timeZone), formatTime(now, timeZone))],
		links: statusLink(pages),
	};
}

type Digest = NonNullable<AlertNews['digest']>;

export function digestSection({ since, lines }: Digest, frame: MailFrame): Section {
	const toLine = ({ standing, state, work }: Digest['lines'][number]): string => {
		const title = state === 'Up To Date' ? DIGEST.upToDate : `${titleOf(standing, state, frame)}, since ${formatTime(standing.since, frame.timeZone)}`;
		return standing.key === PROFILE_KEY ? DIGEST.profileLine(nameOf(standing), title, work.updated) : DIGEST.line(nameOf(standing), title, work);
	};
	const anyHeld = lines.some(({ standing, state }) => state === 'Held' && standing.held > 0);
	return { title: DIGEST.heading(formatTime(since, frame.timeZone)), lines: lines.map(toLine), links: [...(anyHeld ? releaseLink(frame.pages) : []), ...statusLink(frame.pages)] };
}

export function digestSubject({ lines }: Digest): string {
	const sum = (of: 'added' | 'removed'): number => lines.reduce((total, { work }) => total + work[of], 0);
	return DIGEST.subject(lines.filter(({ state }) => state !== 'Up To Date').length, sum('added'), sum('removed'));
}

function nameOf({ key, name }: Standing): string {
	return key === PROFILE_KEY ? ALERT_NAMES.profiles : name;
}

function titleOf(standing: Standing, state: AlertState, { now }: MailFrame): string {
	switch (state) {
		case 'Up To Date':
			return ALERT_TITLE.upToDate;
		case 'Held':
			return ALERT_TITLE.held(standing.held);
		case 'Not ready':
			return ALERT_TITLE.notReady;
		case 'Error':
			return ALERT_TITLE.error;
		case 'Stale':
			if (standing.key === PROFILE_KEY) return ALERT_TITLE.staleProfiles(hoursBetween(standing.since, now));
			return standing.lastGood === undefined && standing.runs.length === 0 ? ALERT_TITLE.neverSynced : ALERT_TITLE.stale(hoursBetween(standing.since, now));
	}
}

function whatOf({ key, held }: Standing, state: AlertState): string {
	if (key === PROFILE_KEY) return PROFILE_WHAT[state];
	return state === 'Held' && held > 0 ? HELD_PEOPLE.what(held) : ALERT_WHAT[state];
}

function todoOf({ key, held }: Standing, state: AlertState): string {
	if (key === PROFILE_KEY) return PROFILE_TODO[state];
	return state === 'Held' && held > 0 ? HELD_PEOPLE.todo : ALERT_TODO[state];
}

/** The run's own words: they say what to change, and where. Those of a profile update may be about one person. */
function detailOf({ key, detail, runs }: Standing, state: AlertState): string {
	const failed = Number(lastOf(runs)?.counters.failed ?? 0);
	if (key === PROFILE_KEY && state === 'Error' && failed > 0) return ALERT_LINE.profilesFailed(failed);
	const safe = detail.replace(EMAIL, '(an e-mail address)');
	return safe.length > LONGEST_DETAIL ? `${safe.slice(0, LONGEST_DETAIL)} ...` : safe;
}

function lastGoodOf({ lastGood }: Standing, { timeZone }: MailFrame): string {
	return lastGood === undefined ? ALERT_LINE.neverGood : ALERT_LINE.lastGood(formatTime(lastGood, timeZone));
}

function linksFor(state: AlertState, { held }: Standing, { pages }: MailFrame): Section['links'] {
	return [...(state === 'Held' && held > 0 ? releaseLink(pages) : []), ...statusLink(pages)];
}

function statusLink({ status }: MailPages): Section['links'] {
	return status === '' ? [] : [{ label: ALERT_NAMES.statusPage, address: status }];
}

function releaseLink({ release }: MailPages): Section['links'] {
	return release === '' ? [] : [{ label: ALERT_NAMES.releaseForm, address: release }];
}

function hoursBetween(from: number, to: number): number {
	return Math.floor((to - from) / HOUR_MS);
}

/** E.g. "25 Nov 2026, 18:39 (Europe/Berlin)". From parts, since the order of a locale may change with its data. */
export function formatTime(time: number, timeZone: string): string {
	const format = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false });
	const parts = new Map(format.formatToParts(new Date(time)).map(({ type, value }) => [type, value]));
	// Some versions write midnight as 24.
	const hour = String(Number(parts.get('hour')) % 24).padStart(2, '0');
	return `${parts.get('day')} ${parts.get('month')} ${parts.get('year')}, ${hour}:${parts.get('minute')} (${timeZone})`;
}
