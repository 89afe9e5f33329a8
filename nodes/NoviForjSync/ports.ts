import type { INodeOutputConfiguration } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** Names of inputs and outputs, in their order. The order is what workflows are wired by: add at the end only. */
const INPUT_NAMES = {
	compareMembers: ['Novi', 'Forj', 'Remembered'],
	compareProfiles: ['Novi', 'Forj', 'Remembered'],
	explainPerson: ['Novi', 'Forj', 'Remembered'],
	findAlerts: ['Rows'],
	findChanged: ['Forj', 'Remembered'],
	getAll: ['Rows'],
	makePage: ['Facts'],
	prepareField: ['Start'],
	prepareLink: ['Start'],
	release: ['Rows'],
	chooseRows: ['Rows'],
	render: ['Rows'],
	summarizeProfiles: ['Compared', 'Outcomes', 'Remembered'],
	summarizeRun: ['Plans', 'Outcomes'],
} as const;

const OUTPUT_NAMES = {
	'compareMembers.plan': ['Plan'],
	'compareMembers.people': ['Add', 'Update', 'Remove', 'No Action'],
	compareProfiles: ['To Novi', 'To Forj', 'Conflict', 'Unchanged'],
	explainPerson: ['Explanation'],
	findAlerts: ['Mails', 'Runs', 'Checked', 'Healthy'],
	findChanged: ['Changed'],
	getAll: ['Held Removals'],
	makePage: ['Page'],
	prepareField: ['Mapping'],
	prepareLink: ['Link'],
	release: ['Release'],
	chooseRows: ['Queries'],
	render: ['Page'],
	summarizeProfiles: ['People', 'Runs', 'Report'],
	summarizeRun: ['Links', 'Runs', 'Members', 'Stale Members', 'People', 'Stale People', 'Report'],
} as const;

/** Where an operation finds its input, and where its output goes. */
export const INPUT = {
	novi: 0,
	forj: 1,
	remembered: 2,
	rows: 0,
	plans: 0,
	compared: 0,
	outcomes: 1,
	changedForj: 0,
	changedRemembered: 1,
} as const;

type Port = Pick<INodeOutputConfiguration, 'type' | 'displayName'>;

function toPorts(table: Record<string, readonly string[]>): Record<string, Port[]> {
	const toPort = (displayName: string): Port => ({ type: NodeConnectionTypes.Main, displayName });
	return Object.fromEntries(Object.entries(table).map(([name, names]) => [name, names.map(toPort)]));
}

/** The editor has only expressions to ask, so the tables go into them as text. */
const inputs = JSON.stringify(toPorts(INPUT_NAMES));
const outputs = JSON.stringify(toPorts(OUTPUT_NAMES));

export const inputsExpression = `={{ (${inputs})[$parameter["operation"]] }}` as const;

export const outputsExpression =
	`={{ ((ports, operation, output) => ports[operation] ?? ports[operation + "." + output])(${outputs}, $parameter["operation"], $parameter["output"]) }}` as const;

/** How many outputs the node has, as its parameters stand. */
export function outputCount(operation: string, output: string): number {
	const names: Partial<Record<string, readonly string[]>> = OUTPUT_NAMES;
	return (names[operation] ?? names[`${operation}.${output}`])?.length ?? 1;
}
