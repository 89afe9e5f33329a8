/**
 * Summarize Profiles (design sections 7 to 9): what was compared and what became of it in, rows for the data tables out.
 * Only a value that Novi shows as sent becomes the baseline, also when the update failed for another reason; until then it
 * is sent again.
 */
import { canonicalJson } from './canonical';
import { compareText, noviKey } from './identity';
import { isRow, text, type Row } from './linkRow';
import { isFieldValues, type ProfileItem } from './profileItems';
import { writePerson } from './remembered';
import { RUN_DIRECTION } from './runDirection';
import type { RunInfo } from './summary';
import { PROFILE_RUN, RESULT } from './texts';
import type { FieldValues, LinkStatus, PersonMemory } from './types';
import { plain, sameValue } from './values';

export type ProfileOutcomeStatus = 'updated' | 'unchanged' | 'failed' | 'not_attempted';

/** One item of Novi AMS, Member: Update. */
export interface ProfileOutcome {
	noviId: string;
	status: ProfileOutcomeStatus;
	before: FieldValues;
	/** As Novi showed it last, by Novi field; where nothing was attempted, what would be written. */
	after: FieldValues;
	reason: string;
}

export interface ProfileRunInput {
	compared: readonly ProfileItem[];
	outcomes: readonly ProfileOutcome[];
	/** Messages of steps that did not end well, and do not say for whom. */
	errors: { compared: readonly string[]; outcomes: readonly string[] };
	/** By Novi key. */
	people: ReadonlyMap<string, PersonMemory>;
	run: RunInfo;
}

/** compared = updated + unchanged + conflicts + failed + not_attempted. A conflict that lost a value in Novi is an update. */
export interface ProfileCounters {
	compared: number;
	updated: number;
	unchanged: number;
	conflicts: number;
	failed: number;
	not_attempted: number;
}

export interface ProfileReport {
	direction: typeof RUN_DIRECTION.profiles;
	status: LinkStatus;
	detail: string;
	counters: ProfileCounters;
	/** Everybody with a conflict, by field names only. */
	conflicts: Array<{ noviId: string; name: string; fields: string[]; reason: string }>;
	open: Array<{ noviId: string; name: string; status: 'failed' | 'not_attempted'; reason: string }>;
}

export interface ProfileSummary {
	/** New rows of `novi_forj_people`. */
	people: Row[];
	/** One row of `novi_forj_runs`. */
	runs: Row[];
	report: ProfileReport;
}

interface Person {
	noviId: string;
	forjUserId: string;
	name: string;
	items: ProfileItem[];
	outcomes: ProfileOutcome[];
}

type Result = Exclude<keyof ProfileCounters, 'compared'>;

export function summarizeProfiles(input: ProfileRunInput): ProfileSummary {
	const people = byPerson(input);
	const report = reportOf(people, input);
	const { runId, startedAt, finishedAt, dryRun } = input.run;
	if (dryRun) return { people: [], runs: [], report };
	return {
		people: changedMemories(people, input.people).map((memory) => writePerson(memory, finishedAt)),
		runs: [
			{
				run_id: runId,
				link_id: '',
				direction: report.direction,
				started_at: startedAt,
				finished_at: finishedAt,
				outcome: report.status,
				counters: JSON.stringify(report.counters),
				detail: report.detail,
			},
		],
		report,
	};
}

/** Whom nobody can name is a person of his own. */
function byPerson({ compared, outcomes }: ProfileRunInput): Person[] {
	const people = new Map<string, Person>();
	for (const [index, item] of compared.entries()) {
		const key = noviKey(item.noviId) || (item.forjUserId !== '' ? `forj:${item.forjUserId}` : `item:${index}`);
		const known = people.get(key) ?? { noviId: item.noviId, forjUserId: item.forjUserId, name: item.name, items: [], outcomes: [] };
		known.items.push(item);
		people.set(key, known);
	}
	for (const outcome of outcomes) {
		const key = noviKey(outcome.noviId);
		const known = people.get(key) ?? { noviId: outcome.noviId, forjUserId: '', name: '', items: [], outcomes: [] };
		known.outcomes.push(outcome);
		people.set(key, known);
	}
	return [...people].sort(([a], [b]) => compareText(a, b)).map(([, person]) => person);
}

function itemFor(person: Person, output: ProfileItem['output']): ProfileItem | undefined {
	return person.items.find((item) => item.output === output);
}

function reportOf(people: readonly Person[], input: ProfileRunInput): ProfileReport {
	const counters: ProfileCounters = { compared: 0, updated: 0, unchanged: 0, conflicts: 0, failed: 0, not_attempted: 0 };
	const report: ProfileReport = { direction: RUN_DIRECTION.profiles, status: 'Up To Date', detail: '', counters, conflicts: [], open: [] };
	for (const person of people) {
		if (person.items.length > 0) counters.compared += 1;
		for (const { result, reason } of resultsOf(person, input)) {
			counters[result] += 1;
			if (result === 'failed' || result === 'not_attempted') report.open.push({ noviId: person.noviId, name: person.name, status: result, reason });
		}
		const conflict = itemFor(person, 'Conflict');
		if (conflict) report.conflicts.push({ noviId: person.noviId, name: person.name, fields: conflict.changes.map(({ noviField }) => noviField), reason: conflict.reason });
	}
	return { ...report, ...judge(report, input) };
}

/** One result per person, and one more for each answer that nobody asked for: then the counters do not add up. */
function resultsOf(person: Person, { errors }: ProfileRunInput): Array<{ result: Result; reason: string }> {
	const answers = person.outcomes.map(({ status, reason }) => ({ result: status, reason }));
	const toNovi = itemFor(person, 'To Novi');
	if (toNovi !== undefined) {
		if (answers.length > 0) return answers;
		return [errors.outcomes.length > 0 ? { result: 'failed', reason: errors.outcomes[0] } : { result: 'not_attempted', reason: PROFILE_RUN.noAnswer }];
	}
	if (person.items.length === 0) return answers;
	const [first] = person.items;
	if (first.unread) return [{ result: 'failed', reason: first.reason }, ...answers];
	return [{ result: itemFor(person, 'Conflict') ? 'conflicts' : 'unchanged', reason: first.reason }, ...answers];
}

function judge({ counters, conflicts, open }: ProfileReport, { compared: items, errors }: ProfileRunInput): Pick<ProfileReport, 'status' | 'detail'> {
	const { compared, updated, unchanged, conflicts: differing, failed, not_attempted: notAttempted } = counters;
	const sum = updated + unchanged + differing + failed + notAttempted;
	const problems = [
		...(compared === sum ? [] : [RESULT.countersDoNotAddUp([PROFILE_RUN.sum(compared, sum)])]),
		...errors.compared.map(PROFILE_RUN.stepFailed),
		...(failed > 0 ? [PROFILE_RUN.failed(failed), ...new Set(open.filter(({ status }) => status === 'failed').map(({ reason }) => reason))].slice(0, 2) : []),
	];
	const held = notAttempted > 0 ? [RESULT.notAttempted(notAttempted)] : [];
	const remarks = new Set(items.flatMap((item) => item.remarks ?? []));
	const notes = [...(conflicts.length > 0 ? [PROFILE_RUN.conflicts(conflicts.length)] : []), ...remarks];
	const status = problems.length > 0 ? 'Error' : held.length > 0 ? 'Held' : 'Up To Date';
	return { status, detail: [...problems, ...held, ...notes].join(' ') };
}

// ---------------------------------------------------------------- what is remembered

/** Only people whose baseline is another than before. */
function changedMemories(people: readonly Person[], remembered: ReadonlyMap<string, PersonMemory>): PersonMemory[] {
	return people.flatMap((person) => {
		const memory = remembered.get(noviKey(person.noviId));
		// A baseline is an agreement with one account: what was compared with another one says nothing.
		if (memory === undefined || memory.forjUserId !== person.forjUserId) return [];
		const baseline = { ...memory.baseline, ...Object.assign({}, ...person.items.map(({ agreed }) => agreed)), ...confirmed(person) };
		return canonicalJson(baseline) === canonicalJson(memory.baseline) ? [] : [{ ...memory, baseline }];
	});
}

function confirmed(person: Person): FieldValues {
	const values: FieldValues = {};
	const [outcome] = person.outcomes;
	// Two answers for one person: nobody knows which one is true. What was not attempted shows what would have been written.
	if (person.outcomes.length !== 1 || outcome.status === 'not_attempted') return values;
	for (const { noviField, forjField, after } of itemFor(person, 'To Novi')?.changes ?? []) {
		if (noviField in outcome.after && sameValue(outcome.after[noviField], after)) values[forjField] = plain(after);
	}
	return values;
}

const STATUSES: readonly unknown[] = ['updated', 'unchanged', 'failed', 'not_attempted'];

/** An error item that names its person is that person's failure; undefined for what is no outcome. */
export function readProfileOutcome(json: unknown): ProfileOutcome | undefined {
	if (!isRow(json) || text(json.noviId) === '') return undefined;
	const frame = { noviId: text(json.noviId), before: {}, after: {} };
	if ('error' in json) return { ...frame, status: 'failed', reason: text(json.error) };
	if (!STATUSES.includes(json.status)) return undefined;
	return {
		...frame,
		status: json.status as ProfileOutcomeStatus,
		...(isFieldValues(json.before) && { before: json.before }),
		...(isFieldValues(json.after) && { after: json.after }),
		reason: text(json.reason),
	};
}
