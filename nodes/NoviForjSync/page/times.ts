/** Times as people say them, with the exact time and its zone on hover. */
import { html, type Html, type Part } from '../../core/html';

export interface Moment {
	/** Milliseconds; passed in from outside. */
	now: number;
	/** IANA name, such as Europe/Berlin. */
	timezone: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Older than this, a date says more than a distance. */
const NEAR = 30 * DAY;
const ISO = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})/;

const FORMAT = { day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;

/** "Nov 25, 2026, 6:40 PM UTC" */
export function absolute(time: number, { timezone }: Moment): string {
	return formatIn(timezone).format(time).replace(/\u202f/g, ' ');
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
	try {
		return new Intl.DateTimeFormat('en-US', { ...FORMAT, timeZone });
	} catch {
		// A zone that this machine does not know.
		return new Intl.DateTimeFormat('en-US', { ...FORMAT, timeZone: 'UTC' });
	}
}

export function relative(time: number, moment: Moment): string {
	const age = moment.now - time;
	if (age < -MINUTE || age >= NEAR) return absolute(time, moment);
	if (age < MINUTE) return 'just now';
	if (age < HOUR) return ago(Math.floor(age / MINUTE), 'minute');
	return age < DAY ? ago(Math.floor(age / HOUR), 'hour') : ago(Math.floor(age / DAY), 'day');
}

function ago(count: number, unit: string): string {
	return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}

/** Undefined for what is no time. */
export function timeOf(value: unknown): number | undefined {
	const time = value instanceof Date ? value.getTime() : typeof value === 'string' && value !== '' ? Date.parse(value) : NaN;
	// 1970 is how the sync writes "never".
	return Number.isNaN(time) || time <= 0 ? undefined : time;
}

export function timeTag(time: number, moment: Moment, words: string = relative(time, moment)): Html {
	return html`<time datetime="${new Date(time).toISOString()}" title="${absolute(time, moment)}">${words}</time>`;
}

/** A sentence of the sync; the times in it are shown in the reader's zone. */
export function prose(sentence: string, moment: Moment): Html {
	const parts: Part[] = [];
	let rest = sentence;
	for (let found = ISO.exec(rest); found !== null; found = ISO.exec(rest)) {
		const time = timeOf(found[0]);
		parts.push(rest.slice(0, found.index), time === undefined ? found[0] : timeTag(time, moment, absolute(time, moment)));
		rest = rest.slice(found.index + found[0].length);
	}
	return html`${parts}${rest}`;
}
