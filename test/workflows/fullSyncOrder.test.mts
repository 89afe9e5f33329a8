/** n8n runs the steps behind one node from the top of the canvas to its bottom: some orders of the full sync are safety. */
import { readTemplate } from '../support/templates.mjs';

const template = readTemplate('workflows/full-sync.json');

function heightOf(name: string): number {
	const node = template.nodes.find((each) => each.name === name);
	if (!node) throw new Error(`full-sync.json has no node "${name}"`);
	return node.position[1];
}

test.each<[string, string, string]>([
	['the lease row is there before the lease is taken', 'No Lease Row Yet?', 'Take Lease'],
	['a link says that Novi has been read after it was', 'Read Novi Groups', 'Show: Reading Forj'],
	['a link says that Forj is read before it is', 'Show: Reading Forj', 'Read Forj Groups'],
	['a link says that changes are applied before they are', 'Show: Applying Changes', 'Apply Plan'],
	['member rows are inserted before the superseded ones go', 'Store Member Rows', 'Drop Superseded Member Rows'],
	['people are inserted before the superseded ones go', 'Store People', 'Drop Superseded People'],
	['people are remembered before a link says how it stands', 'Drop Superseded People', 'Store Link States'],
	['the run is noted before a link says how it stands', 'Store Run Rows', 'Store Link States'],
	['a link says how it stands before the lease is given back', 'Store Link States', 'Only Planned?'],
])('%s', (_rule, first, second) => {
	expect(heightOf(first)).toBeLessThan(heightOf(second));
});
