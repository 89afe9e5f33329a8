/** Changes to a shipped workflow before it is imported. Nodes are found by their names. */
import type { WorkflowFile, WorkflowNode } from '../../../sandbox/server/workflowImport.mjs';

type Connections = Record<string, Record<string, Array<Array<{ node: string; type: string; index: number }> | null>>>;

/** What an admin sets in the node Settings. */
export function setLeaseMinutes(file: WorkflowFile, minutes: number): void {
	fillInSettings(file, { lease_minutes: minutes });
}

/** What an admin fills in in the node Settings, by name. */
export function fillInSettings(file: WorkflowFile, values: Readonly<Record<string, string | number | boolean>>): void {
	const settings = nodeOf(file, 'Settings').parameters as { assignments: { assignments: Array<{ name: string; value: unknown }> } };
	for (const assignment of settings.assignments.assignments) if (assignment.name in values) assignment.value = values[assignment.name];
}

export function setSchedule(file: WorkflowFile, everySeconds: number): void {
	const schedule = file.nodes.find(({ type }) => type === 'n8n-nodes-base.scheduleTrigger');
	if (schedule) setRule(file, schedule.name, { field: 'seconds', secondsInterval: everySeconds });
}

/** When a schedule of the workflow strikes. */
export function setRule(file: WorkflowFile, name: string, interval: Record<string, unknown>): void {
	nodeOf(file, name).parameters.rule = { interval: [interval] };
}

/**
 * Moves the schedules that may strike during a test to another day of the week: a test that publishes a workflow must not end
 * otherwise because of the time of day. "Every Minute" stays: it does nothing unless a sync is asked for.
 */
export function silenceClock(file: WorkflowFile): void {
	const inThreeDays = (new Date().getDay() + 3) % 7;
	for (const { name } of file.nodes) if (STRIKES.has(name)) setRule(file, name, { field: 'weeks', weeksInterval: 1, triggerAtDay: [inThreeDays] });
}

const STRIKES = new Set(['Every 15 Minutes', 'Every Hour', 'Every Morning at 7']);

/** Puts n8n's Wait node in front of a node: at its place on the canvas, since n8n goes from top to bottom. */
export function pauseBefore(file: WorkflowFile, name: string, seconds: number): void {
	const pause = `Pause Before ${name}`;
	for (const outputs of Object.values(file.connections as Connections)) {
		for (const target of Object.values(outputs).flat(2)) if (target?.node === name) target.node = pause;
	}
	const { position } = nodeOf(file, name);
	file.nodes.push({ name: pause, type: 'n8n-nodes-base.wait', typeVersion: 1.1, position, parameters: { amount: seconds, unit: 'seconds' } });
	(file.connections as Connections)[pause] = { main: [[{ node: name, type: 'main', index: 0 }]] };
}

function nodeOf(file: WorkflowFile, name: string): WorkflowNode {
	const node = file.nodes.find((each) => each.name === name);
	if (!node) throw new Error(`The workflow has no node "${name}"`);
	return node;
}
