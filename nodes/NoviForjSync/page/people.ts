/** The people of a group: filter, search, one page of the list, and the way to the next. */
import { foreign, html, type Html } from '../../core/html';
import { badge } from './icons';
import { note } from './layout';
import { PAGE_SIZE } from './queries';
import { FILTERS, hrefOf, type Filter, type PageRequest } from './request';
import type { GroupView, PersonView } from './rows';
import { EMPTY, FILTER_NAMES, LIST_NOTES } from './texts';
import { prose, timeTag, type Moment } from './times';

export interface PeoplePage {
	people: PersonView[];
	/** Row id after which the next page begins; undefined at the end of the list. */
	next: number | undefined;
}

/** Every query brings one row more than a page holds, which tells that there is a next one. */
export function onePage(people: readonly PersonView[]): PeoplePage {
	const shown = people.slice(0, PAGE_SIZE);
	return { people: shown, next: people.length > PAGE_SIZE ? shown[shown.length - 1].id : undefined };
}

export function people(group: GroupView, page: PeoplePage, request: PageRequest, moment: Moment): Html {
	return html`<section class="card" aria-labelledby="people"><h2 id="people">People</h2>
${group.ofOtherGroups && note(LIST_NOTES.otherGroups, 'wait')}
${group.state === 'Syncing' && page.people.length > 0 && html`<p class="soft small">${LIST_NOTES.syncing}</p>`}
${filter(request)}
${page.people.length === 0 ? nobody(group, request) : list(page, request, moment)}
</section>`;
}

function filter({ link, show, search }: PageRequest): Html {
	const names = Object.keys(FILTER_NAMES) as Filter[];
	const option = (name: Filter): Html => html`<option value="${name}"${name === show && html` selected`}>${FILTER_NAMES[name]}</option>`;
	return html`<form method="get" action="" class="filter" role="search" aria-label="People of this group"><input type="hidden" name="link" value="${link}">
<div><label for="show">Show</label><select id="show" name="show">${names.map(option)}</select></div>
<div><label for="q">Name or e-mail</label><input id="q" name="q" type="search" value="${search}" autocomplete="off" maxlength="200"></div>
<div class="go"><button type="submit">Show</button></div></form>
<ul class="links small"><li>${quick(link, 'all', 'Everybody', show, search)}</li><li>${quick(link, 'attention', 'Skipped or failed', show, search)}</li><li>${quick(link, 'held', 'Removal held', show, search)}</li></ul>`;
}

function quick(link: string, name: Filter, words: string, show: Filter, search: string): Html {
	return html`<a href="${hrefOf({ link, show: name })}"${name === show && search === '' && html` aria-current="true"`}>${words}</a>`;
}

function nobody({ state, counted }: GroupView, { show, search, after, link }: PageRequest): Html {
	if (after > 0) return html`<p>${EMPTY.endOfList} <a href="${hrefOf({ link, show, search })}">To the beginning</a></p>`;
	if (counted === undefined && search === '' && show === 'all') return html`<p>${EMPTY.noList}${state === 'Syncing' && ' A sync is running.'}</p>`;
	if (search === '' && show === 'all') return html`<p>${EMPTY.nobodyThere}</p>`;
	const words = show === 'attention' && search === '' ? EMPTY.noneAttention : EMPTY.nobody;
	return html`<p>${words} <a href="${hrefOf({ link })}">Show everybody</a></p>`;
}

function list({ people: shown, next }: PeoplePage, request: PageRequest, moment: Moment): Html {
	const { link, show, search, before, after } = request;
	const first = after > 0 ? before + 1 : 1;
	const last = first + shown.length - 1;
	const range = next === undefined && first === 1 ? `${last} ${last === 1 ? 'person' : 'people'}` : `People ${first} to ${last}${next === undefined ? ', the end of the list' : ''}`;
	const scope = show === 'all' ? '' : `: ${FILTER_NAMES[show]}`;
	return html`<div class="bar"><p role="status">${range}${scope}${search !== '' && html`, with “${foreign(search)}”`}</p><p class="small"><a href="${hrefOf({ link, show, search, format: 'csv' })}">Download ${show === 'all' && search === '' ? 'everybody' : 'this list'} as CSV</a></p></div>
<table class="people" role="table"><caption class="hidden">${range}${scope}</caption><thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">Person</th><th scope="col" role="columnheader">Status</th><th scope="col" role="columnheader">Reason</th><th scope="col" role="columnheader">Since</th></tr></thead>
<tbody role="rowgroup">${shown.map((person) => row(person, moment))}</tbody></table>
${(next !== undefined || after > 0) && html`<nav class="pager" aria-label="Pages"><span>${after > 0 && html`<a href="${hrefOf({ link, show, search })}">First page</a>`}</span><span>${next !== undefined && html`<a rel="next" href="${hrefOf({ link, show, search, after: next, before: last })}">Next ${PAGE_SIZE} people</a>`}</span></nav>`}`;
}

function row({ name, email, noviId, forjUserId, status, reason, since }: PersonView, moment: Moment): Html {
	const who = name || email || (noviId !== '' ? `Novi ${noviId}` : `Forj ${forjUserId}`);
	return html`<tr role="row"><th scope="row" role="rowheader">${foreign(who)}${email !== '' && who !== email && html`<span class="email">${foreign(email)}</span>`}</th><td role="cell">${badge(status)}</td><td role="cell">${prose(reason, moment)}</td><td role="cell" class="when">${since !== undefined && timeTag(since, moment)}</td></tr>
`;
}

/** Whether a stored person belongs to what was asked for. */
export function isAskedFor({ status }: PersonView, { show }: PageRequest): boolean {
	const wanted: readonly string[] = FILTERS[show];
	return wanted.length === 0 || wanted.includes(status);
}
