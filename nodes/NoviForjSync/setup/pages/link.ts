/** Pages on which a new link is chosen. */
import { text, type Row } from '../../../core/linkRow';
import type { Choices } from '../../../core/setup/choices';
import { knownPrivateLevel } from '../../../core/setup/linkChange';
import { MODE_LABELS, NEW_GROUP } from '../../../core/setup/texts';
import { failureOf, forjGroupChoices, noviGroupChoices, rows } from '../facts';
import { paragraph, remark } from '../html';
import { dropdown, fixedChoices, htmlField, page, radio, textField, type Page } from '../page';
import { connectionsHtml } from './connections';

/** Both lists, what the keys see, and what becomes of people who are not in the Novi group. */
export function linkPage(data: Row): Page {
	const novi = noviGroupChoices(rows(data.noviGroups));
	if (novi.length === 0) return page({ title: 'There is no Novi group to link', description: connectionsHtml(data), button: 'Try again', ok: false });
	const linked = new Set(rows(data.links).map((link) => text(link.forj_group_id)));
	const forj = forjGroupChoices(rows(data.forjGroups)).map((group) => (linked.has(group.id) ? { ...group, label: `${group.label}, linked already` } : group));
	const choices: Choices = { novi_group: novi, forj_group: [NEW_GROUP, ...forj], mode: fixedChoices(MODE_LABELS) };
	return page({
		title: 'Choose the two groups',
		description: paragraph('The Forj group will follow the Novi group. Nothing is written before you have seen what would happen.'),
		fields: [
			htmlField('connections', connectionsHtml(data)),
			dropdown('novi_group', 'Novi group', choices),
			dropdown('forj_group', 'Forj group', choices),
			radio('mode', 'Who is removed from the Forj group', choices, MODE_LABELS.mirror),
		],
		choices,
	});
}

/** What Group: Create says when nobody has told the level yet. */
const LEVEL_UNKNOWN = 'which number means Private';

/** Name and manager of a Forj group that does not exist yet. What Forj's API can't set is told in words. */
export function newGroupPage(data: Row): Page & { privateLevel: number | '' } {
	const links = rows(data.links);
	const level = knownPrivateLevel(links);
	const fault = failureOf(data.created) ?? '';
	// Only the create call can tell whether the credential names the level, so it is asked first.
	const asks = level === undefined && fault.includes(LEVEL_UNKNOWN);
	return { privateLevel: level ?? '', ...newGroup(data, asks, fault) };
}

function newGroup(data: Row, asks: boolean, fault: string): Page {
	const choices: Choices = { private_group: forjGroupChoices(rows(data.forjGroups)) };
	return page({
		title: 'Create a Forj group',
		description:
			(fault === '' || asks ? '' : remark(fault)) +
			paragraph('The group is created as the sync needs it: top-level, Private, and joining without approval.'),
		button: 'Create the group',
		fields: [
			textField('name', 'Name of the group in Forj', text(data.name)),
			textField('manager', "Group manager's e-mail in Forj (you can leave it empty)", text(data.manager), 'e.g. ann.lee@association.example', false),
			...(asks ? [dropdown('private_group', 'A group that you know is Private in Forj', choices)] : []),
			htmlField(
				'words',
				paragraph('Who may post can be set in Forj only. When the group is created, open its settings in Forj, and choose there who may post.') +
					(asks ? paragraph('Forj stores the level Private as a number that differs by community. It is read from the group that you name.') : ''),
			),
		],
		choices,
	});
}

/** Which number means Private is learned from a group that the admin names (design 4.10). */
export function privateLevelPage(data: Row): Page {
	const choices: Choices = { private_group: forjGroupChoices(rows(data.forjGroups)) };
	const failed = text(data.fault);
	const preset = choices.private_group.find(({ id }) => id === text(data.forjGroupId));
	return page({
		title: 'Which group is Private?',
		description:
			(failed === '' ? '' : remark(failed)) +
			paragraph('Forj stores the level Private as a number, and the number differs by community. Choose a group of which you know that it is Private: look at its privacy in the settings of the group in Forj.'),
		fields: [
			...(preset === undefined ? [] : [htmlField('hint', paragraph(`If ${preset.name || preset.label} itself is Private, choose it.`))]),
			dropdown('private_group', 'A group that is Private in Forj', choices),
		],
		choices,
	});
}

/** What was learned; shown with the first plan. */
export function learnedHtml(data: Row): string {
	const level = text(data.learnedLevel);
	if (level === '') return '';
	return paragraph(
		`Forj shows the number ${level} for ${text(data.learnedFrom)}, so ${level} means Private. It is stored with this link. To use it for all links, enter ${level} as Private Level in the credential Forj Community API.`,
	);
}
