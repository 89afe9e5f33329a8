import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { OperationContext } from '../../../shared/router';
import { openNovi } from '../../api/client';
import { groupLocator, locatedId, shownFor } from '../fields';

export const description: INodeProperties[] = [groupLocator(shownFor('group', 'get'))];

export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const groupId = locatedId(context, 'groupId', 'Group');
	const novi = await openNovi(context.functions);
	return [{ json: (await novi.getGroup(groupId)) as IDataObject }];
}
