import type { INodeExecutionData } from 'n8n-workflow';
import type { OperationContext } from '../../../shared/router';
import { ForjClient } from '../../api/client';
import { SIMPLIFY, locator, readLocator, readSimplify, shownFor } from '../fields';
import { groupItem } from '../results';

export const description = shownFor('group', 'get', [locator('groupId'), SIMPLIFY]);

export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const groupId = readLocator(context, 'groupId');
	const client = await ForjClient.connect(context.functions);
	return [groupItem(await client.getGroup(groupId), readSimplify(context))];
}
