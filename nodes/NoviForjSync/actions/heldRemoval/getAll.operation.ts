import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { heldLists } from '../../../core/heldRemovals';
import { clock } from '../../../shared/http/clock';
import { INPUT } from '../../ports';
import { rememberedRows } from '../../rememberedRows';

/** It has no parameters: the rows say it all. */
export const description: INodeProperties[] = [];

/**
 * Rows of `novi_forj_links` and `novi_forj_members` in, one item per link that holds somebody out: the people with their
 * reasons, and the hash that binds a release to this list (design section 5).
 */
export function execute(functions: IExecuteFunctions): INodeExecutionData[][] {
	const items = functions.getInputData(INPUT.rows);
	const linkRows = new Map(items.flatMap(({ json }, item) => ('forj_group_id' in json ? [[String(json.link_id), item] as const] : [])));
	const lists = heldLists(rememberedRows(functions, items), new Date(clock.now()).toISOString());
	return [lists.map((list) => ({ json: list as unknown as IDataObject, pairedItem: { item: linkRows.get(list.link_id) ?? 0 } }))];
}
