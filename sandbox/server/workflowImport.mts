import { randomUUID } from 'node:crypto';
import type { Json } from './executionData.mjs';

/** A node of a workflow file, as far as an import touches it. */
export interface WorkflowNode {
	id?: string;
	name: string;
	type: string;
	typeVersion: number;
	webhookId?: string;
	parameters: Json;
	credentials?: Record<string, { id: string | null; name: string } | string>;
	[key: string]: unknown;
}

/** A workflow file as n8n exports it and as `workflows/*.json` hold it. */
export interface WorkflowFile {
	name: string;
	nodes: WorkflowNode[];
	connections: Json;
	settings?: Json;
	[key: string]: unknown;
}

/** What belongs to the instance that a file came from; the editor drops it when it imports. */
const INSTANCE_KEYS = ['id', 'active', 'versionId', 'activeVersionId', 'createdAt', 'updatedAt', 'shared', 'tags', 'triggerCount', 'staticData', 'isArchived', 'meta'];

/**
 * The body with which the editor saves an imported file: every node gets a new id, webhook nodes a new webhook id.
 * Credentials stay as they are in the file: n8n's server links them by name and type when it stores the workflow.
 */
export function importBody(file: WorkflowFile, webhookTypes: ReadonlySet<string>): WorkflowFile {
	const body = structuredClone(file);
	for (const key of INSTANCE_KEYS) delete body[key];
	for (const node of body.nodes) {
		node.id = randomUUID();
		if (node.webhookId !== undefined || webhookTypes.has(node.type)) node.webhookId = randomUUID();
	}
	return body;
}
