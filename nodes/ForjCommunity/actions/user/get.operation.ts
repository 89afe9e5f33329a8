import type { INodeExecutionData } from 'n8n-workflow';
import type { OperationContext } from '../../../shared/router';
import { ForjClient } from '../../api/client';
import { SIMPLIFY, locator, readLocator, readSimplify, shownFor } from '../fields';
import { userItem } from '../results';

export const description = shownFor('user', 'get', [locator('userId'), SIMPLIFY]);

export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const userId = readLocator(context, 'userId');
	const client = await ForjClient.connect(context.functions);
	return [userItem(await client.getUser(userId), readSimplify(context))];
}
