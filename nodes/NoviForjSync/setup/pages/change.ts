/** Pages on which a link is chosen, changed or unlinked. */
import { readLinkRow, text, type Row } from '../../../core/linkRow';
import type { Choices } from '../../../core/setup/choices';
import { CONFLICT_LABELS, ENABLED_LABELS, MODE_LABELS, SELF_LEFT_LABELS } from '../../../core/setup/texts';
import { linkChoices, linkName, rows } from '../facts';
import { escapeHtml, list, paragraph, remark, table } from '../html';
import { dropdown, fixedChoices, htmlField, numberField, page, radio, textArea, type Page } from '../page';
import { record } from './connections';

const ACTIONS = { change: 'Change its settings', unlink: 'Unlink: the sync no longer touches this group' };

/** Not ok when there is nothing to choose. */
export function chooseLinkPage(data: Row): Page {
	const links = rows(data.links);
	if (links.length === 0) return page({ title: 'No group is linked yet', description: paragraph('Open the assistant again and choose "Link a group".'), ok: false });
	const choices: Choices = { link: linkChoices(links), action: fixedChoices(ACTIONS) };
	return page({
		title: 'Choose a link',
		fields: [
			htmlField('links', table(['Link', 'Status'], links.map((link) => [linkName(link), statusOf(link)]))),
			dropdown('link', 'Link', choices),
			radio('action', 'What do you want to do?', choices, ACTIONS.change),
		],
		choices,
	});
}

function statusOf(row: Row): string {
	if (!readLinkRow(row).enabled) return 'Off';
	return [text(row.status) || 'Not synced yet', text(row.status_detail)].filter((part) => part !== '').join(': ');
}

/** The link's settings as they are, to be changed. */
export function settingsPage(data: Row): Page {
	const row = ofLink(data);
	if (row === undefined) return page({ title: 'This link is gone', description: paragraph('Open the assistant again.'), ok: false });
	const link = readLinkRow(row);
	const { settings } = link;
	const choices: Choices = {
		enabled: fixedChoices(ENABLED_LABELS),
		mode: fixedChoices(MODE_LABELS),
		self_left: fixedChoices(SELF_LEFT_LABELS),
		conflict: fixedChoices(CONFLICT_LABELS),
	};
	const fault = text(data.fault);
	// After a refusal, what was entered stays entered.
	const given = fault === '' ? {} : record(data.answers);
	const limit = (name: string, stored: number): number => (typeof given[name] === 'number' ? given[name] : stored);
	return page({
		title: `Settings of ${linkName(row)}`,
		description: (fault === '' ? '' : remark(fault)) + paragraph('Change what you want to change, and leave the rest.'),
		fields: [
			dropdown('enabled', 'This link is', choices, text(given.enabled) || (link.enabled ? ENABLED_LABELS.on : ENABLED_LABELS.off)),
			radio('mode', 'Who is removed from the Forj group', choices, text(given.mode) || MODE_LABELS[link.mode]),
			htmlField('limit', `<p>${escapeHtml('Removals wait for your release when more people than this would go within 24 hours. 25 % and 5 people are usual: the larger of the two counts.')}</p>`),
			numberField('removal_limit_percent', 'Removal limit in percent of the Forj group', limit('removal_limit_percent', link.removalLimitPercent)),
			numberField('removal_limit_people', 'Removal limit in people', limit('removal_limit_people', link.removalLimitPeople)),
			textArea('keep', 'Keep list: e-mails or Forj user ids of people who are never removed, one per line', 'keep' in given ? text(given.keep) : settings.keep.join('\n'), 'e.g. ann.lee@association.example'),
			dropdown('self_left', 'People who left the Forj group by themselves', choices, text(given.self_left) || SELF_LEFT_LABELS[settings.selfLeft]),
			dropdown('conflict', 'A value that was changed in Novi and in Forj', choices, text(given.conflict) || CONFLICT_LABELS[settings.conflict]),
		],
		choices,
	});
}

/** What ends with the link, and what stays. */
export function unlinkPage(data: Row): Page {
	const row = ofLink(data);
	if (row === undefined) return page({ title: 'This link is gone', description: paragraph('Open the assistant again.'), ok: false });
	const choices: Choices = { decision: fixedChoices({ unlink: 'Unlink', stop: 'Keep the link, and change nothing' }) };
	const held = text(row.status) === 'Held' ? ['Removals of this link that wait for a release are forgotten.'] : [];
	return page({
		title: `Unlink ${linkName(row)}`,
		description: paragraph('Nobody is removed from the Forj group, and no profile changes.'),
		fields: [
			htmlField(
				'unlink',
				list([
					'Whoever is in the Forj group stays there. From now on, you add and remove people in Forj by hand.',
					'n8n forgets the link with its settings and the list of its people. The runs of the last 90 days can still be looked up in novi_forj_runs.',
					'n8n keeps which Novi record belongs to which Forj account, because other links need it.',
					...held,
					'Linking both groups again later counts as a first sync, which removes nobody by itself.',
				]),
			),
			radio('decision', 'What now?', choices, 'Keep the link, and change nothing'),
		],
		choices,
	});
}

function ofLink(data: Row): Row | undefined {
	return rows(data.links).find((link) => text(link.link_id) === text(data.linkId));
}

