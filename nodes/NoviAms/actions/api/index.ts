import type { INodeProperties } from 'n8n-workflow';

import { checkApiOperation } from '../../../shared/check/operationField';

export const apiDescription: INodeProperties[] = [
	checkApiOperation('Compare what this site really answers with what this package expects, call by call, without writing anything'),
];
