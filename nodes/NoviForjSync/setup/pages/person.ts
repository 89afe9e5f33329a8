/** What Explain Person found, link by link, for people (design section 8). */
import type { INodeExecutionData } from 'n8n-workflow';

import { isRow, text, type Row } from '../../../core/linkRow';
import { EXPLAIN } from '../../../core/texts';
import { failureOf } from '../facts';
import { escapeHtml, heading, list, paragraph, remark } from '../html';
import { page, type Page } from '../page';

export function personPage(data: Row, items: readonly INodeExecutionData[]): Page {
	const question = text(data.person);
	const failure = failureOf(items.map(({ json }) => json));
	if (failure !== undefined) return page({ title: 'The person could not be looked up', description: remark(failure) + paragraph('Enter an e-mail address, or the Unique ID of the record in Novi.'), ok: false });
	const explained = items.map(({ json }) => json).filter((json) => 'next_run' in json);
	if (explained.length === 0) return page({ title: 'No group is linked yet', description: paragraph('Open the assistant again and choose "Link a group".'), ok: false });
	const found = explained.filter(({ found: isFound }) => isFound === true);
	const name = found.map((one) => text(one.name)).find((one) => one !== '') ?? question;
	const blocks = found.map(linkHtml).join('');
	const missing: Row[] = explained.filter(({ found: isFound }) => isFound !== true);
	return page({
		title: name,
		description:
			(found.length === 0 ? paragraph(nobody(question, missing)) : blocks) +
			(missing.length === 0 ? '' : (found.length === 0 ? '' : heading('In other linked groups')) + list(missing.map((one) => `${groups(one)}: ${text(one.next_run)} ${wasCompared(one) ? '' : text(one.link_detail)}`.trim()))),
	});
}

/** A group that could not be compared says nothing about anybody. */
function nobody(question: string, missing: readonly Row[]): string {
	const open = missing.filter((one) => !wasCompared(one)).length;
	if (open === 0) return `No linked group shows ${question}, neither in Novi nor in Forj. Nothing would be written.`;
	const rest = open < missing.length ? ` The others do not show ${question}.` : '';
	return `${open} of ${missing.length} linked groups could not be compared, so nothing can be said about ${question} there.${rest}`;
}

function wasCompared({ next_run: nextRun }: Row): boolean {
	return text(nextRun) !== EXPLAIN.notCompared;
}

function linkHtml(one: Row): string {
	const sides = [sideText('Novi', one.novi, noviFacts), sideText('Forj', one.forj, forjFacts)];
	const remembered = isRow(one.remembered) ? `n8n remembers: Novi record ${text(one.novi_id)} belongs to the Forj account ${text(one.remembered.forj_user_id) || 'that is not known yet'}.` : '';
	return [
		heading(groups(one)),
		`<p><strong>${escapeHtml(text(one.status) || 'Planned')}</strong> ${escapeHtml(text(one.reason))}</p>`,
		paragraph(`Next sync: ${text(one.next_run)}`),
		list([...sides, ...changes(one.changes), ...(remembered === '' ? [] : [remembered])]),
		text(one.link_detail) === '' ? '' : paragraph(`The link: ${text(one.link_status)}. ${text(one.link_detail)}`),
	].join('');
}

function groups(one: Row): string {
	return `${text(one.novi_group)} to ${text(one.forj_group)}`;
}

function sideText(side: string, record: unknown, facts: (record: Row) => string[]): string {
	return isRow(record) ? `${side}: ${facts(record).join(', ')}` : `${side}: not in this group`;
}

function noviFacts({ unknown, active, isPerson, login }: Row): string[] {
	if (unknown !== undefined) return [text(unknown)];
	return [isPerson === false ? 'a company' : 'an individual', active === false ? 'not active' : 'active', text(login) === '' ? 'no login' : `login ${text(login)}`];
}

function forjFacts({ email, isManager, status }: Row): string[] {
	return [`e-mail ${text(email)}`, ...(isManager === true ? ['group manager'] : []), ...(status === 'pending' ? ['waits for approval'] : [])];
}

function changes(value: unknown): string[] {
	const all = Array.isArray(value) ? value.filter(isRow) : [];
	return all.map(({ field, before, after }) => `${text(field)} in Forj: ${text(before) || 'empty'}, would become ${text(after) || 'empty'}`);
}
