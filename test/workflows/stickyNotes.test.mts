/** n8n's public rules for the notes of a template, and that no note cuts off its text. */
import type { INode } from 'n8n-workflow';
import { countWords, neededHeight } from '../support/stickyFit.mjs';
import { isSticky, readTemplate, templateFiles } from '../support/templates.mjs';

interface Box {
	x: number;
	y: number;
	width: number;
	height: number;
}

interface Note {
	content: string;
	width: number;
	height: number;
	color?: number;
}

const SECTION_COLOR = 7;
/** What n8n takes when a note says nothing. */
const DEFAULT_SIZE = { width: 240, height: 160 };

function toNote(node: INode): Note {
	return { ...DEFAULT_SIZE, content: '', ...node.parameters } as Note;
}

/** How large n8n draws a node of one input and one output. */
const NODE_SIZE = { width: 96, height: 96 };

function boxOf({ position: [x, y] }: INode, size: { width: number; height: number }): Box {
	return { x, y, width: size.width, height: size.height };
}

function isInside(inner: Box, outer: Box): boolean {
	const fitsAcross = inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width;
	return fitsAcross && inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height;
}

function overlap(one: Box, other: Box): boolean {
	const across = one.x < other.x + other.width && other.x < one.x + one.width;
	return across && one.y < other.y + other.height && other.y < one.y + one.height;
}

describe.each(templateFiles())('the notes of %s', (file) => {
	const all = readTemplate(file).nodes;
	const stickies = all.filter(isSticky);
	const nodes = all.filter((node) => !isSticky(node));
	const notes = stickies.map(toNote);
	const overview = notes.filter((note) => note.color === undefined);
	const sections = notes.filter((note) => note.color !== undefined);

	test('begin with one overview in yellow that says how it works and how to set it up', () => {
		expect(overview).toHaveLength(1);
		const [{ content } = toNote({} as INode)] = overview;
		expect(content).toContain('### How it works');
		expect(content).toContain('### Setup');
		expect(countWords(content)).toBeGreaterThanOrEqual(100);
		expect(countWords(content)).toBeLessThanOrEqual(300);
	});

	test('go on with short, grey notes for the sections', () => {
		expect(sections.length).toBeGreaterThan(0);
		expect(sections.filter((note) => note.color !== SECTION_COLOR || countWords(note.content) >= 50)).toEqual([]);
	});

	test('show all of their text', () => {
		const cutOff = notes
			.map((note) => ({ text: note.content.slice(0, 40), height: note.height, needed: Math.ceil(neededHeight(note.content, note.width)) }))
			.filter((note) => note.needed > note.height);
		expect(cutOff).toEqual([]);
	});

	test('put every node into a section', () => {
		const areas = stickies.filter((sticky) => sticky.parameters.color !== undefined).map((sticky) => boxOf(sticky, toNote(sticky)));
		expect(nodes.filter((node) => !areas.some((area) => isInside(boxOf(node, NODE_SIZE), area))).map(({ name }) => name)).toEqual([]);
	});

	test('have no node on top of their text, and no node on top of another', () => {
		const texts = stickies.map((sticky) => {
			const note = toNote(sticky);
			return { name: sticky.name, box: { ...boxOf(sticky, note), height: neededHeight(note.content, note.width) } };
		});
		const boxes = nodes.map((node) => ({ name: node.name, box: boxOf(node, NODE_SIZE) }));
		const covered = boxes.flatMap((node, index) =>
			[...texts, ...boxes.slice(index + 1)].filter((other) => overlap(node.box, other.box)).map((other) => `${node.name} on ${other.name}`),
		);
		expect(covered).toEqual([]);
	});
});
