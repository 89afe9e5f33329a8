import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { isServiceError } from '../../shared/http/serviceError';
import { toNodeError } from '../../shared/nodeErrors';
import type { OperationContext } from '../../shared/router';
import type { ActivityBody, NoviClient } from '../api/client';
import { openNovi } from '../api/client';
import type { ChangeResult, MemberChange } from '../write/changeMember';
import { changeMember } from '../write/changeMember';
import { addActivity } from '../write/createActivity';
import { WriteRefusal } from '../write/refusal';
import { readDeadline, readOptions } from './writeFields';

/** After a refused key nobody else of the run is tried: Novi would say the same, and might lock the key. */
const refusedKeys = new WeakMap<NoviClient, Error>();

/** Changes one member and says how it ended, as an item or, if wished, as an error. */
export async function runChange(
	context: OperationContext,
	change: MemberChange,
	activity?: (result: ChangeResult) => ActivityBody,
): Promise<INodeExecutionData[]> {
	const { functions } = context;
	const options = readOptions(context);
	const limits = { deadline: readDeadline(context, options), signal: functions.getExecutionCancelSignal?.() };
	const novi = await openNovi(functions);
	const refused = refusedKeys.get(novi);
	const result: ChangeResult = refused
		? { noviId: change.memberId, name: '', status: 'not_attempted', before: {}, after: {}, reason: refused.message }
		: await changeMember(novi, change, limits);
	if (isServiceError(result.error) && result.error.kind === 'auth') refusedKeys.set(novi, result.error);
	const { error, ...json } = result;
	if (error && options.onRefusal !== 'status') throw asNodeError(context, error);
	if (activity && result.status === 'updated') json.reason = [json.reason, await activityFault(novi, activity(result), limits)].filter(Boolean).join(' ');
	return [{ json: json as unknown as IDataObject }];
}

/** The change was made and read back: an activity that is missing does not undo it, but is told. */
async function activityFault(novi: NoviClient, activity: ActivityBody, limits: { deadline?: number }): Promise<string> {
	try {
		await addActivity(novi, activity, limits);
		return '';
	} catch (error) {
		return `The activity was not added: ${error instanceof Error ? error.message : 'unknown reason'}`;
	}
}

function asNodeError({ functions, itemIndex }: OperationContext, error: Error): Error {
	if (!(error instanceof WriteRefusal)) return toNodeError(functions.getNode(), error, itemIndex);
	return new NodeOperationError(functions.getNode(), `${error.message.replace(/\.$/, '')} [item ${itemIndex}]`, { description: error.fix, itemIndex });
}
