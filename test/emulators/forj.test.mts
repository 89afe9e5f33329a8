import { forjGroup, forjUser, startForj, type ForjEmulator, type ForjOptions } from '../../sandbox/emulators/index.mjs';
import { closing, forjClient } from './clients.mjs';
import { startReceiver, type Receiver } from './receiver.mjs';

const MANAGER = 1;
const ADA = 2;
const BEN = 3;
const GROUP = 50;
const EMPTY = 51;

const opened = closing<ForjEmulator>();
const withReceiver = closing<Receiver>();

async function start(options: ForjOptions = {}) {
	const seed = {
		users: [
			forjUser({ id: MANAGER, email: 'manager@association.example' }),
			forjUser({ id: ADA, email: 'ada@home.example', secondaryEmails: ['ada@login.example'], first_name: 'Ada', last_name: 'Björk', fields: { company_name: 'Firm Ltd.', job_title: 'Engineer', interests: ['Policy'] } }),
			forjUser({ id: BEN, email: 'ben@login.example', first_name: 'Ben' }),
		],
		groups: [
			forjGroup({ id: GROUP, name: 'Board', primary_admin: MANAGER, members: [{ userId: MANAGER, is_admin: true }, ADA, { userId: BEN, status: 'pending' as const }] }),
			forjGroup({ id: EMPTY, name: 'Empty' }),
		],
	};
	const forj = await opened(startForj({ seed, ...options }));
	return { forj, http: forjClient(forj) };
}

const ids = (rows: Array<{ id: unknown }>): unknown[] => rows.map(({ id }) => id);

describe('transport', () => {
	it('wants key and secret as user and password', async () => {
		const { forj } = await start();
		const http = forjClient(forj);
		expect((await http.get('/groups')).status).toBe(200);
		expect((await http.get('/groups', { auth: { username: forj.apiKey, password: 'wrong' } })).status).toBe(401);
	});

	it('can redirect every call to a second origin, which wants the key again', async () => {
		const { forj, http } = await start({ secondOrigin: true, redirectStatus: 308 });
		const first = await http.post(`/groups/${GROUP}/members?x=1`, { user_id: BEN });
		expect([first.status, first.headers.location]).toEqual([308, `${forj.secondUrl}/groups/${GROUP}/members?x=1`]);
		expect(forj.secondUrl).not.toBe(forj.url);
		expect((await forjClient(forj, forj.secondUrl).get('/groups')).status).toBe(200);
		expect((await forjClient(forj, forj.secondUrl).get('/groups', { auth: { username: 'x', password: 'y' } })).status).toBe(401);
		expect(forj.counters.byEndpoint).toEqual({ redirect: 1, 'groups.list': 2 });
	});

	it('hides the application key in its log', async () => {
		const { forj, http } = await start();
		await http.get('/groups?api_application_key=secret&limit=5');
		expect(forj.log[0]?.path).toBe('/v1/groups?api_application_key=***&limit=5');
	});
});

describe('lists', () => {
	it('are bare arrays; the page cap wins over limit in silence; after the end comes an empty page', async () => {
		const { http } = await start({ pageCap: 2 });
		expect(ids((await http.get('/users', { params: { limit: 50 } })).data)).toEqual([MANAGER, ADA]);
		expect(ids((await http.get('/users', { params: { limit: 50, offset: 2 } })).data)).toEqual([BEN]);
		expect((await http.get('/users', { params: { limit: 50, offset: 3 } })).data).toEqual([]);
	});

	it.each([[true, { count: 2, results: expect.any(Array) }], [false, { results: expect.any(Array) }]])('can be results with count: %s', async (countInResults, shape) => {
		const { http } = await start({ listShape: 'results', countInResults });
		expect((await http.get('/groups')).data).toEqual(shape);
	});

	it('can carry ids as texts', async () => {
		const { http } = await start({ idType: 'string' });
		const { data } = await http.get(`/groups/${GROUP}/members`);
		expect(ids(data)).toEqual(['1', '2', '3']);
		expect(data[0].groups[0].id).toBe('50');
	});
});

describe('groups', () => {
	it('show their settings and field definitions', async () => {
		const { http } = await start({ companyKey: 'organisation' });
		const { data } = await http.get(`/groups/${GROUP}`);
		expect(data).toMatchObject({ id: GROUP, name: 'Board', privacy: 5, parent_group_id: null, requires_approval: false, primary_admin: MANAGER, members_count: 2 });
		expect(data.fields.map((field: { unique_name: string }) => field.unique_name)).toContain('organisation');
	});

	it('can name their manager and parent in the other documented way, without field definitions', async () => {
		const { http } = await start({ primaryAdminShape: 'user', parentKey: 'parent_group', includeFieldDefinitions: false, privateLevel: 7, countsPending: true });
		const { data } = await http.get(`/groups/${GROUP}`);
		expect(data).toMatchObject({ privacy: 7, parent_group: null, members_count: 3, primary_admin: { id: MANAGER, email: 'manager@association.example' } });
		expect(data).not.toHaveProperty('fields');
		expect(data).not.toHaveProperty('parent_group_id');
	});

	it('are created and updated with texts, and POST to the group updates', async () => {
		const { forj, http } = await start();
		const created = await http.post('/groups', { name: 'New', privacy: '5', hidden_emails: 'true', manager_email_address: 'manager@association.example' });
		expect(created.data).toMatchObject({ name: 'New', privacy: 5, hidden_email: true, primary_admin: MANAGER });
		await http.post(`/groups/${created.data.id}`, { requires_approval: 'true', members_visible: 'false' });
		expect(forj.state.group(created.data.id)).toMatchObject({ name: 'New', requires_approval: true, members_visible: false });
		expect((await http.post('/groups', {})).status).toBe(422);
	});
});

describe('the members of a group', () => {
	it('look like users, managers and pending ones among them', async () => {
		const { http } = await start();
		const { data } = await http.get(`/groups/${GROUP}/members`);
		expect(data.map((row: { groups: unknown[] }) => row.groups[0])).toEqual([
			{ id: GROUP, is_admin: true, last_invited_in: null, status: 'accepted' },
			{ id: GROUP, is_admin: false, last_invited_in: null, status: 'accepted' },
			{ id: GROUP, is_admin: false, last_invited_in: null, status: 'pending' },
		]);
		expect(data[1]).toMatchObject({ email: 'ada@home.example', first_name: 'Ada', updated_at: expect.any(Number) });
	});

	it('show profile fields only with include_fields=true', async () => {
		const { http } = await start();
		expect((await http.get(`/groups/${GROUP}/members`)).data[1]).not.toHaveProperty('fields');
		const { data } = await http.get(`/groups/${GROUP}/members`, { params: { include_fields: true } });
		expect(data[1].fields).toEqual({ company_name: 'Firm Ltd.', job_title: 'Engineer', interests: ['Policy'] });
	});

	it('can hide who is a manager', async () => {
		const { http } = await start({ showIsAdmin: false });
		expect((await http.get(`/groups/${GROUP}/members/${MANAGER}`)).data.groups[0]).not.toHaveProperty('is_admin');
	});

	it('show primary addresses only', async () => {
		const { http } = await start();
		expect(JSON.stringify((await http.get('/users')).data)).not.toContain('ada@login.example');
	});

	it('answer 404 for users who are not in the group', async () => {
		const { http } = await start();
		expect((await http.get(`/groups/${EMPTY}/members/${ADA}`)).status).toBe(404);
		expect((await http.get('/groups/999/members')).status).toBe(404);
	});
});

describe('adding a member', () => {
	it('by user_id; already a member is success with the same user', async () => {
		const { forj, http } = await start();
		expect((await http.post(`/groups/${EMPTY}/members`, { user_id: String(ADA) })).data.id).toBe(ADA);
		expect((await http.post(`/groups/${EMPTY}/members`, { user_id: ADA })).data.id).toBe(ADA);
		expect(forj.state.emailsIn(EMPTY)).toEqual(['ada@home.example']);
	});

	it('by an unknown user_id is 404, without user_id and address 422', async () => {
		const { http } = await start();
		expect((await http.post(`/groups/${EMPTY}/members`, { user_id: 999 })).status).toBe(404);
		expect((await http.post(`/groups/${EMPTY}/members`, { fields: { email: 'no address' } })).status).toBe(422);
	});

	it('by a new address creates the user', async () => {
		const { forj, http } = await start();
		const { data } = await http.post(`/groups/${EMPTY}/members`, { fields: { email: 'New@Login.example', first_name: 'Nia', last_name: 'Oh', company_name: 'Own' } });
		expect(data).toMatchObject({ email: 'new@login.example', first_name: 'Nia', name: 'Nia Oh', fields: { company_name: 'Own' } });
		expect(data.fields).not.toHaveProperty('email');
		expect(forj.state.users.size).toBe(4);
	});

	it('OVERWRITES the data of a user who has that address, blanks too', async () => {
		const { forj, http } = await start();
		await http.post(`/groups/${EMPTY}/members`, { fields: { email: 'ADA@home.example', first_name: 'Adelaide', company_name: '' } });
		expect(forj.state.user(ADA)).toMatchObject({ first_name: 'Adelaide', last_name: 'Björk', fields: { company_name: '', job_title: 'Engineer' } });
	});

	it('by a secondary address finds the owner, whose listed address stays', async () => {
		const { forj, http } = await start();
		const { data } = await http.post(`/groups/${EMPTY}/members`, { fields: { email: 'ada@login.example' } });
		expect(data).toMatchObject({ id: ADA, email: 'ada@home.example' });
		expect(forj.state.users.size).toBe(3);
	});

	it('turns a pending member into an accepted one', async () => {
		const { forj, http } = await start();
		await http.post(`/groups/${GROUP}/members`, { user_id: BEN });
		expect(forj.state.group(GROUP).members.get(BEN)?.status).toBe('accepted');
	});
});

describe('removing a member', () => {
	it('answers 200, and 404 when it is not there (any more)', async () => {
		const { forj, http } = await start();
		const { status, data } = await http.delete(`/groups/${GROUP}/members/${ADA}`, { headers: { 'content-type': 'application/json' } });
		expect([status, data]).toEqual([200, {}]);
		expect((await http.delete(`/groups/${GROUP}/members/${ADA}`)).status).toBe(404);
		expect(forj.state.emailsIn(GROUP)).toEqual(['manager@association.example']);
		expect(forj.state.accidents).toEqual([]);
	});

	it('can answer 204; a removed manager is an accident', async () => {
		const { forj, http } = await start({ removeStatus: 204 });
		expect((await http.delete(`/groups/${GROUP}/members/${MANAGER}`)).status).toBe(204);
		expect(forj.state.accidents).toMatchObject([{ kind: 'manager-removed', userId: MANAGER }]);
	});
});

describe('users', () => {
	it('are found by a part of the primary address', async () => {
		const { http } = await start();
		expect(ids((await http.get('/users/search', { params: { keywords: 'BEN@' } })).data)).toEqual([BEN]);
		expect((await http.get('/users/search', { params: { keywords: 'ada@login' } })).data).toEqual([]);
	});

	it('are created without a group', async () => {
		const { http } = await start();
		const { data } = await http.post('/users', { fields: { email: 'new@login.example' } });
		expect(data.groups).toEqual([]);
		expect((await http.get(`/users/${data.id}`)).data.email).toBe('new@login.example');
	});

	it('are updated value by value, names in fields or beside them; updated_at moves only on a change', async () => {
		const { forj, http } = await start();
		const before = forj.state.user(ADA).updated_at;
		await http.put(`/users/${ADA}`, { fields: { first_name: 'Ada' } });
		expect(forj.state.user(ADA).updated_at).toBe(before);
		await http.put(`/users/${ADA}`, { last_name: 'Berg', fields: { job_title: 'Pilot' } });
		expect(forj.state.user(ADA)).toMatchObject({ first_name: 'Ada', last_name: 'Berg', fields: { company_name: 'Firm Ltd.', job_title: 'Pilot' } });
		expect(forj.state.user(ADA).updated_at).toBeGreaterThan(before);
		expect((await http.put('/users/999', { fields: {} })).status).toBe(404);
	});

	it('never change their address; the address of another account MERGES both for good', async () => {
		const { forj, http } = await start();
		await http.put(`/users/${ADA}`, { fields: { email: 'brand.new@login.example' } });
		expect(forj.state.user(ADA).email).toBe('ada@home.example');
		await http.put(`/users/${ADA}`, { fields: { email: 'ben@login.example' } });
		expect(forj.state.users.has(BEN)).toBe(false);
		expect(forj.state.findByEmail('ben@login.example')?.id).toBe(ADA);
		expect(forj.state.accidents.map(({ kind }) => kind)).toEqual(['email-written', 'accounts-merged']);
	});

	it('can lose values under keys that the community does not have', async () => {
		const { forj, http } = await start({ dropsUnknownFields: true });
		await http.put(`/users/${BEN}`, { fields: { job_title: 'Pilot', favourite_colour: 'red' } });
		expect(forj.state.user(BEN).fields).toEqual({ job_title: 'Pilot' });
	});
});

describe('bulk import', () => {
	const people = [{ fields: { email: 'zed@login.example', first_name: 'Zed' } }, { user_id: BEN }, { fields: { email: 'ada@login.example' } }];

	it('answers a job id and imports when the job is done, ids in no useful order', async () => {
		const { forj, http } = await start();
		const { data } = await http.post(`/groups/${EMPTY}/members/bulk`, { members: people });
		const statuses = [];
		for (let look = 0; look < 3; look += 1) statuses.push((await http.get(`/bulk_imports/${data.job_id}`)).data);
		expect(statuses.map(({ status }) => status)).toEqual(['queued', 'processing', 'completed']);
		const created = forj.state.findByEmail('zed@login.example')?.id;
		expect(statuses[2].imported_user_ids).toEqual([ADA, BEN, created]);
		expect(forj.state.emailsIn(EMPTY)).toEqual(['ada@home.example', 'ben@login.example', 'zed@login.example']);
	});

	it.each([['an array', people], ['users', { users: people }]])('accepts %s', async (_name, body) => {
		const { http } = await start();
		expect((await http.post(`/groups/${EMPTY}/members/bulk`, body)).data.job_id).toEqual(expect.any(Number));
	});

	it('runs one job at a time in the whole community', async () => {
		const { http } = await start({ bulkPollsUntilDone: 0 });
		const { data } = await http.post(`/groups/${EMPTY}/members/bulk`, people);
		expect((await http.post(`/groups/${GROUP}/members/bulk`, people)).status).toBe(409);
		expect((await http.get(`/bulk_imports/${data.job_id}`)).data.status).toBe('completed');
		expect((await http.post(`/groups/${GROUP}/members/bulk`, people)).status).toBe(202);
	});

	it('takes at most 1,000 members and skips rows that make no sense', async () => {
		const { http } = await start({ bulkPollsUntilDone: 0 });
		const many = Array.from({ length: 1_001 }, (_, index) => ({ fields: { email: `p${index}@login.example` } }));
		expect((await http.post(`/groups/${EMPTY}/members/bulk`, many)).status).toBe(422);
		const { data } = await http.post(`/groups/${EMPTY}/members/bulk`, [{ user_id: 999 }, { fields: {} }, { user_id: BEN }]);
		expect((await http.get(`/bulk_imports/${data.job_id}`)).data).toMatchObject({ status: 'completed', imported_user_ids: [BEN], message: '2 rows were skipped' });
	});

	it('can fail half-way with a message', async () => {
		const { forj, http } = await start({ bulkPollsUntilDone: 0 });
		forj.state.jobs.failNext('Import failed', 1);
		const { data } = await http.post(`/groups/${EMPTY}/members/bulk`, people);
		expect((await http.get(`/bulk_imports/${data.job_id}`)).data).toEqual({ id: data.job_id, status: 'failed', message: 'Import failed' });
		expect(forj.state.emailsIn(EMPTY)).toEqual(['zed@login.example']);
	});

	it('can be missing: 404, which is not an unknown route', async () => {
		const { forj, http } = await start({ bulk: false });
		expect((await http.post(`/groups/${EMPTY}/members/bulk`, people)).status).toBe(404);
		expect((await http.get('/bulk_imports/1')).status).toBe(404);
		expect(forj.unknownRoutes).toEqual([]);
	});
});

describe('webhooks', () => {
	it('are always a bulk of at most 50, the rest behind next_page with authentication', async () => {
		const { forj, http } = await start({ bulkPollsUntilDone: 0 });
		const receiver = await withReceiver(startReceiver());
		forj.state.webhooks.push({ url: receiver.url, topics: ['group_member.added'] });
		const many = Array.from({ length: 60 }, (_, index) => ({ fields: { email: `p${index}@login.example` } }));
		const { data } = await http.post(`/groups/${EMPTY}/members/bulk`, many);
		await http.get(`/bulk_imports/${data.job_id}`);
		await forj.webhooksSettled();
		const [body] = receiver.bodies as Array<{ notifications: unknown[]; total: number; next_page: string }>;
		expect([body?.notifications.length, body?.total]).toEqual([50, 60]);
		expect(body?.notifications[0]).toMatchObject({ item_type: 'group_member', topic: 'group_member.added', item: { email: 'p0@login.example' } });
		const rest = await http.get(body?.next_page ?? '');
		expect(rest.data.notifications).toHaveLength(10);
		expect(rest.data).not.toHaveProperty('next_page');
		expect((await http.get(body?.next_page ?? '', { auth: { username: 'x', password: 'y' } })).status).toBe(401);
	});

	it('tell a member\'s own edit as user.updated', async () => {
		const { forj } = await start();
		const receiver = await withReceiver(startReceiver());
		forj.state.webhooks.push({ url: receiver.url, topics: ['user.updated'] });
		forj.state.editProfile(ADA, { fields: { job_title: 'Pilot' } });
		await forj.webhooksSettled();
		expect(receiver.bodies).toMatchObject([{ total: 1, notifications: [{ item_type: 'user', topic: 'user.updated', item: { id: ADA, fields: { job_title: 'Pilot' } } }] }]);
	});
});

describe('what the API does not have', () => {
	it.each([['DELETE', `/groups/${GROUP}`], ['GET', '/webhooks']])('answers %s %s with 501 and remembers it', async (method, path) => {
		const { forj, http } = await start();
		const { status, data } = await http.request({ method, url: path });
		expect([status, data.error_message]).toEqual([501, expect.stringContaining(`${method} /v1${path}`)]);
		expect(forj.unknownRoutes).toEqual([`${method} /v1${path}`]);
	});
});
