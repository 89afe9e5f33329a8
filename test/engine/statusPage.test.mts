/** Status Page in the real engine: rows in, one page or one file out. */
import type { IDataObject, INodeParameters, OnError } from 'n8n-workflow';
import { items, runNode } from '../support/runNode.mjs';
import { linkRow, personRow, runRow } from '../page/rows.mjs';

const rows = [linkRow(), runRow(), personRow()] as IDataObject[];

async function statusPage(operation: string, query: unknown, input: IDataObject[], more: INodeParameters = {}, onError?: OnError) {
	const parameters = { resource: 'statusPage', operation, query: JSON.stringify(query), ...more };
	return await runNode({ type: 'noviForjSync', parameters, inputs: [items(...input)], onError });
}

test('the rows of three tables become one page', async () => {
	const { json } = await statusPage('render', {}, rows);
	expect(json).toEqual([{ statusCode: 200, contentType: 'text/html; charset=utf-8', html: expect.stringContaining('Board Room') as string }]);
	expect(json[0]?.html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
});

test('and one file, when a file is asked for', async () => {
	const { json } = await statusPage('render', { link: 'board', format: 'csv' }, rows);
	expect(json).toEqual([{ statusCode: 200, contentType: 'text/csv; charset=utf-8', csv: expect.stringContaining('"Ann Lee"') as string, fileName: 'novi-forj-board-all.csv' }]);
});

test('a query that is no JSON shows the overview', async () => {
	const { json } = await statusPage('render', {}, rows, { query: 'link=board' });
	expect(json[0]?.html).toContain('<h1>Linked groups</h1>');
});

test('a problem is said instead of the page', async () => {
	const { json } = await statusPage('render', {}, [{}], { problem: 'Rename the other table.' });
	expect(json[0]?.html).toContain('Rename the other table.');
});

test('Choose Rows asks for one page of the list that the oldest row belongs to', async () => {
	const { json } = await statusPage('chooseRows', { link: 'board', show: 'error' }, [personRow({ run_id: 'r9' }) as IDataObject]);
	expect(json).toEqual([{ link_id: 'board', run_id: 'r9', after: 0, limit: 51, status_condition: 'eq', status: 'Error', search_column: 'link_id', search_condition: 'eq', search: 'board' }]);
});

test('Choose Rows asks for nothing when no list is stored', async () => {
	expect((await statusPage('chooseRows', { link: 'board' }, [{}])).json).toEqual([]);
});

test.each(['render', 'chooseRows'])('%s: a table that could not be read is no table without rows', async (operation) => {
	const { status, error } = await statusPage(operation, {}, [{ error: 'no such table' }]);
	expect([status, error?.message]).toEqual(['error', expect.stringContaining('[item 0]')]);
});

test.each(['render', 'chooseRows'])('%s: with "continue on fail" the error is the item', async (operation) => {
	const { status, json } = await statusPage(operation, {}, [{ error: 'no such table' }], {}, 'continueRegularOutput');
	expect([status, json]).toEqual(['success', [{ error: expect.stringContaining('[item 0]') as string }]]);
});
