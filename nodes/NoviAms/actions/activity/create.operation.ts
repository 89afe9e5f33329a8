import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { requireIsoDate } from '../../../shared/params';
import type { OperationContext } from '../../../shared/router';
import { clock } from '../../../shared/http/clock';
import { openNovi } from '../../api/client';
import { createActivity } from '../../write/createActivity';
import { locatedId, memberLocator, placeOf, shownFor } from '../fields';
import { dryRunField, requireText } from '../writeFields';

const shown = shownFor('activity', 'create');

export const description: INodeProperties[] = [
	memberLocator(shown),
	{
		displayName: 'Activity Type',
		name: 'activityType',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Note',
		displayOptions: shown,
		description: 'Kind of activity, as your Novi site calls it',
	},
	{
		displayName: 'Subject',
		name: 'subject',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Job title changed in Forj',
		displayOptions: shown,
	},
	{
		displayName: 'Notes',
		name: 'notes',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		displayOptions: shown,
	},
	{
		displayName: 'Date',
		name: 'date',
		type: 'dateTime',
		default: '',
		displayOptions: shown,
		description: 'When it happened. Leave empty for now.',
	},
	dryRunField(shown),
];

export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const { functions, itemIndex } = context;
	const memberId = locatedId(context, 'memberId', 'Member');
	const date = functions.getNodeParameter('date', itemIndex, '');
	const activity = {
		MemberUniqueId: memberId,
		ActivityType: requireText(context, 'activityType', 'Activity Type'),
		Subject: requireText(context, 'subject', 'Subject'),
		Date: date ? requireIsoDate(date, placeOf(context, 'Date'), functions.getTimezone()) : new Date(clock.now()).toISOString(),
		Notes: requireText(context, 'notes', 'Notes', { mayBeEmpty: true }),
	};
	const dryRun = functions.getNodeParameter('dryRun', itemIndex, false) === true;
	const limits = { signal: functions.getExecutionCancelSignal?.() };
	return [{ json: (await createActivity(await openNovi(functions), activity, dryRun, limits)) as unknown as IDataObject }];
}
