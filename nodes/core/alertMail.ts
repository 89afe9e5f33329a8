/** One mail as text and as HTML, from the same sections. Everything from outside is text in both. */
import { changeSection, digestSection, digestSubject, uncheckedSection, type MailFrame, type Section } from './alertSections';
import type { AlertNews } from './alerts';
import { ALERT_LINE, ALERT_TITLE } from './alertTexts';
import { escapeHtml } from './html';

export type { MailFrame, MailPages } from './alertSections';

export interface AlertMail {
	subject: string;
	text: string;
	html: string;
	/** What was said of each change, in the order of the changes. */
	titles: string[];
}

const LONGEST_SUBJECT = 150;

/** Undefined when there is nothing to tell. */
export function composeMail(news: AlertNews, frame: MailFrame): AlertMail | undefined {
	const changes = news.changes.map((change) => changeSection(change, frame));
	const unchecked = news.uncheckedSince === undefined ? [] : [uncheckedSection(news.uncheckedSince, frame)];
	const digest = news.digest ? [digestSection(news.digest, frame)] : [];
	const sections = [...changes, ...unchecked, ...digest];
	if (sections.length === 0) return undefined;
	const subject = news.digest ? digestSubject(news.digest) : subjectOf([...changes, ...unchecked]);
	return { subject: oneLine(subject).slice(0, LONGEST_SUBJECT), text: toText(sections), html: toHtml(sections), titles: changes.map(({ title }) => oneLine(title)) };
}

function subjectOf([first, ...others]: readonly Section[]): string {
	return others.length === 0 ? first.title : `${first.title.slice(0, LONGEST_SUBJECT - 20)}${ALERT_TITLE.more(others.length)}`;
}

/** A line break in a group's name would begin another header of the mail. */
function oneLine(value: string): string {
	return value.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

function toText(sections: readonly Section[]): string {
	const blocks = sections.map(({ title, lines, links }) => [oneLine(title), '', ...lines, ...links.map(({ label, address }) => `${label}: ${address}`)].join('\n'));
	return [...blocks, ALERT_LINE.footer].join('\n\n--\n\n').concat('\n');
}

function toHtml(sections: readonly Section[]): string {
	const blocks = sections.map(({ title, lines, links }) =>
		[`<h2 style="font-size:18px;margin:24px 0 8px">${escapeHtml(title)}</h2>`, ...lines.map(toParagraph), ...links.map(toLink)].join('\n'),
	);
	return [
		'<div style="font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5;color:#222222;max-width:600px">',
		...blocks,
		`<p style="margin:24px 0 0;font-size:13px;color:#555555">${escapeHtml(ALERT_LINE.footer)}</p>`,
		'</div>',
	].join('\n');
}

function toParagraph(line: string): string {
	return `<p style="margin:0 0 8px">${escapeHtml(line)}</p>`;
}

/** What is no web address stays text: a mistyped setting must not keep an alert back. */
function toLink({ label, address }: Section['links'][number]): string {
	if (!/^https?:\/\/[^\s]+$/i.test(address)) return toParagraph(`${label}: ${address}`);
	return `<p style="margin:0 0 8px"><a href="${escapeHtml(address)}" style="color:#0b5cad">${escapeHtml(label)}</a></p>`;
}
