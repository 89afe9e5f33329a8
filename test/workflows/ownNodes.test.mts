/** Every own node in a shipped workflow exists in the built package, and so does every value that it sets. */
import type { INode, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import type { BuiltPackage } from '../support/builtPackage.mjs';
import { loadBuiltPackage } from '../support/builtPackage.mjs';
import type { Wire } from '../support/templates.mjs';
import { readTemplate, templateFiles, wiresOf } from '../support/templates.mjs';

let built: BuiltPackage;

beforeAll(async () => {
	built = await loadBuiltPackage();
});

const nameOf = (node: INode) => node.type.slice(node.type.indexOf('.') + 1);
const isOwn = (node: INode) => node.type.startsWith(`${built.name}.`);
const isKnown = (node: INode) => built.nodeNames.includes(nameOf(node));

function typeOf(node: INode): INodeType {
	return NodeHelpers.getVersionedNodeType(built.getNode(nameOf(node)), node.typeVersion);
}

/** What n8n's editor would mark red: a value that is no option, a required field that is empty. */
function issuesOf(node: INode): string[] {
	const { description } = typeOf(node);
	const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
	return Object.values(issues?.parameters ?? {}).flat();
}

/** Parameters that the node would never read: unknown, or hidden by what else is chosen. */
function strayParametersOf(node: INode): string[] {
	const { description } = typeOf(node);
	const shown = NodeHelpers.getNodeParameters(description.properties, node.parameters, true, false, node, description) ?? {};
	return Object.keys(node.parameters).filter((name) => !(name in shown));
}

function versionsOf(description: INodeTypeDescription): number[] {
	return [description.version].flat();
}

function hasInput(node: INode, wire: Wire): boolean {
	const { inputs } = typeOf(node).description;
	return !Array.isArray(inputs) || wire.input < inputs.length;
}

describe.each(templateFiles())('%s', (file) => {
	const { nodes, ...template } = readTemplate(file);
	const own = () => nodes.filter(isOwn);

	test('uses nodes of this package that exist, in a version that exists', () => {
		expect(own().filter((node) => !isKnown(node) || !versionsOf(typeOf(node).description).includes(node.typeVersion))).toEqual([]);
	});

	test('sets only parameters and options that the nodes have', () => {
		const faults = own().map((node) => ({ node: node.name, issues: issuesOf(node), stray: strayParametersOf(node) }));
		expect(faults.filter(({ issues, stray }) => issues.length + stray.length > 0)).toEqual([]);
	});

	test('gives every node the credentials that it asks for', () => {
		const missing = own().flatMap((node) => {
			const { description } = typeOf(node);
			const asked = (description.credentials ?? []).filter(
				(one) => one.required && NodeHelpers.displayParameter(node.parameters, one, node, description),
			);
			return asked.filter((one) => !node.credentials?.[one.name]).map((one) => `${node.name}: ${one.name}`);
		});
		expect(missing).toEqual([]);
	});

	test('leads only into inputs that the nodes have', () => {
		const wires = wiresOf({ nodes, ...template });
		const wrong = own().flatMap((node) => wires.filter((wire) => wire.to === node.name && wire.type === 'main' && !hasInput(node, wire)));
		expect(wrong).toEqual([]);
	});
});
