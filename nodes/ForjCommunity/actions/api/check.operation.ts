import type { INodeExecutionData } from 'n8n-workflow';
import { CheckRun } from '../../../shared/check/checkRun';
import type { OperationContext } from '../../../shared/router';
import { ForjClient } from '../../api/client';
import { endpoints } from '../../api/endpoints';
import type { EndpointKey } from '../../check/expectations';
import { EXPECTATIONS } from '../../check/expectations';
import { checkReads } from '../../check/readCheck';
import { checkWrites } from '../../check/writeCheck';
import { shownFor } from '../fields';
import { item } from '../results';
import { TEST_PARAMETERS, readWriteTest } from './testParameters';

export const description = shownFor('api', 'check', TEST_PARAMETERS);

/** One item per row of the endpoint table (issue 5, point 3), in the table's order. Writes only where it is asked to. */
export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const test = readWriteTest(context);
	const client = await ForjClient.connect(context.functions);
	const run = new CheckRun<EndpointKey>();
	const learnt = await checkReads(run, client);
	if (test) await checkWrites(run, client, test, learnt);
	return run.rows('Forj Community', endpoints, EXPECTATIONS).map(item);
}
