/** Reports of Check API and Check SSO, for people. */
import { isRow, text, type Row } from '../../../core/linkRow';
import type { Choices } from '../../../core/setup/choices';
import { failureOf, forjGroupChoices, rows } from '../facts';
import { heading, list, paragraph, remark, table } from '../html';
import { dropdown, fixedChoices, htmlField, page, radio, textField, type Page } from '../page';
import { connectionsHtml, count } from './connections';

const NEXT = { done: 'I am done', write: 'Test the writing calls as well, with a test group' };

/** @param data rows of Check API: `novi`, `forj`; `connections`: what Connections shows; `ask`: whether the writing calls may follow */
export function apiReportPage(data: Row): Page {
	const all = [...rows(data.novi), ...rows(data.forj)].filter((row) => 'verdict' in row).sort(byVerdict);
	const failures = [failureOf(data.novi), failureOf(data.forj)].filter((failure) => failure !== undefined);
	const wrong = all.filter(({ verdict }) => text(verdict).includes('Not Supported'));
	// What was not tested is offered below.
	const actions = [...new Set(all.filter(isTested).map((row) => text(row.action)).filter((action) => action !== ''))];
	const choices: Choices = { next: fixedChoices(NEXT) };
	return page({
		title: titleOf(all.length, wrong.length, failures.length),
		description: paragraph(`${count(all.filter(isTested).length, 'call')} tested, ${all.length - all.filter(isTested).length} not. The report holds no key and no personal data: you can copy it into a mail to support.`),
		fields: [
			htmlField('report', connectionsOf(data) + failures.map((failure) => remark(failure)).join('') + (actions.length > 0 ? heading('What to do') + list(actions) : '') + tables(all)),
			...(data.ask === true ? [radio('next', 'What now?', choices, NEXT.done)] : []),
		],
		choices,
		ok: wrong.length === 0 && failures.length === 0,
	});
}

const isTested = (row: Row): boolean => text(row.verdict) !== 'Not Tested';

/** What needs a look comes first. */
const ORDER = ['Differs, Not Supported', 'Differs, Tolerated', 'Confirmed', 'Not Tested'];

function byVerdict(a: Row, b: Row): number {
	return ORDER.indexOf(text(a.verdict)) - ORDER.indexOf(text(b.verdict));
}

function titleOf(rowCount: number, wrong: number, failures: number): string {
	if (rowCount === 0) return 'The check could not be made';
	return wrong + failures === 0 ? 'The APIs answer as expected' : 'The APIs do not answer as expected';
}

/** One table per service, so that a row needs no column for it. */
function tables(all: readonly Row[]): string {
	const services = [...new Set(all.map((row) => text(row.service)))].sort();
	return services
		.map((service) => {
			const lines = all.filter((row) => text(row.service) === service).map((row) => [text(row.verdict), text(row.call) || text(row.endpoint), text(row.expected), text(row.observed)]);
			return heading(service) + table(['Verdict', 'Call', 'Expected', 'Observed'], lines);
		})
		.join('');
}

function connectionsOf(data: Row): string {
	return isRow(data.connections) ? connectionsHtml(data.connections) : '';
}

/** Writing calls are tested only where the admin says so. */
export function writeCheckPage(data: Row): Page {
	const choices: Choices = { forj_group: forjGroupChoices(rows(data.forjGroups)) };
	return page({
		title: 'Test the writing calls',
		description: paragraph('Choose a Forj group that is for tests only, and an e-mail address of yours that nobody has in Forj. A test person with this address is added to the group, changed, and removed again. The account stays in Forj, so the next test needs another address.'),
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
