/** What an admin clicks, from an n8n that has nothing in it to the first finished sync. The tests are the steps, in their order. */
import { join } from 'node:path';
import { repositoryRoot } from '../../sandbox/server/paths.mjs';
import { forjSeed, membersOf, MEMBERS, noviSeed } from './support/association.mjs';
import type { CredentialsPage } from './support/credentialsPage.mjs';
import { Editor, type EditorPage } from './support/editor.mjs';
import { FORJ_CREDENTIAL, NOVI_CREDENTIAL, World } from './support/world.mjs';

const TEMPLATE = join(repositoryRoot(), 'workflows', 'full-sync.json');
const LAST_NODE = 'Give Back Lease';
const CONNECTED = 'Connection tested successfully';

let world: World;
let editor: Editor;

beforeAll(async () => {
	world = await World.start({ novi: { seed: noviSeed() }, forj: { seed: forjSeed() }, credentials: false });
	editor = await Editor.open(world);
});

afterAll(async () => {
	await editor?.close();
	await world?.close();
});

describe('1. The credentials', () => {
	let page: CredentialsPage;

	beforeAll(async () => {
		page = await editor.openCredentials();
	});

	afterAll(async () => await page.close());

	test('Novi: a wrong key is told where to find the right one, and the right one connects', async () => {
		const dialog = await page.create('Novi AMS API');
		expect(await dialog.name()).toBe(NOVI_CREDENTIAL);
		await dialog.fill({ siteUrl: world.novi.url, apiKey: 'not-the-key' });
		expect(await dialog.save()).toBe('Novi refused the API key. In Novi, open the gear menu > Advanced > API Keys, copy the key and paste it unchanged.');
		await dialog.fill({ apiKey: world.novi.apiKey });
		expect(await dialog.save()).toBe(CONNECTED);
		await dialog.close();
	});

	test('Forj: a wrong secret is told where to make a key, and the right one connects', async () => {
		const dialog = await page.create('Forj Community API');
		expect(await dialog.name()).toBe(FORJ_CREDENTIAL);
		await dialog.fill({ baseUrl: world.forj.url, apiKey: world.forj.apiKey, apiSecret: 'not-the-secret', privateLevel: '5' });
		expect(await dialog.save()).toBe(
			'Forj refused the API key or secret. In Forj, open Community Settings > Integrations, create an API key, and paste key and secret unchanged.',
		);
		await dialog.fill({ apiSecret: world.forj.apiSecret });
		expect(await dialog.save()).toBe(CONNECTED);
		await dialog.close();
	});
});

describe('2. The workflow', () => {
	let page: EditorPage;

	beforeAll(async () => {
		page = await editor.importFile(TEMPLATE, ['Read Novi Groups', LAST_NODE]);
	});

	afterAll(async () => await page.close());

	test('is imported from its file, and has found the credentials by their names', async () => {
		expect(await page.nodesWithIssues()).toEqual([]);
	});

	test('creates its tables when it is executed for the first time, and writes nothing', async () => {
		await finished(await page.execute('Read Links'));
		const names = (await world.client.tables.list()).map(({ name }) => name);
		expect(names.sort()).toEqual(['novi_forj_fields', 'novi_forj_lease', 'novi_forj_links', 'novi_forj_members', 'novi_forj_people', 'novi_forj_runs']);
		expect([world.novi.counters.writes, world.forj.counters.writes]).toEqual([0, 0]);
	});

	test('syncs the group when it is executed after a link was made', async () => {
		await linkTheGroups();
		await finished(await page.execute(LAST_NODE));
		await page.screenshot('first-sync');
		expect(membersOf(world)).toEqual([
			'ann@people.example | Ann Lee | Harbor Works | Director',
			'bea@people.example | Bea Kim |  | Engineer',
			'eva@people.example | Eva Holm | Harbor Works | Chair',
			'mia@office.example | Mia Stone |  | ',
		]);
	});

	test('says how the link and everybody in it stands', async () => {
		expect(await world.linkStatus(MEMBERS.link_id)).toMatch(/^Up To Date/);
		const shown = await world.shown(MEMBERS.link_id);
		const statuses = Object.fromEntries(Object.entries(shown).map(([name, text]) => [name, text.split(':')[0]]));
		expect(statuses).toEqual({
			'Ann Lee': 'Added',
			'Bea Kim': 'Added',
			'Eva Holm': 'Updated',
			'Cyn Obi': 'N/A',
			'Dov Marsh': 'N/A',
			'Harbor Works': 'N/A',
			'Mia Stone': 'Protected',
		});
	});

	test('runs by itself once it is published', async () => {
		await page.publish();
		expect((await world.client.workflow(page.storedId)).active).toBe(true);
		expect(page.problems).toEqual([]);
	});
});

/** The tick of a node comes before n8n has stored the run. */
async function finished(executionId: string): Promise<void> {
	expect((await world.client.waitForExecution(executionId)).status).toBe('success');
}

/** Until the set-up assistant does it, this is a row that the admin types into a data table. */
async function linkTheGroups(): Promise<void> {
	await world.client.tables.insertRows('novi_forj_links', [MEMBERS]);
}
