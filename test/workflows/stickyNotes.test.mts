/** n8n's public rules for the notes of a template, and that no note cuts off its text. */
import type { INode } from 'n8n-workflow';
import { countWords, neededHeight } from '../support/stickyFit.mjs';
import { isSticky, readTemplate, templateFiles } from '../support/templates.mjs';

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

describe.each(templateFiles())('the notes of %s', (file) => {
	const notes = readTemplate(file).nodes.filter(isSticky).map(toNote);
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
});
