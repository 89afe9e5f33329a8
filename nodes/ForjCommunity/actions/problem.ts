import { NodeOperationError } from 'n8n-workflow';
import { toNodeError } from '../../shared/nodeErrors';
import type { OperationContext } from '../../shared/router';
import { GroupProblem } from '../groups/texts';

/** Runs what may end with a GroupProblem, and shows that as n8n shows errors: what happened, and what to do. */
export async function withProblems<T>({ functions, itemIndex }: OperationContext, act: () => Promise<T>): Promise<T> {
	try {
		return await act();
	} catch (error) {
		if (!(error instanceof GroupProblem)) throw toNodeError(functions.getNode(), error, itemIndex);
		throw new NodeOperationError(functions.getNode(), `${error.message.replace(/\.$/, '')} [item ${itemIndex}]`, { description: error.fix, itemIndex });
	}
}
