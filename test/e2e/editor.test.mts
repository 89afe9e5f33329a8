/** The imported templates in n8n's editor: nothing red, nothing missing. The pictures are in test/artifacts. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../sandbox/server/paths.mjs';
import { forjSeed, noviSeed } from './support/association.mjs';
import { Editor } from './support/editor.mjs';
import { LOG_IN, STATUS_CREDENTIAL } from './support/statusPage.mjs';
import { World } from './support/world.mjs';

const STICKY = 'n8n-nodes-base.stickyNote';
const folder = join(repositoryRoot(), 'workflows');
const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json')).sort();

let world: World;
let editor: Editor;

beforeAll(async () => {
	world = await World.start({ novi: { seed: noviSeed() }, forj: { seed: forjSeed() } });
	await world.client.createOrUpdateCredential('smtp', 'Association Mail', { host: '127.0.0.1', port: 25, user: '', password: '', secure: false });
	await world.client.createOrUpdateCredential('httpBasicAuth', STATUS_CREDENTIAL, LOG_IN);
	editor = await Editor.open(world);
});

afterAll(async () => {
	await editor?.close();
	await world?.close();
});

test.each(templates)('%s opens without an error, an unknown node or a red badge', async (file) => {
	const workflow = await world.importShipped(file);
	const nodes = workflow.nodes.filter(({ type }) => type !== STICKY).map(({ name }) => name);
	const page = await editor.openWorkflow(workflow.id, nodes);
	const picture = await page.screenshot(file.replace(/\.json$/, '').replaceAll('/', '-'));
	expect(existsSync(picture)).toBe(true);
	expect(await page.nodesWithIssues()).toEqual([]);
	expect(await page.toasts()).toEqual([]);
	expect(await page.asksToInstall()).toBe(false);
	expect(page.problems).toEqual([]);
	await page.close();
});

test('shows a red badge where no credential is chosen, so that its absence above means something', async () => {
	const workflow = await world.importShipped('examples/compose-your-own.json', (file) => {
		for (const node of file.nodes) if (node.name === 'Read Novi Group') delete node.credentials;
	});
	const nodes = workflow.nodes.filter(({ type }) => type !== STICKY).map(({ name }) => name);
	const page = await editor.openWorkflow(workflow.id, nodes);
	expect(await page.nodesWithIssues()).toEqual(['Read Novi Group']);
	await page.close();
});
