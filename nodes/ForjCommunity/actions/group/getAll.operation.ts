import type { INodeExecutionData } from 'n8n-workflow';
import { rowsOf } from '../../../shared/nodeErrors';
import type { OperationContext } from '../../../shared/router';
import { ForjClient } from '../../api/client';
import { LIMIT, RETURN_ALL, SIMPLIFY, readMaxRows, readSimplify, shownFor } from '../fields';
import { groupItem } from '../results';

export const description = shownFor('group', 'getAll', [RETURN_ALL, LIMIT, SIMPLIFY]);

export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const maxRows = readMaxRows(context);
	const client = await ForjClient.connect(context.functions);
	const groups = rowsOf(context.functions.getNode(), await client.readGroups({ maxRows }), context.itemIndex);
	return groups.map((row) => groupItem(row, readSimplify(context)));
}
