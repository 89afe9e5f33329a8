/** Single operations write through the same code as Apply Plan. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import type { Outcome, PlannedPerson, Write } from '../../core/types';
import { clock } from '../../shared/http/clock';
import { isToolExecution } from '../../shared/toolExecution';
import { ForjWriter } from '../api/forjWriter';
import { ForjClient } from '../api/client';
import type { ApplyOptions } from '../apply/run';
import { ApplyRun } from '../apply/run';

/** More adds than this go through the bulk import (design section 6). */
export const BULK_ABOVE = 20;

export async function startRun(functions: IExecuteFunctions, options: Partial<ApplyOptions> = {}): Promise<ApplyRun> {
	const client = await ForjClient.connect(functions);
	return new ApplyRun(new ForjWriter(client, options.deadline), clock, {
		dryRun: false,
		removalsAllowed: !isToolExecution(functions),
		signal: functions.getExecutionCancelSignal?.(),
		bulkAbove: BULK_ABOVE,
		...options,
	});
}

/** A person whom a single operation writes, in the shape of a plan's. */
export function personOf(itemIndex: number, decision: 'add' | 'remove', write: Write, userId = '', email = ''): PlannedPerson {
	const name = email === '' ? userId : email;
	const status = decision === 'add' ? 'Added' : 'Removed';
	const wasMember = decision === 'remove';
	return { key: `item:${itemIndex}`, noviId: '', forjUserId: userId, name, email, decision, status, reason: '', write, failedRuns: 0, wasMember };
}

const DONE = new Set<Outcome['kind']>(['added', 'updated', 'removed', 'unchanged']);

/** Nothing when the outcome is what was asked for. */
export function outcomeError(functions: IExecuteFunctions, outcome: Outcome | undefined, itemIndex: number): NodeOperationError | undefined {
	if (outcome && DONE.has(outcome.kind)) return undefined;
	return new NodeOperationError(functions.getNode(), outcome?.reason ?? 'Nothing was done for this item.', { itemIndex });
}
