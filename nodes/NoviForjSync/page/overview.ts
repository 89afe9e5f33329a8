/** All linked groups, those that ask for attention first. */
import { runChart, SMALL } from './chart';
import { counts, groupName, isSyncing, reasonOf, stateLine, syncingNote } from './groupParts';
import { html, type Html } from '../../core/html';
import { lookOf } from './icons';
import { emptyCard } from './layout';
import { hrefOf, type PageRequest } from './request';
import type { GroupState, GroupView } from './rows';
import { EMPTY } from './texts';
import type { Moment } from './times';

export function overview(groups: readonly GroupView[], { watch }: PageRequest, moment: Moment): Html {
	if (groups.length === 0) return html`<h1>Linked groups</h1>${emptyCard(EMPTY.noLinks.title, EMPTY.noLinks.text)}`;
	return html`<h1>Linked groups</h1>
<p class="soft">${summary(groups)}</p>
${isSyncing(groups) && syncingNote(hrefOf({}), hrefOf({ watch: true }), watch)}
<ul class="cards">${groups.map((group) => card(group, moment))}</ul>`;
}

/** "4 groups: 1 Held, 3 Up To Date" */
export function summary(groups: readonly GroupView[]): string {
	const states = [...new Set(groups.map(({ state }): GroupState => state))];
	const each = states.map((state) => `${groups.filter((group) => group.state === state).length} ${state}`);
	return `${groups.length} ${groups.length === 1 ? 'group' : 'groups'}: ${each.join(', ')}`;
}

function card(group: GroupView, moment: Moment): Html {
	const { linkId: link, state, runs } = group;
	return html`<li class="card ${lookOf(state)}"><div class="split"><div>
<h2><a href="${hrefOf({ link })}">${groupName(group)}</a></h2>
${stateLine(group, moment)}${reasonOf(group, moment)}${counts(group)}
</div><div>${runs.length > 0 && html`<p class="soft small">Last runs</p>${runChart(runs, SMALL, moment)}`}</div></div>
<ul class="links small"><li><a href="${hrefOf({ link })}">People<span class="hidden"> of ${group.novi}</span></a></li><li><a href="${hrefOf({ link, show: 'attention' })}">Skipped or failed<span class="hidden"> in ${group.novi}</span></a></li><li><a href="${hrefOf({ link, format: 'csv' })}">Download CSV<span class="hidden"> of ${group.novi}</span></a></li></ul></li>`;
}
