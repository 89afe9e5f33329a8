/** Parameters that several operations share, each with its reader: what is read is checked before anything is sent. */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { FieldValues } from '../../core/types';
import type { OperationContext } from '../../shared/router';
import type { ParamPlace } from '../../shared/params';
import { requirePositiveInteger, requireSegment, wrongParam } from '../../shared/params';

type Locator = 'groupId' | 'memberId' | 'userId';

const LOCATORS: Record<Locator, { displayName: string; search: string; description: string }> = {
	groupId: { displayName: 'Group', search: 'searchGroups', description: 'The Forj group' },
	memberId: { displayName: 'Member', search: 'searchMembers', description: 'The member of the group' },
	userId: { displayName: 'User', search: 'searchUsers', description: 'The user of the community' },
};

export function locator(name: Locator): INodeProperties {
	const { displayName, search, description } = LOCATORS[name];
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select a ${displayName.toLowerCase()}...`,
				typeOptions: { searchListMethod: search, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 48213',
				validation: [
					{
						type: 'regex',
						properties: { regex: '^[A-Za-z0-9_-]{1,100}$', errorMessage: 'Letters, digits, - and _ only' },
					},
				],
			},
		],
	};
}

export const RETURN_ALL: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

export const LIMIT: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

export const SIMPLIFY: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export const PROFILE: INodeProperties = {
	displayName: 'Profile',
	name: 'profile',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: [
		{
			displayName: 'First Name',
			name: 'firstName',
			type: 'string',
			default: '',
		},
		{
			displayName: 'Last Name',
			name: 'lastName',
			type: 'string',
			default: '',
		},
		{
			displayName: 'Other Fields',
			name: 'fields',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			placeholder: 'Add Field',
			description: 'Profile fields of your community, by their key in Forj',
			options: [
				{
					displayName: 'Field',
					name: 'field',
					values: [
						{
							displayName: 'Key',
							name: 'key',
							type: 'string',
							default: '',
							placeholder: 'e.g. company_name',
							description: 'Key of the field, as Member: Get shows it',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
						},
					],
				},
			],
		},
	],
};

/** Shows parameters for one operation only, and keeps the conditions they have. */
export function shownFor(resource: string, operation: string, properties: INodeProperties[]): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { ...property.displayOptions?.show, resource: [resource], operation: [operation] },
		},
	}));
}

export function placeOf(functions: IExecuteFunctions, itemIndex: number, displayName: string): ParamPlace {
	return { node: functions.getNode(), displayName, itemIndex };
}

export function readLocator({ functions, itemIndex }: OperationContext, name: Locator): string {
	const value = functions.getNodeParameter(name, itemIndex, '', { extractValue: true });
	return requireSegment(value, placeOf(functions, itemIndex, LOCATORS[name].displayName));
}

/** How many rows to read; nothing means all. */
export function readMaxRows({ functions, itemIndex }: OperationContext): number | undefined {
	if (functions.getNodeParameter('returnAll', itemIndex, false) === true) return undefined;
	return requirePositiveInteger(functions.getNodeParameter('limit', itemIndex, 50), placeOf(functions, itemIndex, 'Limit'));
}

export function readSimplify({ functions, itemIndex }: OperationContext): boolean {
	return functions.getNodeParameter('simplify', itemIndex, true) === true;
}

/** What a person is recognised by is never written as a profile value. */
const NOT_A_PROFILE_FIELD = new Set(['email', 'id', 'user_id']);

/** The profile by Forj's keys; only the fields that were added in the node. */
export function readProfile({ functions, itemIndex }: OperationContext): FieldValues {
	const profile = functions.getNodeParameter('profile', itemIndex, {}) as IDataObject;
	const fields: FieldValues = {};
	if (profile.firstName !== undefined) fields.first_name = String(profile.firstName);
	if (profile.lastName !== undefined) fields.last_name = String(profile.lastName);
	const others = ((profile.fields as IDataObject | undefined)?.field ?? []) as Array<{ key: string; value: string }>;
	for (const { key, value } of others) {
		const name = String(key ?? '').trim();
		const place = placeOf(functions, itemIndex, 'Other Fields');
		if (name === '') throw wrongParam(place, 'has a field without a key', 'Enter the key of the field, e.g. company_name.');
		if (NOT_A_PROFILE_FIELD.has(name)) {
			throw wrongParam(place, `cannot change "${name}"`, 'Forj would merge two accounts. Only the member can change the e-mail, in Forj.');
		}
		fields[name] = value;
	}
	return fields;
}
