/** Find Alerts in n8n's engine: its four outputs, and what it says when it can't tell. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { items, runNode } from '../support/runNode.mjs';

const HOUR = 3_600_000;
const before = (ms: number): string => new Date(Date.now() - ms).toISOString();
const link = (more: IDataObject = {}): IDataObject => ({
	link_id: 'board', novi_group_id: 'g', novi_group_name: 'Board Members', forj_group_id: '5', forj_group_name: 'Board', enabled: true, status: 'Up To Date', last_success_at: before(HOUR), ...more,
});
const told = (outcome: string): IDataObject => ({ link_id: 'board', direction: 'alert', finished_at: before(HOUR), outcome, counters: '{"overdue":true}' });

const find = async (rows: IDataObject[], parameters: INodeParameters = {}) =>
	await runNode({ type: 'noviForjSync', parameters: { resource: 'alert', operation: 'findAlerts', ...parameters }, inputs: [items(...rows)] });

test('a change comes out as one mail, the row that remembers it and the row of the check, all from the rows that came in', async () => {
	const { outputs } = await find([link({ status: 'Held' }), {}], { pages: { status: 'https://status.example' } });
	const [mails, runs, checks, healthy] = outputs;
	expect(mails?.map(({ json }) => Object.keys(json).sort())).toEqual([['html', 'subject', 'text']]);
	expect(mails?.[0]?.json).toMatchObject({ subject: 'Board Members: held', text: expect.stringContaining('https://status.example') });
	expect(runs?.map(({ json }) => [json.run_id, json.link_id, json.direction, json.outcome])).toEqual([['1', 'board', 'alert', 'Held']]);
	expect(checks?.map(({ json }) => [json.link_id, json.direction, json.outcome])).toEqual([['', 'alert', 'Checked']]);
	expect(healthy?.map(({ json }) => json.healthy)).toEqual([true]);
	for (const list of [mails, runs, checks, healthy]) expect(list?.[0]?.pairedItem).toEqual([{ item: 0 }, { item: 1 }]);
});

test('without news, only the check comes out', async () => {
	const { outputs } = await find([link({ status: 'Error' }), told('Error')]);
	expect(outputs.map((list) => list.length)).toEqual([0, 0, 1, 0]);
});

test('the digest comes out only when it is asked for', async () => {
	const rows = [link({ status: 'Held' }), told('Held')];
	expect((await find(rows)).json).toEqual([]);
	expect((await find(rows, { digest: true })).json).toMatchObject([{ subject: 'Daily digest: 1 needs attention, 0 added, 0 removed' }]);
});

test.each([
	[2, ['Board Members: no sync for 3 hours']],
	[4, []],
])('a link is stale after the hours that are set: %d', async (staleAfterHours, subjects) => {
	const { json } = await find([link({ last_success_at: before(3 * HOUR + 60_000) })], { staleAfterHours });
	expect(json.map(({ subject }) => subject)).toEqual(subjects);
});

test('a table that could not be read is no table without rows', async () => {
	const { status, error } = await find([link(), { error: 'The table is not there.' }]);
	expect([status, error?.message]).toEqual(['error', 'A step that reads the data tables did not end well [item 1]']);
});

test.each(['=', '={{ "soon" }}', 0, -1])('Stale After %j is refused', async (staleAfterHours) => {
	const { error } = await find([link()], { staleAfterHours });
	expect([error?.message, error?.description]).toEqual(['Stale After (Hours) is no number above 0 [item 0]', 'Enter a number of hours, e.g. 6.']);
});
