/** The words of the alert mails. No names of people: they stay in n8n. */
import type { AlertState } from './alertRows';

export const ALERT_NAMES = {
	profiles: 'Profile update (Forj to Novi)',
	fullSync: '"Novi to Forj: Full Sync"',
	profileUpdate: '"Forj to Novi: Profile Update"',
	statusPage: 'Open the status page',
	releaseForm: 'Open the form "Release Held Removals"',
};

const people = (count: number): string => `${count} ${count === 1 ? 'person' : 'people'}`;

/** Behind the name of the group, in subjects and headings. */
export const ALERT_TITLE = {
	upToDate: 'up to date again',
	held: (count: number) => (count > 0 ? `removals held (${people(count)})` : 'held'),
	notReady: 'not ready',
	error: 'error',
	stale: (hours: number) => `no sync for ${hours} hours`,
	staleProfiles: (hours: number) => `no run for ${hours} hours`,
	neverSynced: 'not synced yet',
	reminder: (title: string) => `still ${title}`,
	unchecked: (hours: number) => `No check for ${hours} hours`,
	more: (count: number) => `, and ${count} more`,
};

/** What happened, in one sentence. */
export const ALERT_WHAT: Record<AlertState, string> = {
	'Up To Date': 'The last run ended well: both groups are in step again.',
	Held: 'The last run did not get to its end, so nobody is removed meanwhile. The next run, within 15 minutes, tries again by itself.',
	'Not ready': 'Nothing is written for this group until a setting is corrected.',
	Error: 'The last run did not end well. The next run, within 15 minutes, tries again by itself.',
	Stale: 'No run has ended for this group for hours. Nobody is added or removed meanwhile.',
};

export const PROFILE_WHAT: Record<AlertState, string> = {
	'Up To Date': 'The last run ended well.',
	Held: 'Two runs in a row did not get to the end. Nothing is lost: the next hourly run compares everybody again.',
	'Not ready': 'Nothing is written to Novi until a setting is corrected.',
	Error: 'Changes that members made in Forj did not all reach Novi. The next hourly run tries again by itself.',
	Stale: 'The workflow has not run for hours, so changes that members make in Forj do not reach Novi. If you have switched it off on purpose, there is nothing to do.',
};

/** What to do, and where to click. */
export const ALERT_TODO: Record<AlertState, string> = {
	'Up To Date': 'There is nothing to do.',
	Held: 'If it stays, follow what is said above.',
	'Not ready': 'Correct what is named above. The next run sees it by itself.',
	Error: `If it stays, follow what is said above. In n8n, open the workflow ${ALERT_NAMES.fullSync} and its last run under Executions.`,
	Stale: `In n8n, open the workflow ${ALERT_NAMES.fullSync}: see that it is published, and open its last run under Executions.`,
};

export const PROFILE_TODO: Record<AlertState, string> = {
	...ALERT_TODO,
	Held: `If it stays, open the workflow ${ALERT_NAMES.profileUpdate} in n8n, and its last run under Executions.`,
	Error: `If it stays, open the workflow ${ALERT_NAMES.profileUpdate} in n8n, and its last run under Executions.`,
	Stale: `In n8n, open the workflow ${ALERT_NAMES.profileUpdate}: see that it is published, and open its last run under Executions.`,
};

/** Held, with people who wait: then it is the admin's turn. */
export const HELD_PEOPLE = {
	what: (count: number) => `${people(count)} would be removed from the Forj group, and the sync waits for you. People who join are still added.`,
	todo: 'Check the list of people, and release them or leave them.',
};

export const ALERT_LINE = {
	since: (time: string) => `Since ${time}.`,
	lastGood: (time: string) => `The last good sync was on ${time}.`,
	neverGood: 'There was no good sync yet.',
	changed: (times: number) => `It changed ${times} times since the last mail about it.`,
	unchecked: (from: string, to: string) =>
		`Between ${from} and ${to}, no check came to its end: n8n was off, this workflow was not published, or no mail could be sent. Each group that is not well now is named in this mail.`,
	profilesFailed: (count: number) => `${count} ${count === 1 ? 'profile was' : 'profiles were'} not updated in Novi.`,
	footer: 'You get one mail for each change, from the workflow "Novi to Forj: Alerts" in your n8n. Names of people are shown in n8n only.',
};

export const DIGEST = {
	subject: (unwell: number, added: number, removed: number) =>
		`Daily digest: ${unwell > 0 ? `${unwell} ${unwell === 1 ? 'needs' : 'need'} attention, ` : ''}${added} added, ${removed} removed`,
	heading: (since: string) => `All groups since ${since}`,
	upToDate: 'up to date',
	line: (name: string, title: string, { added, updated, removed }: { added: number; updated: number; removed: number }) =>
		`${name}: ${title}. Added ${added}, updated ${updated}, removed ${removed}.`,
	profileLine: (name: string, title: string, updated: number) => `${name}: ${title}. Updated in Novi ${updated}.`,
};
