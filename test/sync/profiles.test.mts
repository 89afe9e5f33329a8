/** Compare Profiles, Find Changed Profiles and Summarize Profiles in n8n's engine. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { writePerson } from '../../nodes/core/remembered';
import { PROFILE_INPUT } from '../../nodes/NoviForjSync/profiles/texts';
import { PROFILE, PROFILE_RUN, REASON, RESULT } from '../../nodes/core/texts';
import { fieldRow, forjSnapshot, linkRow, member, memory, NOW, UNREACHABLE } from '../support/builders.mjs';
import { runNode, type NodeResult, type NodeRun } from '../support/runNode.mjs';
import { FAILED, jsonOf, NOTHING, toItems, type Json } from './items.mjs';

const COLUMNS = { people: ['novi_id', 'forj_user_id', 'email', 'baseline', 'state', 'updated_at'], runs: ['run_id', 'link_id', 'direction', 'started_at', 'finished_at', 'outcome', 'counters', 'detail'] };

/** A raw record of Novi AMS, Member: Get. `Nickname` and `Interests` are custom fields. */
const record = (id: string, fields: IDataObject = {}, custom: IDataObject = {}): IDataObject => ({
	UniqueID: id,
	Name: `Person ${id}`,
	CustomFields: Object.fromEntries(Object.entries(custom).map(([name, Value]) => [name, { CustomFieldName: name, Value }])),
	...fields,
});
/** An item of Forj Community, User: Get. */
const user = (id: string, fields: IDataObject): IDataObject => ({ id, email: `${id}@login.example`, name: `User ${id}`, fields, groupIds: ['700'] });
const known = (noviId: string, forjUserId: string, baseline: IDataObject = {}) => writePerson(memory(noviId, forjUserId, { baseline: baseline as never }), NOW) as Json;

const FIELD_ROWS = [fieldRow('Phone', 'phone', 'both'), fieldRow('Nickname', 'nickname', 'forj_to_novi'), fieldRow('Interests', 'interests', 'both')];

async function run(resource: string, operation: string, inputs: ReadonlyArray<readonly Json[]>, parameters: INodeParameters = {}, more: Partial<NodeRun> = {}): Promise<NodeResult> {
	return await runNode({ type: 'noviForjSync', parameters: { resource, operation, ...parameters }, inputs: inputs.map(toItems), ...more });
}

const compare = async (novi: readonly Json[], forj: readonly Json[], remembered: readonly Json[], parameters: INodeParameters = {}, more: Partial<NodeRun> = {}) =>
	await run('profile', 'compareProfiles', [novi, forj, [linkRow(), ...FIELD_ROWS, ...remembered]], parameters, more);

/** Novi id and what is written, by output. */
const outcome = (result: NodeResult) => result.outputs.map((output) => output.map(({ json }) => [json.noviId, json.fields]));

describe('Compare Profiles', () => {
	it('sends what was changed in Forj to Novi, and the other way round, field by field', async () => {
		const result = await compare(
			[record('ann', { Phone: '1', FirstName: 'Ann' }, { Nickname: 'A', Interests: ['Golf'] })],
			[user('1', { phone: '2', nickname: 'Annie', interests: ['Golf', 'Chess'], first_name: 'Anna' })],
			[known('ann', '1', { phone: '1', nickname: 'A', interests: ['Golf'], first_name: 'Ann' })],
		);
		expect(outcome(result)).toEqual([[['ann', { Phone: '2', Nickname: 'Annie', Interests: ['Golf', 'Chess'] }]], [['ann', { first_name: 'Ann' }]], [], []]);
		expect(jsonOf(result)).toMatchObject([{ forjUserId: '1', name: 'Person ann', reason: '', agreed: {} }]);
		expect(jsonOf<{ changes: unknown[] }>(result)[0]?.changes).toContainEqual({ noviField: 'Phone', forjField: 'phone', before: '1', after: '2', baseline: '1' });
		expect(result.outputs.map((output) => output[0]?.pairedItem)).toEqual([[{ item: 0, input: 0 }, { item: 0, input: 1 }], [{ item: 0, input: 0 }, { item: 0, input: 1 }], undefined, undefined]);
	});

	it.each<[string, IDataObject, IDataObject, unknown]>([
		['Novi wins', {}, { phone: '1' }, [[], [['ann', { phone: 'N' }]], [['ann', {}]], []]],
		['Forj wins', { conflictPolicy: 'forj_wins' }, { phone: '1' }, [[['ann', { Phone: 'F' }]], [], [['ann', {}]], []]],
		['nobody wins', { conflictPolicy: 'report' }, { phone: '1' }, [[], [], [['ann', {}]], []]],
		['nobody wins, never agreed', { conflictPolicy: 'report' }, {}, [[], [], [['ann', {}]], []]],
	])('reports a value that was changed on both sides: %s', async (_name, parameters, baseline, expected) => {
		const result = await compare([record('ann', { Phone: 'N' })], [user('1', { phone: 'F' })], [known('ann', '1', baseline)], parameters as INodeParameters);
		expect(outcome(result)).toEqual(expected);
		expect(String(jsonOf(result, 2)[0]?.reason)).toContain('Phone');
	});

	it.each<[string, string, unknown]>([
		['forj_wins', 'forj_wins', [[['ann', { Phone: 'F' }]], [], [['ann', {}]], []]],
		['report', 'report', [[], [], [['ann', {}]], []]],
	])('as the links say: %s', async (_name, conflict, expected) => {
		const remembered = [linkRow({ settings: JSON.stringify({ conflict }) }), ...FIELD_ROWS, known('ann', '1', { phone: '1' })];
		const result = await run('profile', 'compareProfiles', [[record('ann', { Phone: 'N' })], [user('1', { phone: 'F' })], remembered]);
		expect(outcome(result)).toEqual(expected);
	});

	it.each<[string, string, unknown]>([
		['longer than the field holds: reported, not written', '{"Phone": 3}', [[], [], [], [['ann', {}]]]],
		['as long as the field holds', '{"Phone": 4}', [[['ann', { Phone: '5550' }]], [], [], []]],
		['of a field whose length nobody named', '{"Nickname": 3}', [[['ann', { Phone: '5550' }]], [], [], []]],
	])('a value %s', async (_name, maxLengths, expected) => {
		const result = await compare([record('ann', { Phone: '1' })], [user('1', { phone: '5550' })], [known('ann', '1', { phone: '1' })], { maxLengths });
		expect(outcome(result)).toEqual(expected);
	});

	it.each(['[1]', '{"Phone": "3"}', '{"Phone": 0}'])('refuses Longest Values that are %s', async (maxLengths) => {
		const result = await compare([record('ann', { Phone: '1' })], [user('1', { phone: '5550' })], [], { maxLengths });
		expect(result.error?.message).toBe(PROFILE_INPUT.badLengths.message);
	});

	it('a conflict that loses no value names the fields only', async () => {
		const result = await compare([record('ann', { Phone: 'N' })], [user('1', { phone: 'F' })], [known('ann', '1')], { conflictPolicy: 'report' });
		expect(jsonOf(result, 2)).toMatchObject([{ changes: [{ noviField: 'Phone', forjField: 'phone' }] }]);
		expect(JSON.stringify(jsonOf(result, 2))).not.toContain('"F"');
	});

	it('an echo of our own write is unchanged, and the baseline moves', async () => {
		const result = await compare([record('ann', { Phone: '2' })], [user('1', { phone: ' 2 ' })], [known('ann', '1', { phone: '1' })]);
		expect(jsonOf(result, 3)).toMatchObject([{ noviId: 'ann', agreed: { phone: '2' }, changes: [], reason: '' }]);
	});

	it('what Forj shows instead of a value that it did not take stays in Forj', async () => {
		const refused = writePerson(memory('ann', '1', { baseline: { phone: '1' } }, { member: true, refused: { phone: '0123456789' } }), NOW) as Json;
		const result = await compare([record('ann', { Phone: '0123456789' })], [user('1', { phone: '01234' })], [refused], { conflictPolicy: 'forj_wins' });
		expect(outcome(result).slice(0, 3)).toEqual([[], [], []]);
		expect(String(jsonOf(result, 3)[0]?.reason)).toContain(REASON.refusedFields(['phone']));
	});

	it('a custom field of which the member has no value is empty, not missing, unless both sides once agreed on one', async () => {
		const bare = { UniqueID: 'ann', Name: 'Ann', CustomFields: {} };
		const forj = [user('1', { phone: '2', nickname: 'Annie', interests: '' })];
		expect(outcome(await compare([bare], forj, [known('ann', '1')]))[0]).toEqual([['ann', { Nickname: 'Annie' }]]);
		const agreed = await compare([bare], forj, [known('ann', '1', { nickname: 'A' })]);
		expect(outcome(agreed).slice(0, 3)).toEqual([[], [], []]);
		expect(jsonOf(agreed, 3)).toMatchObject([{ reason: PROFILE.notShownInNovi(['Nickname', 'Phone']) }]);
	});

	it('what is wrong with the field map is said in the row of the run', async () => {
		const compared = jsonOf<Json>(await compare([record('ann', { FirstName: 'Ann' })], [user('1', { nickname: 'Annie', interests: '', phone: '1' })], [known('ann', '1')]));
		expect(compared).toMatchObject([{ remarks: [PROFILE.unknownInNovi(['Phone'])] }]);
		const runs = jsonOf(await run('run', 'summarizeProfiles', [compared, [{ noviId: 'ann', status: 'updated', before: {}, after: { Nickname: 'Annie' }, reason: '' }], [known('ann', '1')]], { runId: 'r' }), 1);
		expect(runs).toMatchObject([{ detail: expect.stringContaining(PROFILE.unknownInNovi(['Phone'])) }]);
	});

	it('people of a snapshot are compared when their record came in', async () => {
		const snapshot = forjSnapshot([member('1', 'ann', { fields: { phone: '2' } }), member('2', 'bob', { fields: { phone: '9' } })]);
		const result = await compare([record('ANN', { Phone: '1' })], [snapshot], [known('ann', '1', { phone: '1' }), known('bob', '2', { phone: '1' })]);
		expect(outcome(result)).toEqual([[['ANN', { Phone: '2' }]], [], [], []]);
	});

	it('whoever has no known pair is unchanged, with the reason, and so is whom Forj does not show', async () => {
		const result = await compare([record('ann', { Phone: '1' }), record('bob', { Phone: '1' })], [user('9', { phone: '2' })], [known('bob', '2', { phone: '1' })]);
		expect(jsonOf(result, 3).map(({ noviId, forjUserId, reason }) => [noviId, forjUserId, reason])).toEqual([
			['', '9', PROFILE.noPair],
			['ann', '', PROFILE.noPair],
			['bob', '2', PROFILE.notInForj],
		]);
	});

	it('two people with one Forj account: neither is compared', async () => {
		const result = await compare([record('ann', { Phone: '1' }), record('bob', { Phone: '1' })], [user('1', { phone: '2' })], [known('ann', '1', { phone: '1' }), known('bob', '1', { phone: '1' })]);
		expect(outcome(result).slice(0, 3)).toEqual([[], [], []]);
		expect(jsonOf(result, 3).map(({ reason }) => reason)).toEqual(expect.arrayContaining([PROFILE.sharedAccount]));
	});

	it('a record that could not be read does not stop the others', async () => {
		const result = await compare([FAILED, record('bob', { Phone: '1' })], [user('1', { phone: '2' }), user('2', { phone: '2' })], [known('ann', '1', { phone: '1' }), known('bob', '2', { phone: '1' })]);
		expect(outcome(result)[0]).toEqual([['bob', { Phone: '2' }]]);
		expect(jsonOf(result, 3)).toMatchObject([{ noviId: 'ann', forjUserId: '1', unread: true, reason: PROFILE.unread('Novi', FAILED.error) }]);
	});

	it('a Forj group that could not be read is no person, but is said', async () => {
		const result = await compare([record('ann', { Phone: '1' })], [forjSnapshot([], { complete: false, failure: UNREACHABLE })], [known('ann', '1', { phone: '1' })]);
		expect(jsonOf(result, 3)).toMatchObject([{ noviId: 'ann', unread: true, reason: expect.stringContaining(UNREACHABLE.message) }]);
	});

	it('two reads that contradict each other: the field is left alone', async () => {
		const result = await compare([record('ann', { Phone: '1' })], [user('1', { phone: '2' }), user('1', { phone: '3' })], [known('ann', '1', { phone: '1' })]);
		expect(outcome(result).slice(0, 3)).toEqual([[], [], []]);
	});

	it.each(['Email', 'AccountEmail', 'UniqueID', 'ParentMemberName', 'Groups', 'Active'])('%s is never written to Novi', async (field) => {
		const rows = [fieldRow(field, 'phone', 'forj_to_novi')];
		const result = await run('profile', 'compareProfiles', [[record('ann', { [field]: 'old' })], [user('1', { phone: 'new' })], [...rows, known('ann', '1', { phone: 'old' })]]);
		expect(result.status).toBe('success');
		expect(outcome(result).slice(0, 3)).toEqual([[], [], []]);
	});

	it.each<[string, Json[], Json[], RegExp]>([
		['a Novi item without an id', [{ Name: 'Ann' }], [], /no Novi member record \[item 0\]/],
		['a raw Forj user', [], [{ id: 7, first_name: 'Ann' }], /no Forj member \[item 0\]/],
	])('refuses %s', async (_name, novi, forj, message) => {
		const result = await compare(novi, forj, []);
		expect(result.status).toBe('error');
		expect(result.error?.message).toMatch(message);
	});

	it('refuses to compare without what is remembered; with "continue" that is an item of Unchanged', async () => {
		const broken = await run('profile', 'compareProfiles', [[record('ann')], [user('1', {})], [FAILED]]);
		expect(broken.status).toBe('error');
		const going = await run('profile', 'compareProfiles', [[record('ann')], [user('1', {})], [FAILED]], {}, { onError: 'continueRegularOutput' });
		expect(going.outputs.map((output) => output.length)).toEqual([0, 0, 0, 1]);
		expect(jsonOf(going, 3)[0]).toHaveProperty('error');
	});

	it('finds nothing where nothing came in', async () => {
		const result = await compare([NOTHING], [NOTHING], []);
		expect(result.status).toBe('success');
		expect(outcome(result)).toEqual([[], [], [], []]);
	});
});

describe('Find Changed Profiles', () => {
	const find = async (forj: readonly Json[], remembered: readonly Json[]) => await run('profile', 'findChanged', [forj, [linkRow(), ...FIELD_ROWS, ...remembered]]);

	it('gives the people whose Forj values differ from what was agreed, in a field that reaches Novi', async () => {
		const snapshot = forjSnapshot([
			member('1', 'ann', { fields: { phone: '2', first_name: 'Anna' } }),
			member('2', 'bob', { fields: { phone: '1', first_name: 'Bobby' } }),
			member('3', 'cat', { fields: { nickname: 'Kitty' } }),
			member('4', 'dan', { fields: { nickname: '' } }),
			member('5', 'eve', { fields: { phone: '' } }),
			member('6', 'fay', { fields: {} }),
			member('7', 'gus', { fields: { phone: '7' } }),
		]);
		const pairs = [known('ann', '1', { phone: '1' }), known('bob', '2', { phone: '1', first_name: 'Bob' }), known('cat', '3'), known('dan', '4'), known('eve', '5', { phone: '1' }), known('fay', '6', { phone: '1' })];
		const result = await find([snapshot], pairs);
		expect(jsonOf(result).map(({ noviId, forjUserId, changed }) => [noviId, forjUserId, changed])).toEqual([
			['ann', '1', ['phone']],
			['cat', '3', ['nickname']],
			['eve', '5', ['phone']],
		]);
		expect(jsonOf(result)[0]).toMatchObject({ name: 'Person ann', email: 'ann@login.example', fields: { phone: '2', first_name: 'Anna' } });
		const compared = await compare([record('ann', { Phone: '1' })], jsonOf(result).slice(0, 1), pairs);
		expect(outcome(compared)[0]).toEqual([['ann', { Phone: '2' }]]);
	});

	it('does not take a failed read for "nothing changed"', async () => {
		expect((await find([FAILED], [])).status).toBe('error');
	});
});

describe('Summarize Profiles', () => {
	const PAIRS = [known('ann', '1', { phone: '1' }), known('bob', '2', { phone: '1' }), known('cat', '3', { phone: '1' }), known('dan', '4', { phone: '1' }), known('eve', '5', { phone: '1' })];
	const summarize = async (compared: readonly Json[], outcomes: readonly Json[]) =>
		await run('run', 'summarizeProfiles', [compared, outcomes, PAIRS], { runId: 'run 7' });
	const counters = (result: NodeResult) => JSON.parse(String(jsonOf(result, 1)[0]?.counters)) as unknown;
	/** All items of the three outputs: Ann, Bob and Dan changed in Forj, Cat on both sides, Eve agrees on a new value. */
	const compared = async () => {
		const novi = [record('ann', { Phone: '1' }), record('bob', { Phone: '1' }), record('cat', { Phone: 'N' }), record('dan', { Phone: '1' }), record('eve', { Phone: '5' })];
		const forj = [user('1', { phone: '2' }), user('2', { phone: '2' }), user('3', { phone: 'F' }), user('4', { phone: '2' }), user('5', { phone: '5' })];
		const result = await compare(novi, forj, PAIRS, { conflictPolicy: 'report' });
		return [0, 2, 3].flatMap((output) => jsonOf(result, output));
	};
	const wrote = (noviId: string, differing: IDataObject = {}) => ({ noviId, status: 'updated', before: { Phone: '1' }, after: { Phone: '2' }, reason: '', ...differing });

	it('counts everybody once, and remembers what Novi read back as sent', async () => {
		const result = await summarize(await compared(), [wrote('ann'), wrote('bob', { status: 'failed', after: { Phone: '1' }, reason: 'Novi kept the old value.' }), wrote('dan', { status: 'not_attempted', after: {}, reason: 'Staging.' })]);
		expect(counters(result)).toEqual({ compared: 5, updated: 1, unchanged: 1, conflicts: 1, failed: 1, not_attempted: 1 });
		expect(jsonOf(result, 0).map(({ novi_id: id, baseline }) => [id, baseline])).toEqual([['ann', '{"phone":"2"}'], ['eve', '{"phone":"5"}']]);
		expect(jsonOf(result, 1)).toMatchObject([{ run_id: 'run 7', link_id: '', direction: 'forj_to_novi', outcome: 'Error', detail: expect.stringContaining('Novi kept the old value.') }]);
		expect(jsonOf(result, 2)).toMatchObject([{ status: 'Error', conflicts: [{ noviId: 'cat', fields: ['Phone'] }], open: [{ noviId: 'bob', status: 'failed' }, { noviId: 'dan', status: 'not_attempted' }] }]);
		expect(Object.keys(jsonOf(result, 0)[0]!)).toEqual(COLUMNS.people);
		expect(Object.keys(jsonOf(result, 1)[0]!)).toEqual(COLUMNS.runs);
		expect(result.outputs[0]?.[0]?.pairedItem).toEqual([{ item: 0, input: 0 }, { item: 0, input: 1 }]);
	});

	it('a failed update that Novi shows as sent is an agreement: the next edit in Forj is not taken for one on both sides', async () => {
		const [ann] = await compared();
		const result = await summarize([ann!], [wrote('ann', { status: 'failed', reason: 'The change was made, but Mobile is not as before either.' })]);
		expect(counters(result)).toMatchObject({ failed: 1 });
		expect(jsonOf(result, 0).map(({ novi_id: id, baseline }) => [id, baseline])).toEqual([['ann', '{"phone":"2"}']]);
	});

	it('what a dry run or a staging site would have written is no agreement', async () => {
		const [ann] = await compared();
		expect(jsonOf(await summarize([ann!], [wrote('ann', { status: 'not_attempted', reason: 'Staging.' })]), 0)).toEqual([]);
	});

	it('a value that read back different is no agreement', async () => {
		const [ann] = await compared();
		const result = await summarize([ann!], [wrote('ann', { after: { Phone: '2 (cut)' } })]);
		expect(jsonOf(result, 0)).toEqual([]);
	});

	it('people without an answer were not attempted, and the run says so', async () => {
		const result = await summarize(await compared(), []);
		expect(counters(result)).toMatchObject({ compared: 5, not_attempted: 3 });
		expect(jsonOf(result, 2)).toMatchObject([{ status: 'Held', open: [{ reason: PROFILE_RUN.noAnswer }, {}, {}] }]);
	});

	it.each<[string, Json[]]>([
		['for somebody who was not compared', [wrote('gus')]],
		['twice for one person', [wrote('ann'), wrote('ann')]],
	])('an answer %s: the counters do not add up, and the run is an error', async (_name, outcomes) => {
		const [ann] = await compared();
		const result = await summarize([ann!], outcomes.length === 1 ? [wrote('ann'), ...outcomes] : outcomes);
		expect(jsonOf(result, 2)).toMatchObject([{ status: 'Error', detail: expect.stringContaining(RESULT.countersDoNotAddUp([PROFILE_RUN.sum(1, 2)])) }]);
		expect(jsonOf(result, 1)).toHaveLength(1);
	});

	it('a comparison or a read that did not end well is an error of the run', async () => {
		const unread = jsonOf(await compare([FAILED], [user('1', { phone: '2' })], PAIRS), 3);
		expect(counters(await summarize(unread, []))).toMatchObject({ compared: 1, failed: 1 });
		expect(jsonOf(await summarize([FAILED], []), 2)).toMatchObject([{ status: 'Error' }]);
		expect((await summarize([{ something: 'else' }], [])).status).toBe('error');
	});

	it('a run in which nothing changed gives its row and no people', async () => {
		const result = await summarize([NOTHING], [NOTHING]);
		expect(result.outputs.map((output) => output.length)).toEqual([0, 1, 1]);
		expect(jsonOf(result, 1)).toMatchObject([{ outcome: 'Up To Date', detail: '' }]);
	});
});

