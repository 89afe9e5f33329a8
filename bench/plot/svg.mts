/** A line plot as SVG: sizes over sizes, both axes logarithmic, readable on a light and on a dark page. */

export interface Line {
	name: string;
	points: ReadonlyArray<{ x: number; y: number }>;
	/** Ours are drawn solid, what they are compared with dashed. */
	dashed?: boolean;
}

export interface Plot {
	title: string;
	/** With their units. */
	xLabel: string;
	yLabel: string;
	lines: readonly Line[];
}

const SIZE = { width: 760, height: 430 };
const AREA = { left: 84, right: 740, top: 56, bottom: 300 };
/** Distinguishable also without colours, by their dashes and marks. */
const COLOURS = ['#2f7ed8', '#2fa866', '#b565d9', '#e0663d', '#c49a1a', '#d9527f'];

export function toSvg({ title, xLabel, yLabel, lines }: Plot): string {
	const points = lines.flatMap((line) => line.points).filter(({ y }) => y > 0);
	const x = axis(points.map((point) => point.x), AREA.left + 20, AREA.right - 20);
	const y = axis(points.map((point) => point.y), AREA.bottom, AREA.top);
	const xTicks = [...new Set(points.map((point) => point.x))].sort((a, b) => a - b);
	const parts = [
		`<text class="title" x="${AREA.left}" y="28">${escape(title)}</text>`,
		...y.ticks.map((value) => grid(y.at(value), format(value))),
		...xTicks.map((value) => `<text class="tick" text-anchor="middle" x="${x.at(value)}" y="${AREA.bottom + 20}">${format(value)}</text>`),
		`<text class="label" text-anchor="middle" x="${(AREA.left + AREA.right) / 2}" y="${AREA.bottom + 42}">${escape(xLabel)}</text>`,
		`<text class="label" text-anchor="middle" transform="rotate(-90)" x="${-(AREA.top + AREA.bottom) / 2}" y="22">${escape(yLabel)}</text>`,
		...lines.map((line, index) => drawn(line, index, x.at, y.at)),
		...lines.map((line, index) => legend(line, index)),
	];
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-label="${escape(title)}">
<style>${STYLE}</style>
<rect class="page" width="${SIZE.width}" height="${SIZE.height}" rx="8"/>
${parts.join('\n')}
</svg>
`;
}

const STYLE = `
.page { fill: #ffffff; } text { font-family: system-ui, sans-serif; fill: #24292f; }
.title { font-size: 17px; font-weight: 600; } .label, .legend { font-size: 13px; } .tick { font-size: 12px; fill: #57606a; }
.grid { stroke: #d0d7de; stroke-width: 1; } .line { fill: none; stroke-width: 2.5; }
@media (prefers-color-scheme: dark) { .page { fill: #0d1117; } text { fill: #e6edf3; } .tick { fill: #9da7b3; } .grid { stroke: #30363d; } }
`.trim();

interface Axis {
	at: (value: number) => number;
	ticks: number[];
}

/** From the decade below the smallest value to the one above the largest. */
function axis(values: readonly number[], from: number, to: number): Axis {
	const low = Math.floor(Math.log10(Math.min(...values)) + 1e-9);
	const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9));
	const at = (value: number): number => round(from + ((Math.log10(value) - low) / (high - low)) * (to - from));
	return { at, ticks: Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index)) };
}

function drawn({ points, dashed }: Line, index: number, x: Axis['at'], y: Axis['at']): string {
	const shown = points.filter((point) => point.y > 0).map((point) => [x(point.x), y(point.y)]);
	const colour = COLOURS[index % COLOURS.length];
	const marks = shown.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="4" fill="${colour}"/>`).join('');
	return `<polyline class="line" stroke="${colour}"${dashed ? ' stroke-dasharray="7 5"' : ''} points="${shown.map((point) => point.join(',')).join(' ')}"/>${marks}`;
}

function legend({ name, dashed }: Line, index: number): string {
	const [left, top] = [AREA.left + (index % 2) * 330, AREA.bottom + 70 + Math.floor(index / 2) * 22];
	const colour = COLOURS[index % COLOURS.length];
	return `<line class="line" stroke="${colour}"${dashed ? ' stroke-dasharray="7 5"' : ''} x1="${left}" y1="${top - 4}" x2="${left + 34}" y2="${top - 4}"/><text class="legend" x="${left + 42}" y="${top}">${escape(name)}</text>`;
}

function grid(y: number, text: string): string {
	return `<line class="grid" x1="${AREA.left}" x2="${AREA.right}" y1="${y}" y2="${y}"/><text class="tick" text-anchor="end" x="${AREA.left - 8}" y="${y + 4}">${text}</text>`;
}

function format(value: number): string {
	return value.toLocaleString('en', { maximumFractionDigits: 3 });
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}

function escape(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
