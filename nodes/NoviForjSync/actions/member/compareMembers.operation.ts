import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { clock } from '../../../shared/http/clock';
import { spentRows } from '../../../shared/spentRows';
import { isToolExecution } from '../../../shared/toolExecution';
import { compare, type CompareRequest, type Comparison } from '../../compare/compare';
import { NO_SETTINGS, ownSettingsCollection, readOwnSettings } from '../../compare/ownSettings';
import { peopleOf, withoutRemovals, type PeopleOutput } from '../../compare/people';
import { Sources, type CompareInputs } from '../../compare/sources';
import type { Plan } from '../../../core/types';
import { INPUT } from '../../ports';

const show = { resource: ['member'], operation: ['compareMembers'] };
const showForPeople = { show: { ...show, output: ['people'] } };

export const description: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show },
		options: [
			{
				name: 'People',
				value: 'people',
				description:
					'One item per person, on the output that says what is to be done. For your own workflows. Nothing is done yet: Forj Community, Member does it.',
			},
			{
				name: 'Plan',
				value: 'plan',
				description: 'One item per link, for Forj Community, Apply Plan. Needs snapshots on both sides.',
			},
		],
		default: 'plan',
		description: 'What to return',
	},
	{
		displayName: 'Both Lists Are Complete',
		name: 'bothListsComplete',
		type: 'boolean',
		default: false,
		displayOptions: showForPeople,
		description:
			'Whether nobody is left out of the lists of single people that come in. Only then is anybody handed out for removal. Snapshots say themselves whether they are complete.',
	},
	{ ...ownSettingsCollection, displayOptions: showForPeople },
];

/** Decides for all links at once. Writes nothing, and reads nothing but its inputs. */
export function execute(functions: IExecuteFunctions): INodeExecutionData[][] {
	const inputs: CompareInputs = {
		novi: functions.getInputData(INPUT.novi),
		forj: functions.getInputData(INPUT.forj),
		remembered: functions.getInputData(INPUT.remembered),
	};
	const output = functions.getNodeParameter('output', 0) as CompareRequest['output'];
	spentRows(inputs.remembered.length);
	const plans = plansOf(functions, compare({ ...readRequest(functions, output), ...jsonOf(inputs) }));
	const sources = new Sources(inputs);
	if (output === 'plan') return [toPlanItems(plans, sources)];
	showRemarks(functions, plans);
	return toPeopleOutputs(plans, sources);
}

/** No table shows them in an admin's own workflow, so the node does. */
function showRemarks(functions: IExecuteFunctions, plans: readonly Plan[]): void {
	const remarks = plans.flatMap(({ detail, warnings }) => [...detail, ...warnings]);
	if (remarks.length === 0) return;
	functions.addExecutionHints({ message: [...new Set(remarks)].join(' '), type: 'warning', location: 'outputPane' });
}

function jsonOf({ novi, forj, remembered }: CompareInputs): Pick<CompareRequest, keyof CompareInputs> {
	const jsons = (items: INodeExecutionData[]): IDataObject[] => items.map(({ json }) => json);
	return { novi: jsons(novi), forj: jsons(forj), remembered: jsons(remembered) };
}

function readRequest(functions: IExecuteFunctions, output: CompareRequest['output']): Omit<CompareRequest, keyof CompareInputs> {
	const now = new Date(clock.now()).toISOString();
	if (output === 'plan') return { output, bothListsComplete: false, own: NO_SETTINGS, now };
	const bothListsComplete = functions.getNodeParameter('bothListsComplete', 0, false) === true;
	return { output, bothListsComplete, own: readOwnSettings(functions), now };
}

function plansOf(functions: IExecuteFunctions, comparison: Comparison): Plan[] {
	if ('problem' in comparison) {
		const { message, fix, itemIndex } = comparison.problem;
		const where = itemIndex === undefined ? '' : ` [item ${itemIndex}]`;
		throw new NodeOperationError(functions.getNode(), `${message}${where}`, { description: fix });
	}
	return isToolExecution(functions) ? comparison.plans.map(withoutRemovals) : comparison.plans;
}

function toPlanItems(plans: readonly Plan[], sources: Sources): INodeExecutionData[] {
	return plans.map((plan) => ({ json: plan as unknown as IDataObject, pairedItem: sources.ofLink(plan) }));
}

/** The outputs in their order, see `ports.ts`. */
const PEOPLE_OUTPUTS: readonly PeopleOutput[] = ['add', 'update', 'remove', 'none'];

function toPeopleOutputs(plans: readonly Plan[], sources: Sources): INodeExecutionData[][] {
	const outputs = PEOPLE_OUTPUTS.map((): INodeExecutionData[] => []);
	for (const plan of plans) {
		for (const { output, person, json } of peopleOf(plan)) {
			const pairedItem = person === undefined ? sources.ofLink(plan) : sources.ofPerson(plan, person);
			outputs[PEOPLE_OUTPUTS.indexOf(output)].push({ json, pairedItem });
		}
	}
	return outputs;
}
