import type { INodeProperties } from 'n8n-workflow';
import { checkApiOperation } from '../../../shared/check/operationField';
import * as check from './check.operation';

export const operations = { check };

export const description: INodeProperties[] = [
	checkApiOperation('Compare what this community really answers with what this package expects, call by call'),
	...check.description,
];
