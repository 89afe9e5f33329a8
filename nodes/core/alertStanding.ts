/** How each link, and the profile update, stands now: from its row, its run rows and the time. */
import { PROFILE_KEY, isAlertState, NOTED, type AlertLink, type AlertRows, type AlertRun, type AlertState, type Told } from './alertRows';
import { text } from './linkRow';

export interface Clock {
	now: number;
	/** Without a good run for so long, a link is stale. */
	staleMs: number;
}

export interface Standing {
	/** The link's id; empty for the profile update. */
	key: string;
	name: string;
	/** Undefined while nobody can tell: a run is going, or the first one is still to come. Then there is nothing to tell either. */
	state?: AlertState;
	since: number;
	/** Last good run, if there was one. */
	lastGood?: number;
	/** No good run for the set time. */
	overdue: boolean;
	/** People whose removal waits, by the last run. */
	held: number;
	detail: string;
	runs: readonly AlertRun[];
	told: readonly Told[];
}

const HOUR_MS = 60 * 60 * 1000;
/** A run takes minutes, and the lease ends after 15: whoever is still "Syncing" after an hour is not. */
const LONGEST_RUN_MS = HOUR_MS;
/** The profile update is a workflow of its own, which not everybody uses: without a run in a week, nobody waits for it. */
const IN_USE_MS = 7 * 24 * HOUR_MS;

/** All enabled links, and the profile update if it is in use. */
export function standings({ links, runs, told }: AlertRows, clock: Clock): Standing[] {
	const ofLinks = links.filter(({ enabled }) => enabled).map((link) => linkStanding(link, runs.get(link.linkId) ?? [], told.get(link.linkId) ?? [], clock));
	const profileRuns = runs.get(PROFILE_KEY) ?? [];
	const last = lastOf(profileRuns);
	if (last === undefined || clock.now - last.at > IN_USE_MS) return ofLinks;
	return [...ofLinks, profileStanding(last, profileRuns, told.get(PROFILE_KEY) ?? [], clock)];
}

export function lastOf<T>(list: readonly T[]): T | undefined {
	return list[list.length - 1];
}

function linkStanding(link: AlertLink, allRuns: readonly AlertRun[], told: readonly Told[], { now, staleMs }: Clock): Standing {
	// What was before the link was switched off is over.
	const onAt = lastOf(told.filter(({ outcome }) => outcome === NOTED.on))?.at;
	const runs = allRuns.filter(({ at }) => onAt === undefined || at >= onAt);
	const last = lastOf(runs);
	const lastGood = latest(link.lastSuccessAt, lastOf(allRuns.filter(({ outcome }) => outcome === 'Up To Date'))?.at);
	const lastRun = latest(lastGood, last?.at);
	const begin = latest(onAt, lastRun === undefined ? link.createdAt : undefined);
	const silentSince = latest(lastRun, begin);
	const goodSince = latest(lastGood, onAt) ?? link.createdAt ?? runs[0]?.at;
	const standing: Standing = {
		key: link.linkId,
		name: link.name,
		since: last ? streakBegin(runs) : (link.updatedAt ?? now),
		lastGood,
		overdue: goodSince !== undefined && now - goodSince > staleMs,
		held: Number(last?.counters.held ?? 0) || 0,
		detail: isAlertState(link.status) ? link.detail : (last?.detail ?? ''),
		runs,
		told,
	};
	if (lastOf(told)?.outcome === NOTED.off) return standing;
	const isStuck = link.status === 'Syncing' && link.updatedAt !== undefined && now - link.updatedAt > LONGEST_RUN_MS;
	if (isStuck || (silentSince !== undefined && now - silentSince > staleMs)) {
		return { ...standing, state: 'Stale', since: silentSince ?? link.updatedAt ?? now, overdue: true, held: 0, detail: link.status === 'Up To Date' ? '' : standing.detail };
	}
	if (!isAlertState(link.status)) return { ...standing, state: newerThan(last, told) };
	// A run that broke off leaves its word on the link only.
	const brokeOff = link.status !== last?.outcome;
	return { ...standing, state: link.status, ...(brokeOff && { since: link.updatedAt ?? now, held: 0 }) };
}

function profileStanding(last: AlertRun, runs: readonly AlertRun[], told: readonly Told[], { now, staleMs }: Clock): Standing {
	const lastGood = lastOf(runs.filter(({ outcome }) => outcome === 'Up To Date'))?.at;
	const standing: Standing = {
		key: PROFILE_KEY,
		name: '',
		since: streakBegin(runs),
		lastGood,
		overdue: now - (lastGood ?? runs[0]?.at ?? now) > staleMs,
		held: 0,
		detail: last.detail,
		runs,
		told,
	};
	if (now - last.at > staleMs) return { ...standing, state: 'Stale', since: last.at, overdue: true, detail: '' };
	// It waits its turn now and then; only twice in a row is news.
	const waitsOnce = last.outcome === 'Held' && runs[runs.length - 2]?.outcome !== 'Held';
	return waitsOnce ? standing : { ...standing, state: last.outcome };
}

/** While a run is going, the last one counts only if nothing was told since: what was told may be of a run that broke off. */
function newerThan(last: AlertRun | undefined, told: readonly Told[]): AlertState | undefined {
	const toldAt = lastOf(told)?.at;
	return last !== undefined && (toldAt === undefined || last.at > toldAt) ? last.outcome : undefined;
}

/** When the outcome of the last run began. */
function streakBegin(runs: readonly AlertRun[]): number {
	let index = runs.length - 1;
	while (index > 0 && runs[index - 1].outcome === runs[index].outcome) index--;
	return runs[index].at;
}

function latest(...times: Array<number | undefined>): number | undefined {
	const known = times.filter((time) => time !== undefined);
	return known.length > 0 ? Math.max(...known) : undefined;
}

/** People that runs since a time have added, updated, removed or could not do. */
export function workSince(runs: readonly AlertRun[], since: number): { added: number; updated: number; removed: number } {
	const recent = runs.filter(({ at }) => at > since);
	const sum = (name: string): number => recent.reduce((total, { counters }) => total + (Number(text(counters[name])) || 0), 0);
	return { added: sum('added'), updated: sum('updated'), removed: sum('removed') };
}
