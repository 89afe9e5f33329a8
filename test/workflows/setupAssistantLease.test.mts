/** A sync ends by the settings that it began with: so the assistant changes nothing that a sync reads unless it has the lease itself. */
import { isDeepStrictEqual } from 'node:util';
import type { INode } from 'n8n-workflow';
import { isDataTable, isTrigger, readTemplate, wiresOf, type Template, type Wire } from '../support/templates.mjs';

const assistant = readTemplate('workflows/setup-assistant.json');
const fullSync = readTemplate('workflows/full-sync.json');

const node = ({ nodes }: Template, name: string): INode => {
	const found = nodes.find((each) => each.name === name);
	if (!found) throw new Error(`There is no node "${name}"`);
	return found;
};
const names = (nodes: INode[]): string[] => nodes.map(({ name }) => name).sort();

/** Where the steps from these nodes on lead, when every output but these is wired as it is. */
function reached(from: string[], cut: (from: string, output: number) => boolean): Set<string> {
	const found = new Set(from);
	for (const name of found) for (const wire of wiresOf(assistant)) if (wire.from === name && !cut(name, wire.output)) found.add(wire.to);
	return found;
}

const WRITES = new Set(['insert', 'update', 'upsert', 'deleteRows']);
const writers = assistant.nodes.filter((each) => {
	const { resource, operation, dataTableId } = each.parameters as { resource?: string; operation?: string; dataTableId?: { value?: string } };
	return isDataTable(each) && resource === 'row' && WRITES.has(String(operation)) && dataTableId?.value !== 'novi_forj_lease';
});
const isLeaseTaken = (name: string, output: number): boolean => name === 'Is No Sync Running?' && output === 0;
const afterTheLease = reached(wiresOf(assistant).filter(({ from, output }) => isLeaseTaken(from, output)).map(({ to }) => to), () => false);

test('everything that is saved, changed or unlinked is behind the lease', () => {
	const withoutTheLease = reached(names(assistant.nodes.filter(isTrigger)), isLeaseTaken);
	expect(names(writers)).toEqual(['Ask for a Sync', 'Delete the Link', 'Delete the List of Its People', 'Drop Earlier Mappings', 'Store the Change', 'Store the Link', 'Store the Mapping']);
	expect(writers.filter(({ name }) => withoutTheLease.has(name))).toEqual([]);
	expect(withoutTheLease).toContain('A Sync Is Running');
});

/** Forms wait for the admin: no run may have the lease meanwhile. n8n runs the steps behind one node from the top of the canvas to its bottom. */
const pages = assistant.nodes.filter(({ name, type }) => type === 'n8n-nodes-base.form' && (afterTheLease.has(name) || name === 'A Sync Is Running'));

const givesBack = (name: string): boolean => isDeepStrictEqual(node(assistant, name).parameters, node(fullSync, 'Give Back Lease').parameters);

test.each(names(pages))('the lease is given back before the page "%s"', (page) => {
	const ways = wiresOf(assistant).filter(({ to }) => to === page);
	const isHigher = (name: string): boolean => node(assistant, name).position[1] < node(assistant, page).position[1];
	const beside = ({ from, output }: Wire): boolean => wiresOf(assistant).some((wire) => wire.from === from && wire.output === output && givesBack(wire.to) && isHigher(wire.to));
	expect(ways.length).toBeGreaterThan(0);
	expect(ways.filter((way) => !givesBack(way.from) && !beside(way))).toEqual([]);
});

test('every way to save ends at a page, also when no row was there to be changed', () => {
	const ends = [...afterTheLease].filter((name) => !wiresOf(assistant).some(({ from }) => from === name));
	expect(ends.sort()).toEqual([...names(pages).filter((name) => name !== 'A Sync Is Running'), 'Give Back Lease'].sort());
	const mayFindNothing = assistant.nodes.filter((each) => isDataTable(each) && reached(['Take Lease'], () => false).has(each.name) && each.parameters.operation !== 'insert');
	expect(mayFindNothing.filter(({ alwaysOutputData }) => alwaysOutputData !== true)).toEqual([]);
});

test('what is saved can be told when a link is unlinked, and no change was entered: n8n works out every rule before it takes the first that holds', () => {
	const rules = (node(assistant, 'What Is Saved?').parameters.rules as { values: Array<{ conditions: { conditions: Array<{ leftValue: string }> } }> }).values;
	const asked = rules.flatMap(({ conditions }) => conditions.conditions.map(({ leftValue }) => leftValue)).filter((text) => text.includes("$('The Change').first()"));
	expect(asked.length).toBeGreaterThan(0);
	expect(asked.filter((text) => !text.startsWith("={{ $('The Change').isExecuted && "))).toEqual([]);
});

test('the lease row is there before the lease is taken', () => {
	expect(node(assistant, 'No Lease Row Yet?').position[1]).toBeLessThan(node(assistant, 'Take Lease').position[1]);
	const before = wiresOf(assistant).filter(({ to }) => to === 'Take Lease').map(({ from }) => from).sort();
	const creates = wiresOf(assistant).filter(({ to }) => to === 'No Lease Row Yet?').map(({ from }) => from).sort();
	expect(before).toEqual([...creates, 'A Sync Is Running'].sort());
});

describe('it is the lease of the full sync', () => {
	test.each(['No Lease Row Yet?', 'Create Lease Row', 'Read Lease', 'Give Back Lease', 'Give Back Its Lease'])('%s', (name) => {
		expect(node(assistant, name).parameters).toEqual(node(fullSync, name).parameters);
	});

	test('Take Lease: only one that has run out, and for a shorter time', () => {
		const [ours, theirs] = [assistant, fullSync].map((template) => JSON.stringify(node(template, 'Take Lease').parameters));
		const minutes = '$(\'Settings\').first().json.lease_minutes';
		expect(theirs).toContain(minutes);
		expect(ours).toBe(theirs.replace(minutes, '2'));
	});

	test('whoever is not the holder of every row has not got it', () => {
		const rule = "={{ $('Read Lease').all().every(row => row.json.holder === $execution.id) }}";
		const [ours, theirs] = [node(assistant, 'Is No Sync Running?'), node(fullSync, 'Is the Lease Ours?')].map(({ parameters }) => JSON.stringify(parameters));
		expect(theirs).toContain(rule);
		expect(ours).toContain(rule);
	});
});

test.each([
	['changed', 0],
	['switched off', 1],
])('the page about a link that is %s speaks of no sync that ends otherwise', (_what, at) => {
	const said = String(node(assistant, 'Changed').parameters.completionMessage).split(" : '");
	expect(said).toHaveLength(2);
	expect(said[at]).not.toMatch(/running|old (ones|settings)/);
});
