import type { INodeExecutionData } from 'n8n-workflow';
import { rowsOf } from '../../../shared/nodeErrors';
import type { OperationContext } from '../../../shared/router';
import { ForjClient } from '../../api/client';
import { LIMIT, RETURN_ALL, SIMPLIFY, readMaxRows, readSimplify, shownFor } from '../fields';
import { userItem } from '../results';

export const description = shownFor('user', 'getAll', [RETURN_ALL, LIMIT, SIMPLIFY]);

export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const maxRows = readMaxRows(context);
	const client = await ForjClient.connect(context.functions);
	const users = rowsOf(context.functions.getNode(), await client.readUsers({ maxRows }), context.itemIndex);
	return users.map((row) => userItem(row, readSimplify(context)));
}
