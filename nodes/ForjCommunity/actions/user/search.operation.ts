import type { INodeExecutionData } from 'n8n-workflow';
import { rowsOf } from '../../../shared/nodeErrors';
import { wrongParam } from '../../../shared/params';
import type { OperationContext } from '../../../shared/router';
import { ForjClient } from '../../api/client';
import { LIMIT, RETURN_ALL, SIMPLIFY, placeOf, readMaxRows, readSimplify, shownFor } from '../fields';
import { PROBLEM } from '../../groups/texts';
import { withProblems } from '../problem';
import { userItem } from '../results';

export const description = shownFor('user', 'search', [
	{
		displayName: 'Keywords',
		name: 'keywords',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. ann.lee@',
		description: 'A part of the e-mail address. Forj finds primary addresses only: a person who logs in with a further address is not found by it, nor by name.',
	},
	RETURN_ALL,
	LIMIT,
	SIMPLIFY,
]);

/** Users like Get Many; nobody found is an empty result. */
export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const { functions, itemIndex } = context;
	const keywords = String(functions.getNodeParameter('keywords', itemIndex, '') ?? '').trim();
	if (keywords === '') throw wrongParam(placeOf(functions, itemIndex, 'Keywords'), 'is empty', 'Enter a part of the e-mail address, e.g. ann.lee@.');
	const maxRows = readMaxRows(context);
	const client = await ForjClient.connect(functions);
	const found = await client.searchUsers(keywords, { maxRows });
	return await withProblems(context, async () => {
		if (found.failure?.kind === 'not_found') throw PROBLEM.noSearch();
		return rowsOf(functions.getNode(), found, itemIndex).map((row) => userItem(row, readSimplify(context)));
	});
}
