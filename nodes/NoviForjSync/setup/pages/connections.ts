/** Do both connections work, and what does each key see (design section 10)? */
import { isRow, text, type Row } from '../../../core/linkRow';
import { ALWAYS_SHOWN } from '../../../core/visibility';
import { failureOf, rows } from '../facts';
import { escapeHtml, paragraph, remark } from '../html';
import { page, type Page } from '../page';

export interface Connections {
	novi: string;
	forj: string;
	/** Sentences about a key that seems to see only a part. */
	limits: string[];
}

export function connectionsPage(data: Row): Page {
	const faults = [fault('Novi', data.noviGroups), fault('Novi', data.noviMembers), fault('Forj', data.forjGroups)].filter((text) => text !== undefined);
	if (faults.length === 0) return page({ title: 'Both connections work', description: connectionsHtml(data) });
	return page({
		title: 'A connection does not work',
		description: [...new Set(faults)].map(paragraph).join('') + paragraph('Leave this page open, change it in another tab, and come back to try again. Nothing was changed so far.'),
		button: 'Try again',
		ok: false,
	});
}

function fault(service: string, step: unknown): string | undefined {
	const failure = failureOf(step);
	return failure === undefined ? undefined : `${service}: ${failure}`;
}

/** What each key sees, in two lines, and what is missing. */
export function connectionsHtml(data: Row): string {
	const novi = rows(data.noviGroups);
	const forj = rows(data.forjGroups);
	const seen = `<p>${escapeHtml(`Novi is connected. The key sees ${count(novi.length, 'group')}.`)}<br>${escapeHtml(`Forj is connected. The key sees ${count(forj.length, 'group')}.`)}</p>`;
	return seen + keyLimitTexts(data).map(remark).join('');
}

/** Novi shows less to a limited key, and says nothing of it (api/novi-ams.md, Transport). */
export function keyLimitTexts(data: Row): string[] {
	const groups = rows(data.noviGroups);
	const members = rows(data.noviMembers);
	const where = 'In Novi, open the gear menu > Advanced > API Keys, open the key that n8n uses,';
	const limits: string[] = [];
	if (groups.length === 0) limits.push(`Novi shows no group to this key. If there are groups in Novi, the key is limited. ${where} and remove its limit to a group.`);
	if (groups.length === 1) limits.push(`The Novi key sees one group only: ${text(groups[0].Name)}. If Novi has more, the key is limited to this group. ${where} and remove the limit.`);
	const people = members.filter((member) => member.CustomerType !== 'Company');
	const absent = people.length === 0 ? [] : ALWAYS_SHOWN.filter((field) => people.every((person) => !(field in person)));
	if (members.length === 0) limits.push(`Novi shows no member to this key. ${where} and look what it is limited to.`);
	if (absent.length > 0) {
		limits.push(`The Novi key is limited: it does not show ${absent.join(', ')}. Without ${absent.length === 1 ? 'it' : 'them'} nobody is removed, and profiles stay incomplete. ${where} and switch off "Limit Member Data", or allow ${absent.length === 1 ? 'this field' : 'these fields'}.`);
	}
	return limits;
}

export function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Of an item that may be none. */
export function record(value: unknown): Row {
	return isRow(value) ? value : {};
}
