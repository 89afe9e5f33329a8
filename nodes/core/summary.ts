/**
 * Summarize Run: plans and outcomes in, rows for the data tables out (design sections 5, 7 and 8).
 * Only what changed is written: an unchanged run gives the link's row and one run row.
 */
import { compareText, noviKey } from './identity';
import { countersThatDoNotAddUp, countPeople, type Counters } from './counters';
import { writeLinkState, type Row } from './linkRow';
import { MemoryChanges, rememberLink } from './memory';
import { remaining, type AfterRun } from './release';
import { writePerson } from './remembered';
import { PERSISTENT_AFTER_RUNS, personResults, type PersonResult } from './results';
import { RUN_DIRECTION } from './runDirection';
import { byName, saysTheSame } from './shown';
import { RESULT } from './texts';
import type { LinkOutcomes, LinkState, LinkStatus, PersonMemory, Plan, ShownPerson } from './types';

export interface RunInfo {
	runId: string;
	startedAt: string;
	finishedAt: string;
	/** Nothing was written and no row changes; only the report comes out. */
	dryRun: boolean;
}

export interface LinkReport {
	link_id: string;
	novi_group: string;
	forj_group: string;
	status: LinkStatus;
	detail: string;
	/** Absent when a side was absent: then nothing could be counted. */
	counters?: Counters;
	/** What the plan wanted to do, whether or not it was done. */
	planned?: { add: number; update: number; remove: number; hold: number };
	/** What became of the removals that an admin released; absent when there were none. */
	released?: { removed: string[]; open: Array<{ name: string; reason: string }> };
	calls: { novi: number; forj: number };
}

export interface RunSummary {
	/** Rows for `novi_forj_links`, matched by link_id. */
	links: Row[];
	/** New rows of `novi_forj_runs`. */
	runs: Row[];
	/** New rows of `novi_forj_members`, of the links whose people changed. */
	members: Row[];
	/** Per link with new rows: which ones stay. The others are superseded. */
	staleMembers: Row[];
	/** New rows of `novi_forj_people`. */
	people: Row[];
	/** At most one: rows of `novi_forj_people` older than this are superseded. */
	stalePeople: Row[];
	report: LinkReport[];
}

const DAY_MS = 24 * 60 * 60 * 1000;

export function summarizeRun(plans: readonly Plan[], outcomes: readonly LinkOutcomes[], run: RunInfo): RunSummary {
	const summary: RunSummary = { links: [], runs: [], members: [], staleMembers: [], people: [], stalePeople: [], report: [] };
	const changes = new MemoryChanges();
	for (const plan of [...plans].sort((a, b) => compareText(a.linkId, b.linkId))) {
		const ofLink = outcomes.filter((entry) => entry.linkId === plan.linkId);
		summarizeLink(plan, ofLink, run, changes, summary);
	}
	addPeopleRows(plans, changes, run, summary);
	// The workflow gives the lease back behind the report, so there is always one.
	if (summary.report.length === 0) {
		summary.report.push({ link_id: '', novi_group: '', forj_group: '', status: 'Up To Date', detail: RESULT.noLinks, calls: { novi: 0, forj: 0 } });
	}
	return summary;
}

function summarizeLink(plan: Plan, candidates: LinkOutcomes[], run: RunInfo, changes: MemoryChanges, summary: RunSummary): void {
	const outcomes = candidates.length === 1 ? candidates[0] : undefined;
	const results = personResults(plan, outcomes);
	const counters = plan.counted ? countPeople(plan, results) : undefined;
	const verdict = judgeLink(plan, outcomes, results, counters, run.dryRun);
	const calls = { novi: plan.calls.novi, forj: plan.calls.forj + (outcomes?.calls ?? 0) };
	const detail = [...verdict.detail, ...plan.warnings, ...(outcomes?.notes ?? [])].join(' ');
	summary.report.push({
		link_id: plan.linkId,
		novi_group: plan.noviGroup.name,
		forj_group: plan.forjGroup.name,
		status: verdict.status,
		detail,
		...(counters && { counters, planned: plannedChanges(plan) }),
		...releasedOf(results),
		calls,
	});
	if (run.dryRun || outcomes?.dryRun) return;

	const state = nextState(plan, results, verdict.good, run.finishedAt);
	summary.links.push({
		link_id: plan.linkId,
		novi_group_name: plan.noviGroup.name,
		forj_group_name: plan.forjGroup.name,
		status: verdict.status,
		status_detail: detail,
		last_run_id: run.runId,
		...(verdict.good && { last_success_at: run.finishedAt }),
		state: writeLinkState(state),
	});
	if (!plan.enabled) return;
	summary.runs.push({
		run_id: run.runId,
		link_id: plan.linkId,
		direction: RUN_DIRECTION.sync,
		started_at: run.startedAt,
		finished_at: run.finishedAt,
		outcome: verdict.status,
		counters: JSON.stringify({ ...counters, calls_novi: calls.novi, calls_forj: calls.forj }),
		detail,
	});
	if (plan.counted) addMemberRows(plan, results, run, summary);
	if (plan.writable) rememberLink(changes, plan, results);
}

function plannedChanges({ people }: Plan): { add: number; update: number; remove: number; hold: number } {
	const planned = { add: 0, update: 0, remove: 0, hold: 0 };
	for (const { decision } of people) if (decision !== 'none') planned[decision] += 1;
	return planned;
}

function releasedOf(results: PersonResult[]): Pick<LinkReport, 'released'> {
	const released = results.filter(isReleased);
	if (released.length === 0) return {};
	const isDone = ({ memberResult }: PersonResult): boolean => memberResult === 'removed';
	const nameOf = ({ person }: PersonResult): string => person.name || person.email || person.forjUserId;
	return {
		released: {
			removed: released.filter(isDone).map(nameOf),
			open: released.filter((result) => !isDone(result)).map((result) => ({ name: nameOf(result), reason: result.reason })),
		},
	};
}

interface Verdict {
	status: LinkStatus;
	detail: string[];
	/** Both snapshots complete, adds and updates ended, no brake tripped (design section 5). */
	good: boolean;
}

function judgeLink(
	plan: Plan,
	outcomes: LinkOutcomes | undefined,
	results: PersonResult[],
	counters: Counters | undefined,
	dryRun: boolean,
): Verdict {
	const problems = problemsOf(plan, outcomes, results, counters);
	if (problems.length > 0) return { status: 'Error', detail: [...problems, ...plan.detail], good: false };
	if (plan.status === 'Not ready') return { status: plan.status, detail: plan.detail, good: false };
	if (dryRun || outcomes?.dryRun) return { status: 'Planned', detail: [RESULT.dryRun, ...plan.detail], good: false };
	if (plan.status !== 'Up To Date' && stillHolds(plan, results)) return { status: plan.status, detail: plan.detail, good: false };
	const { stopped } = outcomes ?? {};
	if (stopped) return { status: 'Held', detail: [`${stopped.message} ${stopped.fix}`], good: false };
	const open = results.filter((r) => r.status === 'Not attempted');
	if (open.length > 0) return { status: 'Held', detail: [RESULT.notAttempted(open.length), open[0].reason], good: false };
	const unsaid = results.filter((r) => r.outcome?.kind === 'unknown').length;
	if (unsaid > 0) return { status: 'Held', detail: [RESULT.managersUnsaid(unsaid)], good: true };
	const persistent = results.filter((r) => r.failed).length;
	return { status: 'Up To Date', detail: persistent > 0 ? [RESULT.persistent(persistent)] : [], good: true };
}

/** A brake that in the end holds nobody, since all turned out to be managers or people of the roster, has not tripped. */
function stillHolds(plan: Plan, results: PersonResult[]): boolean {
	return !plan.snapshotsComplete || plan.brakes.length === 0 || results.some((result) => result.memberResult === 'held');
}

/** What makes the link's status Error. */
function problemsOf(plan: Plan, outcomes: LinkOutcomes | undefined, results: PersonResult[], counters: Counters | undefined): string[] {
	if (plan.status === 'Error') return [RESULT.error];
	const problems: string[] = [];
	const sums = counters ? countersThatDoNotAddUp(counters) : [];
	if (sums.length > 0) problems.push(RESULT.countersDoNotAddUp(sums));
	problems.push(...outcomeMismatch(plan, outcomes));
	if (outcomes?.stopped && outcomes.stopped.kind !== 'deadline' && outcomes.stopped.kind !== 'cancelled') {
		problems.push(`${outcomes.stopped.message} ${outcomes.stopped.fix}`);
	}
	const failed = results.filter((r) => r.failed && r.person.failedRuns + 1 < PERSISTENT_AFTER_RUNS).length;
	if (failed > 0) problems.push(RESULT.peopleFailed(failed));
	return problems;
}

/** Exactly one outcome for each person on whom the plan acts, and none for anybody else (design section 6). */
function outcomeMismatch(plan: Plan, outcomes: LinkOutcomes | undefined): string[] {
	const acted = new Set(plan.people.filter((p) => p.decision !== 'none' && p.decision !== 'hold').map((p) => p.key));
	if (outcomes === undefined) return acted.size > 0 && plan.writable ? [RESULT.writeStepAbsent] : [];
	// Held people may be answered for, too: that they are managers.
	const held = new Set(plan.people.filter((p) => p.decision === 'hold').map((p) => p.key));
	const keys = outcomes.outcomes.filter((o) => !(o.kind === 'protected' && held.has(o.key))).map((outcome) => outcome.key);
	const unique = new Set(keys);
	const exact = keys.length === unique.size && unique.size === acted.size && keys.every((key) => acted.has(key));
	return exact ? [] : [RESULT.outcomesMismatch(acted.size, keys.length)];
}

function nextState(plan: Plan, results: PersonResult[], good: boolean, finishedAt: string): LinkState {
	const since = Date.parse(finishedAt) - DAY_MS;
	const removals = (plan.state.removals ?? []).filter((entry) => Date.parse(entry.at) > since);
	// What an admin released does not use up the limit of the next 24 hours.
	const removed = results.filter((r) => r.memberResult === 'removed' && !isReleased(r)).length;
	if (removed > 0) removals.push({ at: finishedAt, count: removed });
	const { roster, eligible } = plan.totals;
	const goodRun = good
		? { at: finishedAt, roster, eligible, noviGroupId: plan.noviGroup.id, forjGroupId: plan.forjGroup.id }
		: plan.state.good;
	const failedRemovals = failedStrangers(results);
	return {
		...(goodRun && { good: goodRun }),
		...(removals.length > 0 && { removals }),
		...(failedRemovals && { failedRemovals }),
		...remaining(plan.linkId, plan.state, afterRun(plan, results), finishedAt),
		...shownState(plan),
	};
}

/** Whose people the tables show, and what the baselines are values of; a run that could not tell leaves both as they were. */
function shownState({ counted, writable, snapshotsComplete, noviGroup, forjGroup, fieldMap, state }: Plan): Pick<LinkState, 'shownFor' | 'fieldMap'> {
	// Rows of a run that did not see everybody are no list to decide about.
	const groups = snapshotsComplete ? { noviGroupId: noviGroup.id, forjGroupId: forjGroup.id } : undefined;
	const shownFor = counted ? groups : state.shownFor;
	const compared = writable && snapshotsComplete ? fieldMap : state.fieldMap;
	return { ...(shownFor && { shownFor }), ...(compared && { fieldMap: compared }) };
}

function isReleased({ person }: PersonResult): boolean {
	return person.write?.remove?.released === true;
}

/** Undefined when this run could not see both sides to their end. */
function afterRun(plan: Plan, results: PersonResult[]): AfterRun | undefined {
	if (!plan.snapshotsComplete) return undefined;
	const idsOf = (wanted: PersonResult[]): Set<string> => new Set(wanted.map(({ person }) => person.forjUserId));
	const left = results.filter(({ memberResult }) => memberResult === 'removed');
	const there = results.filter((result) => result.person.wasMember && result.person.roster !== 'eligible' && !left.includes(result));
	const open = there.filter(({ person, memberResult }) => person.write?.remove && !person.write.remove.withdrawn && memberResult !== 'protected');
	const withdrawn = there.filter(({ person }) => person.write?.remove?.withdrawn);
	const { roster, eligible } = plan.totals;
	const weighed = plan.brakes.filter(({ code }) => code !== 'not_released' && code !== 'recheck').map(({ code }) => code);
	// What the admin decided about is the size of that run; but a fall that still holds somebody was not decided about.
	const seen = weighed.length === 0 || (plan.state.decided?.sizes === undefined && !weighed.includes('roster_dropped'));
	const groups = { noviGroupId: plan.noviGroup.id, forjGroupId: plan.forjGroup.id };
	return { groups, open: idsOf(open), there: idsOf(there), withdrawn: idsOf(withdrawn), ...(seen && { sizes: { roster, eligible } }) };
}

/** People without a Novi id have no row in `novi_forj_people`; their refusals are counted with the link. */
function failedStrangers(results: PersonResult[]): Record<string, number> | undefined {
	const entries = results
		.filter(({ failed, person }) => failed && person.noviId === '' && person.memory === undefined)
		.map(({ person }): [string, number] => [person.forjUserId, person.failedRuns + 1]);
	return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function addMemberRows(plan: Plan, results: PersonResult[], run: RunInfo, summary: RunSummary): void {
	const rows = [...results.map((result) => ({ before: result.person.shownBefore, now: shownPerson(result, run.finishedAt) })), ...plan.removedBefore];
	// As many rows as before, each like one of those before: then it is the same list. Superseded rows beside it go with a new one.
	if (!plan.shown.leftovers && rows.length === plan.shown.count && rows.every(({ before, now }) => saysTheSame(now, before))) return;
	// Stored by name, since the status page reads them page by page in the order in which they were stored.
	for (const person of byName(rows.map(({ now }) => now))) {
		summary.members.push({
			run_id: run.runId,
			link_id: plan.linkId,
			novi_id: person.noviId,
			forj_user_id: person.forjUserId,
			name: person.name,
			email: person.email,
			status: person.status,
			action: person.action,
			reason: person.reason,
			since: person.since,
		});
	}
	summary.staleMembers.push({ link_id: plan.linkId, run_id: run.runId });
}

/** Without outer blanks, as rows are read: otherwise people would stand in another order than they are compared in. */
function shownPerson({ person, outcome, status, action, reason: told }: PersonResult, now: string): ShownPerson {
	const before = person.shownBefore;
	const reason = told.trim();
	const unchanged = action === 'none' && before?.status === status && before.reason === reason;
	return {
		noviId: person.noviId.trim(),
		forjUserId: (outcome?.forjUserId || person.forjUserId).trim(),
		name: person.name.trim(),
		email: person.email.trim(),
		status,
		action,
		reason,
		since: unchanged ? before.since : now,
	};
}

/** Changed people; or everybody with one stamp, when superseded rows have outnumbered the live ones. */
function addPeopleRows(plans: readonly Plan[], changes: MemoryChanges, run: RunInfo, summary: RunSummary): void {
	const changed = changes.changed();
	const rewrite = plans.find((plan) => plan.rewritePeople !== undefined)?.rewritePeople;
	if (rewrite === undefined || summary.links.length === 0) {
		summary.people = changed.map((memory) => writePerson(memory, run.finishedAt));
		return;
	}
	const all = new Map<string, PersonMemory>();
	for (const memory of [...rewrite, ...changed]) all.set(noviKey(memory.noviId), memory);
	summary.people = [...all.values()].map((memory) => writePerson(memory, run.finishedAt));
	summary.stalePeople = [{ older_than: run.finishedAt }];
}
