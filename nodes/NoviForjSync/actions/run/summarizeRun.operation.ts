import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { isEmptyItem } from '../../../core/looseSnapshots';
import { summarizeRun, type RunInfo } from '../../../core/summary';
import type { Plan } from '../../../core/types';
import { clock } from '../../../shared/http/clock';
import { requireIsoDate, wrongParam, type ParamPlace } from '../../../shared/params';
import { INPUT } from '../../ports';
import { isOutcomes, isPlan } from '../../../core/runItems';
import { toOutputs } from '../../summarize/rows';

const displayOptions = { show: { resource: ['run'], operation: ['summarizeRun'] } };

export const description: INodeProperties[] = [
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		displayOptions,
		description: 'Whether the run wrote nothing. Then no rows come out, only the report.',
	},
	{
		displayName: 'Run ID',
		name: 'runId',
		type: 'string',
		default: '={{ $execution.id }}',
		required: true,
		displayOptions,
		description: 'Name of this run in the tables. The execution ID lets you find the execution from a row.',
	},
	{
		displayName: 'Started At',
		name: 'startedAt',
		type: 'dateTime',
		default: '',
		displayOptions,
		description: 'When the run began. Leave empty to use the time at which the first plan was made.',
	},
];

/** Plans without outcomes are judged as well: what the writing step left unsaid makes the link an Error. */
export function execute(functions: IExecuteFunctions): INodeExecutionData[][] {
	const planItems = functions.getInputData(INPUT.plans);
	const outcomeItems = functions.getInputData(INPUT.outcomes);
	const plans = planItems.map(({ json }) => json as unknown).filter(isPlan);
	const outcomes = outcomeItems.map(({ json }) => json as unknown).filter(isOutcomes);
	// A run without links is nothing to report. A run whose plans got lost must not end as a success.
	if (plans.length === 0 && ![...planItems, ...outcomeItems].every(({ json }) => isEmptyItem(json))) throw plansLost(functions);
	const summary = summarizeRun(plans, outcomes, readRun(functions, plans));
	return toOutputs(summary, planItems, outcomeItems);
}

function readRun(functions: IExecuteFunctions, plans: readonly Plan[]): RunInfo {
	const place = (displayName: string): ParamPlace => ({ node: functions.getNode(), displayName, itemIndex: 0 });
	const finishedAt = new Date(clock.now()).toISOString();
	const runId = String(functions.getNodeParameter('runId', 0) ?? '').trim();
	if (runId === '') throw wrongParam(place('Run ID'), 'is empty', 'Enter a name for this run, e.g. {{ $execution.id }}.');
	const dryRun = functions.getNodeParameter('dryRun', 0, false) === true;
	const stated = (functions.getNodeParameter('startedAt', 0, '') ?? '') as unknown;
	const [firstPlannedAt = finishedAt] = plans.map(({ plannedAt }) => plannedAt).sort();
	const startedAt = stated === '' ? firstPlannedAt : requireIsoDate(stated, place('Started At'), functions.getTimezone());
	return { runId, startedAt, finishedAt, dryRun };
}

function plansLost(functions: IExecuteFunctions): NodeOperationError {
	return new NodeOperationError(functions.getNode(), 'No plan came in on the input Plans', {
		description:
			'Connect the output "Plan" of Compare Members to the input Plans, and look at that step in this execution: it may not have ended well.',
	});
}
