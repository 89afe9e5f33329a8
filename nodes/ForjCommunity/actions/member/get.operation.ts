import type { INodeExecutionData } from 'n8n-workflow';
import type { OperationContext } from '../../../shared/router';
import { ForjClient } from '../../api/client';
import { SIMPLIFY, locator, readLocator, readSimplify, shownFor } from '../fields';
import { memberItem } from '../results';

export const description = shownFor('member', 'get', [locator('groupId'), locator('memberId'), SIMPLIFY]);

export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const groupId = readLocator(context, 'groupId');
	const userId = readLocator(context, 'memberId');
	const client = await ForjClient.connect(context.functions);
	return [memberItem(await client.getMember(groupId, userId), groupId, readSimplify(context))];
}
