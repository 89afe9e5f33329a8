import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Plan } from '../../../core/types';
import { requireIsoDate } from '../../../shared/params';
import type { BatchContext } from '../../../shared/router';
import { applyPlans } from '../../apply/applyPlans';
import { placeOf, shownFor } from '../fields';
import { item } from '../results';
import { startRun } from '../run';
import { NO_PLAN, readPlans } from './planItems';

export const description = shownFor('sync', 'applyPlan', [
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to write nothing, and report every planned change as not attempted',
	},
	{
		displayName: 'Deadline',
		name: 'deadline',
		type: 'string',
		default: '',
		placeholder: 'e.g. 2026-11-01T09:15:00Z',
		description: 'No write starts after this time; what is left is reported as not attempted. Leave empty for none.',
	},
]);

/** One plan per item in, one item of outcomes per plan out. The first item's parameters count for all. */
export async function executeAll({ functions, itemCount }: BatchContext): Promise<Array<INodeExecutionData[] | Error>> {
	const deadline = readDeadline(functions);
	const dryRun = functions.getNodeParameter('dryRun', 0, false) === true;
	const plans = readPlans(functions, itemCount);
	const good = plans.filter((plan): plan is Plan => plan !== NO_PLAN && !(plan instanceof Error));
	// Nothing is written while one item is no plan, unless the admin wants the others to go on.
	if (plans.some((plan) => plan instanceof Error) && !functions.continueOnFail()) {
		return plans.map((plan) => (plan instanceof Error ? plan : []));
	}

	const run = await startRun(functions, { dryRun, ...(deadline === undefined ? {} : { deadline }) });
	const outcomes = await applyPlans(run, good);
	return plans.map((plan) => {
		if (plan === NO_PLAN) return [];
		return plan instanceof Error ? plan : [item(outcomes[good.indexOf(plan)])];
	});
}

function readDeadline(functions: IExecuteFunctions): number | undefined {
	const value = functions.getNodeParameter('deadline', 0, '');
	if (value === '' || value === null || value === undefined) return undefined;
	return Date.parse(requireIsoDate(value, placeOf(functions, 0, 'Deadline'), functions.getTimezone()));
}
