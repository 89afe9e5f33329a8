/** How many Data Table steps a run takes, counted in the execution that n8n stored of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchWorld } from './world.mjs';

/** Inserts in one statement, whatever comes in ("Optimize Bulk"). */
const DATA_TABLE = 'n8n-nodes-base.dataTable';

export interface TableSteps {
	people: number;
	run: 'first' | 'right after';
	/** Data Table nodes that ran. */
	nodes: number;
	/** Their statements: one a node, and for nodes that work item by item one an item that came in. */
	statements: number;
}

export async function countTableSteps(people: number): Promise<TableSteps[]> {
	const world = await BenchWorld.start({ people, contender: 'shipped', saveRuns: true });
	try {
		const steps: TableSteps[] = [];
		for (const run of ['first', 'right after'] as const) {
			await world.run();
			steps.push({ people, run, ...(await countLast(world)) });
		}
		return steps;
	} finally {
		await world.close();
	}
}

async function countLast({ client }: BenchWorld): Promise<{ nodes: number; statements: number }> {
	const [workflow] = await client.workflows();
	if (!workflow) throw new Error('n8n has no workflow.');
	const { nodes } = await client.workflow(workflow.id);
	await sleep(1_000);
	const [latest] = await client.listExecutions(workflow.id, 1);
	if (!latest) throw new Error('n8n stored no execution.');
	const { runData } = (await client.waitForExecution(latest.id)).data.resultData;
	const tables = nodes.filter(({ name, type }) => type === DATA_TABLE && runData[name]);
	const statements = tables.map((node) => {
		const { optimizeBulk } = (node.parameters.options ?? {}) as { optimizeBulk?: boolean };
		if (node.executeOnce === true || optimizeBulk === true) return 1;
		const source = (runData[node.name]?.[0] as { source?: Array<{ previousNode: string; previousNodeOutput?: number } | null> }).source?.[0];
		const items = source ? runData[source.previousNode]?.at(-1)?.data?.main?.[source.previousNodeOutput ?? 0]?.length : undefined;
		return items ?? 1;
	});
	return { nodes: tables.length, statements: statements.reduce((sum, count) => sum + count, 0) };
}
