/** Items as the steps before Novi Forj Sync hand them over, and a way to run the built node on them. */
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { NodeResult, NodeRun } from '../support/runNode.mjs';
import { items, runNode } from '../support/runNode.mjs';
import { toPeople } from '../../nodes/NoviAms/snapshot/people';
import type { ForjMember, NoviMember, PlannedPerson } from '../../nodes/core/types';
import { FORJ_GROUP, noviSnapshot } from '../support/builders.mjs';

/** What "Always Output Data" puts out for a step that found nothing. */
export const NOTHING = {};
/** What a step with "On Error: Continue" puts out when it did not end well. */
export const FAILED = { error: 'The service refused the API key.' };

export type Json = object;

export const toItems = (jsons: readonly Json[]): INodeExecutionData[] => items(...(jsons as IDataObject[]));

/** The output "People" of Novi AMS, Group: Get Members. */
export const noviPeople = (...members: NoviMember[]): IDataObject[] => toPeople(noviSnapshot(members));

/** The output "People" of Forj Community, Member: Get Many. */
export const forjPeople = (...members: ForjMember[]): Json[] => members.map((member) => ({ groupId: FORJ_GROUP, ...member }));

export interface Sides {
	novi?: readonly Json[];
	forj?: readonly Json[];
	remembered?: readonly Json[];
}

export async function compareMembers(
	{ novi = [], forj = [], remembered = [] }: Sides,
	parameters: INodeParameters = {},
	run: Partial<NodeRun> = {},
): Promise<NodeResult> {
	return await runNode({
		type: 'noviForjSync',
		parameters: { resource: 'member', operation: 'compareMembers', ...parameters },
		inputs: [novi, forj, remembered].map(toItems),
		...run,
	});
}

export async function summarizeRun(
	plans: readonly Json[],
	outcomes: readonly Json[],
	parameters: INodeParameters = {},
	run: Partial<NodeRun> = {},
): Promise<NodeResult> {
	return await runNode({
		type: 'noviForjSync',
		parameters: { resource: 'run', operation: 'summarizeRun', runId: 'run 1', ...parameters },
		inputs: [plans, outcomes].map(toItems),
		...run,
	});
}

/** The json of one output's items. */
export const jsonOf = <T = IDataObject,>(result: NodeResult, output = 0): T[] =>
	(result.outputs[output] ?? []).map(({ json }) => json as T);

/** Name and status by output: Add, Update, Remove, No Action. */
export const whoIsWhere = (result: NodeResult): string[][] =>
	result.outputs.map((output) => output.map(({ json }) => `${json.name}: ${json.status}`));

export const decisions = (people: readonly PlannedPerson[]): string[] => people.map(({ name, decision }) => `${name}: ${decision}`).sort();
