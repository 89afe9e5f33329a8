import type { IDataObject, IDisplayOptions, INodeProperties } from 'n8n-workflow';

import type { OperationContext } from '../../shared/router';
import type { ParamPlace } from '../../shared/params';
import { requireGuid, requirePositiveInteger } from '../../shared/params';

/** Shown for one operation of one resource. */
export function shownFor(resource: string, operation: string): IDisplayOptions {
	return { show: { resource: [resource], operation: [operation] } };
}

export function groupLocator(displayOptions: IDisplayOptions): INodeProperties {
	return locator('Group', 'groupId', 'searchGroups', displayOptions);
}

export function memberLocator(displayOptions: IDisplayOptions): INodeProperties {
	return locator('Member', 'memberId', 'searchMembers', displayOptions);
}

export function customFieldLocator(displayOptions: IDisplayOptions): INodeProperties {
	return locator('Custom Field', 'customFieldId', 'searchCustomFields', displayOptions);
}

function locator(
	displayName: string,
	name: string,
	searchListMethod: string,
	displayOptions: IDisplayOptions,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		displayOptions,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select a ${displayName.toLowerCase()}...`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 3f2a9c14-6b1e-4d7a-9c55-0e8f7a2b4d10',
				hint: 'The Unique ID in Novi. A web address that holds it will do as well.',
			},
		],
	};
}

export function returnAllAndLimit(resource: string, operation: string): INodeProperties[] {
	const { show } = shownFor(resource, operation);
	return [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
			displayOptions: { show },
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { ...show, returnAll: [false] } },
		},
	];
}

export function simplifyField(resource: string, operation: string): INodeProperties {
	return {
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		displayOptions: shownFor(resource, operation),
	};
}

/** Where the value of a parameter stands, for error messages. */
export function placeOf({ functions, itemIndex }: OperationContext, displayName: string): ParamPlace {
	return { node: functions.getNode(), displayName, itemIndex };
}

/** The id in a resource locator, checked. */
export function locatedId(context: OperationContext, name: string, displayName: string): string {
	const value = context.functions.getNodeParameter(name, context.itemIndex, '', { extractValue: true });
	return requireGuid(value, placeOf(context, displayName));
}

/** How many rows to return; undefined for all. */
export function wantedRows(context: OperationContext): number | undefined {
	const { functions, itemIndex } = context;
	if (functions.getNodeParameter('returnAll', itemIndex, false) === true) return undefined;
	return requirePositiveInteger(functions.getNodeParameter('limit', itemIndex, 50), placeOf(context, 'Limit'));
}

const SIMPLE_MEMBER = [
	'UniqueID',
	'Name',
	'FirstName',
	'LastName',
	'AccountEmail',
	'Email',
	'CustomerType',
	'Active',
	'ParentMemberName',
	'JobTitle',
];

/** The ten fields of a member that matter most. What Novi does not show is not there. */
export function simplifyMember(record: IDataObject): IDataObject {
	return Object.fromEntries(SIMPLE_MEMBER.filter((name) => name in record).map((name) => [name, record[name]]));
}
