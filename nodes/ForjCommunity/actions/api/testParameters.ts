/** The parameters of Check API that allow it to write, and what they must be before anything is sent. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { jsonValue } from '../../../shared/jsonValue';
import type { OperationContext } from '../../../shared/router';
import { requireEmail, requireSegment, wrongParam } from '../../../shared/params';
import { isToolExecution } from '../../../shared/toolExecution';
import type { WriteTest } from '../../check/writeCheck';
import { locator, placeOf } from '../fields';

const whenWriting = { show: { testWrites: [true] } };

export const TEST_PARAMETERS: INodeProperties[] = [
	{
		displayName: 'Also Test Writing',
		name: 'testWrites',
		type: 'boolean',
		default: false,
		description: 'Whether to also add a test person to a test group, change the profile, and remove the person again. Off: nothing is written.',
	},
	{
		...locator('groupId'),
		displayName: 'Test Group',
		name: 'testGroupId',
		description: 'A group that is there for tests: not linked to a Novi group, at most 500 members',
		displayOptions: whenWriting,
	},
	{
		displayName: 'Test Email',
		name: 'testEmail',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. office+apitest1@association.example',
		description: 'An address of yours that nobody in Forj has. Forj makes an account for it, which stays when the test is over; so the next test needs another one.',
		displayOptions: whenWriting,
	},
	{
		displayName: 'Links',
		name: 'links',
		type: 'json',
		default: '[]',
		description: 'The rows of the data table novi_forj_links: a group that is named there is no test group',
		displayOptions: whenWriting,
	},
];

/** Undefined when nothing is to be written. Throws before any call when a value is wrong. */
export function readWriteTest({ functions, itemIndex }: OperationContext): WriteTest | undefined {
	if (functions.getNodeParameter('testWrites', itemIndex, false) !== true) return undefined;
	if (isToolExecution(functions)) {
		throw new NodeOperationError(functions.getNode(), 'As an AI tool, this node does not test writing', {
			description: 'Turn off "Also Test Writing", or use the node in the workflow itself.',
			itemIndex,
		});
	}
	const groupId = requireSegment(functions.getNodeParameter('testGroupId', itemIndex, '', { extractValue: true }), placeOf(functions, itemIndex, 'Test Group'));
	const email = requireEmail(functions.getNodeParameter('testEmail', itemIndex, ''), placeOf(functions, itemIndex, 'Test Email'));
	if (linkedGroups(functions, itemIndex).includes(groupId)) {
		throw wrongParam(placeOf(functions, itemIndex, 'Test Group'), 'is linked to a Novi group', 'Choose a group that is there for tests only.');
	}
	return { groupId, email, signal: functions.getExecutionCancelSignal?.() };
}

/** What cannot be read as links could name the group, so it is refused. */
function linkedGroups(functions: IExecuteFunctions, itemIndex: number): string[] {
	const { value } = jsonValue(functions.getNodeParameter('links', itemIndex, '[]'), []);
	const rows: unknown[] | undefined = Array.isArray(value) ? value : undefined;
	if (!rows?.every(isLink)) {
		throw wrongParam(placeOf(functions, itemIndex, 'Links'), 'holds no rows of novi_forj_links', 'Hand over the rows of the data table novi_forj_links as a list, or [] if there are none yet.');
	}
	return rows.map((row) => String(row.forj_group_id).trim());
}

function isLink(row: unknown): row is { forj_group_id: unknown } {
	return typeof row === 'object' && row !== null && 'forj_group_id' in row;
}
