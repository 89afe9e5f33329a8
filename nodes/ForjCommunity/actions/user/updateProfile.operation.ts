import type { INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { toNodeError } from '../../../shared/nodeErrors';
import { wrongParam } from '../../../shared/params';
import type { OperationContext } from '../../../shared/router';
import { updateProfile } from '../../apply/updateProfile';
import { PROFILE, locator, placeOf, readLocator, readProfile, shownFor } from '../fields';
import { item } from '../results';
import { startRun } from '../run';

export const description = shownFor('user', 'updateProfile', [locator('userId'), PROFILE]);

/** Writes the given fields and reads them back; `confirmed` says whether Forj shows them. */
export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const { functions, itemIndex } = context;
	const userId = readLocator(context, 'userId');
	const fields = readProfile(context);
	if (Object.keys(fields).length === 0) {
		throw wrongParam(placeOf(functions, itemIndex, 'Profile'), 'is empty', 'Add at least one field to change.');
	}
	const run = await startRun(functions);
	const result = await updateProfile(run, undefined, userId, fields);
	if (result.kind === 'updated') return [item({ userId, updated: true, confirmed: result.confirmed, fields: result.readBack ?? {} })];
	if (result.kind !== 'stop') throw toNodeError(functions.getNode(), result.error, itemIndex);
	throw new NodeOperationError(functions.getNode(), result.stop.message, { description: result.stop.fix, itemIndex });
}
