/** What overview and group page say of a group alike. */
import { html, foreign, type Html } from '../../core/html';
import { badge } from './icons';
import { hrefOf } from './request';
import type { GroupView, RunView } from './rows';
import { GROUP_MEANING, RELEASE_FORM, STALE } from './texts';
import { prose, timeTag, type Moment } from './times';

export function groupName({ novi, forj }: GroupView): Html {
	return html`${foreign(novi)} <span class="arrow" aria-hidden="true">→</span> <span class="hidden">to </span>${forj !== '' && foreign(forj)}`;
}

/** "Up To Date, 3 minutes ago"; for all other states, the time of the last good run beside it. */
export function stateLine({ state, lastGood }: GroupView, moment: Moment): Html {
	const good = lastGood === undefined ? html`No good run yet` : html`Last good run ${timeTag(lastGood, moment)}`;
	const when = state === 'Up To Date' && lastGood !== undefined ? timeTag(lastGood, moment) : good;
	return html`<p class="state">${badge(state)}<span class="soft small">${when}</span></p>`;
}

/** The full sync runs every few minutes; an admin may have set it to once a day. */
const STALE_MS = 25 * 60 * 60 * 1000;

/** The reason in the sync's own words; where there is none, what the state means. */
export function reasonOf(group: GroupView, moment: Moment): Html | undefined {
	const { lastGood, state } = group;
	const stale = (state === 'Up To Date' || state === 'Syncing') && lastGood !== undefined && moment.now - lastGood > STALE_MS;
	return html`${reason(group, moment)}${stale && html`<p><strong>${STALE}</strong></p>`}`;
}

function reason({ state, detail, linkId, counted }: GroupView, moment: Moment): Html | undefined {
	const { means, todo } = GROUP_MEANING[state];
	if (state === 'Off' || state === 'No run yet') return html`<p>${means} ${todo}</p>`;
	if (detail === '' && state === 'Up To Date') return undefined;
	const said = html`<p>${detail === '' ? `${means} ${todo}` : prose(detail, moment)}</p>`;
	if (state === 'Error' && failures(counted) > 0) return html`${said}<p><a href="${hrefOf({ link: linkId, show: 'error' })}">See who failed</a></p>`;
	if (state !== 'Held' || (counted?.counters.held ?? 0) === 0) return said;
	return html`${said}<p><a href="${hrefOf({ link: linkId, show: 'held' })}">See whose removal waits</a>. To release them, open the form "${RELEASE_FORM}" in n8n.</p>`;
}

function failures(run: RunView | undefined): number {
	return (run?.counters.failed ?? 0) + (run?.counters.failed_removals ?? 0);
}

interface Count {
	name: string;
	count: number;
	look?: 'wait' | 'bad';
}

/** Numbers of the newest run that could count; each is one of its counters or the sum of some. */
export function counts({ counted }: GroupView): Html | undefined {
	if (counted === undefined) return undefined;
	const sum = (...names: string[]): number => names.reduce((total, name) => total + (counted.counters[name] ?? 0), 0);
	const failed = failures(counted);
	const held = sum('held');
	const all: Count[] = [
		{ name: 'In Novi', count: sum('roster') },
		{ name: 'Eligible', count: sum('eligible') },
		{ name: 'Up To Date', count: sum('up_to_date', 'added', 'updated') },
		{ name: 'N/A', count: sum('not_applicable') },
		{ name: 'Removal held', count: held, ...(held > 0 && { look: 'wait' as const }) },
		{ name: 'Error', count: failed, ...(failed > 0 && { look: 'bad' as const }) },
	];
	return html`<dl class="counts">${all.map(({ name, count, look }) => html`<div${look !== undefined && html` class="${look}"`}><dt>${name}</dt><dd>${count}</dd></div>`)}</dl>`;
}

export function isSyncing(groups: readonly GroupView[]): boolean {
	return groups.some(({ state }) => state === 'Syncing');
}

/** A page that refreshes by itself disturbs whoever reads it by ear, so only those who want it get one. */
export function syncingNote(self: string, watching: string, watched: boolean): Html {
	const choice = watched ? html`This page looks again every 20 seconds until it ends. <a href="${self}">Stop that</a>` : html`<a href="${self}">Look again</a>, or <a href="${watching}">look again by itself until it ends</a>.`;
	return html`<div class="note"><p>A sync is running. ${choice}</p></div>`;
}
