/** Scenarios 6 to 8 of the thirty: what is no proper answer is a failed read, never an empty group. */
import type { FaultEffect } from '../../sandbox/emulators/index.mjs';
import { crew, inStep, login, NO_WRITES, NOVI_GROUP } from './world.mjs';

const NAMES = crew(12);

const ANSWERS: Array<[string, FaultEffect]> = [
	['an HTML login page with status 200', { kind: 'html-200' }],
	['{} with status 200', { kind: 'status', code: 200, headers: { 'content-type': 'application/json' }, body: '{}' }],
	['a truncated JSON text', { kind: 'truncated-json' }],
	['nothing at all with status 200', { kind: 'empty-200' }],
	['plain text with status 200', { kind: 'status', code: 200, headers: { 'content-type': 'text/plain' }, body: 'OK' }],
	['an error message with status 200', { kind: 'wrong-shape', body: { Message: 'Session expired', error_message: 'Session expired' } }],
];

describe.each(ANSWERS)('6: %s', (_name, effect) => {
	test.each<['novi' | 'forj', string, RegExp]>([
		['novi', 'groups.get', /^groups\.get$/],
		['novi', 'groups.members', /^groups\.members$/],
		['novi', 'members.list and members.get', /^members\.(list|get)$/],
		['forj', 'groups.get', /^groups\.get$/],
		['forj', 'members.list', /^members\.list$/],
	])('for %s %s: Held with the reason, nobody is removed, nothing is written', async (service, _endpoints, endpoints) => {
		const sync = await inStep(NAMES);
		sync.leave('p12.crew');
		const heal = sync.interfere(service, (endpoint) => (endpoints.test(endpoint) ? effect : undefined));
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Held', writes: NO_WRITES });
		expect(run.detail).toMatch(service === 'novi' ? /^Novi answered ".+" in a form that is not understood/ : /^Forj answered ".+" in a form that is not understood/);
		expect(sync.inForj()).toEqual(NAMES.map(login).sort());
		heal();
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { removals: 1 } });
	});

	test('for the member directory alone: people are read one by one, and the run is complete', async () => {
		const sync = await inStep(NAMES);
		sync.leave('p12.crew');
		sync.interfere('novi', (endpoint) => (endpoint === 'members.list' ? effect : undefined));
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', writes: { ...NO_WRITES, total: 1, removals: 1 }, counters: { roster: 11, unknown: 0 } });
	});
});

describe('7: the Novi group', () => {
	test('was deleted: 404 is not empty; Held with what to do, 0 removals', async () => {
		const sync = await inStep(NAMES);
		sync.novi.state.groups.delete(NOVI_GROUP);
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Held', writes: NO_WRITES, counters: { roster: 0, held: 12, removed: 0 } });
		expect(run.detail).toMatch(/^Novi has nothing under this id for ".+" \(404\)\. Choose it again from the list: it may have been deleted\./);
		expect(run.detail).not.toContain('Nobody in the Novi group');
		expect(sync.inForj()).toEqual(NAMES.map(login).sort());
	});

	test('was renamed: the sync goes on under the new name, since it is known by its id', async () => {
		const sync = await inStep(NAMES);
		sync.novi.state.group(NOVI_GROUP).Name = 'Council';
		sync.leave('p12.crew');
		expect(await sync.run()).toMatchObject({ status: 'Up To Date', novi_group: 'Council', writes: { removals: 1 } });
	});

	test('is no longer in the scope of the API key, so that its roster answers 404: Held, 0 removals', async () => {
		const sync = await inStep(NAMES);
		sync.interfere('novi', (endpoint) => (endpoint === 'groups.members' ? { kind: 'status', code: 404 } : undefined));
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Held', writes: NO_WRITES, counters: { roster: 0, held: 12, removed: 0 } });
		expect(run.detail).toContain('(404)');
		expect(sync.inForj()).toEqual(NAMES.map(login).sort());
	});

	test.each([
		[401, 'Novi refused the API key (401).'],
		[403, '(403)'],
	])('answers %i to the key: Error with where to look, no counters, 0 writes', async (code, said) => {
		const sync = await inStep(NAMES);
		sync.interfere('novi', () => ({ kind: 'status', code }));
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Error', writes: NO_WRITES });
		expect(run.detail).toContain(said);
		expect(run.detail).toContain('gear menu > Advanced > API Keys');
		expect(run.counters).toBeUndefined();
		expect(sync.inForj()).toEqual(NAMES.map(login).sort());
	});
});

describe('8: the roster is null, lacks its key, or is an empty list', () => {
	test.each<[string, unknown, string]>([
		['"Results": null', { TotalCount: 12, Results: null }, 'in a form that is not understood'],
		['no key Results', { TotalCount: 12 }, 'in a form that is not understood'],
		['no key TotalCount', { Results: [] }, 'in a form that is not understood'],
		['[] without an envelope', [], 'in a form that is not understood'],
		['[] of 12', { TotalCount: 12, Results: [] }, 'an empty page came after 0 of 12 rows'],
		['[] of none', { TotalCount: 0, Results: [] }, 'Nobody in the Novi group is known to be an active individual'],
	])('%s: its own words, Held, nobody is removed', async (_name, body, said) => {
		const sync = await inStep(NAMES);
		sync.novi.faults.script([{ kind: 'wrong-shape', body, match: { endpoint: 'groups.members' }, times: Infinity }]);
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Held', writes: NO_WRITES, counters: { roster: 0, held: 12, removed: 0 } });
		expect(run.detail).toContain(said);
		expect(sync.inForj()).toEqual(NAMES.map(login).sort());
	});

	test.each([['AccountEmail'], ['Active'], ['CustomerType']])('the key no longer shows %s: everybody is Unknown, nobody is removed', async (field) => {
		const sync = await inStep(NAMES);
		sync.leave('p12.crew');
		sync.interfere('novi', (endpoint) => {
			if (endpoint !== 'members.list') return undefined;
			const rows = sync.novi.state.members.rows().map((member) => Object.fromEntries(Object.entries(member).filter(([key]) => key !== field)));
			return { kind: 'wrong-shape', body: { TotalCount: rows.length, Results: rows } };
		});
		const run = await sync.run();
		expect(run).toMatchObject({ status: 'Held', writes: NO_WRITES, counters: { unknown: 11, held: 1, removed: 0 } });
		expect(run.detail).toContain('11 people in the Novi group could not be read, so nobody is removed.');
		expect([sync.status('p1.crew'), sync.status('p11.crew')]).toEqual(['Unknown', 'Unknown']);
	});
});
