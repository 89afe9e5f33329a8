/** The status page in a real n8n and a real browser: who gets in, what it shows, and that a large group is no slow one. */
import { readFileSync } from 'node:fs';
import type { StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import { forjSeed, MEMBERS, noviSeed } from './support/association.mjs';
import { LOG_IN, STATUS_CREDENTIAL, StatusPages, type OpenPage } from './support/statusPage.mjs';
import { until } from './support/until.mjs';
import { World } from './support/world.mjs';

/** People on one page; each query brings one more. */
const PAGE = 50;
const MANY = 10_000;
const EVIL = '<img src=x onerror=alert(1)><b>Eve</b> & "Co" \'s';

let world: World;
let pages: StatusPages;
let workflow: StoredWorkflow;

beforeAll(async () => {
	world = await World.start({ novi: { seed: noviSeed() }, forj: { seed: forjSeed() } });
	pages = await StatusPages.open(world.server.url);
});

afterAll(async () => {
	await pages?.close();
	await world?.close();
});

/** Opens a view, and closes it afterwards. */
async function visiting(query: Record<string, string>, look: (view: OpenPage) => Promise<void>, screen: Parameters<StatusPages['visit']>[1] = {}): Promise<void> {
	const view = await pages.visit(query, screen);
	try {
		await look(view);
	} finally {
		await view.close();
	}
}

const memberRow = (link: string, run: string, n: number, more: Record<string, string> = {}) => ({
	run_id: run,
	link_id: link,
	novi_id: `n-${n}`,
	forj_user_id: String(n),
	name: `Person ${String(n).padStart(5, '0')}`,
	email: `person.${n}@people.example`,
	status: 'Up To Date',
	action: 'none',
	reason: '',
	since: '2026-01-02T03:04:05.000Z',
	...more,
});

async function insertPeople(rows: Array<ReturnType<typeof memberRow>>): Promise<void> {
	for (let from = 0; from < rows.length; from += 1_000) await world.client.tables.insertRows('novi_forj_members', rows.slice(from, from + 1_000));
}

const bigLink = (link_id: string) => ({ link_id, novi_group_id: `g-${link_id}`, novi_group_name: `Big ${link_id}`, forj_group_id: '9', forj_group_name: 'Big Lounge', enabled: true, status: 'Up To Date', last_success_at: '2026-01-02T03:04:05.000Z' });

describe('who gets in', () => {
	test('without a credential the workflow cannot be published, and there is no page', async () => {
		const without = await world.importShipped('status-page.json');
		await expect(world.client.publish(without.id)).rejects.toThrow();
		expect((await pages.fetch()).status).toBe(404);
		await world.client.deleteWorkflow(without.id);
	});

	test('once a credential of that name is there, the imported workflow uses it; off until it is published', async () => {
		await world.client.createOrUpdateCredential('httpBasicAuth', STATUS_CREDENTIAL, LOG_IN);
		// Kept, so that a test can count what was read.
		workflow = await world.importShipped('status-page.json', ({ settings }) => Object.assign(settings ?? {}, { saveDataSuccessExecution: 'all' }));
		expect((await pages.fetch()).status).toBe(404);
		await world.client.publish(workflow.id);
		await until('the page is there', async () => (await pages.fetch()).status === 200);
	});

	test.each<[string, { user: string; password: string } | null]>([
		['without a log-in', null],
		['with a wrong password', { ...LOG_IN, password: 'guess' }],
		['with a wrong user name', { ...LOG_IN, user: 'somebody' }],
	])('nobody %s', async (_who, auth) => {
		const { status, data, headers } = await pages.fetch({}, auth);
		expect(status).toBe(401);
		expect(headers['www-authenticate']).toContain('Basic');
		expect(data).not.toContain('Novi to Forj status');
	});
});

describe('before there is anything to see', () => {
	test('the page says what to do, and its tables are there', async () => {
		await visiting({}, async (view) => {
			expect(await view.text()).toContain('No group is linked yet Run the set-up assistant');
			await view.screenshot('status-empty');
		});
		expect((await world.client.tables.list()).map(({ name }) => name).sort()).toEqual(['novi_forj_links', 'novi_forj_members', 'novi_forj_runs']);
	});

	test('a link that no run has looked at says so', async () => {
		// With a blank behind it, as people type.
		await world.client.tables.insertRows('novi_forj_links', [{ ...MEMBERS, link_id: `${MEMBERS.link_id} ` }]);
		await visiting({ link: MEMBERS.link_id }, async (view) => {
			expect(await view.text()).toContain('No run yet');
			expect(await view.text()).toContain('No list of people is stored yet');
		});
	});
});

describe('after the first sync', () => {
	beforeAll(async () => {
		await world.client.tables.updateRows('novi_forj_links', { filters: [{ columnName: 'link_id', condition: 'like', value: `${MEMBERS.link_id}%` }] }, { link_id: MEMBERS.link_id });
		const sync = await world.importShipped('full-sync.json');
		await world.run(sync);
		await world.run(sync);
	});

	test('the overview shows the group as the links table does, its counts and its last runs', async () => {
		await visiting({}, async (view) => {
			expect(await view.text()).toContain('1 group: 1 Up To Date');
			expect(await view.text()).toContain('Members → to Members Lounge Up To Date just now In Novi 6 Eligible 3 Up To Date 3 N/A 3 Removal held 0 Error 0');
			expect(await view.page.locator('svg[role=img]').getAttribute('aria-label')).toBe('The last 2 runs: 2 Up To Date. People: 2 added, 1 updated, 0 removed.');
			await view.screenshot('status-overview');
		});
	});

	test('a group shows its people by name, and exactly those who were skipped', async () => {
		await visiting({}, async (view) => {
			await view.follow(/^Members/);
			expect(await view.names()).toEqual(['Ann Lee', 'Bea Kim', 'Cyn Obi', 'Dov Marsh', 'Eva Holm', 'Harbor Works', 'Mia Stone']);
			await view.screenshot('status-group');
			await view.follow('Skipped or failed');
			expect(await view.names()).toEqual(['Cyn Obi', 'Dov Marsh', 'Harbor Works']);
			expect(await view.text()).toContain('Novi login');
		});
	});

	test('filter and search work by keyboard alone', async () => {
		await visiting({ link: 'members' }, async (view) => {
			await view.tabTo('#show');
			await view.page.keyboard.type('N/A');
			await view.tabTo('#q');
			await view.page.keyboard.type('cYN');
			await Promise.all([view.page.waitForNavigation(), view.page.keyboard.press('Enter')]);
			expect(await view.names()).toEqual(['Cyn Obi']);
			expect(await view.page.locator('#q').inputValue()).toBe('cYN');
			expect(await view.page.locator('#show').inputValue()).toBe('na');
		});
	});

	test('the file holds the people of the list, and is saved under a plain name', async () => {
		await visiting({ link: 'members', show: 'attention' }, async (view) => {
			const [download] = await Promise.all([view.page.waitForEvent('download'), view.page.getByRole('link', { name: /Download this list/ }).click()]);
			expect(download.suggestedFilename()).toBe('novi-forj-members-skipped-or-failed.csv');
			const lines = readFileSync(await download.path(), 'utf8').trimEnd().split('\r\n');
			expect(lines[0]).toBe('\ufeff"Name","E-mail","Status","Reason","Action in Forj","Since","Since (UTC)","Novi ID","Forj user ID","Novi group","Forj group"');
			expect(lines.slice(1).map((line) => line.split(',')[0]).sort()).toEqual(['"Cyn Obi"', '"Dov Marsh"', '"Harbor Works"']);
		});
	});

	test('a search for an e-mail address finds the person', async () => {
		await visiting({ link: 'members', q: 'eva@people' }, async (view) => expect(await view.names()).toEqual(['Eva Holm']));
	});

	test('asks for nothing but itself, and breaks no rule of its own policy', async () => {
		await visiting({ link: 'members' }, async (view) => {
			expect(view.requested.filter((url) => !url.startsWith(pages.address))).toEqual([]);
			expect(view.complaints).toEqual([]);
		});
		const { headers } = await pages.fetch({ link: 'members' });
		expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'content-security-policy': expect.stringContaining('sandbox') });
	});

	test('a link that is gone is answered with 404 and the way back', async () => {
		const { status, data } = await pages.fetch({ link: 'gone' });
		expect(status).toBe(404);
		expect(data).toContain('This group is not linked any more');
	});
});

describe('what others wrote', () => {
	const link = 'odd & "quoted" <link>';

	beforeAll(async () => {
		await world.client.tables.insertRows('novi_forj_links', [{ ...bigLink(link), novi_group_name: EVIL, forj_group_name: EVIL, status: 'Error', status_detail: EVIL }]);
		await insertPeople([memberRow(link, 'r1', 1, { name: EVIL, email: '"><script>alert(2)</script>@x', status: 'Error', reason: EVIL }), memberRow(link, 'r1', 2, { name: '=1+1', reason: '@SUM(A1)' })]);
	});

	afterAll(async () => {
		await world.client.tables.deleteRows('novi_forj_links', { filters: [{ columnName: 'link_id', condition: 'eq', value: link }] });
	});

	test('stays text, in all places', async () => {
		await visiting({}, async (view) => {
			expect(await view.page.locator('main img, main b, main script').count()).toBe(0);
			await view.follow(/Eve/);
			expect(await view.page.locator('main img, main b, main script').count()).toBe(0);
			expect((await view.names())[0]).toBe(EVIL);
			expect(await view.page.locator('h1 bdi').allInnerTexts()).toEqual([EVIL, EVIL]);
			expect(view.complaints).toEqual([]);
		});
	});

	test('is no formula in the file', async () => {
		const { data } = await pages.fetch({ link, format: 'csv' });
		expect(data).toContain('\r\n"\'=1+1","person.2@people.example","Up To Date","\'@SUM(A1)"');
	});
});

describe('a group of 10,000', () => {
	beforeAll(async () => {
		await world.client.tables.insertRows('novi_forj_links', [bigLink('many'), bigLink('few')]);
		await insertPeople(Array.from({ length: MANY }, (_, n) => memberRow('many', 'r1', n, n % 2_500 === 7 ? { status: 'Error', reason: 'Forj refused it.' } : {})));
		await insertPeople(Array.from({ length: 200 }, (_, n) => memberRow('few', 'r1', n)));
	});

	/** Items that the steps of the last page held, and how long it took. */
	async function lastPage(query: Record<string, string>): Promise<{ people: number; ms: number; html: string }> {
		const started = performance.now();
		const { data } = await pages.fetch(query);
		const ms = Math.round(performance.now() - started);
		const [latest] = await world.client.listExecutions(workflow.id, 1);
		const execution = await world.client.waitForExecution(latest.id);
		return { people: execution.items('Read People').length, ms, html: data };
	}

	test('is read and sent 50 people at a time', async () => {
		await lastPage({ link: 'few' });
		const few = await lastPage({ link: 'few' });
		const many = await lastPage({ link: 'many' });
		expect([few.people, many.people]).toEqual([PAGE + 1, PAGE + 1]);
		expect(Math.abs(many.html.length - few.html.length)).toBeLessThan(1_000);
	});

	test('is walked through page by page, nobody twice and nobody left out', async () => {
		await visiting({ link: 'few' }, async (view) => {
			const seen = await view.names();
			for (let page = 2; page <= 4; page++) {
				await view.follow(`Next ${PAGE} people`);
				seen.push(...(await view.names()));
			}
			expect(await view.text()).toContain('People 151 to 200, the end of the list');
			expect(seen).toEqual(Array.from({ length: 200 }, (_, n) => memberRow('few', 'r1', n).name));
			expect(await view.page.getByRole('link', { name: /^Next/ }).count()).toBe(0);
		});
	});

	test('is searched and filtered in the table, not in the page', async () => {
		const failed = await lastPage({ link: 'many', show: 'attention' });
		expect(failed.people).toBe(4);
		const found = await lastPage({ link: 'many', q: '09999' });
		expect(found.people).toBe(1);
		expect(found.html).toContain('Person 09999');
	});

	test('is downloaded whole', async () => {
		const { data } = await pages.fetch({ link: 'many', format: 'csv' });
		expect(data.trimEnd().split('\r\n')).toHaveLength(MANY + 1);
	});

	test('is shown as the last whole list while a run stores the next one', async () => {
		await insertPeople([memberRow('few', 'r2', 5, { name: 'Half stored' })]);
		await visiting({ link: 'few' }, async (view) => expect([(await view.names()).length, await view.text()]).toEqual([PAGE, expect.not.stringContaining('Half stored')]));
		await world.client.tables.deleteRows('novi_forj_members', { filters: [{ columnName: 'link_id', condition: 'eq', value: 'few' }, { columnName: 'run_id', condition: 'neq', value: 'r2' }] });
		await visiting({ link: 'few' }, async (view) => expect(await view.names()).toEqual(['Half stored']));
	});
});

describe('while a sync runs', () => {
	beforeAll(async () => {
		const few = { filters: [{ columnName: 'link_id', condition: 'eq', value: 'few' }] } as const;
		await world.client.tables.updateRows('novi_forj_links', few, { status: 'Syncing', status_detail: 'Reading Novi and Forj since 2026-01-02T03:04:05.000Z.' });
	});

	test('the page shows it, and looks again by itself only for those who want it', async () => {
		await visiting({}, async (view) => {
			expect(await view.page.locator('.spinner').first().isVisible()).toBe(true);
			expect(await view.page.locator('meta[http-equiv=refresh]').count()).toBe(0);
			await view.follow('look again by itself until it ends');
			expect(await view.page.locator('meta[http-equiv=refresh]').getAttribute('content')).toBe('20');
			await view.follow('Stop that');
			expect(await view.page.locator('meta[http-equiv=refresh]').count()).toBe(0);
		});
	});
});

describe.each<'light' | 'dark'>(['light', 'dark'])('for everybody, in a %s scheme', (colorScheme) => {
	test.each<[string, Record<string, string>]>([
		['overview', {}],
		['group', { link: 'members' }],
		['skipped', { link: 'many', show: 'attention' }],
		['nobody', { link: 'members', q: 'no such person' }],
		['gone', { link: 'gone' }],
	])('axe-core finds nothing on the page %s, wide or narrow', async (name, query) => {
		await visiting(query, async (view) => expect(await view.violations()).toEqual([]), { colorScheme });
		const phone = { colorScheme, width: 390, height: 844 };
		await visiting(query, async (view) => {
			expect(await view.violations()).toEqual([]);
			expect(await view.overflow()).toBeLessThanOrEqual(0);
			await view.screenshot(`status-phone-${name}-${colorScheme}`);
		}, phone);
	});
});

test('a table that n8n could mistake for one of ours is named on the page', async () => {
	await world.client.tables.createTable('old_novi_forj_links', [{ name: 'a', type: 'string' }]);
	await visiting({}, async (view) => expect(await view.text()).toContain('old_novi_forj_links. n8n finds tables by a part of their name'));
	await world.client.tables.deleteTable('old_novi_forj_links');
});
