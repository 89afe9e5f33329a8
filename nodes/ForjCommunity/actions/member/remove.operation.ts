import type { INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { OperationContext } from '../../../shared/router';
import { isToolExecution } from '../../../shared/toolExecution';
import { writePeople } from '../../apply/applyPlans';
import { locator, readLocator, shownFor } from '../fields';
import { item } from '../results';
import { outcomeError, personOf, startRun } from '../run';

export const description = shownFor('member', 'remove', [
	locator('groupId'),
	locator('memberId'),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Remove Managers Too',
				name: 'removeManagers',
				type: 'boolean',
				default: false,
				description: 'Whether to remove the person even if he or she is a manager of the group',
			},
		],
	},
]);

/** Somebody who is no member any more is a success. */
export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const { functions, itemIndex } = context;
	if (isToolExecution(functions)) {
		throw new NodeOperationError(functions.getNode(), 'As an AI tool, this node removes nobody', {
			description: 'Use the node in the workflow itself to remove people.',
			itemIndex,
		});
	}
	const groupId = readLocator(context, 'groupId');
	const userId = readLocator(context, 'memberId');
	const askIfManager = functions.getNodeParameter('options.removeManagers', itemIndex, false) !== true;
	const run = await startRun(functions);
	const people = [personOf(itemIndex, 'remove', { remove: { userId, askIfManager } }, userId)];
	const { outcomes } = await writePeople(run, { linkId: groupId, groupId, people });
	const failure = outcomeError(functions, outcomes[0], itemIndex);
	if (failure) throw failure;
	return [item({ groupId, userId, removed: outcomes[0].kind === 'removed', reason: outcomes[0].reason })];
}
