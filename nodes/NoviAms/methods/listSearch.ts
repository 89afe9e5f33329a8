import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { rowsOf, toNodeError } from '../../shared/nodeErrors';
import { openNovi } from '../api/client';

interface Named {
	UniqueID: string;
	Name?: string | null;
}

const ROWS_AT_ONCE = 100;

/** Groups of the site by part of their name. */
export async function searchGroups(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	try {
		const groups = rowsOf(this.getNode(), await (await openNovi(this)).listGroups());
		return page(groups, filter, paginationToken);
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

/** People and companies by part of their name. Novi's own name filter takes whole names only. */
export async function searchMembers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	try {
		return page(await (await openNovi(this)).listMemberNames(), filter, paginationToken);
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

/** Custom fields of members by part of their name. */
export async function searchCustomFields(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	try {
		const fields = await (await openNovi(this)).listCustomFields();
		return page(
			fields.map(({ CustomFieldUniqueID, Name }) => ({ UniqueID: CustomFieldUniqueID, Name })),
			filter,
			paginationToken,
		);
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

/** Matching rows in the order of their names, some at a time: a site may have 100,000 members. */
function page(rows: readonly Named[], filter?: string, paginationToken?: string): INodeListSearchResult {
	const part = filter?.trim().toLowerCase() ?? '';
	const sorted = rows
		.map(({ UniqueID, Name }) => ({ name: Name?.trim() || UniqueID, value: UniqueID }))
		.filter(({ name, value }) => name.toLowerCase().includes(part) || value.toLowerCase() === part)
		.sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true, sensitivity: 'base' }));
	const from = Number(paginationToken ?? 0);
	const to = from + ROWS_AT_ONCE;
	return {
		results: sorted.slice(from, to),
		...(to < sorted.length && { paginationToken: String(to) }),
	};
}
