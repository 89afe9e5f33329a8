/** The first plan of a new link, or the plan after a change, as a dry run: numbers and names (design sections 8 and 10). */
import type { INodeExecutionData } from 'n8n-workflow';

import { text, type Row } from '../../../core/linkRow';
import { NOT_READY } from '../../../core/texts';
import type { Plan, PlannedPerson } from '../../../core/types';
import { heading, list, names, paragraph, remark, table } from '../html';
import { fixedChoices, htmlField, page, radio, type Page } from '../page';
import { learnedHtml } from './link';

const DECISIONS = { save: 'Save', stop: 'Stop, and change nothing' } as const;

/** @param data `linkIds`: the links that the change is about; `saves`: what Save does, in words; `changed`: what was changed, as Prepare Link says it */
export function planPage(data: Row, items: readonly INodeExecutionData[]): Page {
	const wanted = Array.isArray(data.linkIds) ? data.linkIds.map(text) : [];
	const plans = items.map(({ json }) => json as unknown as Plan).filter(({ kind, linkId }) => kind === 'plan' && wanted.includes(linkId));
	const failed = plans.length < wanted.length ? ['The two groups could not be compared. Look at the last execution of this workflow.'] : plans.flatMap(obstacles);
	const html = plans.map((plan) => planHtml(plan, plans.length > 1)).join('');
	if (failed.length > 0) {
		return page({
			title: 'The plan could not be made',
			description: paragraph('Nothing was saved so far. Mend it in another tab, come back and try again.'),
			button: 'Try again',
			fields: [htmlField('plan', failed.map(remark).join(''))],
			ok: false,
		});
	}
	const changed = text(data.changed);
	const choices = { decision: fixedChoices({ save: `${DECISIONS.save}: ${text(data.saves) || 'keep the change'}`, stop: DECISIONS.stop }) };
	return page({
		title: text(data.title) || 'What the sync would do',
		description: (changed === '' ? '' : paragraph(changed)) + paragraph('This is a dry run: nobody was added, changed or removed.'),
		fields: [htmlField('plan', learnedHtml(data) + html), radio('decision', 'What now?', choices)],
		choices,
	});
}

/** What keeps a plan from being worth a decision. A staging site does not: it only writes nothing. */
function obstacles(plan: Plan): string[] {
	if (!plan.counted) return plan.detail;
	if (plan.status === 'Not ready') return plan.detail.filter((sentence) => sentence !== NOT_READY.staging);
	// Ready, and yet nothing could be written: the Forj group was not read to its end.
	return plan.writable ? [] : plan.detail;
}

function planHtml(plan: Plan, named: boolean): string {
	const { people } = plan;
	const lines = LINES.map(([title, belongs, most]) => ({ title, most, who: people.filter(belongs) })).filter(({ who }) => who.length > 0);
	const counts = lines.map(({ title, most, who }) => [title, String(who.length), names(who.map(nameOf), most)]);
	return [
		named ? heading(`${plan.noviGroup.name} to ${plan.forjGroup.name}`) : '',
		paragraph(`${plan.totals.roster} in the Novi group ${plan.noviGroup.name}, ${plan.totals.membersBefore} in the Forj group ${plan.forjGroup.name}.`),
		counts.length > 0 ? table(['', 'People', 'Who'], counts) : paragraph('Both groups are empty.'),
		reasons('Not synced (N/A), and why', people.filter(({ status, decision }) => status === 'N/A' && decision === 'none')),
		reasons('Why removals wait', people.filter(({ decision }) => decision === 'hold'), REMOVALS_SHOWN),
		notes(plan),
		plan.warnings.some((warning) => warning.includes('novi_forj_fields')) ? paragraph('Fields are mapped here as well: when you are done, open the assistant again and choose "Map profile fields".') : '',
	].join('');
}

const decided = (decision: PlannedPerson['decision']) => (person: PlannedPerson): boolean => person.decision === decision;
const stands = (status: PlannedPerson['status']) => (person: PlannedPerson): boolean => person.decision === 'none' && person.status === status;

/** An admin who approves removals has to see who goes. */
const REMOVALS_SHOWN = 100;

const LINES: ReadonlyArray<readonly [title: string, belongs: (person: PlannedPerson) => boolean, most?: number]> = [
	['Would be added', decided('add')],
	['Profile would be updated', decided('update')],
	['Would be removed', decided('remove'), REMOVALS_SHOWN],
	['Removal would wait', decided('hold'), REMOVALS_SHOWN],
	['Up To Date', stands('Up To Date')],
	['Protected', stands('Protected')],
	['N/A', stands('N/A')],
	['Unknown', stands('Unknown')],
	['Error', stands('Error')],
];

function nameOf({ name, email, forjUserId, noviId }: PlannedPerson): string {
	return name || email || forjUserId || noviId;
}

/** Each reason once, with the people it is true of. */
function reasons(title: string, people: readonly PlannedPerson[], most = 10): string {
	const byReason = new Map<string, string[]>();
	for (const person of people) byReason.set(person.reason, [...(byReason.get(person.reason) ?? []), nameOf(person)]);
	if (byReason.size === 0) return '';
	return heading(title) + list([...byReason].map(([reason, who]) => `${names(who, most)}: ${reason}`));
}

function notes({ detail, warnings }: Plan): string {
	const all = [...new Set([...detail, ...warnings])];
	return all.length === 0 ? '' : heading('Good to know') + list(all);
}
