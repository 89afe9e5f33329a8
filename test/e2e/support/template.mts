/** Changes to a shipped workflow before it is imported. Nodes are found by their names. */
import type { WorkflowFile, WorkflowNode } from '../../../sandbox/server/workflowImport.mjs';

type Connections = Record<string, Record<string, Array<Array<{ node: string; type: string; index: number }> | null>>>;

/** What an admin sets in the node Settings. */
export function setLeaseMinutes(file: WorkflowFile, minutes: number): void {
	const settings = nodeOf(file, 'Settings').parameters as { assignments: { assignments: Array<{ name: string; value: unknown }> } };
	for (const assignment of settings.assignments.assignments) if (assignment.name === 'lease_minutes') assignment.value = minutes;
}

/** What an admin fills in in the node Settings, by name. */
export function fillInSettings(file: WorkflowFile, values: Readonly<Record<string, string | number | boolean>>): void {
	const settings = nodeOf(file, 'Settings').parameters as { assignments: { assignments: Array<{ name: string; value: unknown }> } };
	for (const assignment of settings.assignments.assignments) if (assignment.name in values) assignment.value = values[assignment.name];
}

export function setSchedule(file: WorkflowFile, everySeconds: number): void {
	const schedule = file.nodes.find(({ type }) => type === 'n8n-nodes-base.scheduleTrigger');
	if (schedule) schedule.parameters.rule = { interval: [{ field: 'seconds', secondsInterval: everySeconds }] };
}

/**
 * Moves the schedules of 15 minutes and of an hour to another day of the week: a test that publishes a workflow must not end
 * otherwise because the clock strikes meanwhile.
 */
export function silenceClock(file: WorkflowFile): void {
	const inThreeDays = (new Date().getDay() + 3) % 7;
	const rule = { interval: [{ field: 'weeks', weeksInterval: 1, triggerAtDay: [inThreeDays] }] };
	for (const node of file.nodes) if (STRIKES.has(node.name)) node.parameters.rule = rule;
}

const STRIKES = new Set(['Every 15 Minutes', 'Every Hour']);

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
