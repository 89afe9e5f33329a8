/** Small signs beside the words: nobody needs to tell colours apart. They are hidden from screen readers, which read the words. */
import { Html, html } from '../../core/html';

/** How a status looks; several statuses share a look. */
export type Look = 'good' | 'wait' | 'bad' | 'mute' | 'busy' | 'info';

const PATHS: Record<Exclude<Look, 'busy'>, string> = {
	good: '<path d="M3 8.5l3.2 3.2L13 5"/>',
	wait: '<path d="M5.5 3.5v9M10.5 3.5v9"/>',
	bad: '<path d="M4 4l8 8M12 4l-8 8"/>',
	mute: '<path d="M3.5 8h9"/>',
	info: '<path d="M8 7.2v5M8 3.6v.6"/>',
};

const LOOKS: Record<string, Look> = {
	'Up To Date': 'good',
	Added: 'good',
	Updated: 'good',
	Removed: 'mute',
	'N/A': 'mute',
	'Removal held': 'wait',
	Held: 'wait',
	'Not ready': 'wait',
	Protected: 'info',
	Unknown: 'wait',
	Error: 'bad',
	'Not attempted': 'mute',
	Syncing: 'busy',
};

export function lookOf(status: string): Look {
	return Object.prototype.hasOwnProperty.call(LOOKS, status) ? LOOKS[status] : 'mute';
}

export function badge(status: string): Html {
	const look = lookOf(status);
	return html`<span class="badge ${look}">${icon(look)}<span>${status}</span></span>`;
}

function icon(look: Look): Html {
	if (look === 'busy') return html`<span class="spinner" aria-hidden="true"></span>`;
	return html`<svg class="icon" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">${new Html(PATHS[look])}</svg>`;
}
