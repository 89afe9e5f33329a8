import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { CheckRun } from '../../../shared/check/checkRun';
import type { OperationContext } from '../../../shared/router';
import { ForjClient } from '../../api/client';
import { endpoints } from '../../api/endpoints';
import type { EndpointKey } from '../../check/expectations';
import { EXPECTATIONS } from '../../check/expectations';
import { checkReads } from '../../check/readCheck';
import { item } from '../results';

export const description: INodeProperties[] = [];

/** One item per row of the endpoint table (issue 5, point 3), in the table's order. */
export async function execute({ functions }: OperationContext): Promise<INodeExecutionData[]> {
	const client = await ForjClient.connect(functions);
	const run = new CheckRun<EndpointKey>();
	await checkReads(run, client);
	return run.rows('Forj Community', endpoints, EXPECTATIONS).map(item);
}
