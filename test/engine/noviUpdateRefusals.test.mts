/** When Member: Update of the node Novi AMS writes nothing, and what it tells the admin. */
import type { INodeParameters } from 'n8n-workflow';
import { items } from '../support/runNode.mjs';
import { ann, byId, nowhere } from './noviWorld.mjs';
import { activity, always, custom, EVA, LEVEL, returned, saved, setValue, update, useNoviWrites } from './noviWriteWorld.mjs';

const site = useNoviWrites();
const { start, run, now, writes, before, passTwoHours, asStaging } = site;

describe('Member: Update writes nothing', () => {
	test('in a dry run, and shows before and after', async () => {
		await start();
		const old = now();
		const { json } = await run(update({ JobTitle: 'Director', Level: 'Silver' }, { dryRun: true }));
		expect(json).toEqual([{ noviId: EVA, name: 'Eva North', status: 'not_attempted', before: { JobTitle: 'Engineer', Level: 'Gold' }, after: { JobTitle: 'Director', Level: 'Silver' }, reason: 'Dry run: nothing was written.' }]);
		expect(now()).toEqual(old);
		expect(site.novi.counters.writes).toBe(0);
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
		expect(site.novi.counters.writes).toBe(0);
		const credentials = { noviAmsApi: { ...site.credentials.noviAmsApi, allowStagingSync: true } };
		expect((await run(parameters, { credentials })).json).toMatchObject([{ status: expect.stringMatching(/updated|created/) }]);
	});

	test('after the deadline', async () => {
		await start();
		const { json } = await run(update({ JobTitle: 'Director' }, {}, { deadline: '2020-01-01T00:00:00Z' }));
		expect(json).toMatchObject([{ noviId: EVA, status: 'not_attempted', reason: 'The time of this run was over.' }]);
		expect(site.calls()).toBe(0);
	});

	test('when the deadline passes while it reads', async () => {
		await start();
		const deadline = new Date(Date.now() + 3_600_000).toISOString();
		const old = now();
		before('members.get', 2, passTwoHours);
		const { json } = await run(update({ JobTitle: 'Director' }, {}, { deadline }));
		expect(json).toMatchObject([{ status: 'not_attempted', after: { JobTitle: 'Director' }, reason: expect.stringMatching(/time of this run was over/) }]);
		expect(site.novi.counters.writes).toBe(0);
		expect(now()).toEqual(old);
	});

	test('after the execution was stopped', async () => {
		await start();
		site.novi.faults.script([always({ kind: 'slow', ms: 80, match: { endpoint: 'members.get' } })]);
		const { status } = await run(update({ JobTitle: 'Director' }), { cancelOn: new Promise((resolve) => setTimeout(resolve, 60)) });
		expect(status).toBe('canceled');
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(site.novi.counters.writes).toBe(0);
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
		expect(site.novi.counters.writes).toBe(0);
	});

	test.each([['', /is empty/], ['[]', /no[t] an object/], ['{', /not an object/], ['{}', /is empty/]])('for the JSON %p', async (fields, says) => {
		await start();
		const { error } = await run({ ...update({}), fields });
		expect(error?.message).toMatch(says);
		expect(site.calls()).toBe(0);
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
		expect(site.novi.counters.writes).toBe(0);
	});

	test('may PUT when the admin says that the site has no such field', async () => {
		await start({ limitedFields: ['County', 'Suffix'] });
		const refused = await run(update({ JobTitle: 'Director' }, {}, { notOnThisSite: 'County' }));
		expect(refused.error?.message).toMatch(/: Suffix\.? \[/);
		const { json } = await run(update({ JobTitle: 'Director' }, {}, { notOnThisSite: 'County, Suffix' }));
		expect(json).toMatchObject([{ status: 'updated' }]);
		expect(site.novi.state.accidents).toEqual([]);
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
		expect(site.novi.counters.writes).toBe(0);
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

test('a refused key stops the rest of the run', async () => {
	await start();
	site.novi.faults.script([always({ kind: 'status', code: 401 })]);
	const inputs = [items({ id: EVA }, { id: ann.UniqueID }, { id: EVA })];
	const { json } = await run({ ...update({ JobTitle: 'Director' }, {}, returned), memberId: byId('={{ $json.id }}') }, { inputs });
	expect(json).toMatchObject([{ noviId: EVA, status: 'failed' }, { noviId: ann.UniqueID, status: 'not_attempted', reason: expect.stringMatching(/401/) }, { status: 'not_attempted' }]);
	expect(site.calls()).toBe(1);
});

test('a member that does not exist keeps its id', async () => {
	await start();
	const { json } = await run({ ...update({ JobTitle: 'Director' }, {}, returned), memberId: byId(nowhere) });
	expect(json).toMatchObject([{ noviId: nowhere, status: 'failed', reason: expect.stringMatching(/404/) }]);
});
