/** Rows as the alerts read them, at times relative to one moment, and the check itself. */
import { findAlerts, type Alerts } from '../../nodes/core/alerts';
import type { Row } from '../../nodes/core/linkRow';

export const NOON = '2026-11-25T12:00:00.000Z';
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** So long before noon (negative: after it). */
export const ago = (ms: number): string => new Date(Date.parse(NOON) - ms).toISOString();

/** An enabled link that was synced well a few minutes ago. */
export const boardLink = (more: Row = {}): Row => ({
	id: 1,
	link_id: 'board',
	novi_group_id: 'g',
	novi_group_name: 'Board Members',
	forj_group_id: '5',
	forj_group_name: 'Board',
	enabled: true,
	status: 'Up To Date',
	status_detail: '',
	last_success_at: ago(5 * MINUTE),
	createdAt: ago(30 * DAY),
	updatedAt: ago(5 * MINUTE),
	...more,
});

/** A run that ended so long ago. */
export const run = (outcome: string, before: number, more: Row = {}): Row => ({
	run_id: '1', link_id: 'board', direction: 'novi_to_forj', started_at: ago(before + MINUTE), finished_at: ago(before), outcome, counters: '{}', detail: '', ...more,
});

export const profileRun = (outcome: string, before: number, more: Row = {}): Row => run(outcome, before, { link_id: '', direction: 'forj_to_novi', ...more });

/** What was told so long ago. */
export const told = (outcome: string, before: number, more: Row = {}): Row => run(outcome, before, { direction: 'alert', counters: '{"overdue":false}', ...more });

export const checked = (before: number): Row => told('Checked', before, { link_id: '' });

export interface CheckOptions {
	now?: string;
	digest?: boolean;
	staleHours?: number;
	pages?: { status: string; release: string };
}

export function check(rows: readonly Row[], { now = NOON, digest = false, staleHours = 6, pages = { status: '', release: '' } }: CheckOptions = {}): Alerts {
	return findAlerts({ rows, now, digest, staleHours, runId: '77', pages, timeZone: 'UTC' });
}
