import type { N8nClient } from '../../../sandbox/server/n8nClient.mjs';
import { until } from './until.mjs';
import type { World } from './world.mjs';

/** Unpublishes a workflow, and waits until none of its runs goes on. */
export async function stopRuns({ client }: World, workflow: string): Promise<void> {
	if ((await client.workflow(workflow)).active) await client.unpublish(workflow);
	await until('no run is left', async () => await hasNoRun(client, workflow));
}

/** None of its runs goes on, or waits to go on. */
export async function hasNoRun(client: N8nClient, workflow: string): Promise<boolean> {
	return (await client.listExecutions(workflow)).every(({ status }) => !GOING_ON.has(status));
}

const GOING_ON: ReadonlySet<string> = new Set(['new', 'running', 'waiting']);
