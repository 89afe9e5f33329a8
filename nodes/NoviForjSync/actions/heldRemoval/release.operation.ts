import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { isHeldList, releaseOf, type HeldList } from '../../../core/heldRemovals';
import { writeReleaseRow } from '../../../core/release';
import { clock } from '../../../shared/http/clock';
import { jsonValue } from '../../../shared/jsonValue';
import { isToolExecution } from '../../../shared/toolExecution';
import { TOOL_HOLDS } from '../../compare/texts';
import { INPUT } from '../../ports';
import { rememberedRows } from '../../rememberedRows';

const displayOptions = { show: { resource: ['heldRemoval'], operation: ['release'] } };

export const description: INodeProperties[] = [
	{
		displayName: 'List',
		name: 'list',
		type: 'json',
		default: '={{ $json }}',
		required: true,
		displayOptions,
		description: 'The item of Held Removal: Get Many that was shown to the admin, unchanged. A release is good for seven days after it was made.',
	},
	{
		displayName: 'Release',
		name: 'selection',
		type: 'options',
		displayOptions,
		options: [
			{ name: 'Chosen People', value: 'chosen', description: 'Only the people named below' },
			{ name: 'Everybody on the List', value: 'all', description: 'All people of the list' },
		],
		default: 'chosen',
		description: 'Whose removal is released',
	},
	{
		displayName: 'People',
		name: 'people',
		type: 'json',
		default: '[]',
		displayOptions: { show: { ...displayOptions.show, selection: ['chosen'] } },
		description: 'List of labels or Forj user IDs out of the list',
	},
];

/**
 * The admin's choice and the rows of `novi_forj_links` as they are now in, one release out, for the input Remembered of
 * Compare Members. Throws when the choice is no longer good, and says why (design section 5).
 */
export function execute(functions: IExecuteFunctions): INodeExecutionData[][] {
	if (isToolExecution(functions)) throw new NodeOperationError(functions.getNode(), TOOL_HOLDS);
	const items = functions.getInputData(INPUT.rows);
	const choice = { all: functions.getNodeParameter('selection', 0) === 'all', chosen: readPeople(functions) };
	const release = releaseOf(readList(functions), choice, rememberedRows(functions, items), new Date(clock.now()).toISOString());
	if ('fault' in release) throw new NodeOperationError(functions.getNode(), release.fault);
	return [[{ json: writeReleaseRow(release) as IDataObject, pairedItem: items.map((_, item) => ({ item })) }]];
}

function readList(functions: IExecuteFunctions): HeldList {
	const { value } = jsonValue(functions.getNodeParameter('list', 0));
	if (isHeldList(value)) return value;
	throw new NodeOperationError(functions.getNode(), 'List is no list of held removals', {
		description: 'Use the item of Held Removal: Get Many that was shown, unchanged.',
	});
}

function readPeople(functions: IExecuteFunctions): string[] {
	const { value, broken } = jsonValue(functions.getNodeParameter('people', 0, '[]'), []);
	const people = broken ? undefined : (value ?? []);
	if (Array.isArray(people) && people.every((one) => typeof one === 'string' || typeof one === 'number')) return people.map(String);
	throw new NodeOperationError(functions.getNode(), 'People is no list of texts', { description: 'Enter a list such as ["48213", "48214"].' });
}
