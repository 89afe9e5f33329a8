/** The alerts in the real n8n, with a real mail server: what arrives, once, and what happens when no mail can be sent. */
import type { StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import type { WorkflowFile } from '../../sandbox/server/workflowImport.mjs';
import { MailServer, PingServer } from './support/mailServer.mjs';
import { noviIdOf, numbers, TEAM, TEAM_NOVI_GROUP, teamSeeds } from './support/team.mjs';
import { fillInSettings, setSchedule } from './support/template.mjs';
import { until } from './support/until.mjs';
import { World } from './support/world.mjs';

const SIZE = 16;
const seeds = teamSeeds(SIZE, 0);
const HOUR = 3_600_000;
const hoursAgo = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString();
const linkIs = { filters: [{ columnName: 'link_id', condition: 'eq', value: 'team' }] } as const;
const checkIs = { filters: [{ columnName: 'outcome', condition: 'eq', value: 'Checked' }] } as const;
const everyRun = { filters: [{ columnName: 'direction', condition: 'neq', value: 'alert' }] } as const;

let world: World;
let mail: MailServer;
let ping: PingServer;
let sync: StoredWorkflow;
let alerts: StoredWorkflow;

const filledIn = (file: WorkflowFile): void =>
	fillInSettings(file, {
		from_address: 'n8n@association.example',
		to_address: 'admin@association.example, office@association.example',
		status_page_url: 'https://n8n.association.example/webhook/status',
		release_form_url: 'https://n8n.association.example/form/release',
		ping_url: `${ping.url}/ping/123`,
	});

beforeAll(async () => {
	mail = await MailServer.start();
	ping = await PingServer.start();
	world = await World.start({ novi: { seed: seeds.novi }, forj: { seed: seeds.forj } });
	await world.client.createOrUpdateCredential('smtp', 'Association Mail', mail.credential);
	sync = await world.importShipped('full-sync.json');
	alerts = await world.importShipped('alerts.json', filledIn);
});

afterAll(async () => {
	await world?.close();
	await Promise.all([mail?.close(), ping?.close()]);
});

/** Runs the check as every 15 minutes does, and gives the mails that arrived. */
async function check(triggerNode = 'Start by Hand'): Promise<{ status: string; subjects: string[]; pings: number; message?: string }> {
	const run = await world.client.waitForExecution(await world.client.runManually(alerts.id, { triggerNode }));
	return { status: run.status, subjects: mail.mails.map(({ subject }) => subject), pings: ping.take().length, ...(run.error && { message: run.error.message }) };
}

const NOTHING = { status: 'success', subjects: [], pings: 1 };
const leave = (from: number, to: number): void => numbers(from, to).forEach((n) => world.novi.state.leaveGroup(TEAM_NOVI_GROUP, noviIdOf(n)));
const join = (from: number, to: number): void => numbers(from, to).forEach((n) => world.novi.state.joinGroup(TEAM_NOVI_GROUP, noviIdOf(n)));
const setLink = async (values: Record<string, string>): Promise<unknown> => await world.client.tables.updateRows('novi_forj_links', linkIs, values);
const lastCheck = async (): Promise<unknown> => (await world.client.tables.rows('novi_forj_runs', checkIs))[0]?.finished_at;
/** Nothing has run for so long, as after an outage of n8n. */
async function nothingRanFor(hours: number): Promise<void> {
	await setLink({ last_success_at: hoursAgo(hours) });
	await world.client.tables.deleteRows('novi_forj_runs', everyRun);
}

describe('an n8n in which nothing is set up yet', () => {
	test('imports the workflow with its mail credential, and says what is missing in Settings', async () => {
		const bare = await world.importShipped('alerts.json');
		expect(bare.nodes.find(({ name }) => name === 'Send Mail')?.credentials).toEqual({ smtp: { id: expect.any(String), name: 'Association Mail' } });
		const run = await world.run(bare);
		expect(run.execution.error?.message).toBe(
			'No mail can be sent: from_address or to_address is missing. Open the node Settings of this workflow and enter the sender, as your mail server allows it, and who gets the alerts.',
		);
		await world.client.deleteWorkflow(bare.id);
	});

	test('creates the tables it needs, and has nothing to tell', async () => {
		expect(await check()).toEqual(NOTHING);
		expect((await world.client.tables.list()).map(({ name }) => name).sort()).toEqual(['novi_forj_links', 'novi_forj_runs']);
	});
});

describe('with a linked group', () => {
	beforeAll(async () => void (await world.run(sync))); // creates the other tables
	beforeEach(async () => {
		await world.startOver([TEAM]);
		mail.take();
		ping.take();
	});

	test('removals that are held are told once, and once that they are well again', async () => {
		leave(1, 3);
		await world.run(sync);
		expect(await check()).toMatchObject({ status: 'success', subjects: ['Team: removals held (3 people)'], pings: 1 });
		const [held] = mail.take();
		expect(held).toMatchObject({ from: 'n8n@association.example', to: ['admin@association.example', 'office@association.example'] });
		expect(held?.text).toContain('This is the first sync of the link, and it removes nobody by itself.');
		expect(held?.text).toContain('Open the form "Release Held Removals": https://n8n.association.example/form/release');
		expect(held?.html).toContain('href="https://n8n.association.example/form/release"');
		expect(`${held?.text}${held?.html}`).not.toMatch(/Person \d|people\.example|automatically with n8n/);

		await world.run(sync);
		expect(await check()).toEqual(NOTHING);
		join(1, 3);
		await world.run(sync);
		expect(await check()).toEqual({ ...NOTHING, subjects: ['Team: up to date again'] });
		mail.take();
		expect(await check()).toEqual(NOTHING);
	});

	test('a refused key is told as an error, and keeps the ping back until it is mended', async () => {
		await world.run(sync);
		expect(await check()).toEqual(NOTHING);
		await world.saveNoviCredential({ apiKey: 'wrong' });
		await world.run(sync);
		await world.saveNoviCredential();
		expect(await check()).toEqual({ status: 'success', subjects: ['Team: error'], pings: 0 });
		mail.take();
		expect(await check()).toEqual({ ...NOTHING, pings: 0 });
		await world.run(sync);
		expect(await check()).toEqual({ ...NOTHING, subjects: ['Team: up to date again'] });
	});

	test('after an outage, the first check says what is stale, once, and the next good run that it is over', async () => {
		await world.run(sync);
		expect(await check()).toEqual(NOTHING);
		await nothingRanFor(9);
		expect(await check()).toEqual({ status: 'success', subjects: ['Team: no sync for 9 hours'], pings: 0 });
		mail.take();
		expect(await check()).toEqual({ ...NOTHING, pings: 0 });
		await world.run(sync);
		expect(await check()).toEqual({ ...NOTHING, subjects: ['Team: up to date again'] });
	});

	test('after an outage, the first check says so, although the sync came first', async () => {
		await world.run(sync);
		await check();
		expect(await world.client.tables.updateRows('novi_forj_runs', checkIs, { finished_at: hoursAgo(9.5) })).toHaveLength(1);
		await world.run(sync);
		expect(await check()).toEqual({ ...NOTHING, subjects: ['No check for 9 hours'] });
		mail.take();
		expect(await check()).toEqual(NOTHING);
	});

	test('the digest comes in the morning, only with something to tell, and only once', async () => {
		await world.run(sync);
		expect(await check('Every Morning at 7')).toEqual(NOTHING);
		world.forj.state.removeMember(701, 1_001);
		await setLink({ settings: '{"self_left":"add_back"}' });
		await world.run(sync);
		expect(await check()).toEqual(NOTHING);
		expect(await check('Every Morning at 7')).toEqual({ ...NOTHING, subjects: ['Daily digest: 1 added, 0 removed'] });
		expect(mail.take()[0]?.text).toContain('Team: up to date. Added 1, updated 0, removed 0.');
		expect(await check('Every Morning at 7')).toEqual(NOTHING);
	});

	test('a group whose name is HTML is text in the mail', async () => {
		await setLink({ novi_group_name: '<b>Team</b> & "Co"', status: 'Not ready', last_success_at: hoursAgo(1) });
		expect((await check()).subjects).toEqual(['<b>Team</b> & "Co": not ready']);
		expect(mail.take()[0]?.html).toContain('&lt;b&gt;Team&lt;/b&gt; &amp; &quot;Co&quot;: not ready');
	});

	test('a mail that the server refuses makes the run fail, is told of in the table, and comes with the next check', async () => {
		const often = await world.importShipped('alerts.json', (file) => {
			filledIn(file);
			setSchedule(file, 5);
		});
		await setLink({ novi_group_name: 'Team', status: 'Error', last_success_at: hoursAgo(1) });
		mail.isRefusing = true;
		await world.client.publish(often.id);
		await until('the table says that no mail was sent', async () => (await world.rows('novi_forj_runs')).some(({ outcome, detail }) => outcome === 'Check failed' && String(detail).includes('"Send Mail"')));
		await until('the server was asked twice', () => mail.refused >= 2);
		expect((await world.client.listExecutions(often.id)).some(({ status, mode }) => status === 'error' && mode === 'trigger')).toBe(true);
		expect([mail.mails, ping.pings]).toEqual([[], []]);

		mail.isRefusing = false;
		await until('the mail arrives', () => mail.mails.length > 0);
		for (const what of ['a check', 'another check']) {
			const last = await lastCheck();
			await until(`${what} has come to its end`, async () => (await lastCheck()) !== last);
		}
		await world.client.unpublish(often.id);
		expect(mail.mails.map(({ subject }) => subject)).toEqual(['Team: error']);
		const rows = (await world.rows('novi_forj_runs')).filter(({ direction }) => direction === 'alert');
		expect(rows.map(({ outcome }) => outcome).sort()).toEqual(['Check failed', 'Checked', 'Error']);
	});

	test('a profile update that broke off is noted by its own workflow, and told', async () => {
		const profiles = await world.importShipped('profile-update.json', (file) => setSchedule(file, 5));
		const other = 'novi_forj_links_copy';
		await setLink({ status: 'Up To Date', last_success_at: hoursAgo(0) });
		await world.client.tables.createTable(other, [{ name: 'x', type: 'string' }]);
		await world.client.publish(profiles.id);
		await until('the run row is there', async () => (await world.rows('novi_forj_runs')).some(({ direction, outcome }) => direction === 'forj_to_novi' && outcome === 'Error'));
		await world.client.unpublish(profiles.id);
		await world.client.tables.deleteTable(other);
		expect((await check()).subjects).toEqual(['Profile update (Forj to Novi): error']);
		expect(mail.take()[0]?.text).toContain('The last profile update stopped at the step "Stop: Rename the Other Table".');
	});
});
