/** What an admin sets up by hand: owner, credentials, data tables, links, the workflow. Every step can be repeated. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ColumnType } from '../server/dataTables.mjs';
import { N8nClient, type StoredWorkflow } from '../server/n8nClient.mjs';
import { repositoryRoot } from '../server/paths.mjs';
import type { WorkflowFile, WorkflowNode } from '../server/workflowImport.mjs';
import { DemoProblem } from './problem.mjs';
import type { DemoServices } from './services.mjs';

export const OWNER = { email: 'admin@association.example', password: 'Demo-Admin-1', firstName: 'Demo', lastName: 'Admin' };

/** On this machine, lease and schedule are shorter, so that a round can be watched and a killed run is not waited for long. */
const LEASE_MINUTES = 2;
const SCHEDULE_MINUTES = 1;

export interface Adaptation {
	planOnly: boolean;
	/** A service is not on this machine: lease and schedule stay as they are shipped. */
	remote: boolean;
}

export async function createCredentials(client: N8nClient, services: DemoServices): Promise<void> {
	await client.createOrUpdateCredential('noviAmsApi', 'Novi AMS account', { ...services.novi, allowStagingSync: false });
	const { privateLevel, ...forj } = services.forj;
	await client.createOrUpdateCredential('forjCommunityApi', 'Forj Community account', { ...forj, communityDomain: '', privateLevel });
}

export function readWorkflowFile(name: string): WorkflowFile {
	return JSON.parse(readFileSync(join(repositoryRoot(), 'workflows', `${name}.json`), 'utf8')) as WorkflowFile;
}

/** The tables exactly as the full sync creates them: its own nodes are the definition. */
export async function createTables(client: N8nClient): Promise<void> {
	for (const node of readWorkflowFile('full-sync').nodes) {
		const { tableName, columns } = node.parameters as { tableName?: string; columns?: { column: Array<{ name: string; type: ColumnType }> } };
		if (!tableName || !columns || (await client.tables.has(tableName))) continue;
		await client.tables.createTable(tableName, columns.column);
	}
}

/** One row per link; a link that is already there keeps its settings and state. */
export async function createLinks(client: N8nClient, services: DemoServices): Promise<void> {
	const known = new Set((await client.tables.rows('novi_forj_links')).map((row) => `${row.novi_group_id}:${row.forj_group_id}`));
	const linkIds = linkIdsOf(services.links);
	const rows = services.links
		.filter((link) => !known.has(`${link.noviGroupId}:${link.forjGroupId}`))
		.map((link) => ({
			link_id: linkIds.get(link) ?? '',
			novi_group_id: link.noviGroupId,
			novi_group_name: link.noviGroupName,
			forj_group_id: link.forjGroupId,
			forj_group_name: link.forjGroupName,
			enabled: true,
			mode: 'mirror',
			removal_limit_percent: 25,
			removal_limit_people: 5,
		}));
	await client.tables.insertRows('novi_forj_links', rows);
	await createFieldMap(client, services);
}

type DemoLink = DemoServices['links'][number];

/** Readable where the groups have names of their own; any text will do. */
function linkIdsOf(links: readonly DemoLink[]): Map<DemoLink, string> {
	const slugs = links.map(({ noviGroupName }) => noviGroupName.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, ''));
	const isUnique = (slug: string): boolean => slug !== '' && slugs.indexOf(slug) === slugs.lastIndexOf(slug);
	return new Map(links.map((link, index) => [link, isUnique(slugs[index]) ? slugs[index] : `${link.noviGroupId}:${link.forjGroupId}`]));
}

async function createFieldMap(client: N8nClient, services: DemoServices): Promise<void> {
	const known = new Set((await client.tables.rows('novi_forj_fields')).map((row) => row.novi_field));
	const wanted = [
		{ novi_field: 'ParentMemberName', forj_field: services.companyKey },
		{ novi_field: 'JobTitle', forj_field: services.titleKey },
	];
	const rows = wanted.filter((row) => row.forj_field !== '' && !known.has(row.novi_field)).map((row) => ({ ...row, direction: 'novi_to_forj' }));
	await client.tables.insertRows('novi_forj_fields', rows);
}

/** Imports the workflow as the editor does, with the demo's settings; one that is already there is replaced. */
export async function importForDemo(client: N8nClient, name: string, adaptation: Adaptation): Promise<StoredWorkflow> {
	const file = readWorkflowFile(name);
	const changed = file.nodes.map((node) => adaptNode(node, adaptation));
	if (adaptation.planOnly && !changed.includes('dry_run')) {
		throw new DemoProblem(`The workflow "${name}" has no dry run, so it would write. Add --write if it shall.`);
	}
	for (const old of await client.workflows()) if (old.name === file.name) await client.deleteWorkflow(old.id);
	return await client.importWorkflow(file);
}

interface Assignments {
	assignments?: { assignments: Array<{ name: string; value: unknown }> };
}

/** Returns 'dry_run' for the node that holds this setting. */
function adaptNode(node: WorkflowNode, { planOnly, remote }: Adaptation): 'dry_run' | undefined {
	if (!remote && node.type === 'n8n-nodes-base.scheduleTrigger') {
		node.parameters.rule = { interval: [{ field: 'minutes', minutesInterval: SCHEDULE_MINUTES }] };
	}
	let held: 'dry_run' | undefined;
	for (const assignment of (node.parameters as Assignments).assignments?.assignments ?? []) {
		if (assignment.name === 'lease_minutes' && !remote) assignment.value = LEASE_MINUTES;
		if (assignment.name !== 'dry_run') continue;
		assignment.value = planOnly;
		held = 'dry_run';
	}
	return held;
}
