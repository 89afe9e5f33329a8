/** What the node Novi AMS makes of a service that misbehaves: an error that says what to do, or an incomplete snapshot; never an empty list, never a key. */
import type { INodeParameters } from 'n8n-workflow';
import type { FaultRule } from '../../sandbox/emulators/index.mjs';
import type { FastClock } from '../support/fastClock.mjs';
import { fastClock } from '../support/fastClock.mjs';
import { secretsIn } from '../support/secrets.mjs';
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';
import { board, byId, everybody, runNovi, seed } from './noviWorld.mjs';

let services: Services;
let clock: FastClock;

beforeAll(async () => {
	services = await startServices({ novi: { seed, maxPageSize: 10 } });
});

beforeEach(() => {
	services.reset();
	clock = fastClock();
});

afterEach(() => clock.restore());

afterAll(async () => await services.close());

const always = (rule: FaultRule): FaultRule => ({ ...rule, times: Infinity });
const people: INodeParameters = { resource: 'group', operation: 'getMembers', groupId: byId(everybody.UniqueID), output: 'people' };
const snapshot: INodeParameters = { ...people, output: 'snapshot', linkId: 'link-1' };
const members: INodeParameters = { resource: 'member', operation: 'getAll', returnAll: true };
const groups: INodeParameters = { resource: 'group', operation: 'getAll', returnAll: true };

const ROSTER = { endpoint: 'groups.members' };

/** Faults that no patience helps against, and what an admin reads. */
const LASTING: Array<{ what: string; fault: FaultRule; says: RegExp; todo: RegExp }> = [
	{ what: 'refuses the key', fault: { kind: 'status', code: 401 }, says: /API key.*401/, todo: /API Keys/ },
	{ what: 'limits the key', fault: { kind: 'status', code: 403 }, says: /403/, todo: /API Keys/ },
	{ what: 'redirects elsewhere', fault: { kind: 'status', code: 302, headers: { location: 'https://elsewhere.example/api' } }, says: /https:\/\/elsewhere\.example/, todo: /Site URL/ },
	{ what: 'shows a web page', fault: { kind: 'html-200' }, says: /web page/, todo: /Site URL/ },
	{ what: 'answers with nothing', fault: { kind: 'empty-200' }, says: /not understood/, todo: /Site URL/ },
	{ what: 'answers in another shape', fault: { kind: 'wrong-shape', body: { rows: [] } }, says: /not understood/, todo: /Site URL/ },
	{ what: 'cuts its answer off', fault: { kind: 'truncated-json' }, says: /cut off/, todo: /Site URL/ },
	{ what: 'is down', fault: { kind: 'status', code: 503 }, says: /503/, todo: /again/ },
	{ what: 'cuts every connection', fault: { kind: 'reset-before' }, says: /reached/, todo: /Site URL/ },
	{ what: 'is always too busy', fault: { kind: 'status', code: 429, headers: { 'retry-after': '7' } }, says: /slow down/, todo: /API key|Wait/ },
];

describe('when Novi', () => {
	test.each(LASTING)('$what, a list fails and says what to do', async ({ fault, says, todo }) => {
		services.novi.faults.script([always(fault)]);
		const result = await runNovi(services, members);
		expect(result.status).toBe('error');
		expect(result.error?.message).toMatch(says);
		expect(result.error?.description).toMatch(todo);
		expect(secretsIn(result, services.credentials)).toEqual([]);
	});

	test.each(LASTING)('$what, a roster is a failed read, not an empty group', async ({ fault, says }) => {
		services.novi.faults.script([always({ ...fault, match: ROSTER })]);
		const asPeople = await runNovi(services, people);
		expect(asPeople.status).toBe('error');
		expect(asPeople.error?.message).toMatch(says);
		const [asSnapshot] = (await runNovi(services, snapshot)).json;
		expect(asSnapshot).toMatchObject({ complete: false, failure: { message: expect.stringMatching(says), fix: expect.stringMatching(/\S/) } });
		expect(secretsIn([asPeople, asSnapshot], services.credentials)).toEqual([]);
	});

	test.each(LASTING)('$what, "continue" turns it into an item of the error output', async ({ fault, says }) => {
		services.novi.faults.script([always(fault)]);
		const result = await runNovi(services, groups, { onError: 'continueErrorOutput' });
		expect(result.status).toBe('success');
		expect(result.outputs[0]).toEqual([]);
		expect(result.outputs[1]).toMatchObject([{ json: { error: expect.stringMatching(says) }, pairedItem: { item: 0 } }]);
		expect(secretsIn(result, services.credentials)).toEqual([]);
	});

	test.each<{ what: string; fault: FaultRule }>([
		{ what: 'is down for a moment', fault: { kind: 'status', code: 502 } },
		{ what: 'is too busy for a moment', fault: { kind: 'status', code: 429, headers: { 'retry-after': '3' } } },
		{ what: 'cuts one connection', fault: { kind: 'reset-before' } },
	])('$what, the call is repeated', async ({ fault }) => {
		services.novi.faults.script([{ ...fault, match: ROSTER, nth: 2 }]);
		const [read] = (await runNovi(services, snapshot)).json;
		expect(read).toMatchObject({ complete: true, received: 26 });
	});

	test('asks for patience, it gets it', async () => {
		services.novi.faults.script([{ kind: 'status', code: 429, headers: { 'retry-after': '7' } }]);
		await runNovi(services, groups);
		expect(clock.slept).toContain(7000);
	});

	test.each<{ what: string; fault: FaultRule }>([
		{ what: 'states fewer people than it lists', fault: { kind: 'short-total' } },
		{ what: 'skips a row between two pages', fault: { kind: 'shift-rows' } },
		{ what: 'sends a page twice', fault: { kind: 'repeat-page' } },
	])('$what, the roster is not taken for complete', async ({ fault }) => {
		services.novi.faults.script([always({ ...fault, match: ROSTER, nth: 2 })]);
		const [read] = (await runNovi(services, snapshot)).json;
		expect(read).toMatchObject({ complete: false, failure: { kind: 'incomplete' } });
	});

	test('shows an empty roster for a moment, it is asked again', async () => {
		services.novi.faults.script([{ kind: 'zero', match: ROSTER, nth: 2 }]);
		const [read] = (await runNovi(services, snapshot)).json;
		expect(read).toMatchObject({ complete: true, expected: 26, received: 26 });
	});

	test('fails for one group, the others are read all the same', async () => {
		services.novi.faults.script([always({ kind: 'status', code: 500, match: { path: new RegExp(`${board.UniqueID}/members`) } })]);
		const parameters = { ...snapshot, groupId: byId('={{ $json.group }}') };
		const inputs = [[board, everybody].map(({ UniqueID }) => ({ json: { group: UniqueID } }))];
		const { json, status } = await runNovi(services, parameters, { inputs });
		expect(status).toBe('success');
		expect(json.map(({ complete }) => complete)).toEqual([false, true]);
	});

	test('is asked 20 times a second at most', async () => {
		const inputs = [Array.from({ length: 60 }, () => ({ json: {} }))];
		const { status } = await runNovi(services, { resource: 'group', operation: 'get', groupId: byId(board.UniqueID) }, { inputs });
		expect(status).toBe('success');
		const waited = clock.slept.reduce((sum, ms) => sum + ms, 0);
		expect(waited).toBeGreaterThanOrEqual(2000);
	});

	test('is stopped in the editor, no further call starts', async () => {
		services.novi.faults.script([always({ kind: 'slow', ms: 60 })]);
		const inputs = [Array.from({ length: 50 }, () => ({ json: {} }))];
		const stop = new Promise((resolve) => setTimeout(resolve, 200));
		const { status } = await runNovi(services, groups, { inputs, cancelOn: stop });
		expect(status).toBe('canceled');
		const seen = services.calls();
		expect(seen).toBeLessThan(50);
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(services.calls()).toBe(seen);
	});
});
