/** The last runs as a picture (inline SVG), with the same in words for who does not see it. */
import { html, type Html } from './html';
import { lookOf, type Look } from './icons';
import type { RunView } from './rows';
import { absolute, type Moment } from './times';

/** Runs that fit into a picture. */
export const RUNS_SHOWN = 24;

const SLOT = 14;
const BAR = 8;
const MARK_SPACE = 16;
/** A single change stays visible beside thousands. */
const LEAST_HEIGHT = 3;

const CHANGES = ['added', 'updated', 'removed'] as const;

interface Size {
	height: number;
	/** The number at the top of the scale is written. */
	scale: boolean;
}
export const SMALL: Size = { height: 36, scale: false };
export const LARGE: Size = { height: 110, scale: true };

export function runChart(all: readonly RunView[], size: Size, moment: Moment): Html {
	const runs = all.slice(-RUNS_SHOWN);
	const most = Math.max(1, ...runs.map(changesOf));
	const left = size.scale ? 34 : 0;
	const width = left + RUNS_SHOWN * SLOT;
	const height = size.height + MARK_SPACE + 4;
	const bars = runs.map((run, index) => bar(run, left + index * SLOT + (SLOT - BAR) / 2, most, size, moment));
	const scale = html`<g class="scale"><path d="M${left} 4.5H${width}M${left} ${size.height + 4.5}H${width}"/>${size.scale && html`<text x="${left - 6}" y="10" text-anchor="end">${most}</text><text x="${left - 6}" y="${size.height + 5}" text-anchor="end">0</text>`}</g>`;
	return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${chartWords(runs)}">${scale}${bars}</svg>`;
}

/** "Last 24 runs: 22 Up To Date, 2 Held. 14 people added, 3 updated, 1 removed." */
export function chartWords(all: readonly RunView[]): string {
	const runs = all.slice(-RUNS_SHOWN);
	const outcomes = [...new Set(runs.map(({ outcome }) => outcome))].map((outcome) => `${runs.filter((run) => run.outcome === outcome).length} ${outcome}`);
	const sums = CHANGES.map((change) => `${runs.reduce((sum, { counters }) => sum + (counters[change] ?? 0), 0)} ${change}`);
	return `${runs.length === 1 ? 'The last run' : `The last ${runs.length} runs`}: ${outcomes.join(', ')}. People: ${sums.join(', ')}.`;
}

export function changesOf({ counters }: RunView): number {
	return CHANGES.reduce((sum, change) => sum + (counters[change] ?? 0), 0);
}

function bar(run: RunView, x: number, most: number, { height }: Size, moment: Moment): Html {
	let top = height + 4;
	const pieces = CHANGES.map((change) => {
		const count = run.counters[change] ?? 0;
		if (count <= 0) return undefined;
		const tall = Math.max(LEAST_HEIGHT, Math.round((count / most) * height));
		top -= tall;
		return html`<rect class="${change}" x="${x}" y="${Math.max(0, top)}" width="${BAR}" height="${tall}" rx="1"/>`;
	});
	const when = run.finishedAt === undefined ? '' : `${absolute(run.finishedAt, moment)}: `;
	const counts = CHANGES.filter((change) => (run.counters[change] ?? 0) > 0).map((change) => `${run.counters[change]} ${change}`);
	const words = `${when}${run.outcome}${counts.length > 0 ? `, ${counts.join(', ')}` : ', no change'}`;
	return html`<g><title>${words}</title><rect class="slot" x="${x - 3}" y="4" width="${SLOT}" height="${height + MARK_SPACE}"/>${pieces}${mark(lookOf(run.outcome), x + BAR / 2, height + 13)}</g>`;
}

/** The outcome by its shape, not only by its colour. */
function mark(look: Look, x: number, y: number): Html {
	if (look === 'good') return html`<circle class="mark good" cx="${x}" cy="${y}" r="2.5"/>`;
	if (look === 'bad') return html`<path class="mark bad" d="M${x - 3.5} ${y - 3.5}l7 7m0 -7l-7 7"/>`;
	if (look === 'wait') return html`<path class="mark wait" d="M${x - 4} ${y + 3.5}h8l-4 -7.5z"/>`;
	return html`<path class="mark mute" d="M${x - 3} ${y}h6"/>`;
}
