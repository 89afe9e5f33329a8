import type { INodeProperties } from 'n8n-workflow';

/** The parameter Operation of the resource API, which has one operation in both nodes. @param description of Check API */
export function checkApiOperation(description: string): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['api'] } },
		options: [{ name: 'Check API', value: 'check', action: 'Check the API', description }],
		default: 'check',
	};
}
