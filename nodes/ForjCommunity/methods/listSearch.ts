/** The searchable lists behind the resource locators. */
import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { rowsOf, toNodeError } from '../../shared/nodeErrors';
import { ForjClient } from '../api/client';
import type { ForjUserRow } from '../api/schemas';
import { toForjMember } from '../api/shape';

/** More is no help in a drop-down; narrower words are. */
const MAX_RESULTS = 200;
/** Forj cannot search members by name, so at most this many are read to find one. */
const MAX_READ = 2_000;

export async function searchGroups(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const client = await ForjClient.connect(this);
	const groups = rowsOf(this.getNode(), await client.readGroups({ maxRows: MAX_READ }));
	return toResult(groups.map((row) => ({ name: row.name ?? row.id, value: row.id })), filter);
}

export async function searchMembers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const groupId = String(this.getCurrentNodeParameter('groupId', { extractValue: true }) ?? '');
	if (groupId === '') throw toNodeError(this.getNode(), new Error('Choose the group first: its members are listed then.'));
	const client = await ForjClient.connect(this);
	return toResult(rowsOf(this.getNode(), await client.readMembers(groupId, { maxRows: MAX_READ })).map(toEntry), filter);
}

export async function searchUsers(this: ILoadOptionsFunctions, filter?: string): Promise<INodeListSearchResult> {
	const client = await ForjClient.connect(this);
	return toResult(rowsOf(this.getNode(), await client.readUsers({ maxRows: MAX_READ })).map(toEntry), filter);
}

function toEntry(row: ForjUserRow): INodeListSearchItems {
	const { id, name, email } = toForjMember(row, '');
	return { name: email === '' || email === name ? name : `${name} (${email})`, value: id };
}

/** Every word of the filter must occur, wherever. */
function toResult(entries: INodeListSearchItems[], filter = ''): INodeListSearchResult {
	const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
	const results = entries
		.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
		.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true, sensitivity: 'base' }))
		.slice(0, MAX_RESULTS);
	return { results };
}
