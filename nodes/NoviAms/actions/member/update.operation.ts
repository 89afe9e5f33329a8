import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { clock } from '../../../shared/http/clock';
import { wrongParam } from '../../../shared/params';
import type { OperationContext } from '../../../shared/router';
import type { ActivityBody } from '../../api/client';
import { locatedId, memberLocator, placeOf, shownFor } from '../fields';
import { runChange } from '../runChange';
import {
	DEADLINE_OPTION,
	EXPECTED_OPTION,
	ON_REFUSAL_OPTION,
	checkedText,
	dryRunField,
	readNames,
	readOptions,
	readValues,
} from '../writeFields';

const shown = shownFor('member', 'update');

export const description: INodeProperties[] = [
	memberLocator(shown),
	{
		displayName: 'Specify Fields',
		name: 'specifyFields',
		type: 'options',
		displayOptions: shown,
		options: [
			{ name: 'Using Fields Below', value: 'list' },
			{ name: 'Using JSON', value: 'json' },
		],
		default: 'list',
	},
	{
		displayName: 'Fields',
		name: 'fieldList',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show: { ...shown.show, specifyFields: ['list'] } },
		description: 'Fields to change; all others stay as they are. E-mail addresses and IDs are never written.',
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. JobTitle',
						description: 'Name of the field in Novi, or of a custom field',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description: 'New value, of the kind that the field holds. Empty clears a text.',
					},
				],
			},
		],
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'json',
		default: '{}',
		required: true,
		displayOptions: { show: { ...shown.show, specifyFields: ['json'] } },
		description:
			'Object of fields and new values, such as {"JobTitle": "Director"}; all other fields stay as they are. Custom fields by their name or ID. E-mail addresses and IDs are never written.',
	},
	dryRunField(shown),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: shown,
		options: [
			{
				displayName: 'Add an Activity',
				name: 'activity',
				type: 'fixedCollection',
				default: {},
				placeholder: 'Add Activity',
				description: 'Note on the member that says what was changed, added after the change was made',
				options: [
					{
						displayName: 'Activity',
						name: 'activity',
						values: [
							{ displayName: 'Activity Type', name: 'activityType', type: 'string', default: '', placeholder: 'e.g. Note', description: 'Kind of activity, as your Novi site calls it' },
							{ displayName: 'Notes', name: 'notes', type: 'string', default: '', description: 'Leave empty to list the changed fields' },
							{ displayName: 'Subject', name: 'subject', type: 'string', default: '', placeholder: 'e.g. Changed in Forj' },
						],
					},
				],
			},
			DEADLINE_OPTION,
			EXPECTED_OPTION,
			{
				displayName: 'Fields This Site Does Not Have',
				name: 'notOnThisSite',
				type: 'string',
				default: '',
				placeholder: 'e.g. County, Suffix',
				description: 'Fields that your Novi site truly lacks, separated by commas. A field that only the API key does not see would be erased.',
			},
			ON_REFUSAL_OPTION,
		],
	},
];

export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const { functions, itemIndex } = context;
	const memberId = locatedId(context, 'memberId', 'Member');
	const options = readOptions(context);
	const fields = readFields(context);
	if (Object.keys(fields).length === 0) throw wrongParam(placeOf(context, 'Fields'), 'is empty', 'Name at least one field to change.');
	return await runChange(
		context,
		{
			memberId,
			fields,
			expected: readValues(context, options.expected, 'Expected Values'),
			notOnThisSite: readNames(options.notOnThisSite),
			dryRun: functions.getNodeParameter('dryRun', itemIndex, false) === true,
		},
		readActivity(context, memberId, options),
	);
}

function readFields(context: OperationContext): Record<string, unknown> {
	const { functions, itemIndex } = context;
	if (functions.getNodeParameter('specifyFields', itemIndex, 'list') === 'json') {
		return readValues(context, functions.getNodeParameter('fields', itemIndex, {}), 'Fields');
	}
	const { field = [] } = functions.getNodeParameter('fieldList', itemIndex, {}) as { field?: Array<{ name?: unknown; value?: unknown }> };
	const named = field.map(({ name, value }) => [String(name ?? '').trim(), value] as const);
	const twice = named.find(([name], index) => named.findIndex((other) => other[0] === name) !== index);
	if (twice) throw wrongParam(placeOf(context, 'Fields'), `names "${twice[0]}" twice`, 'Name each field once.');
	if (named.some(([name]) => name === '')) throw wrongParam(placeOf(context, 'Fields'), 'has a field without a name', 'Enter its name, e.g. JobTitle.');
	return Object.fromEntries(named);
}

/** Checked before the change is made, so that a wrong text does not show up after it. */
function readActivity(context: OperationContext, memberId: string, options: IDataObject) {
	const { activity } = (options.activity ?? {}) as { activity?: IDataObject };
	if (!activity) return undefined;
	const base = {
		MemberUniqueId: memberId,
		ActivityType: checkedText(context, activity.activityType, 'Activity Type', false),
		Subject: checkedText(context, activity.subject, 'Subject', false),
	};
	const notes = checkedText(context, activity.notes, 'Notes', true);
	return ({ before, after }: { before: IDataObject; after: IDataObject }): ActivityBody => ({
		...base,
		Date: new Date(clock.now()).toISOString(),
		Notes: notes.trim() === '' ? changesAsText(before, after) : notes,
	});
}

function changesAsText(before: IDataObject, after: IDataObject): string {
	return Object.keys(after)
		.filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]))
		.map((name) => `${name}: ${shownValue(before[name])} -> ${shownValue(after[name])}`)
		.join('\n');
}

function shownValue(value: IDataObject[string]): string {
	return value === null || value === undefined || value === '' ? '(empty)' : String(value);
}
