import type { INodeProperties } from 'n8n-workflow';

/**
 * n8n reads and parses a body of up to 16 MB before it asks the node, and answers 422 or 500 by itself. It leaves
 * the body unread if a node of version 1 has the parameter `options.binaryData`. So the token is checked before
 * the body is looked at, and size and form are refused by the node. If n8n reads it all the same, nothing else changes.
 */
export const UNREAD_BODY: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'hidden',
	default: { binaryData: true },
};
