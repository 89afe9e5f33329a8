import { noviCompany, noviGroup, noviPerson, startNovi, type NoviEmulator, type NoviOptions } from '../../sandbox/emulators/index.mjs';
import { closing, noviClient } from './clients.mjs';
import { startReceiver, type Receiver } from './receiver.mjs';

const ADA = 'a0000000-0000-4000-8000-000000000001';
const BEN = 'a0000000-0000-4000-8000-000000000002';
const FIRM = 'a0000000-0000-4000-8000-000000000003';
const BOARD = 'b0000000-0000-4000-8000-000000000001';
const NOBODY = 'a0000000-0000-4000-8000-00000000dead';
const FIELD = { CustomFieldUniqueID: 'f1', Name: 'Mentor', DisplayName: 'Mentor', Type: 1, TypeName: 'Text' };

const opened = closing<NoviEmulator>();
const withReceiver = closing<Receiver>();

async function start(options: NoviOptions = {}) {
	const seed = {
		members: [
			noviPerson({ UniqueID: ADA, FirstName: 'Ada', LastName: 'Björk', AccountEmail: 'ada@login.example', Email: 'office@firm.example', JobTitle: 'Engineer', ParentCustomerUniqueID: FIRM, ParentMemberName: 'Firm Ltd.' }),
			noviPerson({ UniqueID: BEN, FirstName: 'Ben', LastName: 'Cole', AccountEmail: null, Email: 'office@firm.example', Phone: '' }),
			noviCompany({ UniqueID: FIRM, Name: 'Firm Ltd.' }),
		],
		groups: [noviGroup({ UniqueID: BOARD, Name: 'Board', SyncToMobilize: true, members: [ADA, { id: BEN, inheriting: true }, FIRM] }), noviGroup({ Name: 'Empty' })],
		customFields: [FIELD],
	};
	const novi = await opened(startNovi({ seed, ...options }));
	return { novi, http: noviClient(novi) };
}

describe('authentication', () => {
	it('wants the raw key after Basic, not base64 of user and password', async () => {
		const { novi } = await start();
		expect((await noviClient(novi).get('/api/groups')).status).toBe(200);
		expect((await noviClient(novi, Buffer.from(`${novi.apiKey}:`).toString('base64')).get('/api/groups')).status).toBe(401);
		expect((await noviClient(novi, 'wrong').get('/api/groups')).status).toBe(401);
	});

	it('keeps no key in its log', async () => {
		const { novi, http } = await start();
		await http.get('/api/groups');
		expect(novi.log).toEqual([{ method: 'GET', path: '/api/groups', endpoint: 'groups.list', status: 200, at: expect.any(Number), ms: expect.any(Number) }]);
		expect(JSON.stringify(novi.log)).not.toContain(novi.apiKey);
	});
});

describe('lists', () => {
	it('pages with pageSize and offset in an envelope', async () => {
		const { http } = await start();
		const { data } = await http.get('/api/members', { params: { pageSize: 2, offset: 2 } });
		expect(data.TotalCount).toBe(3);
		expect(data.Results.map((row: { UniqueID: string }) => row.UniqueID)).toEqual([FIRM]);
		expect((await http.get('/api/members', { params: { offset: 3 } })).data).toEqual({ TotalCount: 3, Results: [] });
	});

	it('caps pageSize in silence', async () => {
		const { http } = await start({ maxPageSize: 2 });
		expect((await http.get('/api/members', { params: { pageSize: 1000 } })).data.Results).toHaveLength(2);
	});

	it('answers bare arrays for the simple list and the custom fields', async () => {
		const { http } = await start();
		expect((await http.get('/api/members/simple-list')).data[0]).toEqual({ UniqueID: ADA, Name: 'Ada Björk' });
		expect((await http.get('/api/custom-fields', { params: { customFieldType: 'members' } })).data).toEqual([FIELD]);
	});

	it.each([
		['accountEmail', 'ADA@login.example', [ADA]],
		['email', 'Office@Firm.example', [ADA, BEN]],
		['email', 'office@firm', []],
		['name', 'ben cole', [BEN]],
		['parentName', 'firm ltd.', [ADA]],
	])('filters %s=%s exactly, ignoring case', async (parameter, value, expected) => {
		const { http } = await start();
		const { data } = await http.get('/api/members', { params: { [parameter]: value } });
		expect(data.Results.map((row: { UniqueID: string }) => row.UniqueID)).toEqual(expected);
		expect(data.TotalCount).toBe(expected.length);
	});

	it('filters by lastModifiedDate; joining a group does not count as a change', async () => {
		const { novi, http } = await start();
		novi.state.updateMember(BEN, { JobTitle: 'Painter' });
		novi.state.leaveGroup(BOARD, ADA);
		novi.state.joinGroup(BOARD, ADA);
		const { data } = await http.get('/api/members', { params: { lastModifiedDate: '2020-01-01T00:00:00-04:00' } });
		expect(data.Results.map((row: { UniqueID: string }) => row.UniqueID)).toEqual([BEN]);
	});
});

describe('rosters', () => {
	it('hold only id, name and dues payer, companies and beneficiaries too', async () => {
		const { http } = await start();
		const { data } = await http.get(`/api/groups/${BOARD}/members`);
		expect(data).toEqual({
			TotalCount: 3,
			Results: [
				{ UniqueID: ADA, Name: 'Ada Björk', DuesPayerUniqueID: null },
				{ UniqueID: BEN, Name: 'Ben Cole', DuesPayerUniqueID: null },
				{ UniqueID: FIRM, Name: 'Firm Ltd.', DuesPayerUniqueID: null },
			],
		});
	});

	it('can leave beneficiaries out, while the group counts them', async () => {
		const { http } = await start({ rosterIncludesBeneficiaries: false });
		expect((await http.get(`/api/groups/${BOARD}/members`)).data.TotalCount).toBe(2);
		expect((await http.get(`/api/groups/${BOARD}`)).data).toEqual({
			UniqueID: BOARD, Name: 'Board', PrimaryMemberCount: 2, BeneficiaryMemberCount: 1, TotalMemberCount: 3,
			SyncToMailChimp: false, SyncToConstantContact: false, SyncToMobilize: true, SyncToHigherLogic: false, Categories: [],
		});
	});

	it('of an empty group are an empty list, of an unknown group 404', async () => {
		const { novi, http } = await start();
		const empty = novi.state.groups.rows()[1]?.UniqueID;
		expect((await http.get(`/api/groups/${empty}/members`)).data).toEqual({ TotalCount: 0, Results: [] });
		expect((await http.get(`/api/groups/${NOBODY}/members`)).status).toBe(404);
	});
});

describe('a member', () => {
	it('shows its groups, its company and dates with offset and seven fraction digits', async () => {
		const { novi, http } = await start();
		novi.state.updateMember(ADA, { Phone: '555-0100' });
		const { data } = await http.get(`/api/members/${ADA.toUpperCase()}`);
		expect(data).toMatchObject({ ParentMemberName: 'Firm Ltd.', AccountEmail: 'ada@login.example', CustomerType: 'Person' });
		expect(data.Groups).toEqual([{ GroupUniqueID: BOARD, GroupName: 'Board', InheritingMember: false, JoinDate: expect.any(String) }]);
		expect(data.LastUpdatedDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}[+-]\d\d:\d\d$/);
	});

	it('is 404 when unknown, and wrapped in data when switched so', async () => {
		const { http } = await start({ detailWrappedInData: true });
		expect((await http.get(`/api/members/${NOBODY}`)).status).toBe(404);
		expect((await http.get(`/api/members/${ADA}`)).data.data.UniqueID).toBe(ADA);
	});

	it('loses every field that a PUT leaves out, and that is an accident', async () => {
		const { novi, http } = await start();
		const { status } = await http.put(`/api/members/${ADA}`, { UniqueID: ADA, JobTitle: 'Architect' });
		expect(status).toBe(200);
		expect(novi.state.member(ADA)).toMatchObject({ JobTitle: 'Architect', AccountEmail: null, LastName: null, Active: null });
		expect(novi.state.accidents).toContainEqual({ kind: 'field-erased', memberId: ADA, field: 'AccountEmail' });
	});

	it('changes nothing else when the whole record is PUT back, and gets a new LastUpdatedDate', async () => {
		const { novi, http } = await start();
		const before = structuredClone(novi.state.member(ADA));
		const { data } = await http.get(`/api/members/${ADA}`);
		await http.put(`/api/members/${ADA}`, { ...data, JobTitle: 'Architect' });
		expect(novi.state.member(ADA)).toEqual({ ...before, JobTitle: 'Architect', LastUpdatedDate: expect.any(String) });
		expect(novi.state.member(ADA).LastUpdatedDate).not.toBe(before.LastUpdatedDate);
		expect(novi.state.accidents).toEqual([]);
	});

	it('keeps and loses fields that no page documents like all others', async () => {
		const { novi, http } = await start();
		Object.assign(novi.state.member(ADA), { BadgeColor: 'green' });
		const { data } = await http.get(`/api/members/${ADA}`);
		expect(data.BadgeColor).toBe('green');
		await http.put(`/api/members/${ADA}`, { ...data, JobTitle: 'Architect' });
		expect(novi.state.member(ADA)).toMatchObject({ BadgeColor: 'green', JobTitle: 'Architect' });
		await http.put(`/api/members/${ADA}`, { ...data, BadgeColor: undefined });
		expect(novi.state.member(ADA)).toMatchObject({ BadgeColor: null });
		expect(novi.state.accidents).toEqual([{ kind: 'field-erased', memberId: ADA, field: 'BadgeColor' }]);
	});

	it('loses what a limited key did not see when that key PUTs the record back', async () => {
		const { novi, http } = await start({ limitedFields: ['AccountEmail'] });
		const { data } = await http.get(`/api/members/${ADA}`);
		await http.put(`/api/members/${ADA}`, data);
		expect(novi.state.member(ADA).AccountEmail).toBeNull();
		expect(novi.state.accidents).toContainEqual({ kind: 'field-erased', memberId: ADA, field: 'AccountEmail' });
	});

	it('refuses any PUT while a required field is empty', async () => {
		const { novi, http } = await start({ requiredFields: ['Phone'] });
		const { data } = await http.get(`/api/members/${BEN}`);
		expect((await http.put(`/api/members/${BEN}`, { ...data, JobTitle: 'Painter' })).status).toBe(400);
		expect(novi.state.member(BEN).JobTitle).toBe('');
		expect((await http.put(`/api/members/${BEN}`, { ...data, Phone: '555-0101' })).status).toBe(200);
	});

	it('cannot take the login of another account', async () => {
		const { http } = await start();
		const { data } = await http.get(`/api/members/${BEN}`);
		expect((await http.put(`/api/members/${BEN}`, { ...data, AccountEmail: 'ADA@login.example' })).status).toBe(400);
	});

	it('can be created; a company that is renamed shows on its people', async () => {
		const { novi, http } = await start();
		const { status, data } = await http.post('/api/members', { FirstName: 'Cy', LastName: 'Dunn', Name: 'Cy Dunn', ParentCustomerUniqueID: FIRM });
		expect(status).toBe(201);
		novi.state.updateMember(FIRM, { Name: 'Firm International' });
		expect(novi.state.member(data.UniqueID).ParentMemberName).toBe('Firm International');
	});

	it('keeps everything when one custom field is written by its own call', async () => {
		const { novi, http } = await start({ requiredFields: ['Phone'] });
		const value = { CustomerUniqueID: BEN, CustomFieldUniqueID: 'f1', Value: 'Yes', IsSumOfChildren: false };
		expect((await http.put('/api/customer-custom-fields', value)).status).toBe(200);
		expect((await http.get(`/api/customer-custom-fields/${BEN}`)).data).toEqual([{ ...value, CustomFieldName: 'Mentor' }]);
		expect(novi.state.member(BEN).Email).toBe('office@firm.example');
	});
});

describe('a limited key', () => {
	it('silently misses fields', async () => {
		const { http } = await start({ limitedFields: ['AccountEmail'] });
		expect((await http.get(`/api/members/${ADA}`)).data).not.toHaveProperty('AccountEmail');
		expect((await http.get('/api/members')).data.Results[0]).not.toHaveProperty('AccountEmail');
	});

	it('silently misses groups and members', async () => {
		const { novi, http } = await start({ limitedGroup: BOARD });
		const outsider = novi.state.addMember(noviPerson({}));
		expect((await http.get('/api/members')).data.TotalCount).toBe(3);
		expect((await http.get(`/api/members/${outsider.UniqueID}`)).status).toBe(404);
		expect((await http.get('/api/groups')).data.TotalCount).toBe(1);
	});
});

describe('limits', () => {
	it('answers 429 with Retry-After beyond the calls of a second, per key', async () => {
		let now = 1_000_000;
		const { http } = await start({ rateLimit: { perSecond: 2, perMinute: 3 }, now: () => now });
		// The limiter runs on the same clock as the dates.
		expect((await http.get('/api/groups')).status).toBe(200);
		expect((await http.get('/api/groups')).status).toBe(200);
		const refused = await http.get('/api/groups');
		expect([refused.status, refused.headers['retry-after']]).toEqual([429, '1']);
		now += 1_000;
		expect((await http.get('/api/groups')).status).toBe(200);
		const minute = await http.get('/api/groups');
		expect([minute.status, minute.headers['retry-after']]).toEqual([429, '59']);
	});
});

describe('activities, webhooks, single sign-on', () => {
	it('answers a new activity with its address', async () => {
		const { novi, http } = await start();
		const { status, headers } = await http.post('/api/activities', { MemberUniqueId: ADA, ActivityType: 'Note', Subject: 'Sync', Date: '2026-11-01', Notes: 'Changed' });
		expect([status, headers.location]).toEqual([201, `/api/activities/${novi.state.activities[0]?.UniqueId}`]);
	});

	it('tells active webhooks which member changed, and nothing more', async () => {
		const { novi, http } = await start();
		const receiver = await withReceiver(startReceiver());
		const { data } = await http.post('/api/webhooks', { Url: receiver.url, Actions: ['customer.updated'], Active: true });
		novi.state.updateMember(ADA, { JobTitle: 'Pilot' });
		novi.state.joinGroup(BOARD, ADA);
		await novi.webhooksSettled();
		expect(receiver.bodies).toEqual([{ event: 'customer.updated', entityUniqueId: ADA }]);
		expect((await http.get('/api/webhooks')).data).toHaveLength(1);
		expect((await http.delete(`/api/webhooks/${data.WebhookUniqueId}`)).status).toBe(204);
		expect((await http.get(`/api/webhooks/${data.WebhookUniqueId}`)).status).toBe(404);
	});

	it('switches off a webhook whose receiver fails', async () => {
		const { novi, http } = await start();
		const receiver = await withReceiver(startReceiver(500));
		const { data } = await http.post('/api/webhooks', { Url: receiver.url, Actions: ['customer.updated'] });
		novi.state.updateMember(ADA, { JobTitle: 'Pilot' });
		await novi.webhooksSettled();
		novi.state.updateMember(ADA, { JobTitle: 'Captain' });
		await novi.webhooksSettled();
		expect(receiver.bodies).toHaveLength(1);
		expect((await http.get(`/api/webhooks/${data.WebhookUniqueId}`)).data.Active).toBe(false);
	});

	it('publishes its OpenID document without a key', async () => {
		const { novi } = await start();
		const { data } = await noviClient(novi, 'none').get('/.well-known/openid-configuration');
		expect(data).toMatchObject({ issuer: novi.url, token_endpoint: `${novi.url}/oauth/token` });
		expect(data.token_endpoint_auth_methods_supported).toContain('client_secret_post');
	});
});

describe('what the API does not have', () => {
	it.each([['DELETE', `/api/members/${ADA}`], ['POST', '/api/groups'], ['GET', '/api/nothing']])('answers %s %s with 501 and remembers it', async (method, path) => {
		const { novi, http } = await start();
		const { status, data } = await http.request({ method, url: path });
		expect([status, data.Message]).toEqual([501, expect.stringContaining(`${method} ${path}`)]);
		expect(novi.unknownRoutes).toEqual([`${method} ${path}`]);
	});
});
