/** The rows of `novi_forj_links` as a parameter. */
import type { INodeProperties } from 'n8n-workflow';
import type { Row } from '../../../core/linkRow';
import { isRow, readLinkRow } from '../../../core/linkRow';
import type { Link } from '../../../core/types';
import { jsonValue } from '../../../shared/jsonValue';
import { wrongParam } from '../../../shared/params';
import type { OperationContext } from '../../../shared/router';
import { placeOf } from '../fields';

export const LINKS: INodeProperties = {
	displayName: 'Links',
	name: 'links',
	type: 'json',
	default: '',
	placeholder: "e.g. {{ $('Links').all().map((item) => item.json) }}",
	description: 'List of the rows of the table novi_forj_links, to find a group that is linked twice. Leave empty to check the group alone.',
};

export const LINK_ID: INodeProperties = {
	displayName: 'Link ID',
	name: 'linkId',
	type: 'string',
	default: '',
	placeholder: 'e.g. board',
	description: 'The link for which the group is meant, also a new one. Any other link of the group then counts as one too many. Leave empty to check the group for all links.',
};

/** Undefined when no links were given, which differs from an empty list. */
export function readLinks({ functions, itemIndex }: OperationContext): Link[] | undefined {
	const { value: list, broken } = jsonValue(functions.getNodeParameter('links', itemIndex, '') ?? '');
	if (list === undefined && !broken) return undefined;
	// An empty table comes as one item without columns.
	const rows = Array.isArray(list) ? list.filter((row) => !isRow(row) || Object.keys(row).length > 0) : undefined;
	// Rows of something else would name no group, and so prove that nothing is linked twice.
	if (rows?.every((row): row is Row => isRow(row) && 'forj_group_id' in row)) return rows.map(readLinkRow);
	const fix = 'Give the rows of the table novi_forj_links as a list, e.g. [{"link_id": "board", "forj_group_id": "48213", "enabled": true}].';
	throw wrongParam(placeOf(functions, itemIndex, LINKS.displayName), 'is no list of rows', fix);
}

export function readOwnLinkId({ functions, itemIndex }: OperationContext): string | undefined {
	const value: unknown = functions.getNodeParameter('linkId', itemIndex, '');
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	return text === '' ? undefined : text;
}
