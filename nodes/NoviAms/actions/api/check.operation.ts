import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { CheckRun } from '../../../shared/check/checkRun';
import type { OperationContext } from '../../../shared/router';
import { openNovi } from '../../api/client';
import { noviEndpoints } from '../../api/endpoints';
import type { EndpointKey } from '../../check/expectations';
import { EXPECTATIONS } from '../../check/expectations';
import { checkReads } from '../../check/readCheck';

/** One item per row of the endpoint table (issue 5, point 3), in the table's order. Only reads. */
export async function execute({ functions }: OperationContext): Promise<INodeExecutionData[]> {
	const novi = await openNovi(functions);
	const run = new CheckRun<EndpointKey>();
	await checkReads(run, novi);
	return run.rows('Novi AMS', noviEndpoints, EXPECTATIONS).map((row) => ({ json: { ...row } as unknown as IDataObject }));
}
