/** The operations that a node offers, read from its description. */
import type { INodeParameters } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { loadBuiltPackage } from './builtPackage.mjs';

/** `resource.operation` of everything that the built node offers, sorted. */
export async function offeredOperations(node: string): Promise<string[]> {
	const { description } = NodeHelpers.getVersionedNodeType((await loadBuiltPackage()).getNode(node));
	return description.properties
		.filter((property) => property.name === 'operation')
		.flatMap(({ displayOptions, options = [] }) =>
			(displayOptions?.show?.resource ?? []).flatMap((resource) => options.map((option) => `${String(resource)}.${'value' in option ? String(option.value) : ''}`)),
		)
		.sort();
}

/** `resource.operation` of what a table of cases runs, sorted, each once. */
export function coveredOperations(cases: Array<{ parameters: INodeParameters }>): string[] {
	return [...new Set(cases.map(({ parameters }) => `${String(parameters.resource)}.${String(parameters.operation)}`))].sort();
}
