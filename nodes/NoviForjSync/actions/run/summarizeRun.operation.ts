import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { isEmptyItem } from '../../../core/looseSnapshots';
import { summarizeRun, type RunInfo } from '../../../core/summary';
import type { Plan } from '../../../core/types';
import { INPUT } from '../../ports';
import { isOutcomes, isPlan } from '../../../core/runItems';
import { spentRows } from '../../../shared/spentRows';
import { toOutputs } from '../../summarize/rows';
import { readRunInfo, runInfoFields } from './runInfo';

const displayOptions = { show: { resource: ['run'], operation: ['summarizeRun'] } };

export const description: INodeProperties[] = runInfoFields(displayOptions, 'the time at which the first plan was made');

/** Plans without outcomes are judged as well: what the writing step left unsaid makes the link an Error. */
export function execute(functions: IExecuteFunctions): INodeExecutionData[][] {
	const planItems = functions.getInputData(INPUT.plans);
	const outcomeItems = functions.getInputData(INPUT.outcomes);
	const plans = planItems.map(({ json }) => json as unknown).filter(isPlan);
	const outcomes = outcomeItems.map(({ json }) => json as unknown).filter(isOutcomes);
	// A run without links is nothing to report. A run whose plans got lost must not end as a success.
	if (plans.length === 0 && ![...planItems, ...outcomeItems].every(({ json }) => isEmptyItem(json))) throw plansLost(functions);
	spentRows(plans.reduce((sum, { people }) => sum + people.length, 0));
	const summary = summarizeRun(plans, outcomes, readRun(functions, plans));
	return toOutputs(summary, planItems, outcomeItems);
}

function readRun(functions: IExecuteFunctions, plans: readonly Plan[]): RunInfo {
	const [firstPlannedAt] = plans.map(({ plannedAt }) => plannedAt).sort();
	return readRunInfo(functions, firstPlannedAt);
}

function plansLost(functions: IExecuteFunctions): NodeOperationError {
	return new NodeOperationError(functions.getNode(), 'No plan came in on the input Plans', {
		description:
			'Connect the output "Plan" of Compare Members to the input Plans, and look at that step in this execution: it may not have ended well.',
	});
}
