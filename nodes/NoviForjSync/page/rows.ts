/** The rows of three tables in one list, as the page shows them. Each table is recognised by its columns. */
import { compareText } from '../../core/identity';
import { groupNames, isRow, jsonObject, readLinkRow, text, type Row } from '../../core/linkRow';
import { RUN_DIRECTION } from '../../core/runDirection';
import { timeOf } from './times';

/** What the page says of a link; besides the statuses of the sync: no run yet, and switched off. */
export type GroupState = 'Error' | 'Held' | 'Not ready' | 'Syncing' | 'No run yet' | 'Up To Date' | 'Off';

export interface RunView {
	id: number;
	finishedAt: number | undefined;
	outcome: string;
	detail: string;
	counters: Record<string, number>;
}

export interface GroupView {
	linkId: string;
	novi: string;
	forj: string;
	state: GroupState;
	detail: string;
	lastGood: number | undefined;
	/** Oldest first. */
	runs: RunView[];
	/** Of the newest run that could count. */
	counted: RunView | undefined;
	/** The stored list is of the groups that the link named before. */
	ofOtherGroups: boolean;
}

export interface PersonView {
	id: number;
	noviId: string;
	forjUserId: string;
	name: string;
	email: string;
	status: string;
	action: string;
	reason: string;
	since: number | undefined;
}

export interface PageRows {
	/** What asks for somebody's attention comes first. */
	groups: GroupView[];
	/** In the order of their rows, each once. */
	people: PersonView[];
}

const ORDER: readonly GroupState[] = ['Error', 'Held', 'Not ready', 'Syncing', 'No run yet', 'Up To Date', 'Off'];

export function readPageRows(rows: readonly Row[]): PageRows {
	const links: Row[] = [];
	const runs = new Map<string, RunView[]>();
	const people = new Map<number, PersonView>();
	for (const row of rows) {
		if ('forj_group_id' in row) links.push(row);
		else if ('outcome' in row) addRun(runs, row);
		else if ('run_id' in row && 'status' in row) people.set(Number(row.id), readPerson(row));
	}
	const groups = links.map((row) => readGroup(row, runs.get(text(row.link_id)) ?? []));
	return {
		groups: groups.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || compareText(a.novi, b.novi) || compareText(a.linkId, b.linkId)),
		people: [...people.values()].sort((a, b) => a.id - b.id),
	};
}

function addRun(runs: Map<string, RunView[]>, row: Row): void {
	if (text(row.direction) !== RUN_DIRECTION.sync) return;
	const linkId = text(row.link_id);
	const known = runs.get(linkId) ?? [];
	known.push({
		id: Number(row.id),
		finishedAt: timeOf(row.finished_at),
		outcome: text(row.outcome),
		detail: text(row.detail),
		counters: numbersOf(jsonObject(row.counters).parsed),
	});
	runs.set(linkId, known);
}

function numbersOf(counters: Row | undefined): Record<string, number> {
	const entries = isRow(counters) ? Object.entries(counters) : [];
	return Object.fromEntries(entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1])));
}

function readGroup(row: Row, runs: RunView[]): GroupView {
	const link = readLinkRow(row);
	const ordered = [...runs].sort((a, b) => a.id - b.id);
	const { shownFor } = link.state;
	const { novi, forj } = groupNames(link);
	return {
		linkId: link.linkId,
		novi: novi || link.linkId,
		forj,
		state: stateOf(text(row.status), link.enabled),
		detail: text(row.status_detail),
		lastGood: timeOf(row.last_success_at),
		runs: ordered,
		counted: [...ordered].reverse().find(({ counters }) => counters.roster !== undefined),
		ofOtherGroups: shownFor !== undefined && (shownFor.noviGroupId !== link.noviGroupId || shownFor.forjGroupId !== link.forjGroupId),
	};
}

function stateOf(status: string, enabled: boolean): GroupState {
	if (!enabled) return 'Off';
	return ORDER.find((known) => known === status) ?? 'No run yet';
}

function readPerson(row: Row): PersonView {
	return {
		id: Number(row.id),
		noviId: text(row.novi_id),
		forjUserId: text(row.forj_user_id),
		name: text(row.name),
		email: text(row.email),
		status: text(row.status),
		action: text(row.action),
		reason: text(row.reason),
		since: timeOf(row.since),
	};
}
