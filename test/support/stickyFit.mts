/**
 * How tall a sticky note's text is on n8n's canvas, estimated from the editor's own style sheet (2.41):
 * text 14 px, headings 36/24/16 px, line height 1.35 (lists 1.3), 8 px below each block, 8 px above and 12 px beside the text.
 */

interface TextStyle {
	fontPx: number;
	lineHeight: number;
	/** Left edge of the text, for lists. */
	indentPx: number;
	/** Average width of a character, in parts of the font size: measured wide, so that an estimate errs towards "too tall". */
	charEm: number;
}

interface Block {
	text: string;
	style: TextStyle;
	gapPx: number;
}

const PADDING_TOP = 8;
const PADDING_SIDES = 24;
const BLOCK_GAP = 8;
const LIST_ITEM_GAP = 4;

const TEXT: TextStyle = { fontPx: 14, lineHeight: 1.35, indentPx: 0, charEm: 0.54 };
const LIST: TextStyle = { ...TEXT, lineHeight: 1.3, indentPx: 20 };
const HEADING_PX: Record<number, number> = { 1: 36, 2: 24 };

/** @returns height in pixels that the note needs to show all of the text at this width */
export function neededHeight(markdown: string, widthPx: number): number {
	return PADDING_TOP + toBlocks(markdown).reduce((sum, block) => sum + blockHeight(block, widthPx - PADDING_SIDES), 0);
}

/** @returns the words that a reader sees: no Markdown signs, no link targets */
export function countWords(markdown: string): number {
	return plain(markdown.replace(/^#+\s*/gm, '').replace(/^\s*([-*]|\d+\.)\s+/gm, ''))
		.split(/\s+/)
		.filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function toBlocks(markdown: string): Block[] {
	// n8n breaks the line at every newline; a blank line only ends the paragraph.
	return markdown
		.split('\n')
		.map((line) => line.trimEnd())
		.filter((line) => line !== '')
		.map(toBlock);
}

function toBlock(line: string): Block {
	const heading = /^(#{1,6})\s+(.*)$/.exec(line);
	if (heading) {
		const style = { ...TEXT, fontPx: HEADING_PX[heading[1]?.length ?? 3] ?? 16, charEm: 0.6 };
		return { text: heading[2] ?? '', style, gapPx: BLOCK_GAP };
	}
	const listItem = /^\s*(?:[-*]|\d+\.)\s+(.*)$/.exec(line);
	if (listItem) return { text: listItem[1] ?? '', style: LIST, gapPx: LIST_ITEM_GAP };
	return { text: line, style: TEXT, gapPx: BLOCK_GAP };
}

function blockHeight({ text, style, gapPx }: Block, widthPx: number): number {
	const charPx = style.fontPx * style.charEm;
	const perLine = Math.max(1, Math.floor((widthPx - style.indentPx) / charPx));
	return countLines(plain(text), perLine) * style.fontPx * style.lineHeight + gapPx;
}

function countLines(text: string, perLine: number): number {
	let lines = 1;
	let used = 0;
	for (const word of text.split(/\s+/)) {
		const withSpace = used === 0 ? word.length : used + 1 + word.length;
		if (withSpace <= perLine) {
			used = withSpace;
			continue;
		}
		if (used > 0) lines += 1;
		// A word longer than the line is broken wherever the line ends.
		lines += Math.max(0, Math.ceil(word.length / perLine) - 1);
		used = word.length % perLine || perLine;
	}
	return lines;
}

function plain(markdown: string): string {
	return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*_`]/g, '');
}
