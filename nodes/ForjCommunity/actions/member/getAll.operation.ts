import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { clock } from '../../../shared/http/clock';
import { toNodeError } from '../../../shared/nodeErrors';
import type { BatchContext, OperationContext } from '../../../shared/router';
import { ForjClient } from '../../api/client';
import type { SnapshotRequest } from '../../snapshot/snapshot';
import { readSnapshots } from '../../snapshot/snapshot';
import { LIMIT, RETURN_ALL, SIMPLIFY, locator, placeOf, readLocator, readMaxRows, readSimplify, shownFor } from '../fields';
import { requireLinkId } from '../linkId';
import { item, memberItem, rowsOf } from '../results';

const forPeople = { show: { output: ['people'] } };
const forSnapshot = { show: { output: ['snapshot'] } };

export const description = shownFor('member', 'getAll', [
	locator('groupId'),
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'People', value: 'people', description: 'One item per member' },
			{
				name: 'Snapshot',
				value: 'snapshot',
				description: 'One item with the group, all its members and whether the read is complete, for Novi Forj Sync',
			},
		],
		default: 'people',
		description: 'What to return',
	},
	{ ...RETURN_ALL, displayOptions: forPeople },
	{ ...LIMIT, displayOptions: { show: { ...forPeople.show, returnAll: [false] } } },
	{ ...SIMPLIFY, displayOptions: forPeople },
	{
		displayName: 'Link ID',
		name: 'linkId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. board',
		description: 'Name of the link that the snapshot belongs to. It must be the same for the Novi and the Forj side.',
		displayOptions: forSnapshot,
	},
	{
		displayName: 'Profile Fields',
		name: 'profileFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. company_name,job_title',
		description: 'Profile fields to keep in the snapshot, separated by commas; names are always kept. Leave empty to keep all.',
		displayOptions: forSnapshot,
	},
]);

/** Snapshots of all items are read together; a group that several links name is read once. */
export async function executeAll({ functions, itemCount }: BatchContext): Promise<Array<INodeExecutionData[] | Error>> {
	const client = await ForjClient.connect(functions);
	const results: Array<INodeExecutionData[] | Error> = new Array(itemCount);
	const requests = new Map<number, SnapshotRequest>();
	for (let itemIndex = 0; itemIndex < itemCount; itemIndex++) {
		const context = { functions, itemIndex };
		try {
			if (functions.getNodeParameter('output', itemIndex) === 'snapshot') requests.set(itemIndex, readRequest(context));
			else results[itemIndex] = await readPeople(client, context);
		} catch (error) {
			results[itemIndex] = toNodeError(functions.getNode(), error, itemIndex);
		}
	}
	const settings = { privateLevel: client.privateLevel, now: clock.now };
	const snapshots = await readSnapshots(client, [...requests.values()], settings);
	[...requests.keys()].forEach((itemIndex, at) => (results[itemIndex] = [item(snapshots[at])]));
	return results;
}

async function readPeople(client: ForjClient, context: OperationContext): Promise<INodeExecutionData[]> {
	const groupId = readLocator(context, 'groupId');
	const list = await client.readMembers(groupId, { maxRows: readMaxRows(context) });
	const simplify = readSimplify(context);
	return rowsOf(context.functions, list, context.itemIndex).map((row) => memberItem(row, groupId, simplify));
}

function readRequest(context: OperationContext): SnapshotRequest {
	const { functions, itemIndex } = context;
	return {
		groupId: readLocator(context, 'groupId'),
		linkId: requireLinkId(functions.getNodeParameter('linkId', itemIndex, ''), placeOf(functions, itemIndex, 'Link ID')),
		profileFields: readProfileFields(functions, itemIndex),
	};
}

function readProfileFields(functions: IExecuteFunctions, itemIndex: number): string[] {
	const list = String(functions.getNodeParameter('profileFields', itemIndex, ''));
	return list.split(',').map((key) => key.trim()).filter((key) => key !== '');
}
