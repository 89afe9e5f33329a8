/**
 * The built package (dist/) as n8n loads it, and a registry of node types around it.
 * n8n-core needs NODE_ENV=test here: then it loads nodes with jest's own `require`, so tests and nodes share one module registry.
 */
import 'reflect-metadata';
import { PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType, INodeTypes, IVersionedNodeType } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

export interface BuiltPackage {
	/** The npm name: the part of a node type before the dot. */
	name: string;
	folder: string;
	nodeNames: string[];
	getNode(name: string): INodeType | IVersionedNodeType;
	getCredential(name: string): ICredentialType;
}

/** Extra node types by their full name (`n8n-nodes-base.noOp`), for what the package itself does not bring. */
export type NodeStubs = Record<string, INodeType>;

const loaded = new Map<string, Promise<BuiltPackage>>();

/** Loads a package once per folder. Throws when dist/ is missing or a node in it does not load. */
export function loadBuiltPackage(folder: string = process.cwd()): Promise<BuiltPackage> {
	const known = loaded.get(folder) ?? load(folder);
	loaded.set(folder, known);
	return known;
}

async function load(folder: string): Promise<BuiltPackage> {
	const loader = new PackageDirectoryLoader(folder);
	await loader.loadAll();
	return {
		name: loader.packageName,
		folder,
		nodeNames: Object.keys(loader.known.nodes),
		getNode: (name) => loader.getNode(name).type,
		getCredential: (name) => loader.getCredential(name).type,
	};
}

/** `forjCommunity` becomes `n8n-nodes-novi-forj.forjCommunity`; a name with a dot is left as it is. */
export function fullType(built: BuiltPackage, type: string): string {
	return type.includes('.') ? type : `${built.name}.${type}`;
}

/** The registry that a workflow looks its node types up in. A name ending in `Tool` is the node as an AI tool, as in n8n. */
export function nodeTypesOf(built: BuiltPackage, stubs: NodeStubs = {}): INodeTypes {
	const find = (type: string): INodeType | IVersionedNodeType => {
		const stub = stubs[type];
		if (stub) return stub;
		const [packageName, name = ''] = type.split('.');
		if (packageName !== built.name) throw new Error(`The workflow uses ${type}: give a stub for it, only ${built.name} is loaded`);
		return built.getNode(built.nodeNames.includes(name) ? name : name.replace(/Tool$/, ''));
	};
	return {
		getByName: find,
		getByNameAndVersion: (type, version) => NodeHelpers.getVersionedNodeType(find(type), version),
		getKnownTypes: () => ({}),
	};
}
