/** The main job without n8n's tables: both reads, the comparison, the writing and the summary, wired as in the template, with a memory between two runs. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { WorkflowResult } from '../support/runWorkflow.mjs';
import { ITEMS_NODE, runWorkflow } from '../support/runWorkflow.mjs';
import { items } from '../support/runNode.mjs';
import type { Services } from '../support/services.mjs';

export interface LinkReport {
	link_id: string;
	status: string;
	detail: string;
	counters?: Record<string, number>;
	calls: { novi: number; forj: number };
}

/** Rows of the data tables, kept between two runs of a test. */
export interface Tables {
	links: IDataObject[];
	people: IDataObject[];
	members: IDataObject[];
}

export interface ChainRun {
	result: WorkflowResult;
	report: LinkReport[];
	/** What `novi_forj_members` says of a person: status, by e-mail. */
	statusOf: (email: string) => string | undefined;
}

/** The outputs of Summarize Run, as the template stores them. */
const OUT = { links: 0, members: 2, people: 4, report: 6 };

const locator = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

export function linkRow(noviGroupId: string, forjGroupId: number, differing: IDataObject = {}): IDataObject {
	return { link_id: 'board', novi_group_id: noviGroupId, forj_group_id: String(forjGroupId), enabled: true, mode: 'mirror', settings: '{"private_level":5}', state: '', ...differing };
}

/** Runs all enabled links once, and stores what the run says into `tables`. `release`: what the form hands over. */
export async function runChain(services: Services, tables: Tables, runId: string, dryRun = false, release: IDataObject[] = []): Promise<ChainRun> {
	const result = await runWorkflow({
		start: 'Remembered',
		nodes: [
			{ name: 'Remembered', type: ITEMS_NODE },
			{ name: 'Links', type: ITEMS_NODE },
			ownNode('Read Novi', 'noviAms', { resource: 'group', operation: 'getMembers', groupId: locator('={{ $json.novi_group_id }}'), output: 'snapshot', linkId: '={{ $json.link_id }}' }),
			ownNode('Read Forj', 'forjCommunity', { resource: 'member', operation: 'getAll', groupId: locator('={{ $json.forj_group_id }}'), output: 'snapshot', linkId: '={{ $json.link_id }}' }),
			ownNode('Compare', 'noviForjSync', { resource: 'member', operation: 'compareMembers', output: 'plan' }),
			ownNode('Recheck', 'noviAms', { resource: 'group', operation: 'recheckRemovals' }),
			ownNode('Apply', 'forjCommunity', { resource: 'sync', operation: 'applyPlan', dryRun }),
			ownNode('Summarize', 'noviForjSync', { resource: 'run', operation: 'summarizeRun', runId, dryRun }),
		],
		connections: [
			['Remembered', 'Links'],
			['Links', 'Read Novi'],
			['Links', 'Read Forj'],
			['Read Novi', 'Compare', 0, 0],
			['Read Forj', 'Compare', 0, 1],
			['Remembered', 'Compare', 0, 2],
			['Compare', 'Recheck'],
			['Recheck', 'Apply'],
			['Recheck', 'Summarize', 0, 0],
			['Apply', 'Summarize', 0, 1],
		],
		items: {
			Remembered: items(...tables.links, ...tables.people, ...tables.members, ...release),
			Links: items(...tables.links.filter(({ enabled }) => enabled === true)),
		},
		credentials: services.credentials,
	});
	const outputs = result.outputsOf('Summarize').map((output) => output.map(({ json }) => json));
	store(tables, outputs);
	const statusOf = (email: string) => tables.members.filter((row) => row.email === email).at(-1)?.status as string | undefined;
	return { result, report: (outputs[OUT.report] ?? []) as unknown as LinkReport[], statusOf };
}

function ownNode(name: string, type: string, parameters: INodeParameters) {
	const credentials = { noviAms: ['noviAmsApi'], forjCommunity: ['forjCommunityApi'] }[type] ?? [];
	return { name, type, parameters, credentials: Object.fromEntries(credentials.map((one) => [one, { id: one, name: one }])) };
}

/** Inserts as the template does: the newest row of a key wins, so nothing has to be deleted here. */
function store(tables: Tables, outputs: IDataObject[][]): void {
	const stamp = (rows: IDataObject[], known: IDataObject[]) => rows.map((row, index) => ({ id: known.length + index + 1, ...row }));
	for (const row of outputs[OUT.links] ?? []) {
		tables.links = tables.links.map((link) => (link.link_id === row.link_id ? { ...link, ...row } : link));
	}
	tables.members.push(...stamp(outputs[OUT.members] ?? [], tables.members));
	tables.people.push(...stamp(outputs[OUT.people] ?? [], tables.people));
}
