/** The writing operations of the node Novi AMS beside Member: Update: one custom field, one activity. */
import type { INodeParameters } from 'n8n-workflow';
import { searchList } from '../support/editor.mjs';
import { customField, nowhere } from './noviWorld.mjs';
import { activity, custom, EVA, LEVEL, returned, saved, SEATS, setValue, useNoviWrites } from './noviWriteWorld.mjs';

const site = useNoviWrites();
const { start, run, now } = site;

describe('Custom Field: Set Value', () => {
	beforeEach(async () => await start());

	test('sets one value and leaves the rest', async () => {
		const old = now();
		const { json } = await run(setValue(LEVEL.CustomFieldUniqueID, 'Silver'));
		expect(json).toEqual([{ noviId: EVA, name: 'Eva North', status: 'updated', before: { Level: 'Gold' }, after: { Level: 'Silver' }, reason: '' }]);
		expect(now()).toEqual(saved(old, { CustomFields: { ...old.CustomFields, Level: custom(LEVEL, 'Silver') } }));
		expect(site.novi.counters.writes).toBe(1);
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
		expect(site.novi.counters.writes).toBe(0);
	});

	test('offers the fields by name', async () => {
		const { results } = await searchList({ type: 'noviAms', method: 'searchCustomFields', credentials: site.credentials }, 'le');
		expect(results).toEqual([{ name: 'Level', value: LEVEL.CustomFieldUniqueID }]);
	});
});

describe('Activity: Create', () => {
	beforeEach(async () => await start());

	test('adds an activity and changes nothing of the member', async () => {
		const old = now();
		const { json } = await run(activity());
		expect(json).toMatchObject([{ noviId: EVA, name: 'Eva North', status: 'created', before: null, after: { Subject: 'Changed in Forj' } }]);
		expect(site.novi.state.activities).toEqual([{ UniqueId: expect.any(String), MemberUniqueId: EVA, ActivityType: 'Note', Subject: 'Changed in Forj', Notes: 'By <b>Eva</b>', Date: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) }]);
		expect(now()).toEqual(old);
	});

	test('takes a date', async () => {
		await run(activity({ date: '2026-10-01T08:00:00Z' }));
		expect(site.novi.state.activities).toMatchObject([{ Date: '2026-10-01T08:00:00.000Z' }]);
	});

	test('adds none in a dry run', async () => {
		expect((await run(activity({ dryRun: true }))).json).toMatchObject([{ status: 'not_attempted', reason: 'Dry run: nothing was written.', before: null, after: { ActivityType: 'Note' } }]);
		expect(site.novi.state.activities).toEqual([]);
	});

	test('is not repeated when the answer was lost', async () => {
		site.novi.faults.script([{ kind: 'reset-after-accept', match: { endpoint: 'activities.create' } }]);
		const { error } = await run(activity());
		expect(error?.message).toMatch(/not known whether Novi took the activity/);
		expect(site.novi.state.activities).toHaveLength(1);
	});

	test.each([{ subject: ' ' }, { activityType: ' ' }, { notes: 'a\u0007' }, { date: 'soon' }])('refuses %p', async (more) => {
		const { error } = await run(activity(more));
		expect(error?.message).toMatch(/Subject|Activity Type|Notes|Date/);
		expect(site.calls()).toBe(0);
	});
});
