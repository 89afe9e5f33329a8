/** One group: how it stands, its last runs, and its people. */
import { changeWords, highest, LARGE, runChart, RUNS_SHOWN } from './chart';
import { counts, groupName, reasonOf, stateLine, syncingNote } from './groupParts';
import { html, type Html } from '../../core/html';
import { badge } from './icons';
import { people, type PeoplePage } from './people';
import { hrefOf, type PageRequest } from './request';
import type { GroupView, RunView } from './rows';
import { OVERVIEW_HREF } from './texts';
import { prose, timeTag, type Moment } from './times';

export function groupPage(group: GroupView, page: PeoplePage, request: PageRequest, moment: Moment): Html {
	const self = { ...request, watch: false };
	return html`<nav aria-label="Breadcrumb" class="crumbs"><a href="${OVERVIEW_HREF}">All groups</a></nav>
<h1>${groupName(group)}</h1>
${group.state === 'Syncing' && syncingNote(hrefOf(self), hrefOf({ ...self, watch: true }), request.watch)}
<section class="card" aria-label="State">${stateLine(group, moment)}${reasonOf(group, moment)}${counts(group)}${countedNote(group, moment)}</section>
${group.runs.length > 0 && lastRuns(group.runs, moment)}
${people(group, page, request, moment)}`;
}

/** Whose numbers these are, when the newest run could not count. */
function countedNote({ counted, runs }: GroupView, moment: Moment): Html | undefined {
	if (counted?.finishedAt === undefined || counted === runs[runs.length - 1]) return undefined;
	return html`<p class="soft small">Counted ${timeTag(counted.finishedAt, moment)}: later runs could not read both sides.</p>`;
}

function lastRuns(runs: readonly RunView[], moment: Moment): Html {
	return html`<section class="card" aria-labelledby="runs"><h2 id="runs">Last runs</h2>
<div class="large">${runChart(runs, LARGE, moment)}</div>
<p class="soft small">One bar for each run, the newest at the right. The highest stands for ${highest(runs)} ${highest(runs) === 1 ? 'person' : 'people'}.</p>
${legend()}
<details><summary>These runs as a table</summary>${runTable(runs, moment)}</details></section>`;
}

function legend(): Html {
	const box = (look: string): Html => html`<svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" focusable="false"><rect class="${look}" width="10" height="10" rx="2"/></svg>`;
	const shape = (look: string, path: string): Html => html`<svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" focusable="false"><path class="mark ${look}" d="${path}"/></svg>`;
	return html`<ul class="legend"><li>${box('added')}Added</li><li>${box('updated')}Updated</li><li>${box('removed')}Removed</li><li>${shape('good', 'M5 2.5a2.5 2.5 0 1 0 .01 0z')}Up To Date</li><li>${shape('wait', 'M1 8.5h8l-4 -7.5z')}Held or Not ready</li><li>${shape('bad', 'M1.5 1.5l7 7m0 -7l-7 7')}Error</li></ul>`;
}

/** Newest first, as one looks for what happened last. */
function runTable(runs: readonly RunView[], moment: Moment): Html {
	const row = (run: RunView): Html => html`<tr role="row"><th scope="row" role="rowheader" class="when">${run.finishedAt !== undefined && timeTag(run.finishedAt, moment)}</th><td role="cell">${badge(run.outcome)}</td><td role="cell" class="num">${changeWords(run)}</td><td role="cell">${prose(run.detail, moment)}</td></tr>`;
	return html`<table class="runs" role="table"><caption class="hidden">Last runs, newest first</caption><thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Ended</th><th scope="col" role="columnheader">Outcome</th><th scope="col" role="columnheader">Changes</th><th scope="col" role="columnheader">Detail</th></tr></thead><tbody role="rowgroup">${[...runs.slice(-RUNS_SHOWN)].reverse().map(row)}</tbody></table>`;
}
