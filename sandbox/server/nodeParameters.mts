import type { Json } from './executionData.mjs';
import type { N8nRest } from './rest.mjs';

/** The node whose drop-down is opened, as the editor sends it. */
export interface NodeContext {
	/** Full type name, as in `n8n-nodes-novi-forj.noviAms`. */
	readonly type: string;
	readonly version: number;
	/** Parameters that are set so far. */
	readonly parameters: Json;
	readonly credentials?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
	/** Path of the parameter; only some methods look at it. */
	readonly path?: string;
}

/** One choice of a drop-down. */
export interface Choice {
	readonly name: string;
	readonly value: string | number;
	readonly description?: string;
	readonly url?: string;
}

/** Asks n8n to fill drop-downs and resource locators, which runs the node's own methods with real credentials. */
export class NodeParameters {
	constructor(
		private readonly rest: N8nRest,
		private readonly projectId: string,
	) {}

	/** A `loadOptions` method. */
	async options(node: NodeContext, methodName: string): Promise<Choice[]> {
		return await this.rest.call('POST', '/dynamic-node-parameters/options', { body: { ...this.common(node), methodName } });
	}

	/** A `listSearch` method: one page of a resource locator's list. */
	async search(node: NodeContext, methodName: string, filter?: string, paginationToken?: string): Promise<{ results: Choice[]; paginationToken?: string }> {
		return await this.rest.call('POST', '/dynamic-node-parameters/resource-locator-results', {
			body: { ...this.common(node), methodName, filter, paginationToken },
		});
	}

	/** A `resourceMapping` method. */
	async mapperFields(node: NodeContext, methodName: string): Promise<{ fields: Array<{ id: string; displayName: string; type?: string }> }> {
		return await this.rest.call('POST', '/dynamic-node-parameters/resource-mapper-fields', { body: { ...this.common(node), methodName } });
	}

	private common(node: NodeContext): Json {
		return {
			path: node.path ?? '',
			nodeTypeAndVersion: { name: node.type, version: node.version },
			currentNodeParameters: node.parameters,
			credentials: node.credentials,
			projectId: this.projectId,
		};
	}
}
