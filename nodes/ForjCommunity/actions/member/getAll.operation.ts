import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { ForjSnapshot, ReadFailure } from '../../../core/types';
import { clock } from '../../../shared/http/clock';
import { rowsOf, toNodeError } from '../../../shared/nodeErrors';
import type { BatchContext, OperationContext } from '../../../shared/router';
import { ForjClient } from '../../api/client';
import type { SnapshotRequest } from '../../snapshot/snapshot';
import { failedSnapshot, readSnapshots } from '../../snapshot/snapshot';
import { LIMIT, RETURN_ALL, SIMPLIFY, locator, placeOf, readLocator, readMaxRows, readSimplify, shownFor } from '../fields';
import { requireLinkId } from '../linkId';
import { item, memberItem } from '../results';

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

interface SnapshotWish {
	request: SnapshotRequest;
	/** What is wrong with the parameters of this item. */
	fault?: ReadFailure;
}

/** Snapshots of all items are read together; a group that several links name is read once. */
export async function executeAll({ functions, itemCount }: BatchContext): Promise<Array<INodeExecutionData[] | Error>> {
	const wishes = new Map<number, SnapshotWish>();
	const people: number[] = [];
	for (let itemIndex = 0; itemIndex < itemCount; itemIndex++) {
		if (functions.getNodeParameter('output', itemIndex) === 'snapshot') wishes.set(itemIndex, readWish({ functions, itemIndex }));
		else people.push(itemIndex);
	}
	const results: Array<INodeExecutionData[] | Error> = new Array(itemCount);
	const snapshots = await snapshotsOf(functions, [...wishes.values()]);
	[...wishes.keys()].forEach((itemIndex, at) => (results[itemIndex] = [item(snapshots[at])]));
	const client = people.length > 0 ? await ForjClient.connect(functions) : undefined;
	for (const itemIndex of people) results[itemIndex] = await readPeople(client as ForjClient, { functions, itemIndex });
	return results;
}

/** One link must not stop the others: what is wrong with an item, or with the credential, is told in its snapshot. */
async function snapshotsOf(functions: IExecuteFunctions, wishes: readonly SnapshotWish[]): Promise<ForjSnapshot[]> {
	if (wishes.length === 0) return [];
	const good = wishes.filter(({ fault }) => fault === undefined);
	let read: ForjSnapshot[];
	try {
		const client = await ForjClient.connect(functions);
		read = await readSnapshots(client, good.map(({ request }) => request), { privateLevel: client.privateLevel, now: clock.now });
	} catch (error) {
		const { message } = toNodeError(functions.getNode(), error);
		const failure: ReadFailure = { kind: 'auth', message, fix: 'Open the Forj credential of this node and correct it.' };
		read = good.map(({ request }) => failedSnapshot(request, failure, clock.now));
	}
	let next = 0;
	return wishes.map(({ request, fault }) => (fault ? failedSnapshot(request, fault, clock.now) : read[next++]));
}

async function readPeople(client: ForjClient, context: OperationContext): Promise<INodeExecutionData[] | Error> {
	const { functions, itemIndex } = context;
	try {
		const groupId = readLocator(context, 'groupId');
		const list = await client.readMembers(groupId, { maxRows: readMaxRows(context) });
		const simplify = readSimplify(context);
		return rowsOf(functions.getNode(), list, itemIndex).map((row) => memberItem(row, groupId, simplify));
	} catch (error) {
		return toNodeError(functions.getNode(), error, itemIndex);
	}
}

function readWish(context: OperationContext): SnapshotWish {
	const { functions, itemIndex } = context;
	const rawLinkId = functions.getNodeParameter('linkId', itemIndex, '');
	const profileFields = readProfileFields(functions, itemIndex);
	try {
		const linkId = requireLinkId(rawLinkId, placeOf(functions, itemIndex, 'Link ID'));
		return { request: { linkId, groupId: readLocator(context, 'groupId'), profileFields } };
	} catch (error) {
		const raw = functions.getNodeParameter('groupId', itemIndex, '', { extractValue: true });
		const { message, description } = toNodeError(functions.getNode(), error, itemIndex);
		const fault: ReadFailure = { kind: 'not_found', message, fix: description ?? '' };
		return { request: { linkId: String(rawLinkId ?? ''), groupId: String(raw ?? ''), profileFields }, fault };
	}
}

function readProfileFields(functions: IExecuteFunctions, itemIndex: number): string[] {
	const list = String(functions.getNodeParameter('profileFields', itemIndex, ''));
	return list.split(',').map((key) => key.trim()).filter((key) => key !== '');
}
