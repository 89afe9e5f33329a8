/** What Apply Plan would answer, for tests of Summarize Run: everything succeeds unless a case says otherwise. */
import { summarizeRun, type LinkReport, type RunSummary } from '../../nodes/core/summary';
import type { Row } from '../../nodes/core/linkRow';
import type { LinkOutcomes, Outcome, OutcomeKind, Plan, PlannedPerson } from '../../nodes/core/types';
import { NOW } from './builders.mjs';

const SUCCESS: Record<string, OutcomeKind> = { add: 'added', update: 'updated', remove: 'removed' };

export type Answers = Record<string, Partial<Outcome>>;

export function success(person: PlannedPerson): Outcome {
	return {
		key: person.key,
		kind: SUCCESS[person.decision] ?? 'not_attempted',
		forjUserId: person.forjUserId || `new-${person.noviId}`,
		reason: '',
		confirmed: true,
		...(person.write?.update && { readBack: { ...person.write.update.fields } }),
	};
}

/** One outcome per person on whom the plan acts; nothing attempted where it may not write. `answers` replaces parts, by key. */
export function outcomesOf(plan: Plan, answers: Answers = {}, differing: Partial<LinkOutcomes> = {}): LinkOutcomes {
	const acted = plan.people.filter((person) => person.write !== undefined && person.decision !== 'hold');
	const notWritten: Partial<Outcome> = plan.writable ? {} : { kind: 'not_attempted', confirmed: false, readBack: undefined };
	return {
		kind: 'outcomes',
		linkId: plan.linkId,
		dryRun: false,
		outcomes: acted.map((person) => ({ ...success(person), ...notWritten, ...answers[person.key] })),
		notes: [],
		calls: 0,
		...differing,
	};
}

export function everybody(plan: Plan, kind: OutcomeKind, reason = ''): Answers {
	return Object.fromEntries(plan.people.map((person) => [person.key, { kind, reason, confirmed: false }]));
}

/** Rows of `novi_forj_members` of the only link after a run: its own are inserted, then those of other runs are deleted. */
export function storedMembers(before: readonly Row[], { members, staleMembers }: Pick<RunSummary, 'members' | 'staleMembers'>, firstId: number): Row[] {
	const rows = [...before, ...members.map((row, index) => ({ ...row, id: firstId + index }))];
	return staleMembers.reduce<Row[]>((kept, stale) => kept.filter((row) => row.run_id === stale.run_id), rows);
}

export interface Summarized extends RunSummary {
	/** Of the only link. */
	link: LinkReport;
	/** Row of `novi_forj_members` of a person, by key. */
	shown: (key: string) => Row | undefined;
	/** Row of `novi_forj_people`, by Novi id. */
	remembered: (noviId: string) => Row | undefined;
}

export function summarize(plan: Plan, outcomes?: LinkOutcomes, runId = 'run-1', finishedAt = NOW): Summarized {
	const summary = summarizeRun([plan], outcomes === undefined ? [] : [outcomes], { runId, startedAt: NOW, finishedAt, dryRun: false });
	const [link] = summary.report;
	if (link === undefined) throw new Error('no report');
	return {
		...summary,
		link,
		shown: (key) => summary.members.find((row) => key === (row.novi_id === '' ? `forj:${String(row.forj_user_id)}` : `novi:${String(row.novi_id).toLowerCase()}`)),
		remembered: (noviId) => summary.people.find((row) => row.novi_id === noviId),
	};
}
