/** The template "Full Sync" as an admin gets it: imported into a real n8n, executed, and looked at in Forj and in the tables. */
import { noviPerson } from '../../sandbox/emulators/index.mjs';
import type { StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import { EVA, FORJ_GROUP, forjSeed, ID, MEMBERS, membersOf, NOVI_GROUP, noviSeed } from './support/association.mjs';
import { sumsOf, type SyncRun } from './support/syncRun.mjs';
import { TABLES, World } from './support/world.mjs';

const ANN = 'ann@people.example | Ann Lee | Harbor Works | Director';
const BEA = 'bea@people.example | Bea Kim |  | Engineer';
const EVA_HOLM = 'eva@people.example | Eva Holm | Harbor Works | Chair';
const MIA_STONE = 'mia@office.example | Mia Stone |  | ';

/** How those stand whom the sync never touches. */
const NOT_SYNCED = {
	'Cyn Obi': 'N/A: No Novi login. Give the person one in Novi.',
	'Dov Marsh': 'N/A: The Novi record is not active.',
	'Harbor Works': 'N/A: Not an individual: companies are not synced.',
	'Mia Stone': 'Protected: Group manager in Forj: never removed by the sync.',
};

let world: World;
let workflow: StoredWorkflow;

beforeAll(async () => {
	world = await World.start({ novi: { seed: noviSeed() }, forj: { seed: forjSeed() } });
	workflow = await world.importShipped('full-sync.json');
});

afterAll(async () => await world?.close());

const sync = async (): Promise<SyncRun> => await world.run(workflow);

/** What holds after every run, whatever it did. */
function expectSound(run: SyncRun): void {
	expect(run.execution.error).toBeUndefined();
	expect(run.callsReported).toEqual(run.calls);
	for (const { counters } of run.reports) {
		for (const [whole, parts] of Object.values(sumsOf(counters ?? {}))) expect(parts).toBe(whole);
	}
	expect(world.novi.unknownRoutes).toEqual([]);
	expect(world.forj.unknownRoutes).toEqual([]);
	expect(world.forj.state.accidents).toEqual([]);
	expect(run.writes.novi).toBe(0);
}

describe('after the import', () => {
	test('every node finds its credential by name, and every node type is known', async () => {
		const stored = await world.client.workflow(workflow.id);
		const ids = { noviAmsApi: (await world.saveNoviCredential()).id, forjCommunityApi: (await world.saveForjCredential()).id };
		// n8n leaves the credential of a node that is switched off alone; the node's note says to choose it.
		const named = stored.nodes.filter(({ disabled }) => disabled !== true).flatMap((node) => Object.entries(node.credentials ?? {}).map(([type, credential]) => ({ type, credential })));
		expect(named).toHaveLength(4);
		for (const { type, credential } of named) expect(credential).toMatchObject({ id: ids[type as keyof typeof ids] });
		const known = await world.client.nodeTypes();
		expect(stored.nodes.map(({ type }) => type).filter((type) => !known.has(type))).toEqual([]);
	});

	test('the first run creates the six tables, and says that no group is linked yet', async () => {
		expect(await world.client.tables.list()).toEqual([]);
		const run = await sync();
		expect((await world.client.tables.list()).map(({ name }) => name).sort()).toEqual([...TABLES].sort());
		expect(run.reports).toEqual([
			{ link_id: '', novi_group: '', forj_group: '', status: 'Up To Date', detail: 'No group is linked yet. Open the Set-Up Assistant and choose "Link a group".', calls: { novi: 0, forj: 0 } },
		]);
		expect(run.calls).toEqual({ novi: 0, forj: 0 });
		expect(await world.rows('novi_forj_runs')).toEqual([]);
	});
});

describe('the first sync of a link', () => {
	let run: SyncRun;

	beforeAll(async () => {
		await world.startOver([MEMBERS]);
		run = await sync();
	});

	test('adds exactly the eligible people, and brings profiles up to date', () => {
		expectSound(run);
		expect(membersOf(world)).toEqual([ANN, BEA, EVA_HOLM, MIA_STONE]);
	});

	test('says of each person how they stand, and why', async () => {
		expect(await world.shown('members')).toEqual({ ...NOT_SYNCED, 'Ann Lee': 'Added', 'Bea Kim': 'Added', 'Eva Holm': 'Updated' });
	});

	test('counts what it did', () => {
		expect(run.counters('members')).toEqual({
			...{ roster: 6, eligible: 3, not_applicable: 3, added: 2, updated: 1 },
			...{ members_before: 2, kept: 1, protected: 1 },
		});
	});

	test('leaves one row of the run, which agrees with its report', async () => {
		const rows = await world.rows('novi_forj_runs');
		expect(rows).toHaveLength(1);
		const { status, detail, counters, calls } = run.report('members');
		expect(rows[0]).toMatchObject({ run_id: run.execution.id, link_id: 'members', direction: 'novi_to_forj', outcome: status, detail });
		expect(JSON.parse(String(rows[0].counters))).toEqual({ ...counters, calls_novi: calls.novi, calls_forj: calls.forj });
		expect(Date.parse(String(rows[0].started_at))).toBeLessThanOrEqual(Date.parse(String(rows[0].finished_at)));
	});

	test('leaves the link Up To Date, with the groups\' names and the time', async () => {
		const link = await world.link('members');
		expect(link).toMatchObject({ status: 'Up To Date', novi_group_name: 'Members', forj_group_name: 'Members Lounge', last_run_id: run.execution.id });
		expect(Date.parse(String(link.last_success_at))).not.toBeNaN();
	});

	test('remembers who is whom in Forj', async () => {
		const pairs = (await world.rows('novi_forj_people')).map((row) => [row.novi_id, Number(row.forj_user_id)]);
		const idOf = (email: string): number | undefined => world.forj.state.findByEmail(email)?.id;
		expect(new Map(pairs as Array<[string, number]>)).toEqual(
			new Map([[ID.ann, idOf('ann@people.example')], [ID.bea, idOf('bea@people.example')], [ID.eva, EVA]]),
		);
		expect(pairs).toHaveLength(3);
	});

	test('shows at the link what it is doing', () => {
		const phase = (step: string): unknown[] => run.execution.items(step).map((row) => `${String(row.status)}: ${String(row.status_detail).replace(/\S+Z/, 'TIME')}`);
		expect(phase('Mark Links as Syncing')).toEqual(['Syncing: Reading Novi since TIME.']);
		expect(phase('Show: Reading Forj')).toEqual(['Syncing: Reading Forj since TIME.']);
		expect(phase('Show: Applying Changes')).toEqual(['Syncing: Applying 3 changes since TIME.']);
	});

	test('stores new rows before it drops old ones, and gives the lease back last', async () => {
		const order = run.nodesInOrder;
		const at = (name: string): number => order.indexOf(name);
		expect(at('Take Lease')).toBeLessThan(at('Mark Links as Syncing'));
		expect(at('Mark Links as Syncing')).toBeLessThan(at('Read Novi Groups'));
		expect(at('Read Novi Groups')).toBeLessThan(at('Show: Reading Forj'));
		expect(at('Show: Reading Forj')).toBeLessThan(at('Read Forj Groups'));
		expect(at('Show: Applying Changes')).toBeLessThan(at('Apply Plan'));
		expect(at('Store Member Rows')).toBeLessThan(at('Drop Superseded Member Rows'));
		// A run that fails while it stores must not have told the link that all is well.
		for (const step of ['Apply Plan', 'Store Run Rows', 'Store Member Rows', 'Store People']) expect([step, at(step) < at('Store Link States')]).toEqual([step, true]);
		expect(at('Give Back Lease')).toBe(order.length - 1);
		const [lease, ...more] = await world.rows('novi_forj_lease');
		expect(more).toEqual([]);
		expect(lease).toMatchObject({ name: 'sync', holder: run.execution.id });
		expect(Date.parse(String(lease.until))).toBe(0);
	});

	test('leaves no key in what n8n stores of the run', () => {
		const { novi, forj } = world;
		const basic = Buffer.from(`${forj.apiKey}:${forj.apiSecret}`).toString('base64');
		for (const key of [novi.apiKey, forj.apiSecret, basic]) expect(run.storedText).not.toContain(key);
	});
});

describe('a sync with nothing to do', () => {
	test('writes nothing to Forj; from the second one on only the link\'s row and one run row are touched', async () => {
		await world.startOver([MEMBERS]);
		await sync();
		const settling = await sync();
		expectSound(settling);
		expect(settling.writes.forj).toBe(0);
		expect(await world.shown('members')).toEqual({ ...NOT_SYNCED, 'Ann Lee': 'Up To Date', 'Bea Kim': 'Up To Date', 'Eva Holm': 'Up To Date' });

		const before = await world.allRows();
		const run = await sync();
		const after = await world.allRows();

		expectSound(run);
		expect(run.writes.forj).toBe(0);
		expect(run.counters('members')).toEqual({ roster: 6, eligible: 3, not_applicable: 3, up_to_date: 3, members_before: 4, kept: 3, protected: 1 });
		for (const table of ['novi_forj_members', 'novi_forj_people', 'novi_forj_fields'] as const) expect(after[table]).toEqual(before[table]);
		expect(after.novi_forj_runs.slice(0, -1)).toEqual(before.novi_forj_runs);
		expect(after.novi_forj_runs).toHaveLength(before.novi_forj_runs.length + 1);
		expect(after.novi_forj_links).toHaveLength(1);
	});
});

describe('what happens in Novi shows in Forj after the next sync:', () => {
	let forjBefore: string[];

	beforeEach(async () => {
		await world.startOver([MEMBERS]);
		await sync();
		forjBefore = membersOf(world);
		expect(forjBefore).toEqual([ANN, BEA, EVA_HOLM, MIA_STONE]);
	});

	/** One more run, everything but the named people as before. */
	async function expectAfterSync(expected: { group: string[]; people: Record<string, string>; counters: Record<string, number> }): Promise<void> {
		const run = await sync();
		expectSound(run);
		expect(membersOf(world)).toEqual(expected.group);
		const rest = { ...NOT_SYNCED, 'Ann Lee': 'Up To Date', 'Bea Kim': 'Up To Date', 'Eva Holm': 'Up To Date' };
		expect(await world.shown('members')).toEqual({ ...rest, ...expected.people });
		expect(run.counters('members')).toMatchObject(expected.counters);
		expect(await world.linkStatus('members')).toBe('Up To Date');
	}

	test('somebody joined the group', async () => {
		world.novi.state.joinGroup(NOVI_GROUP, ID.fay);
		await expectAfterSync({
			group: [ANN, BEA, EVA_HOLM, 'fay@people.example | Fay Ross |  | ', MIA_STONE],
			people: { 'Fay Ross': 'Added' },
			counters: { roster: 7, eligible: 4, added: 1, up_to_date: 3, kept: 3 },
		});
	});

	test('somebody left the group', async () => {
		world.novi.state.leaveGroup(NOVI_GROUP, ID.bea);
		await expectAfterSync({
			group: [ANN, EVA_HOLM, MIA_STONE],
			people: { 'Bea Kim': 'Removed: No longer in the Novi group.' },
			counters: { roster: 5, eligible: 2, members_before: 4, removed: 1, kept: 2 },
		});
		await sync();
		// Who was removed, and why, can be looked up later.
		expect((await world.shown('members'))['Bea Kim']).toBe('Removed: No longer in the Novi group.');
	});

	test('somebody changed the job', async () => {
		world.novi.state.updateMember(ID.ann, { JobTitle: 'President' });
		await expectAfterSync({
			group: ['ann@people.example | Ann Lee | Harbor Works | President', BEA, EVA_HOLM, MIA_STONE],
			people: { 'Ann Lee': 'Updated' },
			counters: { updated: 1, up_to_date: 2 },
		});
	});

	test('somebody changed the company', async () => {
		world.novi.state.updateMember(ID.ann, { ParentCustomerUniqueID: ID.lakeside });
		await expectAfterSync({
			group: ['ann@people.example | Ann Lee | Lakeside Foods | Director', BEA, EVA_HOLM, MIA_STONE],
			people: { 'Ann Lee': 'Updated' },
			counters: { updated: 1, up_to_date: 2 },
		});
	});

	test('somebody lost the job title: what both sides once agreed on is cleared', async () => {
		await sync();
		world.novi.state.updateMember(ID.ann, { JobTitle: '' });
		await expectAfterSync({
			group: ['ann@people.example | Ann Lee | Harbor Works | ', BEA, EVA_HOLM, MIA_STONE],
			people: { 'Ann Lee': 'Updated' },
			counters: { updated: 1, up_to_date: 2 },
		});
	});

	test('somebody changed the login e-mail: the same person stays, nothing is written', async () => {
		world.novi.state.updateMember(ID.bea, { AccountEmail: 'bea.kim@new-job.example' });
		const writesBefore = world.forj.counters.writes;
		await expectAfterSync({
			group: [ANN, BEA, EVA_HOLM, MIA_STONE],
			people: {
				'Bea Kim': 'Up To Date: Same person: the Novi login is bea.kim@new-job.example, the address in Forj is bea@people.example. Only the member can change it, in Forj.',
			},
			counters: { eligible: 3, up_to_date: 3 },
		});
		expect(world.forj.counters.writes).toBe(writesBefore);
		expect(world.forj.state.users.rows()).toHaveLength(4);
	});

	test('somebody lost the login', async () => {
		world.novi.state.updateMember(ID.ann, { AccountEmail: null });
		await expectAfterSync({
			group: [BEA, EVA_HOLM, MIA_STONE],
			people: { 'Ann Lee': 'Removed: In the Novi group, but N/A: No Novi login. Give the person one in Novi.' },
			counters: { eligible: 2, not_applicable: 4, removed: 1 },
		});
	});

	test('somebody was added by hand in Forj', async () => {
		const stranger = world.forj.state.createUser('guest@else.example', { first_name: 'Gus', last_name: 'Stray', fields: {} });
		world.forj.state.addMember(FORJ_GROUP, stranger.id);
		await expectAfterSync({
			group: [ANN, BEA, EVA_HOLM, MIA_STONE],
			people: { 'Gus Stray': 'Removed: Not in the Novi group.' },
			counters: { members_before: 5, removed: 1, kept: 3, protected: 1 },
		});
		expect(world.forj.state.findByEmail('guest@else.example')).toBeDefined();
	});

	test('somebody left the Forj group by themselves, and is not added back', async () => {
		world.forj.state.removeMember(FORJ_GROUP, EVA);
		await expectAfterSync({
			group: [ANN, BEA, MIA_STONE],
			people: { 'Eva Holm': expect.stringMatching(/^N\/A: Left the Forj group, or was removed there by hand, seen on \d{4}-\d\d-\d\d, and is not added back\./) as unknown as string },
			counters: { eligible: 2, not_applicable: 4 },
		});
	});

	test('all of it at once', async () => {
		const { novi, forj } = world;
		novi.state.joinGroup(NOVI_GROUP, ID.fay);
		novi.state.updateMember(ID.cyn, { AccountEmail: 'cyn@people.example' });
		novi.state.leaveGroup(NOVI_GROUP, ID.bea);
		novi.state.updateMember(ID.ann, { JobTitle: 'President', ParentCustomerUniqueID: ID.lakeside });
		novi.state.updateMember(ID.eva, { AccountEmail: 'eva.holm@new-job.example' });
		forj.state.addMember(FORJ_GROUP, forj.state.createUser('guest@else.example', { first_name: 'Gus', last_name: 'Stray', fields: {} }).id);
		await expectAfterSync({
			group: [
				'ann@people.example | Ann Lee | Lakeside Foods | President',
				'cyn@people.example | Cyn Obi |  | ',
				EVA_HOLM,
				'fay@people.example | Fay Ross |  | ',
				MIA_STONE,
			],
			people: {
				'Ann Lee': 'Updated',
				'Bea Kim': 'Removed: No longer in the Novi group.',
				'Cyn Obi': 'Added',
				'Eva Holm': expect.stringMatching(/^Up To Date: Same person: the Novi login is eva.holm@new-job.example/) as unknown as string,
				'Fay Ross': 'Added',
				'Gus Stray': 'Removed: Not in the Novi group.',
			},
			counters: { roster: 6, eligible: 4, not_applicable: 2, added: 2, updated: 1, up_to_date: 1, members_before: 5, removed: 2, kept: 2, protected: 1 },
		});
	});
});

describe('people whose Forj account has another main address', () => {
	test('are recognised by the add, kept, and not added again', async () => {
		await world.startOver([MEMBERS]);
		const { forj } = world;
		const private_ = forj.state.createUser('ann.private@mail.example', { first_name: 'Ann', last_name: 'Lee', fields: {} });
		forj.state.changeEmails(private_.id, { secondaryEmails: ['ann@people.example'] });
		forj.state.addMember(FORJ_GROUP, private_.id);

		await sync();
		const run = await sync();

		expectSound(run);
		expect(run.writes.forj).toBe(0);
		expect(membersOf(world)).toEqual(['ann.private@mail.example | Ann Lee | Harbor Works | Director', BEA, EVA_HOLM, MIA_STONE]);
		expect(forj.state.users.rows()).toHaveLength(4);
	});
});

describe('more than 20 newcomers', () => {
	test('are added by one import, read back, and written no second time', async () => {
		await world.startOver([MEMBERS]);
		const emails = Array.from({ length: 25 }, (_, index) => `newcomer.${String(index + 1).padStart(2, '0')}@people.example`);
		for (const [index, AccountEmail] of emails.entries()) {
			const newcomer = world.novi.state.addMember(noviPerson({ FirstName: 'New', LastName: `Comer ${index + 1}`, AccountEmail }));
			world.novi.state.joinGroup(NOVI_GROUP, newcomer.UniqueID);
		}

		const run = await sync();
		expectSound(run);
		expect(world.forj.state.emailsIn(FORJ_GROUP)).toEqual(['ann@people.example', 'bea@people.example', 'eva@people.example', 'mia@office.example', ...emails]);
		expect(run.counters('members')).toMatchObject({ added: 27, updated: 1 });
		expect(world.forj.counters.byEndpoint['bulk.add']).toBe(1);
		expect(world.forj.counters.byEndpoint['members.add']).toBeUndefined();
		expect((await sync()).writes.forj).toBe(0);
	});
});
