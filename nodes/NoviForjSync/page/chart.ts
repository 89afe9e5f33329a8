/** The last runs as a picture (inline SVG), with the same in words for who does not see it. */
import { html, type Html } from '../../core/html';
import { lookOf, type Look } from './icons';
import type { RunView } from './rows';
import { absolute, type Moment } from './times';

/** Runs that fit into a picture. */
export const RUNS_SHOWN = 24;

const MARK_SPACE = 18;
const TOP = 4;
/** A single change stays visible beside thousands. */
const LEAST_HEIGHT = 3;

const CHANGES = ['added', 'updated', 'removed'] as const;

interface Size {
	/** Of the highest bar. */
	height: number;
	/** Room for one run, and its bar in it. */
	slot: number;
	bar: number;
}
export const SMALL: Size = { height: 36, slot: 14, bar: 8 };
export const LARGE: Size = { height: 84, slot: 20, bar: 11 };

/** Without numbers inside: they could not be read on a phone. */
export function runChart(all: readonly RunView[], size: Size, moment: Moment): Html {
	const runs = all.slice(-RUNS_SHOWN);
	const most = highest(runs);
	const width = RUNS_SHOWN * size.slot;
	// The newest stands at the right, also while there are few.
	const bars = runs.map((run, index) => bar(run, width - (runs.length - index) * size.slot, most, size, moment));
	const lines = html`<path class="scale" d="M0 ${TOP + 0.5}H${width}M0 ${TOP + size.height + 0.5}H${width}"/>`;
	return html`<svg class="chart" viewBox="0 0 ${width} ${TOP + size.height + MARK_SPACE}" role="img" aria-label="${chartWords(runs)}">${lines}${bars}</svg>`;
}

/** People changed by the run that changed most. */
export function highest(runs: readonly RunView[]): number {
	return Math.max(1, ...runs.slice(-RUNS_SHOWN).map(changesOf));
}

/** "Last 24 runs: 22 Up To Date, 2 Held. 14 people added, 3 updated, 1 removed." */
export function chartWords(all: readonly RunView[]): string {
	const runs = all.slice(-RUNS_SHOWN);
	const outcomes = [...new Set(runs.map(({ outcome }) => outcome))].map((outcome) => `${runs.filter((run) => run.outcome === outcome).length} ${outcome}`);
	const sums = CHANGES.map((change) => `${runs.reduce((sum, { counters }) => sum + (counters[change] ?? 0), 0)} ${change}`);
	return `${runs.length === 1 ? 'The last run' : `The last ${runs.length} runs`}: ${outcomes.join(', ')}. People: ${sums.join(', ')}.`;
}

function changesOf({ counters }: RunView): number {
	return CHANGES.reduce((sum, change) => sum + (counters[change] ?? 0), 0);
}

function bar(run: RunView, left: number, most: number, size: Size, moment: Moment): Html {
	let top = TOP + size.height;
	const pieces = CHANGES.map((change) => {
		const count = run.counters[change] ?? 0;
		if (count <= 0) return undefined;
		const tall = Math.max(LEAST_HEIGHT, Math.floor((count / most) * size.height));
		top -= tall;
		return html`<rect class="${change}" x="${left + (size.slot - size.bar) / 2}" y="${Math.max(0, top)}" width="${size.bar}" height="${tall}" rx="1"/>`;
	});
	const when = run.finishedAt === undefined ? '' : `${absolute(run.finishedAt, moment)}: `;
	const slot = html`<rect class="slot" x="${left}" y="${TOP}" width="${size.slot}" height="${size.height + MARK_SPACE - TOP}"/>`;
	return html`<g><title>${when}${run.outcome}, ${changeWords(run)}</title>${slot}${pieces}${mark(lookOf(run.outcome), left + size.slot / 2, TOP + size.height + 10)}</g>`;
}

/** "2 added, 1 removed", or "no change" */
export function changeWords({ counters }: RunView): string {
	const words = CHANGES.filter((change) => (counters[change] ?? 0) > 0).map((change) => `${counters[change]} ${change}`);
	return words.length === 0 ? 'no change' : words.join(', ');
}

/** The outcome by its shape, not only by its colour. */
function mark(look: Look, x: number, y: number): Html {
	if (look === 'good') return html`<circle class="mark good" cx="${x}" cy="${y}" r="2.8"/>`;
	if (look === 'bad') return html`<path class="mark bad" d="M${x - 3.5} ${y - 3.5}l7 7m0 -7l-7 7"/>`;
	if (look === 'wait') return html`<path class="mark wait" d="M${x - 4} ${y + 3.5}h8l-4 -7.5z"/>`;
	return html`<path class="mark mute" d="M${x - 3} ${y}h6"/>`;
}
