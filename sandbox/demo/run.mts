/** One run of a workflow in the real n8n, by hand as the editor's button does, and what came of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { REPORT_OUTPUT } from '../server/executionData.mjs';
import type { ExecutionResult, N8nClient, StoredWorkflow } from '../server/n8nClient.mjs';
import { DemoProblem } from './problem.mjs';

export interface LinkReport {
	readonly link_id: string;
	readonly status: string;
	readonly detail: string;
	readonly counters?: Readonly<Record<string, number>>;
	/** What the plan wanted to do; not in the rows of novi_forj_runs. */
	readonly planned?: Readonly<Record<string, number>>;
	readonly calls: { novi: number; forj: number };
}

const START_TYPES = ['n8n-nodes-base.manualTrigger', 'n8n-nodes-base.formTrigger', 'n8n-nodes-base.webhook', 'n8n-nodes-base.scheduleTrigger'];
const RUN_TIMEOUT_MS = 30 * 60_000;
const LEASE_POLL_MS = 2_000;

/** A run that was killed leaves its lease behind; the next one can only start when that has run out. */
export async function waitForLease(client: N8nClient, say: (line: string) => void): Promise<void> {
	let said = false;
	for (;;) {
		const rows = await client.tables.rows('novi_forj_lease');
		const until = Math.max(0, ...rows.map((row) => Date.parse(String(row.until))).filter(Number.isFinite));
		const leftMs = until - Date.now();
		if (leftMs <= 0) return;
		if (!said) say(`A run that did not end has left its lease behind. Waiting until it runs out, in ${Math.ceil(leftMs / 1000)} seconds.`);
		said = true;
		await sleep(Math.min(leftMs + 200, LEASE_POLL_MS));
	}
}

export async function runOnce(client: N8nClient, workflow: StoredWorkflow, input?: Record<string, unknown>): Promise<ExecutionResult> {
	const start = START_TYPES.map((type) => workflow.nodes.find((node) => node.type === type && node.disabled !== true)).find(Boolean);
	if (!start) throw new DemoProblem(`The workflow "${workflow.name}" has no start that can be run by hand.`);
	const id = await client.runManually(workflow.id, { triggerNode: start.name, ...(input && { data: input }) });
	return await client.waitForExecution(id, RUN_TIMEOUT_MS);
}

/** The report of a sync run; empty when the run ended before it. */
export function reportOf(result: ExecutionResult): LinkReport[] {
	const reports = result.items('Summarize Run', REPORT_OUTPUT) as unknown as LinkReport[];
	return reports.filter((report) => report.link_id !== '');
}
