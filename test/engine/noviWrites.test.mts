/** The writing operations of the node Novi AMS in n8n's engine: what the emulated site holds afterwards, to the last field. */
import path from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import type { FaultRule, NoviMember, NoviOptions } from '../../sandbox/emulators/index.mjs';
import { noviPerson } from '../../sandbox/emulators/index.mjs';
import { fastClock } from '../support/fastClock.mjs';
import { searchList } from '../support/editor.mjs';
import { packageFolder } from '../support/packageFiles.mjs';
import type { NodeRun } from '../support/runNode.mjs';
import { items } from '../support/runNode.mjs';
import { secretsIn } from '../support/secrets.mjs';
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';
import { ann, board, byId, customField, nowhere, runNovi, seed } from './noviWorld.mjs';

const EVA = '3f2a9c14-6b1e-4d7a-9c55-0000000000ea';
const LEVEL = { CustomFieldUniqueID: '3f2a9c14-6b1e-4d7a-9c55-0000000000f2', Name: 'Level', DisplayName: 'Level', Type: 1, TypeName: 'Text' };
const SEATS = { CustomFieldUniqueID: '3f2a9c14-6b1e-4d7a-9c55-0000000000f3', Name: 'Seats', DisplayName: 'Seats', Type: 2, TypeName: 'Number' };

const custom = (field: typeof LEVEL, Value: string | null, IsSumOfChildren = false) => ({
	CustomerUniqueID: EVA, CustomFieldUniqueID: field.CustomFieldUniqueID, CustomFieldName: field.Name, Value, IsSumOfChildren,
});

/** Something in every kind of field, and two fields that no page documents. */
const eva = {
	...noviPerson({
		UniqueID: EVA, FirstName: 'Eva', LastName: 'North', AccountEmail: 'eva.north@members.example', JobTitle: 'Engineer', Phone: '555-0100',
		Mobile: null, Notes: '', MemberProfile: '<p>Born by the sea & proud of it.</p>', MemberSubStatus: 'board', QuickBooksID: '77',
		BillingAddress: { Address1: 'Pier 1', Address2: null, City: 'Harbor', ZipCode: '0001', StateProvince: '', Country: 'NO' },
		Awards: [{ Name: 'Best Pier', Year: 2019 }], Committees: [{ CommitteeUniqueID: 'c1' }],
		CustomFields: { Level: custom(LEVEL, 'Gold'), Seats: custom(SEATS, '12', true) },
		SpecifiedSystemFields: [{ Key: 'x', Value: 1 }],
	}),
	BadgeColor: 'green',
	Nested: { Deep: [1, null, { a: '' }] },
} as NoviMember;

const world: NonNullable<NoviOptions['seed']> = {
	...seed,
	members: [...seed.members, eva],
	groups: seed.groups.map((group) => (group.UniqueID === board.UniqueID ? { ...group, members: [...group.members, { id: EVA, inheriting: false, joinedAt: '2020-01-01T00:00:00-04:00' }] } : group)),
	customFields: [customField, LEVEL, SEATS],
};

let services: Services;
const clock = fastClock();
const restores: Array<() => void> = [];

async function start(options: NoviOptions = {}): Promise<void> {
	services = await startServices({ novi: { seed: world, ...options } });
}

afterEach(async () => {
	for (const restore of restores.splice(0)) restore();
	expect(services.novi.unknownRoutes).toEqual([]);
	await services.close();
});

afterAll(() => clock.restore());

const update = (fields: unknown, more: INodeParameters = {}, options: INodeParameters = {}): INodeParameters => ({
	resource: 'member', operation: 'update', memberId: byId(EVA), specifyFields: 'json', fields: JSON.stringify(fields), options, ...more,
});
const returned = { onRefusal: 'status' };
const setValue = (field: string, value: unknown, more: INodeParameters = {}): INodeParameters => ({
	resource: 'customField', operation: 'setValue', memberId: byId(EVA), customFieldId: byId(field), value: value as string, ...more,
});
const activity = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'activity', operation: 'create', memberId: byId(EVA), activityType: 'Note', subject: 'Changed in Forj', notes: 'By <b>Eva</b>', ...more,
});

const run = async (parameters: INodeParameters, more: Partial<NodeRun> = {}) => {
	const result = await runNovi(services, parameters, more);
	expect(secretsIn(result, services.credentials)).toEqual([]);
	return result;
};
const now = (id = EVA): NoviMember => structuredClone(services.novi.state.member(id));
const writes = (endpoint: string): number => services.novi.counters.byEndpoint[endpoint] ?? 0;
const always = (rule: FaultRule): FaultRule => ({ ...rule, times: Infinity });
const PUT = { endpoint: 'members.update' };
/** The record with these changes, saved once or more. */
const saved = (before: NoviMember, changes: Partial<NoviMember>) => ({ ...before, ...changes, LastUpdatedDate: expect.any(String) });

/** Does something right before the nth call of an endpoint is answered. */
function before(endpoint: string, nth: number, act: () => void): void {
	const { faults } = services.novi;
	const next = faults.next.bind(faults);
	let seen = 0;
	faults.next = (name, call) => {
		if (name === endpoint && ++seen === nth) act();
		return next(name, call);
	};
}

function passTwoHours(): void {
	const { clock: inner } = require(path.join(packageFolder, 'dist/nodes/shared/http/clock.js')) as { clock: { now: () => number } };
	const real = inner.now;
	inner.now = () => real() + 7_200_000;
	restores.push(() => { inner.now = real; });
}

/** A real staging site is HTTPS at novistaging.com, which nothing on loopback can be: the client is told that it is one. */
function asStaging(): void {
	const { NoviClient } = require(path.join(packageFolder, 'dist/nodes/NoviAms/api/client.js')) as { NoviClient: { prototype: object } };
	Object.defineProperty(NoviClient.prototype, 'staging', { configurable: true, get: () => true, set: () => undefined });
	restores.push(() => Reflect.deleteProperty(NoviClient.prototype, 'staging'));
}

describe.each([{ service: 'as documented', options: {} }, { service: 'with details wrapped in data', options: { detailWrappedInData: true } }])('Member: Update on Novi $service', ({ options }) => {
	beforeEach(async () => await start(options));

	test('changes one field and keeps every other one, documented or not', async () => {
		const old = now();
		const { json, error } = await run(update({ JobTitle: 'Director' }));
		expect(error).toBeUndefined();
		expect(json).toEqual([{ noviId: EVA, name: 'Eva North', status: 'updated', before: { JobTitle: 'Engineer' }, after: { JobTitle: 'Director' }, reason: '' }]);
		expect(now()).toEqual(saved(old, { JobTitle: 'Director' }));
		expect(now().LastUpdatedDate).not.toBe(old.LastUpdatedDate);
		expect(services.novi.state.accidents).toEqual([]);
		// Read, read again right before, write, read back.
		expect(services.novi.counters.byEndpoint).toEqual({ 'members.get': 3, 'members.update': 1 });
	});

	test('sends text as it is, clears with an empty text, takes true and false', async () => {
		const old = now();
		const fields = { MemberProfile: '<p>New & "old"</p>\n<script>x()</script>', Phone: null, HideOnWebsite: true, Mobile: '555-0199' };
		const { json } = await run(update(fields));
		expect(json).toMatchObject([{ status: 'updated', after: { ...fields, Phone: '' } }]);
		expect(now()).toEqual(saved(old, { ...fields, Phone: '' }));
		expect(writes('members.update')).toBe(1);
		expect(services.novi.state.accidents).toEqual([]);
	});

	test('takes fields from an expression, and per item', async () => {
		const inputs = [items({ id: EVA, f: { JobTitle: 'Director' } }, { id: ann.UniqueID, f: { JobTitle: 'Captain' } })];
		const { json, error } = await run({ ...update({}), memberId: byId('={{ $json.id }}'), fields: '={{ $json.f }}' }, { inputs });
		expect(error).toBeUndefined();
		expect(json.map(({ noviId, status }) => [noviId, status])).toEqual([[EVA, 'updated'], [ann.UniqueID, 'updated']]);
		expect([now().JobTitle, now(ann.UniqueID).JobTitle]).toEqual(['Director', 'Captain']);
	});

	test('takes fields from the form', async () => {
		const parameters = { ...update({}), specifyFields: 'list', fieldList: { field: [{ name: 'JobTitle', value: 'Director' }, { name: 'HideOnWebsite', value: '={{ true }}' }] } };
		expect((await run(parameters)).json).toMatchObject([{ status: 'updated', after: { JobTitle: 'Director', HideOnWebsite: true } }]);
		expect(now().HideOnWebsite).toBe(true);
	});

	test('sends nothing when the values are there already', async () => {
		const old = now();
		const { json } = await run(update({ JobTitle: 'Engineer', Notes: null, Mobile: '', Level: 'Gold' }));
		expect(json).toMatchObject([{ status: 'unchanged', before: { JobTitle: 'Engineer', Level: 'Gold' }, after: { JobTitle: 'Engineer' } }]);
		expect(now()).toEqual(old);
		expect(services.novi.counters.byEndpoint).toEqual({ 'members.get': 1 });
	});

	test('writes custom fields by their own call, after the record', async () => {
		const old = now();
		const { json } = await run(update({ Level: 'Silver', Region: 'North', JobTitle: 'Director' }));
		expect(json).toMatchObject([{ status: 'updated', before: { Level: 'Gold', Region: null, JobTitle: 'Engineer' }, after: { Level: 'Silver', Region: 'North', JobTitle: 'Director' } }]);
		const CustomFields = { ...old.CustomFields, Level: { ...custom(LEVEL, 'Silver') }, Region: { ...custom(customField, 'North') } };
		expect(now()).toEqual(saved(old, { JobTitle: 'Director', CustomFields }));
		expect([writes('members.update'), writes('customerCustomFields.put')]).toEqual([1, 2]);
		expect(services.novi.log.filter(({ method }) => method === 'PUT').map(({ endpoint }) => endpoint)).toEqual(['members.update', 'customerCustomFields.put', 'customerCustomFields.put']);
	});

	test('adds an activity that says what changed', async () => {
		await run(update({ JobTitle: 'Director' }, {}, { activity: { activity: { activityType: 'Note', subject: 'From Forj', notes: '' } } }));
		expect(services.novi.state.activities).toMatchObject([{ MemberUniqueId: EVA, ActivityType: 'Note', Subject: 'From Forj', Notes: 'JobTitle: Engineer -> Director' }]);
	});

	test('says that the activity is missing, and that the change was made', async () => {
		services.novi.faults.script([{ kind: 'status', code: 403, match: { endpoint: 'activities.create' } }]);
		const { json } = await run(update({ JobTitle: 'Director' }, {}, { activity: { activity: { activityType: 'Note', subject: 'From Forj', notes: '' } } }));
		expect(json).toMatchObject([{ status: 'updated', reason: expect.stringMatching(/activity was not added.*403/) }]);
		expect(now().JobTitle).toBe('Director');
	});
});

describe('Member: Update writes nothing', () => {
	test('in a dry run, and shows before and after', async () => {
		await start();
		const old = now();
		const { json } = await run(update({ JobTitle: 'Director', Level: 'Silver' }, { dryRun: true }));
		expect(json).toEqual([{ noviId: EVA, name: 'Eva North', status: 'not_attempted', before: { JobTitle: 'Engineer', Level: 'Gold' }, after: { JobTitle: 'Director', Level: 'Silver' }, reason: 'Dry run: nothing was written.' }]);
		expect(now()).toEqual(old);
		expect(services.novi.counters.writes).toBe(0);
	});

	test.each<{ what: string; parameters: INodeParameters }>([
		{ what: 'a field', parameters: update({ JobTitle: 'Director' }) },
		{ what: 'a custom field', parameters: setValue(LEVEL.CustomFieldUniqueID, 'Silver') },
		{ what: 'an activity', parameters: activity() },
	])('on a staging site, until that is allowed: $what', async ({ parameters }) => {
		await start();
		asStaging();
		const old = now();
		const { json } = await run(parameters);
		expect(json).toMatchObject([{ noviId: EVA, status: 'not_attempted', reason: expect.stringMatching(/staging site.*Allow Staging Sync/) }]);
		expect(now()).toEqual(old);
		expect(services.novi.counters.writes).toBe(0);
		const credentials = { noviAmsApi: { ...services.credentials.noviAmsApi, allowStagingSync: true } };
		expect((await run(parameters, { credentials })).json).toMatchObject([{ status: expect.stringMatching(/updated|created/) }]);
	});

	test('after the deadline', async () => {
		await start();
		const { json } = await run(update({ JobTitle: 'Director' }, {}, { deadline: '2020-01-01T00:00:00Z' }));
		expect(json).toMatchObject([{ noviId: EVA, status: 'not_attempted', reason: 'The time of this run was over.' }]);
		expect(services.calls()).toBe(0);
	});

	test('when the deadline passes while it reads', async () => {
		await start();
		const deadline = new Date(Date.now() + 3_600_000).toISOString();
		const old = now();
		before('members.get', 2, passTwoHours);
		const { json } = await run(update({ JobTitle: 'Director' }, {}, { deadline }));
		expect(json).toMatchObject([{ status: 'not_attempted', after: { JobTitle: 'Director' }, reason: expect.stringMatching(/time of this run was over/) }]);
		expect(services.novi.counters.writes).toBe(0);
		expect(now()).toEqual(old);
	});

	test('after the execution was stopped', async () => {
		await start();
		services.novi.faults.script([always({ kind: 'slow', ms: 80, match: { endpoint: 'members.get' } })]);
		const { status } = await run(update({ JobTitle: 'Director' }), { cancelOn: new Promise((resolve) => setTimeout(resolve, 60)) });
		expect(status).toBe('canceled');
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(services.novi.counters.writes).toBe(0);
	});

	test.each<{ what: string; fields: Record<string, unknown>; says: RegExp }>([
		...['AccountEmail', 'Email', 'PersonalEmail'].map((name) => ({ what: name, fields: { [name]: 'a@b.example' }, says: /e-mail addresses are never written/ })),
		...['UniqueID', 'ParentCustomerUniqueID', 'QuickBooksID'].map((name) => ({ what: name, fields: { [name]: nowhere }, says: /IDs are never written/ })),
		...['Active', 'CustomerType', 'MemberStatus'].map((name) => ({ what: name, fields: { [name]: false }, says: /membership itself/ })),
		{ what: 'the company', fields: { ParentMemberName: 'X' }, says: /name of the company/ },
		{ what: 'groups', fields: { Groups: [] }, says: /list that Novi keeps/ },
		{ what: 'all custom fields at once', fields: { CustomFields: {} }, says: /all custom fields/ },
		{ what: 'a date of Novi', fields: { LastUpdatedDate: '2026-01-01' }, says: /date that Novi sets/ },
		{ what: 'an address', fields: { BillingAddress: { City: 'X' } }, says: /several parts/ },
		{ what: 'a field that nobody documents', fields: { BadgeColor: 'red' }, says: /no field that this package writes/ },
		{ what: 'a field that is not there', fields: { Jobtitle: 'X' }, says: /no field "Jobtitle"/ },
		{ what: 'a name that is a trap', fields: JSON.parse('{"__proto__": "X"}') as Record<string, unknown>, says: /no field "__proto__"/ },
		{ what: 'a number for a text', fields: { JobTitle: 5 }, says: /holds text.*a number/ },
		{ what: 'a text for a flag', fields: { HideOnWebsite: 'true' }, says: /true or false.*text/ },
		{ what: 'nothing for a flag', fields: { HideOnWebsite: null }, says: /true or false.*empty/ },
		{ what: 'a list for a text', fields: { Phone: ['1'] }, says: /holds text.*a list/ },
		{ what: 'an object for a text', fields: { Notes: { a: 1 } }, says: /several parts/ },
		{ what: 'a flag for a custom text', fields: { Level: true }, says: /Level holds text/ },
		{ what: 'control characters', fields: { Notes: 'a\u0000b' }, says: /control characters/ },
		{ what: 'a calculated custom field', fields: { Seats: '13' }, says: /Seats is calculated/ },
		{ what: 'one custom field twice', fields: { Level: 'A', [LEVEL.CustomFieldUniqueID]: 'B' }, says: /Level is named twice/ },
	])('for $what', async ({ fields, says }) => {
		await start();
		const old = now();
		const asError = await run(update({ JobTitle: 'Director', ...fields }));
		expect(asError.status).toBe('error');
		expect(asError.error?.message).toMatch(says);
		expect(asError.error?.message).toContain('[item 0]');
		expect(asError.error?.description).toMatch(/\S/);
		const asStatus = await run(update({ JobTitle: 'Director', ...fields }, {}, returned));
		expect(asStatus.json).toMatchObject([{ noviId: EVA, name: 'Eva North', status: 'failed', reason: expect.stringMatching(says) }]);
		expect(now()).toEqual(old);
		expect(services.novi.counters.writes).toBe(0);
	});

	test.each([['', /is empty/], ['[]', /no[t] an object/], ['{', /not an object/], ['{}', /is empty/]])('for the JSON %p', async (fields, says) => {
		await start();
		const { error } = await run({ ...update({}), fields });
		expect(error?.message).toMatch(says);
		expect(services.calls()).toBe(0);
	});
});

describe('a key that does not see all fields', () => {
	test('must not PUT: the absent fields and the switch are named', async () => {
		await start({ limitedFields: ['AccountEmail', 'Notes', 'CustomFields'] });
		const old = now();
		const { error } = await run(update({ JobTitle: 'Director' }));
		expect(error?.message).toMatch(/erase them: AccountEmail, CustomFields, Notes|AccountEmail.*CustomFields.*Notes/);
		expect(error?.description).toContain('gear menu > Advanced > API Keys > Limit Member Data');
		expect((await run(update({ JobTitle: 'Director' }, { dryRun: true }, returned))).json).toMatchObject([{ status: 'failed' }]);
		expect(now()).toEqual(old);
		expect(services.novi.counters.writes).toBe(0);
	});

	test('may PUT when the admin says that the site has no such field', async () => {
		await start({ limitedFields: ['County', 'Suffix'] });
		const refused = await run(update({ JobTitle: 'Director' }, {}, { notOnThisSite: 'County' }));
		expect(refused.error?.message).toMatch(/: Suffix\.? \[/);
		const { json } = await run(update({ JobTitle: 'Director' }, {}, { notOnThisSite: 'County, Suffix' }));
		expect(json).toMatchObject([{ status: 'updated' }]);
		expect(services.novi.state.accidents).toEqual([]);
	});

	test('is no hindrance for a custom field, whose call sends nothing else', async () => {
		await start({ limitedFields: ['Notes'] });
		const old = now();
		expect((await run(update({ Level: 'Silver' }))).json).toMatchObject([{ status: 'updated' }]);
		expect(now()).toEqual(saved(old, { CustomFields: { ...old.CustomFields, Level: custom(LEVEL, 'Silver') } }));
		expect(writes('members.update')).toBe(0);
	});

	test('that was limited between the two reads', async () => {
		const limitedFields: string[] = [];
		await start({ limitedFields });
		const old = now();
		before('members.get', 2, () => limitedFields.push('Phone'));
		expect((await run(update({ JobTitle: 'Director' }))).error?.message).toMatch(/: Phone/);
		expect(now()).toEqual(old);
		expect(services.novi.counters.writes).toBe(0);
	});
});

describe('an edit in Novi between read and PUT', () => {
	beforeEach(async () => await start());

	test('of another field is kept', async () => {
		const old = now();
		before('members.get', 2, () => services.novi.state.updateMember(EVA, { Phone: '555-0777' }));
		const { json } = await run(update({ JobTitle: 'Director' }));
		expect(json).toMatchObject([{ status: 'updated', reason: expect.stringMatching(/changed in Novi meanwhile; the newer record was kept/) }]);
		expect(now()).toEqual(saved(old, { JobTitle: 'Director', Phone: '555-0777' }));
		expect(writes('members.update')).toBe(1);
	});

	test('that leaves LastUpdatedDate alone is kept as well', async () => {
		const old = now();
		before('members.get', 2, () => Object.assign(services.novi.state.member(EVA), { Notes: 'Called.' }));
		expect((await run(update({ JobTitle: 'Director' }))).json).toMatchObject([{ status: 'updated' }]);
		expect(now()).toEqual(saved(old, { JobTitle: 'Director', Notes: 'Called.' }));
	});

	test('of the same field wins', async () => {
		before('members.get', 2, () => services.novi.state.updateMember(EVA, { JobTitle: 'Chair' }));
		const { error } = await run(update({ JobTitle: 'Director' }));
		expect(error?.message).toMatch(/JobTitle was changed in Novi meanwhile/);
		expect(now().JobTitle).toBe('Chair');
		expect(services.novi.counters.writes).toBe(0);
	});

	test('of the same custom field wins', async () => {
		before('members.get', 2, () => services.novi.state.updateMember(EVA, { CustomFields: { ...eva.CustomFields, Level: custom(LEVEL, 'Bronze') } }));
		expect((await run(update({ Level: 'Silver' }))).error?.message).toMatch(/Level was changed in Novi meanwhile/);
		expect(services.novi.counters.writes).toBe(0);
	});

	test('of another field that the caller expects wins as well', async () => {
		before('members.get', 2, () => services.novi.state.updateMember(EVA, { Phone: '555-0777' }));
		const { error } = await run(update({ JobTitle: 'Director' }, {}, { expected: '{"Phone":"555-0100"}' }));
		expect(error?.message).toMatch(/Phone was changed in Novi meanwhile/);
		expect(services.novi.counters.writes).toBe(0);
	});

	test('to the same value needs no PUT', async () => {
		before('members.get', 2, () => services.novi.state.updateMember(EVA, { JobTitle: 'Director' }));
		expect((await run(update({ JobTitle: 'Director' }))).json).toMatchObject([{ status: 'unchanged', after: { JobTitle: 'Director' } }]);
		expect(services.novi.counters.writes).toBe(0);
	});

	test.each<{ what: string; expected: Record<string, unknown>; done: boolean }>([
		{ what: 'another value than the caller saw', expected: { JobTitle: 'Painter' }, done: false },
		{ what: 'another value of a further field', expected: { JobTitle: 'Engineer', AccountEmail: 'other@members.example' }, done: false },
		{ what: 'another custom value', expected: { Level: 'Bronze' }, done: false },
		{ what: 'what the caller saw', expected: { JobTitle: 'Engineer', Phone: '555-0100', Level: 'Gold', Region: null }, done: true },
	])('before the first read: $what', async ({ expected, done }) => {
		const old = now();
		const { json } = await run(update({ JobTitle: 'Director' }, {}, { ...returned, expected: JSON.stringify(expected) }));
		expect(json).toMatchObject([done ? { status: 'updated' } : { status: 'failed', reason: expect.stringMatching(/changed in Novi meanwhile/) }]);
		expect(now()).toEqual(done ? saved(old, { JobTitle: 'Director' }) : old);
	});
});

describe('a record with an empty required field', () => {
	test('cannot be changed; the admin learns what to look for', async () => {
		await start({ requiredFields: ['Notes'] });
		const old = now();
		const { error } = await run(update({ JobTitle: 'Director' }));
		expect(error?.message).toMatch(/400.*Notes is required/);
		expect(error?.description).toMatch(/required is empty.*look for an empty required field/);
		expect((await run(update({ JobTitle: 'Director', Level: 'Silver' }, {}, returned))).json).toMatchObject([
			{ noviId: EVA, status: 'failed', before: { JobTitle: 'Engineer' }, after: { JobTitle: 'Engineer', Level: 'Gold' }, reason: expect.stringMatching(/empty required field/) },
		]);
		expect(now()).toEqual(old);
		expect([writes('members.update'), writes('customerCustomFields.put')]).toEqual([2, 0]);
	});

	test('can be changed when the change fills it, and by custom field', async () => {
		await start({ requiredFields: ['Notes'] });
		expect((await run(update({ Level: 'Silver' }))).json).toMatchObject([{ status: 'updated' }]);
		expect((await run(update({ Notes: 'Called.' }))).json).toMatchObject([{ status: 'updated' }]);
		expect(now().Notes).toBe('Called.');
	});

	test('stops one person only', async () => {
		await start({ requiredFields: ['QuickBooksID'] });
		const inputs = [items({ id: ann.UniqueID }, { id: EVA })];
		const parameters = { ...update({ JobTitle: 'Director' }), memberId: byId('={{ $json.id }}') };
		const { outputs } = await run(parameters, { inputs, onError: 'continueErrorOutput' });
		expect(outputs[0]).toMatchObject([{ json: { noviId: EVA, status: 'updated' }, pairedItem: { item: 1 } }]);
		expect(outputs[1]).toMatchObject([{ json: { error: expect.stringMatching(/400/) }, pairedItem: { item: 0 } }]);
	});
});

describe('a PUT whose outcome is not clear', () => {
	beforeEach(async () => await start());

	test.each<{ what: string; fault: FaultRule; puts: number }>([
		{ what: 'arrived, the connection broke', fault: { kind: 'reset-after-accept', match: PUT }, puts: 1 },
		{ what: 'arrived, half of the answer came', fault: { kind: 'truncated-json', match: PUT }, puts: 1 },
		{ what: 'arrived, the answer is odd', fault: { kind: 'wrong-shape', match: PUT }, puts: 1 },
		{ what: 'never arrived', fault: { kind: 'reset-before', match: PUT }, puts: 2 },
		{ what: 'met a gateway', fault: { kind: 'status', code: 504, match: PUT }, puts: 2 },
		{ what: 'met a busy site', fault: { kind: 'status', code: 429, headers: { 'retry-after': '1' }, match: PUT }, puts: 2 },
		{ what: 'was answered by a web page', fault: { kind: 'html-200', match: PUT }, puts: 2 },
		{ what: 'was answered by nothing', fault: { kind: 'empty-200', match: PUT }, puts: 2 },
	])('and that $what', async ({ fault, puts }) => {
		const old = now();
		services.novi.faults.script([fault]);
		expect((await run(update({ JobTitle: 'Director' }))).json).toMatchObject([{ status: 'updated', after: { JobTitle: 'Director' } }]);
		expect(now()).toEqual(saved(old, { JobTitle: 'Director' }));
		expect(writes('members.update')).toBe(puts);
		expect(services.novi.state.accidents).toEqual([]);
	});

	test('is repeated on the newer record only', async () => {
		const old = now();
		services.novi.faults.script([{ kind: 'reset-before', match: PUT }]);
		before('members.get', 3, () => services.novi.state.updateMember(EVA, { Phone: '555-0777' }));
		expect((await run(update({ JobTitle: 'Director' }))).json).toMatchObject([{ status: 'updated' }]);
		expect(now()).toEqual(saved(old, { JobTitle: 'Director', Phone: '555-0777' }));
	});

	test.each<{ what: string; fault: FaultRule; says: RegExp }>([
		{ what: 'breaks every time', fault: { kind: 'reset-before' }, says: /reached/ },
		{ what: 'is down', fault: { kind: 'status', code: 503 }, says: /503/ },
		{ what: 'says yes and does nothing', fault: { kind: 'empty-200' }, says: /does not show the new value of JobTitle/ },
	])('and that $what is told, after two calls', async ({ fault, says }) => {
		const old = now();
		services.novi.faults.script([always({ ...fault, match: PUT })]);
		expect((await run(update({ JobTitle: 'Director' }, {}, returned))).json).toMatchObject([{ noviId: EVA, status: 'failed', after: { JobTitle: 'Engineer' }, reason: expect.stringMatching(says) }]);
		expect(now()).toEqual(old);
		expect(writes('members.update')).toBe(2);
	});

	test('stays unclear when the member cannot be read again', async () => {
		services.novi.faults.script([{ kind: 'reset-after-accept', match: PUT }, always({ kind: 'status', code: 500, nth: 3, match: { endpoint: 'members.get' } })]);
		const { error } = await run(update({ JobTitle: 'Director' }));
		expect(error?.message).toMatch(/not known whether Novi took the change/);
		expect(error?.description).toMatch(/look at it before you run this again/);
		expect(writes('members.update')).toBe(1);
	});

	test('of a custom field is read back as well', async () => {
		services.novi.faults.script([{ kind: 'reset-after-accept', match: { endpoint: 'customerCustomFields.put' } }]);
		expect((await run(update({ Level: 'Silver' }))).json).toMatchObject([{ status: 'updated', after: { Level: 'Silver' } }]);
		expect(writes('customerCustomFields.put')).toBe(1);
	});
});

describe('what Novi shows after the PUT', () => {
	beforeEach(async () => await start());

	test('is missing a field: the error names it', async () => {
		before('members.get', 3, () => services.novi.state.updateMember(EVA, { Phone: '', Awards: [] }));
		const { error } = await run(update({ JobTitle: 'Director' }));
		expect(error?.message).toMatch(/no longer shows what stood in Phone, Awards/);
		expect(error?.description).toMatch(/Enter what is missing again/);
	});

	test('is not what was sent', async () => {
		before('members.get', 3, () => services.novi.state.updateMember(EVA, { JobTitle: 'Dir.' }));
		expect((await run(update({ JobTitle: 'Director' }))).error?.message).toMatch(/does not show the new value of JobTitle/);
		expect(writes('members.update')).toBe(1);
	});

	test('differs elsewhere', async () => {
		before('members.get', 3, () => services.novi.state.updateMember(EVA, { Phone: '555-0777' }));
		expect((await run(update({ JobTitle: 'Director' }))).error?.message).toMatch(/The change was made, but Phone is not as before/);
	});

	test('differs elsewhere: the outcome holds what was written, since Novi shows it', async () => {
		before('members.get', 3, () => services.novi.state.updateMember(EVA, { Phone: '555-0777' }));
		expect((await run(update({ JobTitle: 'Director' }, {}, returned))).json).toMatchObject([{ status: 'failed', before: { JobTitle: 'Engineer' }, after: { JobTitle: 'Director' } }]);
	});

	test('may hold a name that follows the single names, and other kinds of nothing', async () => {
		before('members.get', 3, () => services.novi.state.updateMember(EVA, { Name: 'Evelyn North', Notes: null, Mobile: '' }));
		expect((await run(update({ FirstName: 'Evelyn' }))).json).toMatchObject([{ status: 'updated' }]);
	});

	test('names what was written before the deadline passed', async () => {
		const deadline = new Date(Date.now() + 3_600_000).toISOString();
		before('members.get', 3, passTwoHours);
		const { json } = await run(update({ Level: 'Silver', JobTitle: 'Director' }, {}, { ...returned, deadline }));
		expect(json).toMatchObject([{ status: 'failed', after: { JobTitle: 'Director', Level: 'Gold' }, reason: expect.stringMatching(/time of this run was over.*Already written: JobTitle\./) }]);
		expect(services.novi.counters.writes).toBe(1);
	});

	test('is not asked for a second time after the deadline', async () => {
		const deadline = new Date(Date.now() + 3_600_000).toISOString();
		services.novi.faults.script([{ kind: 'reset-before', match: PUT }]);
		before('members.get', 3, passTwoHours);
		const { json } = await run(update({ JobTitle: 'Director' }, {}, { ...returned, deadline }));
		expect(json).toMatchObject([{ status: 'failed', reason: expect.stringMatching(/not known whether Novi took the change/) }]);
		expect(writes('members.update')).toBe(1);
	});

	test('names what was written before a custom a custom field was refused', async () => {
		services.novi.faults.script([{ kind: 'status', code: 403, match: { endpoint: 'customerCustomFields.put' } }]);
		const { json } = await run(update({ Level: 'Silver', JobTitle: 'Director' }, {}, returned));
		expect(json).toMatchObject([{ status: 'failed', after: { JobTitle: 'Director', Level: 'Gold' }, reason: expect.stringMatching(/403.*Already written: JobTitle\./) }]);
		expect(now().JobTitle).toBe('Director');
	});
});

test('whatever goes wrong, nothing else of the record changes, and what is said is true', async () => {
	await start();
	const said: Record<string, number> = {};
	for (let seed = 1; seed <= 120; seed++) {
		services.reset();
		const old = now();
		services.novi.faults.random({ seed, rate: 0.4 });
		const { json } = await run(update({ JobTitle: 'Director', Level: 'Silver' }, {}, returned));
		const { status, reason } = json[0] as { status: string; reason: string };
		said[status] = (said[status] ?? 0) + 1;
		const { JobTitle, CustomFields, ...rest } = now();
		expect({ ...rest, LastUpdatedDate: old.LastUpdatedDate }).toEqual((({ JobTitle: _j, CustomFields: _c, ...others }) => others)(old));
		expect(CustomFields).toEqual({ ...old.CustomFields, Level: custom(LEVEL, expect.stringMatching(/Gold|Silver/) as unknown as string) });
		if (status === 'updated') expect([JobTitle, CustomFields?.Level?.Value]).toEqual(['Director', 'Silver']);
		else expect(reason).toMatch(/\S/);
		expect(services.novi.state.accidents).toEqual([]);
		expect(writes('members.update')).toBeLessThanOrEqual(2);
		expect(writes('customerCustomFields.put')).toBeLessThanOrEqual(2);
	}
	expect(said.updated).toBeGreaterThan(10);
	expect(said.failed).toBeGreaterThan(10);
});

test('a refused key stops the rest of the run', async () => {
	await start();
	services.novi.faults.script([always({ kind: 'status', code: 401 })]);
	const inputs = [items({ id: EVA }, { id: ann.UniqueID }, { id: EVA })];
	const { json } = await run({ ...update({ JobTitle: 'Director' }, {}, returned), memberId: byId('={{ $json.id }}') }, { inputs });
	expect(json).toMatchObject([{ noviId: EVA, status: 'failed' }, { noviId: ann.UniqueID, status: 'not_attempted', reason: expect.stringMatching(/401/) }, { status: 'not_attempted' }]);
	expect(services.calls()).toBe(1);
});

test('a member that does not exist keeps its id', async () => {
	await start();
	const { json } = await run({ ...update({ JobTitle: 'Director' }, {}, returned), memberId: byId(nowhere) });
	expect(json).toMatchObject([{ noviId: nowhere, status: 'failed', reason: expect.stringMatching(/404/) }]);
});

describe('Custom Field: Set Value', () => {
	beforeEach(async () => await start());

	test('sets one value and leaves the rest', async () => {
		const old = now();
		const { json } = await run(setValue(LEVEL.CustomFieldUniqueID, 'Silver'));
		expect(json).toEqual([{ noviId: EVA, name: 'Eva North', status: 'updated', before: { Level: 'Gold' }, after: { Level: 'Silver' }, reason: '' }]);
		expect(now()).toEqual(saved(old, { CustomFields: { ...old.CustomFields, Level: custom(LEVEL, 'Silver') } }));
		expect(services.novi.counters.writes).toBe(1);
	});

	test('sets a field that had no value yet', async () => {
		expect((await run(setValue(customField.CustomFieldUniqueID.toUpperCase(), 'North'))).json).toMatchObject([{ status: 'updated', before: { Region: null }, after: { Region: 'North' } }]);
		expect(now().CustomFields?.Region).toEqual(custom(customField, 'North'));
	});

	test.each<{ what: string; field: string; value: unknown; more?: INodeParameters; gives: object }>([
		{ what: 'the value is there', field: LEVEL.CustomFieldUniqueID, value: 'Gold', gives: { status: 'unchanged' } },
		{ what: 'in a dry run', field: LEVEL.CustomFieldUniqueID, value: 'Silver', more: { dryRun: true }, gives: { status: 'not_attempted', before: { Level: 'Gold' }, after: { Level: 'Silver' }, reason: 'Dry run: nothing was written.' } },
		{ what: 'the field is calculated', field: SEATS.CustomFieldUniqueID, value: '13', gives: { status: 'failed', reason: expect.stringMatching(/Seats is calculated/) } },
		{ what: 'the field does not exist', field: nowhere, value: 'x', gives: { status: 'failed', reason: expect.stringMatching(/no field/) } },
	])('writes nothing: $what', async ({ field, value, more, gives }) => {
		const old = now();
		expect((await run(setValue(field, value, { options: returned, ...more }))).json).toMatchObject([gives]);
		expect(now()).toEqual(old);
		expect(services.novi.counters.writes).toBe(0);
	});

	test('offers the fields by name', async () => {
		const { results } = await searchList({ type: 'noviAms', method: 'searchCustomFields', credentials: services.credentials }, 'le');
		expect(results).toEqual([{ name: 'Level', value: LEVEL.CustomFieldUniqueID }]);
	});
});

describe('Activity: Create', () => {
	beforeEach(async () => await start());

	test('adds an activity and changes nothing of the member', async () => {
		const old = now();
		const { json } = await run(activity());
		expect(json).toMatchObject([{ noviId: EVA, name: 'Eva North', status: 'created', before: null, after: { Subject: 'Changed in Forj' } }]);
		expect(services.novi.state.activities).toEqual([{ UniqueId: expect.any(String), MemberUniqueId: EVA, ActivityType: 'Note', Subject: 'Changed in Forj', Notes: 'By <b>Eva</b>', Date: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) }]);
		expect(now()).toEqual(old);
	});

	test('takes a date', async () => {
		await run(activity({ date: '2026-10-01T08:00:00Z' }));
		expect(services.novi.state.activities).toMatchObject([{ Date: '2026-10-01T08:00:00.000Z' }]);
	});

	test('adds none in a dry run', async () => {
		expect((await run(activity({ dryRun: true }))).json).toMatchObject([{ status: 'not_attempted', reason: 'Dry run: nothing was written.', before: null, after: { ActivityType: 'Note' } }]);
		expect(services.novi.state.activities).toEqual([]);
	});

	test('is not repeated when the answer was lost', async () => {
		services.novi.faults.script([{ kind: 'reset-after-accept', match: { endpoint: 'activities.create' } }]);
		const { error } = await run(activity());
		expect(error?.message).toMatch(/not known whether Novi took the activity/);
		expect(services.novi.state.activities).toHaveLength(1);
	});

	test.each([{ subject: ' ' }, { activityType: ' ' }, { notes: 'a\u0007' }, { date: 'soon' }])('refuses %p', async (more) => {
		const { error } = await run(activity(more));
		expect(error?.message).toMatch(/Subject|Activity Type|Notes|Date/);
		expect(services.calls()).toBe(0);
	});
});
