import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { toNodeError } from '../../shared/nodeErrors';
import { outputCount } from '../ports';
import * as findAlerts from './alert/findAlerts.operation';
import * as getHeldRemovals from './heldRemoval/getAll.operation';
import * as releaseHeldRemovals from './heldRemoval/release.operation';
import * as compareMembers from './member/compareMembers.operation';
import * as explainPerson from './member/explainPerson.operation';
import * as compareProfiles from './profile/compareProfiles.operation';
import * as findChanged from './profile/findChanged.operation';
import * as summarizeProfiles from './run/summarizeProfiles.operation';
import * as summarizeRun from './run/summarizeRun.operation';
import * as makePage from './setup/makePage.operation';
import * as prepareField from './setup/prepareField.operation';
import * as prepareLink from './setup/prepareLink.operation';
import * as chooseRows from './statusPage/chooseRows.operation';
import * as renderStatusPage from './statusPage/render.operation';

/** Sees all inputs at once and fills all outputs; takes care of item linking itself. */
export interface WholeRunOperation {
	execute: (functions: IExecuteFunctions) => INodeExecutionData[][];
}

const OPERATIONS: Record<string, Record<string, WholeRunOperation>> = {
	alert: { findAlerts },
	heldRemoval: { getAll: getHeldRemovals, release: releaseHeldRemovals },
	member: { compareMembers, explainPerson },
	profile: { compareProfiles, findChanged },
	run: { summarizeProfiles, summarizeRun },
	setup: { makePage, prepareField, prepareLink },
	statusPage: { chooseRows, render: renderStatusPage },
};

/**
 * Runs the operation that the parameters name. With "continue on fail" an error becomes one item of the last
 * output, which is the one that nothing is written from.
 */
export function runOperation(functions: IExecuteFunctions): INodeExecutionData[][] {
	const name = functions.getNodeParameter('operation', 0) as string;
	try {
		return chosenOperation(functions, name).execute(functions);
	} catch (error) {
		const nodeError = toNodeError(functions.getNode(), error);
		if (!functions.continueOnFail()) throw nodeError;
		const count = outputCount(name, functions.getNodeParameter('output', 0, '') as string);
		const outputs = Array.from({ length: count }, (): INodeExecutionData[] => []);
		// Paired with no item: the engine breaks on a link into an input that brought none.
		outputs[count - 1].push({ json: { error: nodeError.message } });
		return outputs;
	}
}

function chosenOperation(functions: IExecuteFunctions, name: string): WholeRunOperation {
	const resource = functions.getNodeParameter('resource', 0) as string;
	const operation = OPERATIONS[resource]?.[name];
	if (operation) return operation;
	throw new NodeOperationError(functions.getNode(), `The operation "${name}" of "${resource}" does not exist`, {
		description: 'Choose Resource and Operation from their lists again.',
	});
}
