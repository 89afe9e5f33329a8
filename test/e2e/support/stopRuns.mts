import { until } from './until.mjs';
import type { World } from './world.mjs';

/** Unpublishes a workflow, and waits until none of its runs goes on. */
export async function stopRuns({ client }: World, workflow: string): Promise<void> {
	if ((await client.workflow(workflow)).active) await client.unpublish(workflow);
	await until('no run is left', async () => (await client.listExecutions(workflow)).every(({ status }) => status !== 'running' && status !== 'new'));
}
