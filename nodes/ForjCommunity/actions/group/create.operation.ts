import type { INodeExecutionData } from 'n8n-workflow';
import type { OperationContext } from '../../../shared/router';
import { isToolExecution } from '../../../shared/toolExecution';
import { ForjClient } from '../../api/client';
import type { ForjGroupRow } from '../../api/schemas';
import { createGroup } from '../../groups/createGroup';
import { readinessOf } from '../../groups/readiness';
import { BY_HAND, PROBLEM } from '../../groups/texts';
import { SIMPLIFY, readSimplify, shownFor } from '../fields';
import { groupItem, item } from '../results';
import { PRIVATE_LEVEL, readPrivateLevel } from './privateLevel';
import { withProblems } from '../problem';
import { CREATE_FIELDS, readGroupName, readSettings } from './settingFields';

export const description = shownFor('group', 'create', [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Board of Directors',
		description: 'Name of the new group. Nothing is created if a group has exactly this name.',
	},
	PRIVATE_LEVEL,
	CREATE_FIELDS,
	SIMPLIFY,
]);

/**
 * Creates a group that fits the sync: top-level, Private, without approval; never twice. Puts out the group like Get, with
 * `created`, `ready`, `points` and `message` like Check Readiness, `warnings`, and in `byHand` what the API cannot set.
 */
export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	return await withProblems(context, async () => {
		if (isToolExecution(context.functions)) throw PROBLEM.toolCreates();
		const name = readGroupName(context, context.functions.getNodeParameter('name', context.itemIndex, ''), 'Name');
		const settings = readSettings(context, CREATE_FIELDS);
		const given = readPrivateLevel(context);
		const client = await ForjClient.connect(context.functions);
		const privateLevel = given ?? client.privateLevel;
		if (privateLevel === undefined) throw PROBLEM.noLevel();
		// No parent: a group is top-level unless it names one.
		const { row, warnings } = await createGroup(client, { name, privacy: String(privateLevel), ...settings });
		return [item({ ...groupItem(row, readSimplify(context)).json, ...report(row, privateLevel), warnings })];
	});
}

function report(row: ForjGroupRow, privateLevel: number): object {
	return { created: true, ...readinessOf(row, privateLevel), byHand: [BY_HAND.posting(row.name ?? row.id)] };
}
