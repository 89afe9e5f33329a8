import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { jsonValue } from '../../../shared/jsonValue';
import { readRequest, type PageRequest } from '../../page/request';

/** The same field in both operations, so that both speak of one page. */
export function queryField(operation: string): INodeProperties {
	return {
		displayName: 'Query',
		name: 'query',
		type: 'json',
		default: '={{ $json.query }}',
		displayOptions: { show: { resource: ['statusPage'], operation: [operation] } },
		description: 'The query of the web call, as the Webhook node gives it: link, show, q, after, before, format and watch. What is wrong in it is ignored.',
	};
}

export function requestOf(functions: IExecuteFunctions): PageRequest {
	return readRequest(jsonValue(functions.getNodeParameter('query', 0, '{}')).value);
}
