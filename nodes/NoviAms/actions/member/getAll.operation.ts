import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { rowsOf } from '../../../shared/nodeErrors';
import { requireEmail, requireIsoDate } from '../../../shared/params';
import type { OperationContext } from '../../../shared/router';
import type { MemberFilters } from '../../api/client';
import { openNovi } from '../../api/client';
import { ignoredFilter } from '../../api/findMember';
import { placeOf, returnAllAndLimit, shownFor, simplifyField, simplifyMember, wantedRows } from '../fields';

export const description: INodeProperties[] = [
	...returnAllAndLimit('member', 'getAll'),
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: shownFor('member', 'getAll'),
		options: [
			{
				displayName: 'Changed Since',
				name: 'lastModifiedDate',
				type: 'dateTime',
				default: '',
				description: 'Only members whose record changed since then. A change of group membership may not count.',
			},
			{
				displayName: 'Company Name',
				name: 'parentName',
				type: 'string',
				default: '',
				description: 'Exact name of the company that the member belongs to; upper and lower case do not matter',
			},
			{
				displayName: 'Contact Email',
				name: 'email',
				type: 'string',
				placeholder: 'name@email.com',
				default: '',
				description: 'Exact address in the profile; upper and lower case do not matter',
			},
			{
				displayName: 'Login Email',
				name: 'accountEmail',
				type: 'string',
				default: '',
				description: 'Exact address with which the member logs in; upper and lower case do not matter',
			},
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				description: 'Exact name; upper and lower case do not matter',
			},
		],
	},
	simplifyField('member', 'getAll'),
];

export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const { functions, itemIndex } = context;
	const maxRows = wantedRows(context);
	const filters = checkedFilters(context);
	const novi = await openNovi(functions);
	const members = rowsOf(functions.getNode(), await novi.listMembers(filters, maxRows), itemIndex);
	const ignored = ignoredFilter(members, filters);
	if (ignored) {
		throw new NodeOperationError(functions.getNode(), `Novi did not filter by ${ignored}: it sent members with other addresses`, {
			description: 'Remove this filter, and filter the items with a Filter node instead.',
			itemIndex,
		});
	}
	const simplify = functions.getNodeParameter('simplify', itemIndex, true) === true;
	return members.map((member) => ({ json: simplify ? simplifyMember(member as IDataObject) : (member as IDataObject) }));
}

/** Filters that were left empty are not sent: Novi would look for empty names. */
function checkedFilters(context: OperationContext): MemberFilters {
	const { functions, itemIndex } = context;
	const raw = functions.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const filters: MemberFilters = {};
	for (const name of ['name', 'parentName'] as const) {
		const text = String(raw[name] ?? '').trim();
		if (text !== '') filters[name] = text;
	}
	if (isGiven(raw.email)) filters.email = requireEmail(raw.email, placeOf(context, 'Contact Email'));
	if (isGiven(raw.accountEmail)) filters.accountEmail = requireEmail(raw.accountEmail, placeOf(context, 'Login Email'));
	if (isGiven(raw.lastModifiedDate)) {
		const place = placeOf(context, 'Changed Since');
		filters.lastModifiedDate = requireIsoDate(raw.lastModifiedDate, place, functions.getTimezone());
	}
	return filters;
}

function isGiven(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}
