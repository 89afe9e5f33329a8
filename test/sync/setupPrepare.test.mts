/** Prepare Link, Prepare Field Mapping and what a failed step hands on, in n8n's engine: parameters as expressions give them, and as text. */
import type { INodeParameters } from 'n8n-workflow';
import { items, runNode } from '../support/runNode.mjs';
import { startServices } from '../support/services.mjs';

const CHOICES = {
	novi_group: [{ id: 'n-1', name: 'Board', label: 'Board (n-1)' }],
	forj_group: [{ id: '7', name: 'Lounge', label: 'Lounge (7)' }],
	mode: [{ id: 'owned', label: 'Owned' }],
	novi_field: [{ id: 'JobTitle', label: 'Job title' }],
	forj_field: [{ id: 'role', label: 'role' }],
	direction: [{ id: 'both', label: 'Both ways' }],
};
const LINK: INodeParameters = { operation: 'prepareLink', change: 'add', linkId: '12', answers: JSON.stringify({ novi_group: 'Board (n-1)', forj_group: 'Lounge (7)', mode: 'Owned' }), shownPage: JSON.stringify({ choices: CHOICES }), links: '[{}]' };
const FIELD: INodeParameters = { operation: 'prepareField', answers: JSON.stringify({ novi_field: 'Job title', forj_field: 'role', direction: 'Both ways' }), shownPage: JSON.stringify({ choices: CHOICES }), fields: '[{}]', links: '[]' };

const prepare = async (parameters: INodeParameters) => await runNode({ type: 'noviForjSync', parameters: { resource: 'setup', ...parameters }, inputs: [items({})] });

test('Prepare Link gives one row, linked to its input item', async () => {
	const { json, outputs } = await prepare({ ...LINK, privateLevel: '5' });
	expect(json).toMatchObject([{ ok: true, row: { link_id: 'board-12', mode: 'owned', settings: '{"private_level":5}' } }]);
	expect(outputs[0]?.[0]?.pairedItem).toEqual([{ item: 0 }]);
});

test('an object out of an expression does as well as text', async () => {
	const answers = '={{ { novi_group: "Board (n-1)", forj_group: "Lounge (7)", mode: "Owned" } }}';
	expect((await prepare({ ...LINK, answers })).json).toMatchObject([{ ok: true }]);
});

test('a group that was created counts instead of the chosen one', async () => {
	expect((await prepare({ ...LINK, createdGroup: '{"id":"70","name":"New"}' })).json).toMatchObject([{ forj_group_id: '70', forj_group_name: 'New' }]);
});

test('an item of Create that failed is no group', async () => {
	expect((await prepare({ ...LINK, createdGroup: '{"error":"x"}' })).json).toMatchObject([{ forj_group_id: '7' }]);
});

test('a level that is no whole number is not stored', async () => {
	expect((await prepare({ ...LINK, privateLevel: 'Private' })).json).toMatchObject([{ row: { settings: '' } }]);
});

test('Prepare Field Mapping gives one row', async () => {
	expect((await prepare(FIELD)).json).toMatchObject([{ ok: true, row: { novi_field: 'JobTitle', forj_field: 'role', direction: 'both' } }]);
});

test.each<[string, INodeParameters, string]>([
	['answers that are no JSON', { ...LINK, answers: '{' }, 'Answers is no valid JSON'],
	['a page that is a list', { ...LINK, shownPage: '[]' }, 'Shown Page is no object'],
	['links that are no list', { ...LINK, links: '{}' }, 'Links is no list'],
	['a field map that is no list', { ...FIELD, fields: '{}' }, 'Field Map is no list'],
])('refuses %s', async (_case, parameters, message) => {
	const { error } = await prepare(parameters);
	expect(error?.message).toContain(message);
	expect(error?.description ?? '').not.toBe('');
});

test('a step that goes on after an error hands on what happened and what to do', async () => {
	const services = await startServices({});
	const { noviAmsApi } = services.credentials;
	const { json } = await runNode({ type: 'noviAms', parameters: { resource: 'group', operation: 'getAll' }, credentials: { noviAmsApi: { ...noviAmsApi, apiKey: 'wrong' } }, onError: 'continueRegularOutput' });
	await services.close();
	expect(json).toEqual([{ error: expect.stringContaining('Novi refused the API key (401)'), details: expect.stringContaining('gear menu > Advanced > API Keys') }]);
});
