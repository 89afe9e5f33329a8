/** What Member: Update of the node Novi AMS changes in Novi, to the last field, and what it leaves. */
import { items } from '../support/runNode.mjs';
import { ann, byId, customField } from './noviWorld.mjs';
import { custom, EVA, LEVEL, saved, update, useNoviWrites } from './noviWriteWorld.mjs';

const site = useNoviWrites();
const { start, run, now, writes } = site;

describe.each([{ service: 'as documented', options: {} }, { service: 'with details wrapped in data', options: { detailWrappedInData: true } }])('Member: Update on Novi $service', ({ options }) => {
	beforeEach(async () => await start(options));

	test('changes one field and keeps every other one, documented or not', async () => {
		const old = now();
		const { json, error } = await run(update({ JobTitle: 'Director' }));
		expect(error).toBeUndefined();
		expect(json).toEqual([{ noviId: EVA, name: 'Eva North', status: 'updated', before: { JobTitle: 'Engineer' }, after: { JobTitle: 'Director' }, reason: '' }]);
		expect(now()).toEqual(saved(old, { JobTitle: 'Director' }));
		expect(now().LastUpdatedDate).not.toBe(old.LastUpdatedDate);
		expect(site.novi.state.accidents).toEqual([]);
		// Read, read again right before, write, read back.
		expect(site.novi.counters.byEndpoint).toEqual({ 'members.get': 3, 'members.update': 1 });
	});

	test('sends text as it is, clears with an empty text, takes true and false', async () => {
		const old = now();
		const fields = { MemberProfile: '<p>New & "old"</p>\n<script>x()</script>', Phone: null, HideOnWebsite: true, Mobile: '555-0199' };
		const { json } = await run(update(fields));
		expect(json).toMatchObject([{ status: 'updated', after: { ...fields, Phone: '' } }]);
		expect(now()).toEqual(saved(old, { ...fields, Phone: '' }));
		expect(writes('members.update')).toBe(1);
		expect(site.novi.state.accidents).toEqual([]);
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
		expect(site.novi.counters.byEndpoint).toEqual({ 'members.get': 1 });
	});

	test('writes custom fields by their own call, after the record', async () => {
		const old = now();
		const { json } = await run(update({ Level: 'Silver', Region: 'North', JobTitle: 'Director' }));
		expect(json).toMatchObject([{ status: 'updated', before: { Level: 'Gold', Region: null, JobTitle: 'Engineer' }, after: { Level: 'Silver', Region: 'North', JobTitle: 'Director' } }]);
		const CustomFields = { ...old.CustomFields, Level: { ...custom(LEVEL, 'Silver') }, Region: { ...custom(customField, 'North') } };
		expect(now()).toEqual(saved(old, { JobTitle: 'Director', CustomFields }));
		expect([writes('members.update'), writes('customerCustomFields.put')]).toEqual([1, 2]);
		expect(site.novi.log.filter(({ method }) => method === 'PUT').map(({ endpoint }) => endpoint)).toEqual(['members.update', 'customerCustomFields.put', 'customerCustomFields.put']);
	});

	test('adds an activity that says what changed', async () => {
		await run(update({ JobTitle: 'Director' }, {}, { activity: { activity: { activityType: 'Note', subject: 'From Forj', notes: '' } } }));
		expect(site.novi.state.activities).toMatchObject([{ MemberUniqueId: EVA, ActivityType: 'Note', Subject: 'From Forj', Notes: 'JobTitle: Engineer -> Director' }]);
	});

	test('says that the activity is missing, and that the change was made', async () => {
		site.novi.faults.script([{ kind: 'status', code: 403, match: { endpoint: 'activities.create' } }]);
		const { json } = await run(update({ JobTitle: 'Director' }, {}, { activity: { activity: { activityType: 'Note', subject: 'From Forj', notes: '' } } }));
		expect(json).toMatchObject([{ status: 'updated', reason: expect.stringMatching(/activity was not added.*403/) }]);
		expect(now().JobTitle).toBe('Director');
	});
});
