import type { INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { requireSegment } from '../../../shared/params';
import type { OperationContext } from '../../../shared/router';
import { readImportJob } from '../../api/answers';
import { ForjClient } from '../../api/client';
import { placeOf, shownFor } from '../fields';
import { item } from '../results';

export const description = shownFor('importJob', 'get', [
	{
		displayName: 'Job ID',
		name: 'jobId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 7214',
		description: 'ID of the import, as Member: Add and Apply Plan report it',
	},
]);

export async function execute({ functions, itemIndex }: OperationContext): Promise<INodeExecutionData[]> {
	const jobId = requireSegment(functions.getNodeParameter('jobId', itemIndex, ''), placeOf(functions, itemIndex, 'Job ID'));
	const client = await ForjClient.connect(functions);
	const job = readImportJob(await client.getImportJob(jobId));
	if (job) return [item({ jobId, ...job })];
	throw new NodeOperationError(functions.getNode(), `Forj's answer for import ${jobId} does not say how it stands`, {
		description: 'Check in Forj whether the people were added. If Forj support names another path for imports, enter it in the credential.',
		itemIndex,
	});
}
