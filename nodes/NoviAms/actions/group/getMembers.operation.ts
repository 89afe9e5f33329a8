import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { NoviSnapshot, ReadFailure } from '../../../core/types';
import { readFailureError, toNodeError } from '../../../shared/nodeErrors';
import type { BatchContext, OperationContext } from '../../../shared/router';
import { openNovi } from '../../api/client';
import { toPeople } from '../../snapshot/people';
import type { SnapshotRequest } from '../../snapshot/readSnapshots';
import { failedSnapshot, readSnapshots } from '../../snapshot/readSnapshots';
import { groupLocator, locatedId, shownFor } from '../fields';

const shown = shownFor('group', 'getMembers');

export const description: INodeProperties[] = [
	groupLocator(shown),
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		displayOptions: shown,
		options: [
			{ name: 'People', value: 'people', description: 'One item per person' },
			{
				name: 'Snapshot',
				value: 'snapshot',
				description: 'One item per group that also says whether the list is complete, for Novi Forj Sync',
			},
		],
		default: 'people',
	},
	{
		displayName: 'Link ID',
		name: 'linkId',
		type: 'string',
		default: '',
		displayOptions: { show: { ...shown.show, output: ['snapshot'] } },
		description: 'Link between a Novi group and a Forj group that this snapshot is for',
	},
	{
		displayName: 'More Member Fields',
		name: 'memberFields',
		type: 'string',
		default: '',
		placeholder: 'e.g. MemberType, Region',
		displayOptions: shown,
		description:
			'Novi fields to read besides FirstName, LastName, ParentMemberName and JobTitle, separated by commas. Custom fields by their name.',
	},
];

interface Wish {
	output: 'people' | 'snapshot';
	request: SnapshotRequest;
	/** What is wrong with the parameters of this item. */
	fault?: Error;
}

/** All groups in one go, so that they share one read of the people's records. */
export async function executeAll({ functions, itemCount }: BatchContext): Promise<Array<INodeExecutionData[] | Error>> {
	const wishes = Array.from({ length: itemCount }, (_, itemIndex) => readWish({ functions, itemIndex }));
	const snapshots = await snapshotsOf(
		functions,
		wishes.filter(({ fault }) => !fault).map(({ request }) => request),
	);
	let next = 0;
	return wishes.map(({ output, request, fault }, itemIndex) => {
		const snapshot = fault ? failedSnapshot(request, faultFailure(fault)) : snapshots[next++];
		if (output === 'snapshot') return [{ json: snapshot as unknown as IDataObject }];
		if (fault) return fault;
		if (snapshot.failure) return readFailureError(functions.getNode(), snapshot.failure, itemIndex);
		return toPeople(snapshot).map((json) => ({ json }));
	});
}

function readWish(context: OperationContext): Wish {
	const { functions, itemIndex } = context;
	const output = functions.getNodeParameter('output', itemIndex, 'people') as Wish['output'];
	const linkId = output === 'snapshot' ? String(functions.getNodeParameter('linkId', itemIndex, '') ?? '').trim() : '';
	const memberFields = String(functions.getNodeParameter('memberFields', itemIndex, '') ?? '')
		.split(/[,\n]/)
		.map((name) => name.trim())
		.filter((name) => name !== '');
	try {
		const groupId = locatedId(context, 'groupId', 'Group');
		return { output, request: { linkId, groupId, memberFields } };
	} catch (error) {
		const raw = functions.getNodeParameter('groupId', itemIndex, '', { extractValue: true });
		const request = { linkId, groupId: String(raw ?? ''), memberFields };
		return { output, request, fault: toNodeError(functions.getNode(), error, itemIndex) };
	}
}

/** One link must not stop the others, so a credential that cannot be used is told in every snapshot. */
async function snapshotsOf(
	functions: BatchContext['functions'],
	requests: SnapshotRequest[],
): Promise<NoviSnapshot[]> {
	try {
		return await readSnapshots(await openNovi(functions), requests);
	} catch (error) {
		const failure: ReadFailure = {
			kind: 'auth',
			message: toNodeError(functions.getNode(), error).message,
			fix: 'Open the Novi credential of this node and correct it.',
		};
		return requests.map((request) => failedSnapshot(request, failure));
	}
}

function faultFailure(fault: Error): ReadFailure {
	const fix = 'description' in fault && typeof fault.description === 'string' ? fault.description : '';
	return { kind: 'not_found', message: fault.message, fix };
}
