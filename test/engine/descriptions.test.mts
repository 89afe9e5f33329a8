/** What the nodes say about themselves, as n8n's editor reads it from the built package. */
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { loadBuiltPackage } from '../support/builtPackage.mjs';
import { readManifest } from '../support/packageFiles.mjs';

const NODES = readManifest().n8n.nodes.map((file) => /(\w+)\.node\.js$/.exec(file)?.[1] ?? file);

function isProperty(entry: INodeProperties | INodePropertyOptions | INodePropertyCollection): entry is INodeProperties {
	return 'type' in entry;
}

/** All properties, also those inside collections. */
function flat(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => {
		const inner = (property.options ?? []).flatMap((entry) => {
			if (isProperty(entry)) return [entry];
			return 'values' in entry ? entry.values : [];
		});
		return [property, ...flat(inner)];
	});
}

describe.each(NODES)('the node %s', (className) => {
	const name = className.charAt(0).toLowerCase() + className.slice(1);
	let node: INodeType;
	let properties: INodeProperties[];

	beforeAll(async () => {
		node = NodeHelpers.getVersionedNodeType((await loadBuiltPackage()).getNode(name));
		properties = flat(node.description.properties);
	});

	test('loads under its own name', () => {
		expect(node.description.name).toBe(name);
	});

	test('brings the code behind every list that it offers', () => {
		const searches = properties.flatMap((property) => (property.modes ?? []).map((mode) => mode.typeOptions?.searchListMethod));
		const known = Object.keys(node.methods?.listSearch ?? {});
		expect(searches.filter((method) => method !== undefined && !known.includes(method))).toEqual([]);
		const lists = properties.map((property) => property.typeOptions?.loadOptionsMethod).filter((method) => method !== undefined);
		expect(lists.filter((method) => !Object.keys(node.methods?.loadOptions ?? {}).includes(method))).toEqual([]);
	});

	test('offers no operation twice and starts with one that exists', () => {
		const operations = properties.filter((property) => property.name === 'operation');
		if (className.endsWith('Trigger')) return expect(operations).toEqual([]);
		expect(operations.length).toBeGreaterThan(0);
		for (const { options, default: first } of operations) {
			const values = (options as INodePropertyOptions[]).map((option) => option.value);
			expect(new Set(values).size).toBe(values.length);
			expect(values).toContain(first);
		}
	});

	test('as a trigger has no input, is no tool, and can be called and set up by n8n', () => {
		if (!className.endsWith('Trigger')) return;
		const { group, inputs, usableAsTool, webhooks = [] } = node.description;
		expect([group, inputs, usableAsTool]).toEqual([['trigger'], [], undefined]);
		// A full path would be the same in every n8n.
		expect(webhooks.map(({ name: hook, isFullPath, httpMethod }) => [hook, isFullPath, httpMethod])).toEqual([['default', undefined, 'POST']]);
		expect(Object.keys(node.webhookMethods?.default ?? {}).sort()).toEqual(['checkExists', 'create', 'delete']);
		expect(node.webhook).toBeInstanceOf(Function);
	});

	test('lets a group or a member be chosen from a list or given by id', () => {
		const locators = properties.filter((property) => property.type === 'resourceLocator');
		for (const { modes } of locators) expect((modes ?? []).map((mode) => mode.name)).toEqual(expect.arrayContaining(['list', 'id']));
	});

	test('begins every label with a capital letter', () => {
		const labels = properties.map((property) => property.displayName);
		expect(labels.filter((label) => !/^[A-Z0-9]/.test(label))).toEqual([]);
	});
});
