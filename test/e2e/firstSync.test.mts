/** What an admin clicks, from an n8n that has nothing in it to the first finished sync. The tests are the steps, in their order. */
import { join } from 'node:path';
import { repositoryRoot } from '../../sandbox/server/paths.mjs';
import { FORJ_GROUP, forjSeed, membersOf, NOVI_GROUP, noviSeed } from './support/association.mjs';
import { START } from './support/assistant.mjs';
import type { CredentialsPage } from './support/credentialsPage.mjs';
import { Editor, type EditorPage } from './support/editor.mjs';
import { LOG_IN, STATUS_CREDENTIAL, StatusPages } from './support/statusPage.mjs';
import { until } from './support/until.mjs';
import { FORJ_CREDENTIAL, NOVI_CREDENTIAL, TABLES, World } from './support/world.mjs';

const template = (name: string): string => join(repositoryRoot(), 'workflows', name);
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

describe('2. The set-up assistant', () => {
	let page: EditorPage;

	beforeAll(async () => {
		page = await editor.importFile(template('setup-assistant.json'), ['Open the Assistant']);
	});

	afterAll(async () => await page.close());

	test('is imported from its file, has found the credentials by their names, and is published', async () => {
		expect(await page.nodesWithIssues()).toEqual([]);
		await page.publish();
		expect(page.problems).toEqual([]);
	});

	test('links the two groups: choose them, look at the first plan, save', async () => {
		const form = await editor.openForm(await world.client.workflow(page.storedId));
		await form.allowAccess();
		await form.waitFor(START);
		await form.choose('Link a group');
		await form.submit('Choose the two groups');
		await form.select('Novi group', `Members (${NOVI_GROUP})`);
		await form.select('Forj group', `Members Lounge (${FORJ_GROUP})`);
		await form.submit('What the first sync would do');
		expect(await form.text()).toContain('Would be added 2 Ann Lee, Bea Kim');
		expect(world.forj.counters.writes).toBe(0);
		await form.choose('Save: link the two groups');
		await form.submit('Members is linked');
		await form.close();
		expect((await world.client.tables.list()).map(({ name }) => name).sort()).toEqual([...TABLES].sort());
	});
});

describe('3. The full sync', () => {
	let page: EditorPage;

	beforeAll(async () => {
		page = await editor.importFile(template('full-sync.json'), ['Read Novi Groups', 'Give Back Lease']);
	});

	afterAll(async () => await page.close());

	test('is imported and published, and starts by itself, since the assistant asked for it', async () => {
		expect(await page.nodesWithIssues()).toEqual([]);
		await page.publish();
		await until('the group is synced', async () => (await onlyLink()).status === 'Up To Date');
		await page.screenshot('first-sync');
		expect(page.problems).toEqual([]);
		expect(membersOf(world)).toEqual([
			'ann@people.example | Ann Lee | Harbor Works | Director',
			'bea@people.example | Bea Kim |  | Engineer',
			'eva@people.example | Eva Holm | Harbor Works | Chair',
			'mia@office.example | Mia Stone |  | ',
		]);
	});

	test('says how the link and everybody in it stands', async () => {
		const { link_id: linkId, status } = await onlyLink();
		expect(status).toBe('Up To Date');
		const shown = await world.shown(String(linkId));
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
});

describe('4. The status page', () => {
	let page: EditorPage;
	let pages: StatusPages;

	beforeAll(async () => {
		await world.client.createOrUpdateCredential('httpBasicAuth', STATUS_CREDENTIAL, LOG_IN);
		page = await editor.importFile(template('status-page.json'), ['Open the Page']);
		pages = await StatusPages.open(world.server.url);
	});

	afterAll(async () => {
		await pages?.close();
		await page.close();
	});

	test('is imported and published, and shows the group', async () => {
		await page.publish();
		await until('the page is there', async () => (await pages.fetch()).status === 200);
		const open = await pages.visit();
		expect(await open.text()).toContain('Members Lounge Up To Date');
		await open.screenshot('first-sync-status');
		await open.close();
	});
});

/** The link that the assistant has saved. */
async function onlyLink(): ReturnType<World['link']> {
	const rows = await world.rows('novi_forj_links');
	expect(rows).toHaveLength(1);
	return rows[0]!;
}
