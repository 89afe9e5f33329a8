import type { Counters as CallCounters } from '../../../sandbox/emulators/index.mjs';
import type { ExecutionResult } from '../../../sandbox/server/n8nClient.mjs';
import { REPORT_OUTPUT, type Json, type NodeRun } from '../../../sandbox/server/executionData.mjs';

/** What the run says about one link. */
export interface LinkReport {
	readonly link_id: string;
	readonly status: string;
	readonly detail: string;
	readonly counters?: Counters;
	readonly calls: { readonly novi: number; readonly forj: number };
}

export type Counters = Readonly<Record<string, number>>;

interface Counts {
	readonly novi: CallCounters;
	readonly forj: CallCounters;
}

/** A run that has ended, and what the two services saw of it. */
export class SyncRun {
	constructor(
		readonly execution: ExecutionResult,
		private readonly before: Counts,
		private readonly after: Counts,
	) {}

	/** The run's own report, one entry per link. */
	get reports(): LinkReport[] {
		return this.execution.items('Summarize Run', REPORT_OUTPUT) as unknown as LinkReport[];
	}

	report(linkId: string): LinkReport {
		const report = this.reports.find((each) => each.link_id === linkId);
		if (!report) throw new Error(`The run reports nothing about ${linkId}: ${this.execution.error?.message ?? 'no error'}`);
		return report;
	}

	/** Counters that are not 0, so that a test names what happened and nothing else. */
	counters(linkId: string): Counters {
		const entries = Object.entries(this.report(linkId).counters ?? {});
		return Object.fromEntries(entries.filter(([, count]) => count !== 0));
	}

	/** Calls that the run says it made. */
	get callsReported(): { novi: number; forj: number } {
		const sum = (side: 'novi' | 'forj'): number => this.reports.reduce((total, { calls }) => total + calls[side], 0);
		return { novi: sum('novi'), forj: sum('forj') };
	}

	/** Calls that the services received. */
	get calls(): { novi: number; forj: number } {
		return { novi: this.after.novi.total - this.before.novi.total, forj: this.after.forj.total - this.before.forj.total };
	}

	/** Calls other than GET that the services received. */
	get writes(): { novi: number; forj: number } {
		return { novi: this.after.novi.writes - this.before.novi.writes, forj: this.after.forj.writes - this.before.forj.writes };
	}

	/** Names of the nodes that put something out, in the order in which they ran. */
	get nodesInOrder(): string[] {
		const runs = Object.entries(this.execution.data.resultData.runData).flatMap(([name, list]) => list.map((run) => ({ name, at: indexOf(run) })));
		return runs.sort((a, b) => a.at - b.at).map(({ name }) => name);
	}

	/** Everything that n8n stored of this run, as text. */
	get storedText(): string {
		return JSON.stringify(this.execution.data);
	}

	items(node: string, output = 0): Json[] {
		return this.execution.items(node, output);
	}
}

/** n8n numbers the nodes of a run. */
function indexOf(run: NodeRun): number {
	return (run as NodeRun & { readonly executionIndex: number }).executionIndex;
}

/** The three sums of the design, as [whole, sum of its parts]; both must be the same. */
export function sumsOf(counters: Counters): Record<string, [whole: number, parts: number]> {
	const sum = (...names: string[]): number => names.reduce((total, name) => total + (counters[name] ?? 0), 0);
	return {
		roster: [sum('roster'), sum('eligible', 'not_applicable', 'unknown')],
		eligible: [sum('eligible'), sum('up_to_date', 'added', 'updated', 'failed', 'not_attempted')],
		membersBefore: [sum('members_before'), sum('kept', 'removed', 'held', 'protected', 'failed_removals', 'not_attempted_removals')],
	};
}
