/** Rows and request in, one answer for the browser out. Pure: the time comes in with the request. */
import type { Row } from '../../core/linkRow';
import { csvFileName, toCsv } from './csv';
import { groupPage } from './group';
import { isSyncing } from './groupParts';
import { html, type Part } from '../../core/html';
import { emptyCard, layout, note } from './layout';
import { overview } from './overview';
import { isAskedFor, onePage } from './people';
import { hrefOf, type PageRequest } from './request';
import { readPageRows, type GroupView } from './rows';
import { EMPTY, OVERVIEW_HREF, TITLE } from './texts';
import type { Moment } from './times';

export type PageAnswer = { statusCode: 200 | 404; contentType: string } & ({ html: string } | { csv: string; fileName: string });

const HTML_TYPE = 'text/html; charset=utf-8';
const CSV_TYPE = 'text/csv; charset=utf-8';

/** @param problem what keeps the page from being made, in words; '' when nothing does */
export function renderPage(rows: readonly Row[], request: PageRequest, moment: Moment, problem: string): PageAnswer {
	const page = (title: string, body: Part, statusCode: 200 | 404 = 200, watched = false): PageAnswer => ({
		statusCode,
		contentType: HTML_TYPE,
		html: layout({ title: `${title} · ${TITLE}`, self: hrefOf({ ...request, format: 'html' }), body, moment, watched }),
	});
	if (problem !== '') return page('Something is in the way', html`<h1>The page cannot be shown</h1>${note(problem, 'bad')}`);
	const { groups, people } = readPageRows(rows);
	if (request.link === '') return page('Linked groups', overview(groups, request, moment), 200, request.watch && isSyncing(groups));
	const group = groups.find(({ linkId }) => linkId === request.link);
	if (group === undefined) return page('Not linked', html`<h1>Not linked</h1>${emptyCard(EMPTY.noSuchLink.title, html`${EMPTY.noSuchLink.text} <a href="${OVERVIEW_HREF}">See all groups</a>`)}`, 404);
	const wanted = people.filter((person) => isAskedFor(person, request));
	if (request.format === 'csv') return { statusCode: 200, contentType: CSV_TYPE, csv: toCsv(group, wanted, moment), fileName: csvFileName(group, request.show) };
	return page(titleOf(group), groupPage(group, onePage(wanted), request, moment), 200, request.watch && group.state === 'Syncing');
}

function titleOf({ state, novi }: GroupView): string {
	return `${novi}: ${state}`;
}
