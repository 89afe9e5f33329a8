import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { reportOf, runOnce } from '../demo/run.mjs';
import type { DemoServices } from '../demo/services.mjs';
import { createCredentials, createLinks, createTables, importForDemo, OWNER } from '../demo/setUp.mjs';
import { N8nClient, type StoredWorkflow } from '../server/n8nClient.mjs';
import { repositoryRoot } from '../server/paths.mjs';

/** What the pictures show: workflows in n8n, after a few runs. */
export interface Prepared {
	readonly client: N8nClient;
	readonly sync: StoredWorkflow;
	/** The run that is shown. */
	readonly executionId: string;
	readonly release: StoredWorkflow;
	/** Absent while the package ships no status page. */
	readonly statusPage?: StoredWorkflow;
}

/** Who may open the status page; the workflow names this credential. */
export const STATUS_PAGE_LOGIN = { user: 'admin', password: 'Demo-Page-1' };

const AS_SHIPPED = { planOnly: false, remote: true };
/** So that the chart of the last runs and the list of people have something to tell. */
const LATER_RUNS = 5;
const CHANGES_BETWEEN = 3;
/** So many leave this group at once that the removals wait for an admin: more than its limit of 25 %. */
const LEAVING = 12;
const LEFT_GROUP = 'Emerging Professionals';

export async function prepare(url: string, services: DemoServices, say: (line: string) => void): Promise<Prepared> {
	const client = new N8nClient(url);
	await client.signIn(OWNER);
	await createCredentials(client, services);
	await createTables(client);
	await createLinks(client, services);
	const sync = await importForDemo(client, 'full-sync', AS_SHIPPED);
	say('Running the full sync ...');
	const first = await runOnce(client, sync);
	if (first.error || reportOf(first).length === 0) throw new Error(`The full sync did not end well: ${first.error?.message ?? 'no report'}`);
	for (let run = 0; run < LATER_RUNS; run += 1) {
		for (let change = 0; change < CHANGES_BETWEEN; change += 1) services.change?.();
		await runOnce(client, sync);
	}
	await manyLeave(client, services);
	await runOnce(client, sync);
	const release = await importForDemo(client, 'release-held-removals', AS_SHIPPED);
	await client.publish(release.id);
	return { client, sync, executionId: first.id, release, ...(await prepareStatusPage(client)) };
}

async function manyLeave(client: N8nClient, { emulators, links }: DemoServices): Promise<void> {
	const left = links.find(({ noviGroupName }) => noviGroupName === LEFT_GROUP);
	const row = (await client.tables.rows('novi_forj_links')).find(({ novi_group_id }) => novi_group_id === left?.noviGroupId);
	if (!emulators || !left || !row) throw new Error(`The invented association has no linked group "${LEFT_GROUP}".`);
	const people = (await client.tables.rows('novi_forj_members')).filter(({ link_id, status }) => link_id === row.link_id && status === 'Up To Date');
	for (const { novi_id } of people.slice(0, LEAVING)) emulators.novi.state.leaveGroup(left.noviGroupId, String(novi_id));
}

async function prepareStatusPage(client: N8nClient): Promise<{ statusPage?: StoredWorkflow }> {
	if (!existsSync(join(repositoryRoot(), 'workflows', 'status-page.json'))) return {};
	const imported = await importForDemo(client, 'status-page', AS_SHIPPED);
	// Whatever name the template gives the credential: it is created, and then found by that name.
	const names = imported.nodes.map((node) => node.credentials?.httpBasicAuth).filter((each) => each !== undefined);
	const [named] = names.map((each) => (typeof each === 'string' ? each : each.name));
	if (named !== undefined) await client.createOrUpdateCredential('httpBasicAuth', named, STATUS_PAGE_LOGIN);
	const statusPage = await importForDemo(client, 'status-page', AS_SHIPPED);
	await client.publish(statusPage.id);
	return { statusPage };
}
