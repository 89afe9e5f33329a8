/** What operations put out. */
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { ForjMember } from '../../core/types';
import type { ForjGroupRow, ForjUserRow } from '../api/schemas';
import { toForjGroup, toForjMember } from '../api/shape';

/** A pair with the input item is set by the router. */
export function item(json: object): INodeExecutionData {
	return { json: json as IDataObject };
}

export function groupItem(row: ForjGroupRow, simplify: boolean): INodeExecutionData {
	if (!simplify) return item(row);
	const { url, members_count: membersCount } = row;
	return item({ ...toForjGroup(row), ...(membersCount === undefined ? {} : { membersCount }), ...(typeof url === 'string' ? { url } : {}) });
}

export function memberItem(row: ForjUserRow, groupId: string, simplify: boolean): INodeExecutionData {
	return item(simplify ? { groupId, ...toForjMember(row, groupId) } : row);
}

export function userItem(row: ForjUserRow, simplify: boolean): INodeExecutionData {
	if (!simplify) return item(row);
	const { id, email, name, fields }: ForjMember = toForjMember(row, '');
	return item({ id, email, name, fields, groupIds: row.groups?.map((group) => group.id) ?? [] });
}
