/** Summarize Run in n8n's engine: plans and outcomes in, rows for the data tables out. */
import type { IDataObject } from 'n8n-workflow';
import type { LinkOutcomes, Outcome, Plan } from '../../nodes/core/types';
import { forjSnapshot, LINK_ID, linkRow, member, noviSnapshot, person } from '../support/builders.mjs';
import type { NodeResult } from '../support/runNode.mjs';
import { compareMembers, FAILED, jsonOf, NOTHING, summarizeRun } from './items.mjs';

/** Columns of the tables that the outputs feed; the Data Table node refuses any other key. */
const COLUMNS: Array<[name: string, output: number, columns: string[]]> = [
	['Links', 0, ['link_id', 'novi_group_name', 'forj_group_name', 'status', 'status_detail', 'last_run_id', 'last_success_at', 'state']],
	['Runs', 1, ['run_id', 'link_id', 'direction', 'started_at', 'finished_at', 'outcome', 'counters', 'detail']],
	['Members', 2, ['run_id', 'link_id', 'novi_id', 'forj_user_id', 'name', 'email', 'status', 'action', 'reason', 'since']],
	['Stale Members', 3, ['link_id', 'run_id']],
	['People', 4, ['novi_id', 'forj_user_id', 'email', 'baseline', 'state', 'updated_at']],
	['Stale People', 5, ['older_than']],
];
const REPORT = 6;

let plan: Plan;

beforeAll(async () => {
	const result = await compareMembers({
		novi: [noviSnapshot([person('ann'), person('bob')])],
		forj: [forjSnapshot([member('2', 'bob'), member('3', 'cat')])],
		remembered: [linkRow()],
	});
	plan = jsonOf<Plan>(result)[0]!;
});

function outcomes(differing: Partial<LinkOutcomes> = {}): LinkOutcomes {
	const done = (key: string, kind: Outcome['kind'], forjUserId: string): Outcome => ({ key, kind, forjUserId, reason: '', confirmed: true });
	return {
		kind: 'outcomes',
		linkId: LINK_ID,
		dryRun: false,
		outcomes: [done('novi:ann', 'added', '1'), done('forj:3', 'removed', '3')],
		notes: [],
		calls: 4,
		...differing,
	};
}

const statusOf = (result: NodeResult) => jsonOf(result, REPORT).map(({ status }) => status);

test('fills the seven outputs', async () => {
	const result = await summarizeRun([plan], [outcomes()]);
	expect(result.outputs.map((output) => output.length)).toEqual([1, 1, 3, 1, 2, 0, 1]);
	expect(jsonOf(result, REPORT)).toMatchObject([{ link_id: LINK_ID, status: 'Up To Date', counters: { roster: 2, added: 1, removed: 1, up_to_date: 1 } }]);
	expect(jsonOf(result, 1)).toMatchObject([{ run_id: 'run 1', started_at: plan.plannedAt, outcome: 'Up To Date' }]);
});

test.each(COLUMNS)('%s: every key is a column, and no value is a list or an object', async (_, output, columns) => {
	const rewrite = { ...plan, rewritePeople: [{ noviId: 'zoe', forjUserId: '9', email: '', baseline: {}, state: {} }] };
	const rows = jsonOf((await summarizeRun([rewrite], [outcomes()])), output);
	expect(rows.length).toBeGreaterThan(0);
	for (const row of rows) {
		expect(Object.keys(row).filter((key) => !columns.includes(key))).toEqual([]);
		expect(Object.values(row).filter((value) => typeof value === 'object' && value !== null)).toEqual([]);
		const dates = Object.entries(row).filter(([key]) => /(_at|since|older_than)$/.test(key));
		expect(dates.filter(([, value]) => value !== null && Number.isNaN(Date.parse(String(value))))).toEqual([]);
	}
});

test('pairs rows with their plan and their outcomes', async () => {
	const result = await summarizeRun([NOTHING, plan], [NOTHING, outcomes()]);
	const ofLink = [{ item: 1, input: 0 }, { item: 1, input: 1 }];
	for (const output of [0, 1, 2, 3, REPORT]) expect(result.outputs[output]?.[0]?.pairedItem).toEqual(ofLink);
	expect(result.outputs[4]?.[0]?.pairedItem).toEqual([{ item: 1, input: 0 }]);
});

describe('the writing step gave no outcomes', () => {
	test.each<[string, () => object[]]>([
		['nothing', () => []],
		['an empty item', () => [NOTHING]],
		['an error item', () => [FAILED]],
		['the plan with an error beside it', () => [{ ...plan, error: 'Forj refused the API key.' }]],
		['the outcomes of another link', () => [outcomes({ linkId: 'chairs' })]],
		['the outcomes twice', () => [outcomes(), outcomes()]],
	])('%s: the link is an Error', async (_, items) => {
		const result = await summarizeRun([plan], items());
		expect(result.error).toBeUndefined();
		expect(statusOf(result)).toEqual(['Error']);
		expect(jsonOf(result, 0)).toMatchObject([{ link_id: LINK_ID, status: 'Error' }]);
		expect(jsonOf(result, 0)[0]).not.toHaveProperty('last_success_at');
	});
});

test('a plan with nothing to write needs no outcomes', async () => {
	const idle = { ...plan, people: plan.people.filter(({ decision }) => decision === 'none'), totals: { roster: 1, eligible: 1, membersBefore: 1 } };
	expect(statusOf(await summarizeRun([idle], [NOTHING]))).toEqual(['Up To Date']);
});

test('a dry run gives the report and no rows', async () => {
	const result = await summarizeRun([plan], [outcomes({ dryRun: true, outcomes: [] })], { dryRun: true });
	expect(result.outputs.slice(0, REPORT).flat()).toEqual([]);
	expect(jsonOf(result, REPORT)).toHaveLength(1);
});

describe('a run without plans', () => {
	test('and without anything else still gives a report', async () => {
		const result = await summarizeRun([NOTHING], []);
		expect(result.error).toBeUndefined();
		expect(result.outputs.map((output) => output.length)).toEqual([0, 0, 0, 0, 0, 0, 1]);
	});

	test.each<[string, object[], object[]]>([
		['whose comparison did not end well', [FAILED], []],
		['but with outcomes', [], [outcomes()]],
		['but with something else', [{ kind: 'noviSnapshot' }], []],
	])('%s is an error, not a success', async (_, plans, outcomeItems) => {
		const result = await summarizeRun(plans, outcomeItems);
		expect(result.error).toMatchObject({ name: 'NodeOperationError', message: 'No plan came in on the input Plans' });
	});

	test('with On Error: Continue the error comes out as the report', async () => {
		const result = await summarizeRun([FAILED], [], {}, { onError: 'continueRegularOutput' });
		expect(jsonOf(result, REPORT)).toEqual([{ error: 'No plan came in on the input Plans' }]);
	});
});

describe('parameters', () => {
	test('Run ID is the execution unless it is set', async () => {
		const parameters = { runId: '={{ $execution.id }}', startedAt: '2026-03-02T08:59:00Z' };
		const [run] = jsonOf(await summarizeRun([plan], [outcomes()], parameters), 1);
		expect(run).toMatchObject({ run_id: '1', started_at: '2026-03-02T08:59:00.000Z' });
	});

	test.each<[IDataObject, string]>([
		[{ runId: ' ' }, 'Run ID is empty [item 0]'],
		[{ startedAt: 'yesterday-ish' }, 'Started At is not a date [item 0]'],
	])('%j is refused by name', async (parameters, message) => {
		expect((await summarizeRun([plan], [outcomes()], parameters as never)).error?.message).toBe(message);
	});
});
