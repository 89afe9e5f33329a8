import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { findAlerts } from '../../../core/alerts';
import { clock } from '../../../shared/http/clock';
import { wrongParam } from '../../../shared/params';
import { INPUT } from '../../ports';
import { tableRows } from '../../rememberedRows';

const displayOptions = { show: { resource: ['alert'], operation: ['findAlerts'] } };
const DEFAULT_STALE_HOURS = 6;

export const description: INodeProperties[] = [
	{
		displayName: 'Stale After (Hours)',
		name: 'staleAfterHours',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 720 },
		default: DEFAULT_STALE_HOURS,
		displayOptions,
		description: 'Without a good run for so many hours, a link is told as stale. Keep it well above the 15 minutes of the schedule.',
	},
	{
		displayName: 'Daily Digest',
		name: 'digest',
		type: 'boolean',
		default: false,
		displayOptions,
		description: 'Whether the daily digest is due. It comes out only when something waits or went wrong, or people were added or removed.',
	},
	{
		displayName: 'Pages',
		name: 'pages',
		type: 'collection',
		placeholder: 'Add Page',
		default: {},
		displayOptions,
		options: [
			{
				displayName: 'Release Form URL',
				name: 'release',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://n8n.association.example/form/release',
				description: 'Address of the form "Release Held Removals", for mails about held removals',
			},
			{
				displayName: 'Status Page URL',
				name: 'status',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://n8n.association.example/webhook/status',
				description: 'Address of the status page, for all mails',
			},
		],
		description: 'Where the mails lead to',
	},
];

/**
 * Rows of `novi_forj_links` and `novi_forj_runs` in. Out come at most one mail, the rows that remember what it told (store them
 * after the mail was sent), the row that says that this check was made, and one item if no link is in Error or stale.
 */
export function execute(functions: IExecuteFunctions): INodeExecutionData[][] {
	const items = functions.getInputData(INPUT.rows);
	const alerts = findAlerts({
		rows: tableRows(functions, items),
		now: new Date(clock.now()).toISOString(),
		staleHours: readStaleHours(functions),
		digest: functions.getNodeParameter('digest', 0, false) === true,
		runId: functions.getExecutionId(),
		pages: { status: readPage(functions, 'status'), release: readPage(functions, 'release') },
		timeZone: functions.getTimezone(),
	});
	const pairedItem = items.map((_, item) => ({ item }));
	const toItem = (json: object): INodeExecutionData => ({ json: json as IDataObject, pairedItem });
	const { mail, told, checked, healthy } = alerts;
	return [
		mail ? [toItem({ subject: mail.subject, text: mail.text, html: mail.html })] : [],
		told.map(toItem),
		[toItem(checked)],
		healthy ? [toItem({ healthy, checked_at: checked.finished_at })] : [],
	];
}

function readStaleHours(functions: IExecuteFunctions): number {
	const hours = Number(functions.getNodeParameter('staleAfterHours', 0, DEFAULT_STALE_HOURS));
	if (Number.isFinite(hours) && hours > 0) return hours;
	const place = { node: functions.getNode(), displayName: 'Stale After (Hours)', itemIndex: 0 };
	throw wrongParam(place, 'is no number above 0', 'Enter a number of hours, e.g. 6.');
}

function readPage(functions: IExecuteFunctions, name: 'status' | 'release'): string {
	return String(functions.getNodeParameter(`pages.${name}`, 0, '') ?? '').trim();
}
