/** The page on which one Novi field is mapped to one Forj field (design sections 4.6 and 9). */
import type { INodeExecutionData } from 'n8n-workflow';

import { ALWAYS_KNOWN, fieldMappings } from '../../../core/fieldMap';
import { compareText } from '../../../core/identity';
import { text, type Row } from '../../../core/linkRow';
import { readRemembered } from '../../../core/remembered';
import type { Choices } from '../../../core/setup/choices';
import { noviFieldChoices } from '../../../core/setup/noviFields';
import { DIRECTION_LABELS, STANDARD } from '../../../core/setup/texts';
import { isForjSnapshot } from '../../../core/snapshots';
import { failureOf, rows } from '../facts';
import { heading, list, paragraph, remark, table } from '../html';
import { dropdown, fixedChoices, htmlField, page, type Page } from '../page';
import { record } from './connections';

/** @param items snapshots of the linked Forj groups: their field definitions, and the keys that members really have */
export function fieldMapPage(data: Row, items: readonly INodeExecutionData[]): Page {
	const snapshots = items.map(({ json }): unknown => json).filter(isForjSnapshot);
	if (snapshots.length === 0) return page({ title: 'Link a group first', description: paragraph('Which fields your community has is read from the linked Forj groups. Open the assistant again and choose "Link a group".'), ok: false });
	const keys = new Set([...ALWAYS_KNOWN, ...snapshots.flatMap(({ group, seenFieldKeys }) => [...group.fieldKeys, ...seenFieldKeys])]);
	const offered = [...keys].filter((key) => key !== 'email').sort(compareText);
	const choices: Choices = {
		novi_field: noviFieldChoices(rows(data.customFields)),
		forj_field: [...offered.map((key) => ({ id: key, label: key })), STANDARD],
		direction: fixedChoices(DIRECTION_LABELS),
	};
	const fault = text(data.fault);
	const given = fault === '' ? {} : record(data.answers);
	return page({
		title: 'Choose a field',
		description: (fault === '' ? '' : remark(fault)) + paragraph('One field at a time. For company and job title, choose the fields that your community uses for them.'),
		fields: [
			htmlField('map', mapHtml(rows(data.fields), keys) + troubles(data, snapshots.flatMap(({ failure }) => (failure ? [`${failure.message} ${failure.fix}`] : [])))),
			dropdown('novi_field', 'Field in Novi', choices, text(given.novi_field)),
			dropdown('forj_field', 'Field in Forj', choices, text(given.forj_field)),
			dropdown('direction', 'Direction', choices, text(given.direction) || DIRECTION_LABELS.novi_to_forj),
			htmlField(
				'words',
				list([
					'From Forj to Novi needs the workflow "Profile Update" to be published.',
					"Names in Novi also change your association's QuickBooks. Leave first and last name on \"From Novi to Forj\" unless you want that.",
				]),
			),
		],
		choices,
	});
}

function mapHtml(fieldRows: readonly Row[], keys: ReadonlySet<string>): string {
	const { mappings } = readRemembered(fieldRows);
	const lines = fieldMappings(mappings).map(({ noviField, forjField, direction }) => [
		noviField,
		keys.has(forjField) ? forjField : `${forjField} (this community has no such field)`,
		DIRECTION_LABELS[direction],
	]);
	return heading('Mapped now') + table(['Novi', 'Forj', 'Direction'], lines);
}

function troubles(data: Row, unread: readonly string[]): string {
	const custom = failureOf(data.customFields);
	return [...(custom === undefined ? [] : [`The custom fields of Novi could not be read. ${custom}`]), ...unread].map(remark).join('');
}
