/** What Forj Community, Group: Check Readiness says of the chosen group, as a page (design 4.10). */
import { text, type Row } from '../../../core/linkRow';
import { NOT_READY } from '../../../core/texts';
import { failureOf } from '../facts';
import { list, paragraph, remark } from '../html';
import { htmlField, page, type Page } from '../page';
import { record } from './connections';

export interface ReadinessPage extends Page {
	/** What comes next: the first plan, a question, or something to change in Forj. */
	next: 'plan' | 'privateLevel' | 'mend';
}

/** @param data `readiness`: the item of Check Readiness, or its error */
export function readinessPage(data: Row): ReadinessPage {
	const failure = failureOf(data.readiness);
	if (failure !== undefined) return { ...mendPage('The Forj group could not be read', remark(failure)), next: 'mend' };
	const readiness = record(data.readiness);
	const points = Array.isArray(readiness.points) ? readiness.points.map(record) : [];
	const failing = points.filter(({ ok }) => ok !== true).map((point) => text(point.text));
	if (readiness.ready === true && failing.length === 0) return { ...page({ title: 'The Forj group is ready' }), next: 'plan' };
	if (failing.includes(levelUnknown(readiness))) return { ...page({ title: 'Which group is Private?', ok: false }), next: 'privateLevel' };
	return { ...mendPage('The Forj group is not ready yet', list(failing.length > 0 ? failing : [text(readiness.message)])), next: 'mend' };
}

function levelUnknown({ groupName, privacy }: Row): string {
	return NOT_READY.privateLevelUnknown(text(groupName), typeof privacy === 'number' ? privacy : undefined);
}

function mendPage(title: string, html: string): Page {
	return page({
		title,
		description: paragraph('Nothing was linked or changed so far. Leave this page open, change it in another tab, come back and check again. To choose another group, open the assistant again.'),
		button: 'Check again',
		fields: [htmlField('points', html)],
		ok: false,
	});
}
