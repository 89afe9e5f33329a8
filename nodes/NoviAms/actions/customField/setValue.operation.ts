import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { OperationContext } from '../../../shared/router';
import { customFieldLocator, locatedId, memberLocator, shownFor } from '../fields';
import { runChange } from '../runChange';
import { DEADLINE_OPTION, ON_REFUSAL_OPTION, dryRunField } from '../writeFields';

const shown = shownFor('customField', 'setValue');

export const description: INodeProperties[] = [
	memberLocator(shown),
	customFieldLocator(shown),
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		displayOptions: shown,
		description: 'New value, of the kind that the field holds. Empty clears a text.',
	},
	dryRunField(shown),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: shown,
		options: [DEADLINE_OPTION, ON_REFUSAL_OPTION],
	},
];

export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const { functions, itemIndex } = context;
	return await runChange(context, {
		memberId: locatedId(context, 'memberId', 'Member'),
		fields: { [locatedId(context, 'customFieldId', 'Custom Field')]: functions.getNodeParameter('value', itemIndex, '') },
		expected: {},
		notOnThisSite: [],
		dryRun: functions.getNodeParameter('dryRun', itemIndex, false) === true,
	});
}
