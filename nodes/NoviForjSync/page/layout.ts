/** What all pages have in common. */
import { Html, html, type Part } from '../../core/html';
import { badge } from './icons';
import { CONTENT_SECURITY_POLICY, STYLE } from './style';
import { GROUP_MEANING, OVERVIEW_HREF, PERSON_MEANING, TITLE, type Meaning } from './texts';
import { absolute, timeTag, type Moment } from './times';

/** How often a page that somebody watches is fetched again. */
const WATCH_SECONDS = 20;

export interface PageFrame {
	/** Begins with what is special about this page. */
	title: string;
	/** Address of this very page, to look again. */
	self: string;
	body: Part;
	moment: Moment;
	watched: boolean;
}

export function layout({ title, self, body, moment, watched }: PageFrame): string {
	return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
${watched && html`<meta http-equiv="refresh" content="${WATCH_SECONDS}">`}
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="top"><div class="wide"><p class="brand"><a href="${OVERVIEW_HREF}">${TITLE}</a></p><p class="asof">As of ${timeTag(moment.now, moment, absolute(moment.now, moment))} · <a href="${self}">Look again</a></p></div></header>
<main id="main" class="wide" tabindex="-1">
${body}
</main>
<footer><div class="wide">${help()}<p>What the last runs stored in n8n's data tables. This page changes nothing.</p></div></footer>
</body>
</html>
`.text;
}

export function note(text: Part, look: 'info' | 'wait' | 'bad' = 'info'): Html {
	return html`<div class="note ${look}"><p>${text}</p></div>`;
}

export function emptyCard(title: string, text: Part): Html {
	return html`<div class="card empty"><h2>${title}</h2><p>${text}</p></div>`;
}

function help(): Html {
	return html`<details><summary>What each status means, and what to do</summary>
<h2>Groups</h2>${meanings(GROUP_MEANING)}
<h2>People</h2>${meanings(PERSON_MEANING)}
</details>`;
}

function meanings(all: Record<string, Meaning>): Html {
	return html`<dl class="meanings">${Object.entries(all).map(([status, { means, todo }]) => html`<dt>${badge(status)}</dt><dd>${means} <strong>To do:</strong> ${todo}</dd>`)}</dl>`;
}
