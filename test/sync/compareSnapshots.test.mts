/** Compare Members on snapshots, in n8n's engine: one plan per link, whatever the three inputs bring. */
import type { Plan } from '../../nodes/core/types';
import { forjGroup, FORJ_GROUP, forjSnapshot, goodState, LINK_ID, linkRow, member, memory, noviSnapshot, person, UNREACHABLE } from '../support/builders.mjs';
import { writePerson } from '../../nodes/core/remembered';
import { compareMembers, decisions, FAILED, jsonOf, NOTHING, noviPeople, type Sides } from './items.mjs';

const ANN = person('ann');
const BOB = person('bob');
const CAT_IN_FORJ = member('3', 'cat');
const BOTH: Sides = {
	novi: [noviSnapshot([ANN, BOB])],
	forj: [forjSnapshot([member('2', 'bob'), CAT_IN_FORJ])],
	remembered: [linkRow()],
};

async function plansOf(sides: Sides, run = {}): Promise<Plan[]> {
	const result = await compareMembers(sides, {}, run);
	expect(result.error).toBeUndefined();
	return jsonOf<Plan>(result);
}

test('gives one plan per link, paired with both snapshots and the link row', async () => {
	const result = await compareMembers(BOTH);
	const [plan, ...rest] = jsonOf<Plan>(result);
	expect(rest).toEqual([]);
	expect(result.outputs).toHaveLength(1);
	expect(decisions(plan!.people)).toEqual(['Person ann: add', 'Person bob: none', 'Person cat: remove']);
	expect(result.outputs[0]?.[0]?.pairedItem).toEqual([
		{ item: 0, input: 0 },
		{ item: 0, input: 1 },
		{ item: 0, input: 2 },
	]);
});

test('takes the rows of several tables on one input, in any order', async () => {
	const remembered = [writePerson(memory('ann', '3'), '2026-01-01T00:00:00.000Z'), { novi_field: 'Region', forj_field: 'region', direction: 'both' }, linkRow()];
	const [plan] = await plansOf({ ...BOTH, remembered });
	// Ann is known to be the account of Cat's address: nobody is removed for that.
	expect(plan!.people.find(({ noviId }) => noviId === 'ann')).toMatchObject({ decision: 'none', forjUserId: '3' });
});

describe('a side that brings no snapshot is a failed read of that link', () => {
	test.each<[string, Sides]>([
		['Novi brings nothing', { novi: [] }],
		['Novi brings an empty item', { novi: [NOTHING] }],
		['Novi brings an error item', { novi: [FAILED] }],
		['Novi brings the snapshot of another group', { novi: [noviSnapshot([], { group: { id: 'another', name: 'Another' } })] }],
		['Novi brings a broken snapshot', { novi: [{ ...noviSnapshot([ANN]), members: [{ name: 'Ann' }] }] }],
		['Novi brings people instead', { novi: noviPeople(ANN) }],
		['Novi brings a Forj snapshot', { novi: [forjSnapshot([])] }],
		['Forj brings nothing', { forj: [] }],
		['Forj brings an empty item', { forj: [NOTHING] }],
		['Forj brings an error item', { forj: [FAILED] }],
		['only the link rows came in', { novi: [], forj: [] }],
	])('%s', async (_, sides) => {
		const [plan, ...rest] = await plansOf({ ...BOTH, ...sides });
		expect(rest).toEqual([]);
		expect(plan).toMatchObject({ linkId: LINK_ID, status: 'Error', people: [], writable: false, counted: false });
		expect(plan!.detail.join(' ')).not.toBe('');
	});

	test('one failing link leaves the others alone', async () => {
		const other = { link_id: 'chairs', novi_group_id: 'g2', forj_group_id: '701', state: '' };
		const [board, chairs] = await plansOf({ ...BOTH, remembered: [linkRow(), linkRow(other)] });
		expect([board!.status, chairs!.status]).toEqual(['Up To Date', 'Error']);
	});
});

test('an incomplete Novi snapshot holds the removals', async () => {
	const [plan] = await plansOf({ ...BOTH, novi: [noviSnapshot([ANN], { complete: false, failure: UNREACHABLE })] });
	expect(plan!.status).toBe('Held');
	expect(plan!.people.filter(({ decision }) => decision === 'remove')).toEqual([]);
	expect(plan!.people.filter(({ decision }) => decision === 'hold')).toHaveLength(2);
});

test('without Remembered rows the plan is that of a first run: nobody is removed', async () => {
	const result = await compareMembers({ ...BOTH, remembered: [] });
	const [plan] = jsonOf<Plan>(result);
	expect(plan!.brakes.map(({ code }) => code)).toEqual(['first_run']);
	expect(decisions(plan!.people)).toEqual(['Person ann: add', 'Person bob: none', 'Person cat: hold']);
});

test('nothing came in but empty items: no link, no plan', async () => {
	const result = await compareMembers({ novi: [NOTHING], forj: [NOTHING], remembered: [NOTHING] });
	expect([result.status, result.outputs]).toEqual(['success', [[]]]);
});

describe('what can be no plan is an error that says what to do', () => {
	test.each<[string, Sides, string]>([
		['people without snapshots', { novi: noviPeople(ANN), remembered: [] }, 'No snapshot came in'],
		['only an error', { forj: [FAILED] }, 'No snapshot came in'],
		['a failed read of the tables', { ...BOTH, remembered: [linkRow(), FAILED] }, 'A step that reads the data tables did not end well [item 1]'],
		['people beside a snapshot', { novi: noviPeople(ANN), forj: BOTH.forj }, 'Single people came in where snapshots are needed'],
		['two snapshots without a link id', { novi: [1, 2].map(() => noviSnapshot([], { linkId: '' })) }, 'Several snapshots of one side have no link id'],
	])('%s', async (_, sides, message) => {
		const result = await compareMembers(sides);
		expect(result.status).toBe('error');
		expect(result.error).toMatchObject({ name: 'NodeOperationError', message });
		expect(result.error?.description).toMatch(/\S/);
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)('with On Error: %s it is an item, also when Novi brought nothing', async (onError) => {
		const result = await compareMembers({ forj: [FAILED] }, {}, { onError });
		expect(result.status).toBe('success');
		const outputs = onError === 'continueRegularOutput' ? [['No snapshot came in']] : [[], ['No snapshot came in']];
		expect(result.outputs.map((output) => output.map(({ json }) => json.error))).toEqual(outputs);
	});
});

test('as an AI tool it holds every removal', async () => {
	const [plan] = await plansOf(BOTH, { asTool: true });
	expect(plan!.status).toBe('Held');
	expect(decisions(plan!.people)).toEqual(['Person ann: add', 'Person bob: none', 'Person cat: hold']);
});

describe('as people', () => {
	const asPeople = { output: 'people' };

	test('a link row with its good run counts: the drop brake holds', async () => {
		const result = await compareMembers({ ...BOTH, remembered: [linkRow({ state: goodState(40) })] }, asPeople);
		expect(result.outputs.map((output) => output.map(({ json }) => json.status))).toEqual([['Added'], [], [], ['Removal held', 'Up To Date']]);
	});

	test('without a link row there is no first run, and the snapshots vouch for themselves', async () => {
		const result = await compareMembers({ ...BOTH, remembered: [] }, asPeople);
		expect(result.outputs.map((output) => output.map(({ json }) => json.name))).toEqual([['Person ann'], [], ['Person cat'], ['Person bob']]);
		expect(result.outputs[2]?.[0]?.pairedItem).toEqual([{ item: 0, input: 1 }]);
	});

	test('where nothing may be written, nobody is handed out, and everybody says why', async () => {
		const result = await compareMembers({ ...BOTH, forj: [forjSnapshot([CAT_IN_FORJ], { group: forjGroup({ hasParent: true }) })] }, asPeople);
		expect(result.outputs.map((output) => output.length)).toEqual([0, 0, 0, 3]);
		for (const json of jsonOf(result, 3)) {
			expect(json.status).toBe('Not attempted');
			expect(json.reason).toMatch(/^Would be (added|removed)\. The Forj group Board room is a sub-group/);
		}
	});

	test('a link that could not be compared is told beside the others', async () => {
		const other = linkRow({ link_id: 'chairs', novi_group_id: 'g2', forj_group_id: '701' });
		const result = await compareMembers({ ...BOTH, remembered: [linkRow(), other] }, asPeople);
		const told = jsonOf(result, 3).filter(({ status }) => status === 'Error');
		expect(told).toMatchObject([{ linkId: 'chairs', name: '', reason: expect.stringContaining('Novi gave no answer') }]);
	});

	test('no link could be compared: an error, and nobody is handed out', async () => {
		const result = await compareMembers({ ...BOTH, novi: [FAILED] }, asPeople);
		expect(result.error?.message).toBe('The groups could not be compared');
		expect(result.error?.description).toContain('Novi gave no answer');
	});

	test('single people cannot be matched to link rows', async () => {
		const result = await compareMembers({ ...BOTH, novi: noviPeople(ANN), forj: [] }, asPeople);
		expect(result.error?.message).toBe('Single people came in where snapshots are needed');
	});

	test('the group of a person is named, for the step that writes', async () => {
		const [ann] = jsonOf(await compareMembers(BOTH, asPeople));
		expect(ann).toMatchObject({ forjGroupId: FORJ_GROUP, linkId: LINK_ID, noviId: 'ann', email: 'ann@login.example' });
	});
});
