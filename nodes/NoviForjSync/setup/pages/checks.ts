/** Reports of Check API and Check SSO, for people. */
import type { INodeExecutionData } from 'n8n-workflow';

import { isRow, text, type Row } from '../../../core/linkRow';
import type { Choices } from '../../../core/setup/choices';
import { failureOf, forjGroupChoices, rows } from '../facts';
import { heading, list, paragraph, remark, table } from '../html';
import { dropdown, fixedChoices, htmlField, page, radio, textField, type Page } from '../page';
import { connectionsHtml } from './connections';

const NEXT = { done: 'I am done', write: 'Test the writing calls as well, with a test group' };

/** @param items rows of Check API, of one or both services */
export function apiReportPage(data: Row, items: readonly INodeExecutionData[]): Page {
	const all = [...rows(data.novi), ...rows(data.forj), ...items.map(({ json }) => json)].filter((row) => 'verdict' in row);
	const failures = [failureOf(data.novi), failureOf(data.forj), failureOf(items.map(({ json }) => json))].filter((failure) => failure !== undefined);
	const wrong = all.filter(({ verdict }) => text(verdict).includes('Not Supported'));
	const actions = [...new Set(all.map((row) => text(row.action)).filter((action) => action !== ''))];
	const choices: Choices = { next: fixedChoices(NEXT) };
	const lines = all.map((row) => [text(row.service), text(row.call) || text(row.endpoint), text(row.expected), text(row.observed), text(row.verdict)]);
	return page({
		title: wrong.length === 0 && failures.length === 0 ? 'The APIs answer as expected' : 'The APIs do not answer as expected',
		description: paragraph(`${all.length} calls were looked at. The report holds no key and no personal data: you can copy it into a mail to support.`),
		fields: [
			htmlField('report', connectionsOf(data) + failures.map((failure) => remark(failure)).join('') + (actions.length > 0 ? heading('What to do') + list(actions) : '') + table(['Service', 'Call', 'Expected', 'Observed', 'Verdict'], lines)),
			...(data.ask === true ? [radio('next', 'What now?', choices, NEXT.done)] : []),
		],
		choices,
		ok: wrong.length === 0 && failures.length === 0,
	});
}

function connectionsOf(data: Row): string {
	return isRow(data.connections) ? connectionsHtml(data.connections) : '';
}

/** Writing calls are tested only where the admin says so. */
export function writeCheckPage(data: Row): Page {
	const choices: Choices = { forj_group: forjGroupChoices(rows(data.forjGroups)) };
	return page({
		title: 'Test the writing calls',
		description: paragraph('Choose a Forj group that is for tests only, and an e-mail address of yours that nobody uses in Forj. A test person with this address is added to the group, changed, and removed again. The account itself stays in Forj.'),
		button: 'Run the test',
		fields: [dropdown('forj_group', 'Test group in Forj', choices), textField('email', 'Test e-mail', '', 'e.g. forj.test@association.example')],
		choices,
	});
}

/** @param data `report`: the item of Check SSO, or its error */
export function ssoPage(data: Row): Page {
	const failure = failureOf(data.report);
	const report = isRow(data.report) ? data.report : {};
	const checks = Array.isArray(report.checks) ? report.checks.filter(isRow) : [];
	const ready = failure === undefined && report.ready === true;
	const remarks = checks.filter(({ level, ok }) => ok !== true || level === 'warning').map((check) => text(check.text));
	return page({
		title: ready ? 'Single sign-on can be set up' : 'Single sign-on is not ready',
		description: paragraph(failure ?? text(report.message)),
		button: ready ? 'Done' : 'Check again',
		fields: [
			htmlField(
				'sso',
				(remarks.length > 0 ? heading('What to mend') + list(remarks) : '') +
					(failure === undefined
						? values('In Novi: gear menu > SSO Clients > new client', report.valuesForNovi) + values('In Forj: OpenID settings of the community', report.valuesForForj)
						: ''),
			),
		],
		ok: ready,
	});
}

function values(title: string, list_: unknown): string {
	const lines = Array.isArray(list_) ? list_.filter(isRow).map(({ field, value }) => [text(field), text(value)]) : [];
	return lines.length === 0 ? '' : heading(title) + table(['Field', 'Enter'], lines);
}
