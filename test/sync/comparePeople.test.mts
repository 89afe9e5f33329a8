/** Compare Members on single people, in n8n's engine: an admin's own workflow. */
import type { IDataObject } from 'n8n-workflow';
import { member, person, unreadable } from '../support/builders.mjs';
import { compareMembers, FAILED, forjPeople, jsonOf, NOTHING, noviPeople, whoIsWhere, type Sides } from './items.mjs';

const FIELDS = { FirstName: 'Ann', LastName: 'Lee', ParentMemberName: '', JobTitle: 'Chair' };
const ANN = person('ann', { fields: FIELDS });
const BOB = person('bob', { fields: { JobTitle: 'Treasurer' } });
const NO_LOGIN = person('dan', { login: '' });
const BOB_IN_FORJ = member('2', 'bob', { fields: { job_title: 'Member' } });
const CAT_IN_FORJ = member('3', 'cat');
const MANAGER = member('4', 'eve', { isManager: true });

const SIDES: Sides = {
	novi: noviPeople(ANN, BOB, NO_LOGIN),
	forj: forjPeople(BOB_IN_FORJ, CAT_IN_FORJ, MANAGER),
};

const compare = async (sides: Sides = {}, parameters: IDataObject = {}, run = {}) =>
	await compareMembers({ ...SIDES, ...sides }, { output: 'people', ...parameters } as never, run);

const SURE = { bothListsComplete: true };

test('adds and updates are handed out at once; nobody is removed while nobody vouches for the lists', async () => {
	const result = await compare();
	expect(whoIsWhere(result)).toEqual([
		['Person ann: Added'],
		['Person bob: Updated'],
		[],
		['Person cat: Removal held', 'Person eve: Protected', 'Person dan: N/A'],
	]);
	const [cat] = jsonOf(result, 3);
	expect(cat?.reason).toBe(
		'Not in the Novi group. It is not known whether both lists are complete, so nobody is removed. If they are, switch on "Both Lists Are Complete" in this node.',
	);
});

test('removals are handed out when the admin says that both lists are complete', async () => {
	expect(whoIsWhere(await compare({}, SURE))).toEqual([
		['Person ann: Added'],
		['Person bob: Updated'],
		['Person cat: Removed'],
		['Person eve: Protected', 'Person dan: N/A'],
	]);
});

test('a person carries what to send, what changes, and the items that say so', async () => {
	const result = await compare({}, SURE);
	expect(jsonOf(result, 0)).toMatchObject([{ noviId: 'ann', forjUserId: '', email: 'ann@login.example', fields: { first_name: 'Ann', job_title: 'Chair' } }]);
	expect(jsonOf(result, 1)).toMatchObject([
		{ forjUserId: '2', fields: { job_title: 'Treasurer' }, changes: [{ field: 'job_title', before: 'Member', after: 'Treasurer' }] },
	]);
	const links = result.outputs.map((output) => output[0]?.pairedItem);
	expect(links).toEqual([[{ item: 0, input: 0 }], [{ item: 1, input: 0 }, { item: 0, input: 1 }], [{ item: 1, input: 1 }], [{ item: 2, input: 1 }]]);
});

describe('an input without people is a failed read', () => {
	test.each<[string, Sides, string]>([
		['Novi brings nothing', { novi: [] }, 'Nobody came in on the input Novi'],
		['Forj brings nothing', { forj: [] }, 'Nobody came in on the input Forj'],
		['Novi brings an error', { novi: [FAILED] }, 'The step that reads Novi did not end well. It said: The service refused the API key. [item 0]'],
		['both bring an empty item', { novi: [NOTHING], forj: [] }, 'Nobody came in on the input Forj'],
	])('%s: an error, and no item on any output', async (_, sides, message) => {
		const result = await compare(sides, SURE);
		expect(result.error).toMatchObject({ name: 'NodeOperationError', message });
		expect(result.error?.description).toMatch(/\S/);
		expect(result.outputs.flat()).toEqual([]);
	});

	test('with On Error: Continue the error goes to No Action, where nothing is written from', async () => {
		const result = await compare({ novi: [] }, SURE, { onError: 'continueRegularOutput' });
		expect(result.outputs.map((output) => output.map(({ json }) => json.error))).toEqual([[], [], [], ['Nobody came in on the input Novi']]);
	});

	test('with On Error: Continue (Error Output) it goes there', async () => {
		const result = await compare({ novi: [] }, SURE, { onError: 'continueErrorOutput' });
		expect(result.outputs.map((output) => output.length)).toEqual([0, 0, 0, 0, 1]);
	});
});

test('a new Forj group that is truly empty gets everybody', async () => {
	const result = await compare({ forj: [NOTHING] }, SURE);
	expect(whoIsWhere(result)[0]).toEqual(['Person ann: Added', 'Person bob: Added']);
	expect(result.outputs[2]).toEqual([]);
});

test('an empty Novi group removes nobody, even when it is said to be complete', async () => {
	const result = await compare({ novi: [NOTHING] }, SURE);
	expect(result.outputs[2]).toEqual([]);
	expect(whoIsWhere(result)[3]).toEqual(['Person bob: Removal held', 'Person cat: Removal held', 'Person eve: Protected']);
});

test('somebody whom Novi does not show holds all removals', async () => {
	const result = await compare({ novi: noviPeople(ANN, unreadable('bob')) }, SURE);
	expect(result.outputs[2]).toEqual([]);
	expect(jsonOf(result, 3).map(({ status }) => status).sort()).toEqual(['Protected', 'Removal held', 'Removal held', 'Unknown']);
});

describe('options', () => {
	const strangers = Array.from({ length: 6 }, (_, index) => member(`9${index}`, `stranger${index}`));
	const many = { forj: forjPeople(...strangers) };

	test.each<[string, IDataObject, number]>([
		['five people by default', {}, 0],
		['more people, if the admin allows them', { removalLimitPeople: 6 }, 6],
		['a share of the group', { removalLimitPercent: 100 }, 6],
		['nobody in mode Add Only', { removalLimitPercent: 100, mode: 'add_only' }, 0],
		['nobody in mode Owned without memory', { removalLimitPercent: 100, mode: 'owned' }, 0],
		['nobody of the keep list', { removalLimitPercent: 100, keep: '90, STRANGER1@login.example\n92' }, 3],
	])('let go at once: %s', async (_, options, removed) => {
		const result = await compare(many, { ...SURE, options });
		expect(result.error).toBeUndefined();
		expect(result.outputs[2]).toHaveLength(removed);
		expect(result.outputs[3]).toHaveLength(strangers.length - removed + 1);
	});

	test('the limit that holds says where to raise it', async () => {
		const [held] = jsonOf(await compare(many, SURE), 3);
		expect(held?.reason).toMatch(/are more than the limit of 5 .* If it is right, raise the limit in the options of this node, or remove these people by hand in Forj\.$/);
	});

	test('map company and title to the keys of this community', async () => {
		const sides = { novi: noviPeople(ANN), forj: forjPeople(member('7', 'zoe', { fields: { position: '' } })) };
		const [ann] = jsonOf(await compare(sides, { options: { titleKey: 'position' } }));
		expect(ann?.fields).toEqual({ first_name: 'Ann', last_name: 'Lee', position: 'Chair' });
	});

	test.each<[IDataObject, string]>([
		[{ removalLimitPeople: -1 }, 'Removal Limit (People) is not a whole number [item 0]'],
		[{ removalLimitPercent: 101 }, 'Removal Limit (Percent) is not a whole number [item 0]'],
		[{ removalLimitPercent: 'many' }, 'Removal Limit (Percent) is not a whole number [item 0]'],
	])('%j is refused by name', async (options, message) => {
		expect((await compare({}, { ...SURE, options })).error?.message).toBe(message);
	});
});

test('somebody who may be a manager is handed out with the remark that the removing step asks', async () => {
	const unsaid = member('3', 'cat');
	delete unsaid.isManager;
	const [cat] = jsonOf(await compare({ forj: forjPeople(unsaid) }, SURE), 2);
	expect(cat?.reason).toContain('whether this is a group manager');
});

test('as an AI tool it removes nobody', async () => {
	const result = await compare({}, SURE, { asTool: true });
	expect(whoIsWhere(result)[2]).toEqual([]);
	expect(jsonOf(result, 3)[0]).toMatchObject({ name: 'Person cat', status: 'Removal held', reason: expect.stringContaining('An AI agent removes nobody') });
});
