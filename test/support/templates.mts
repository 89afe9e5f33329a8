/** The shipped workflows as data, and small questions about them. */
import type { IConnections, INode } from 'n8n-workflow';
import { listFiles, readText } from './packageFiles.mjs';

export interface Template {
	file: string;
	/** The top-level keys as they stand in the file. */
	raw: Record<string, unknown>;
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings: Record<string, unknown>;
}

const STICKY = 'n8n-nodes-base.stickyNote';
const DATA_TABLE = 'n8n-nodes-base.dataTable';
const TRIGGER = /(Trigger|\.webhook)$/;

export const templateFiles = (): string[] => listFiles('workflows', /\.json$/);

/** Throws when the file is no JSON object. */
export function readTemplate(file: string): Template {
	const raw = JSON.parse(readText(file)) as Record<string, unknown>;
	return {
		file,
		raw,
		name: raw.name as string,
		nodes: (raw.nodes ?? []) as INode[],
		connections: (raw.connections ?? {}) as IConnections,
		settings: (raw.settings ?? {}) as Record<string, unknown>,
	};
}

export const isSticky = (node: INode): boolean => node.type === STICKY;
export const isDataTable = (node: INode): boolean => node.type === DATA_TABLE;
export const isTrigger = (node: INode): boolean => TRIGGER.test(node.type);
export const isExample = (template: Template): boolean => template.file.startsWith('workflows/examples/');

export interface Wire {
	from: string;
	to: string;
	type: string;
	output: number;
	input: number;
}

export function wiresOf(template: Template): Wire[] {
	return Object.entries(template.connections).flatMap(([from, byType]) =>
		Object.entries(byType).flatMap(([type, outputs]) =>
			outputs.flatMap((targets, output) => (targets ?? []).map((target) => ({ from, to: target.node, type, output, input: target.index }))),
		),
	);
}

/** The nodes that some trigger leads to, triggers included. */
export function reachableNodes(template: Template): Set<string> {
	const wires = wiresOf(template);
	const reached = new Set(template.nodes.filter(isTrigger).map((node) => node.name));
	for (const name of reached) for (const wire of wires) if (wire.from === name) reached.add(wire.to);
	return reached;
}

/** Every text inside a value, with the path that leads to it. */
export function textsIn(value: unknown, path = ''): Array<{ path: string; text: string }> {
	if (typeof value === 'string') return [{ path, text: value }];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, path ? `${path}.${key}` : key));
}
