/** Rows of the three tables, as n8n's Data Table node gives them, for the tests of the page. */
import type { Row } from '../../nodes/core/linkRow';
import { renderPage, type PageAnswer } from '../../nodes/NoviForjSync/page/render';
import { readRequest } from '../../nodes/NoviForjSync/page/request';

export const NOW = Date.parse('2026-03-04T12:00:00.000Z');
export const MOMENT = { now: NOW, timezone: 'UTC' };
export const minutesAgo = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

let lastId = 0;

export function linkRow(changes: Row = {}): Row {
	return {
		id: ++lastId,
		link_id: 'board',
		novi_group_id: 'n1',
		novi_group_name: 'Board',
		forj_group_id: '501',
		forj_group_name: 'Board Room',
		enabled: true,
		mode: null,
		settings: null,
		status: 'Up To Date',
		status_detail: '',
		last_success_at: minutesAgo(3),
		state: null,
		...changes,
	};
}

export function runRow(changes: Row = {}, counters: Record<string, number> = {}): Row {
	const counted = { roster: 6, eligible: 3, not_applicable: 3, up_to_date: 3, added: 0, updated: 0, removed: 0, held: 0, failed: 0, failed_removals: 0, ...counters };
	return {
		id: ++lastId,
		run_id: `run-${lastId}`,
		link_id: 'board',
		direction: 'novi_to_forj',
		started_at: minutesAgo(4),
		finished_at: minutesAgo(3),
		outcome: 'Up To Date',
		counters: JSON.stringify(counted),
		detail: '',
		...changes,
	};
}

export function personRow(changes: Row = {}): Row {
	return {
		id: ++lastId,
		run_id: 'run-1',
		link_id: 'board',
		novi_id: 'a1',
		forj_user_id: '77',
		name: 'Ann Lee',
		email: 'ann@people.example',
		status: 'Up To Date',
		action: 'none',
		reason: '',
		since: minutesAgo(90),
		...changes,
	};
}

export function answer(rows: Row[], query: Record<string, unknown> = {}, problem = ''): PageAnswer {
	return renderPage(rows, readRequest(query), MOMENT, problem);
}

export function page(rows: Row[], query: Record<string, unknown> = {}): string {
	const made = answer(rows, query);
	if (!('html' in made)) throw new Error('This request is answered with a file.');
	return made.html;
}

/** What is read on the page, without its marks and without the explanations at its end. */
export function words(rows: Row[], query: Record<string, unknown> = {}): string {
	const [main = ''] = /<main[\s\S]*<\/main>/.exec(page(rows, query)) ?? [];
	return unescape(main.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();
}

export function unescape(text: string): string {
	const characters: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`' };
	return text.replace(/&(amp|lt|gt|quot|#39|#96);/g, (_, name: string) => characters[name] ?? '');
}
