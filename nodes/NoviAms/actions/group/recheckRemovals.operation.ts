import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { countChanges, recheckQuestions, recheckedPlan, type RecheckAnswer, type RecheckQuestion } from '../../../core/recheck';
import { isPlan } from '../../../core/runItems';
import type { Plan } from '../../../core/types';
import { toNodeError } from '../../../shared/nodeErrors';
import type { BatchContext } from '../../../shared/router';
import { openNovi } from '../../api/client';
import { askNovi } from '../../recheck/askNovi';

/** It has no parameters: the plan says whom to ask about. */
export const description: INodeProperties[] = [];

/**
 * Plans of Compare Members in, the same plans out (design section 5). Whoever an admin released is read again, one call a
 * person; a removal that Novi speaks against is held. A plan without released removals passes without a call. `changes` is
 * added: how many people are going to be written, so that the workflow can show it.
 */
export async function executeAll(context: BatchContext): Promise<Array<INodeExecutionData[] | Error>> {
	const items = context.functions.getInputData();
	const results: Array<INodeExecutionData[] | Error> = [];
	for (let itemIndex = 0; itemIndex < context.itemCount; itemIndex++) {
		const { json } = items[itemIndex];
		// With n8n's "Always Output Data" an empty item says that no group is linked.
		if (Object.keys(json).length === 0) results.push([{ json: {} }]);
		else if (isPlan(json)) results.push([{ json: withChanges(await recheck(context, json)) }]);
		else results.push(noPlan(context, itemIndex));
	}
	return results;
}

function withChanges(plan: Plan): IDataObject {
	return { ...(plan as unknown as IDataObject), changes: countChanges(plan) };
}

async function recheck({ functions }: BatchContext, plan: Plan): Promise<Plan> {
	const questions = recheckQuestions(plan);
	if (questions.length === 0) return plan;
	return recheckedPlan(plan, await answers(functions, plan, questions));
}

/** A credential that cannot be used leaves everybody unread, so nobody released is removed. */
async function answers(functions: BatchContext['functions'], { noviGroup }: Plan, questions: RecheckQuestion[]): Promise<Map<string, RecheckAnswer>> {
	try {
		return await askNovi(await openNovi(functions), noviGroup.id, questions);
	} catch (error) {
		const { message } = toNodeError(functions.getNode(), error);
		return new Map(questions.map(({ key }) => [key, { kind: 'unread', message }]));
	}
}

function noPlan({ functions }: BatchContext, itemIndex: number): NodeOperationError {
	return new NodeOperationError(functions.getNode(), `The input item is no plan [item ${itemIndex}]`, {
		description: 'Connect the output "Plan" of Novi Forj Sync: Compare Members to this node.',
		itemIndex,
	});
}
