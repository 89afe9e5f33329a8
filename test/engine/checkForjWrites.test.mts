/** Forj Community: Check API, also writing. It touches nobody but the test person, and leaves nothing behind, or says so. */
import type { INodeParameters } from 'n8n-workflow';
import type { FaultRule, ForjOptions } from '../../sandbox/emulators/index.mjs';
import { forjGroup, forjUser } from '../../sandbox/emulators/index.mjs';
import { fastClock } from '../support/fastClock.mjs';
import type { NodeResult } from '../support/runNode.mjs';
import type { Services } from '../support/services.mjs';
import type { ReportRow } from './checkReport.mjs';
import { found, keysIn, personalForj, report } from './checkReport.mjs';
import { TEST_EMAIL, ann, board, cara, inTestGroup, manager, seed, startCheckWorld, testGroup, writing } from './checkForjWorld.mjs';
import { VARIANTS, byId, runForj } from './forjWorld.mjs';

const clock = fastClock();
afterAll(() => clock.restore());

const WRITES = ['add member', 'update user', 'remove member', 'add members in bulk', 'get import job'];
const always = (rule: FaultRule): FaultRule => ({ ...rule, times: Infinity });

interface Ended {
	rows: Record<string, ReportRow>;
	result: NodeResult;
	services: Services;
}

/** One run in a fresh community, and what is true of every such run: nobody else is touched, and the report names nobody. */
async function check(options: ForjOptions, faults: FaultRule[] = [], parameters: INodeParameters = writing): Promise<Ended> {
	const services = await startCheckWorld(options);
	try {
		const before = JSON.stringify(untouched(services));
		services.forj.faults.script(faults);
		const result = await runForj(services, parameters);
		expect(JSON.stringify(untouched(services))).toBe(before);
		expect(services.forj.state.accidents).toEqual([]);
		expect(services.forj.unknownRoutes).toEqual([]);
		expect(found(result.json, [...personalForj(seed), TEST_EMAIL])).toEqual([]);
		expect(keysIn(result, services.credentials)).toEqual([]);
		return { rows: result.error ? {} : report(result), result, services };
	} finally {
		await services.close();
	}
}

/** Everybody and every group but the test person. */
function untouched({ forj }: Services): unknown {
	const known = new Set(seed.users.map(({ id }) => id));
	return [
		forj.state.users.rows().filter(({ id }) => known.has(id)),
		forj.state.groups.rows().map(({ members, ...group }) => [group, members.rows().filter(({ userId }) => known.has(userId))]),
	];
}

const writesOf = (rows: Record<string, ReportRow>) => Object.fromEntries(WRITES.map((name) => [name, rows[name]?.verdict]));
const all = (verdict: string) => Object.fromEntries(WRITES.map((name) => [name, verdict]));

const DIFFERS: Record<string, Record<string, string>> = {
	'without bulk import': { 'add members in bulk': 'Differs, Tolerated', 'get import job': 'Not Tested' },
	'with details wrapped in data': { 'add member': 'Differs, Tolerated', 'update user': 'Differs, Tolerated', 'get import job': 'Differs, Tolerated' },
	'behind a redirect to a trusted origin': all('Differs, Tolerated'),
};

describe.each(VARIANTS)('with a Forj $service', ({ service, options }) => {
	test('the writes are tried, told, and undone', async () => {
		const { rows, services } = await check(options);
		expect(writesOf(rows)).toEqual({ ...all('Confirmed'), ...DIFFERS[service] });
		expect(inTestGroup(services)).toEqual([manager.id]);
		expect(rows['update user']?.details).toMatchObject({ fieldsTaken: ['first_name', 'last_name', 'company_name'], fieldsNotTaken: [] });
		expect(services.forj.state.findByEmail(TEST_EMAIL)).toMatchObject({ first_name: 'Api', last_name: 'Check' });
	});
});

test('one person is added once by each way, and removed as often', async () => {
	const { services } = await check({});
	const { byEndpoint } = services.forj.counters;
	expect(byEndpoint).toMatchObject({ 'members.add': 1, 'users.update': 1, 'members.remove': 2, 'bulk.add': 1 });
});

describe('nothing is written when', () => {
	const withEmail = (testEmail: string): INodeParameters => ({ ...writing, testEmail });
	const inGroup = (id: number): INodeParameters => ({ ...writing, testGroupId: byId(id), links: '[]' });

	test.each<{ what: string; options?: ForjOptions; parameters: INodeParameters; faults?: FaultRule[]; says: RegExp }>([
		{ what: 'a user has the address', parameters: withEmail(ann.email), says: /has a user/ },
		{ what: 'a user behind the first page has the address', options: { pageCap: 7 }, parameters: withEmail(seed.users.at(-1)?.email ?? ''), says: /has a user/ },
		{ what: 'a user has the address in capitals', parameters: withEmail(ann.email.toUpperCase()), says: /has a user/ },
		{ what: 'a member of the test group has the address', parameters: withEmail(manager.email), says: /in the test group/ },
		{
			what: 'the search fails, and a user behind the first page has the address',
			options: { pageCap: 7 },
			parameters: withEmail(seed.users.at(-1)?.email ?? ''),
			faults: [always({ kind: 'status', code: 404, match: { endpoint: 'users.search' } })],
			says: /has a user/,
		},
		{
			what: 'the search finds nobody at all, and a user behind the first page has the address',
			options: { pageCap: 7 },
			parameters: withEmail(seed.users.at(-1)?.email ?? ''),
			faults: [always({ kind: 'zero', match: { endpoint: 'users.search' } })],
			says: /has a user/,
		},
		{
			what: 'neither search nor list shows who is there',
			parameters: writing,
			faults: [always({ kind: 'status', code: 403, match: { endpoint: 'users.search' } }), always({ kind: 'status', code: 403, match: { endpoint: 'users.list' } })],
			says: /made sure/,
		},
		{ what: 'the test group cannot be read', parameters: inGroup(1), says: /could not be read/ },
	])('$what', async ({ options = {}, parameters, faults, says }) => {
		const { rows, services } = await check(options, faults, parameters);
		expect(writesOf(rows)).toEqual(all('Not Tested'));
		for (const name of WRITES) expect(rows[name]).toMatchObject({ observed: expect.stringMatching(says), action: expect.stringMatching(/\S/) });
		expect(services.forj.counters.writes).toBe(0);
	});

	test.each<{ what: string; parameters: INodeParameters; asTool?: boolean; says: RegExp }>([
		{ what: 'the group is linked', parameters: { ...writing, testGroupId: byId(board.id) }, says: /Test Group is linked/ },
		{ what: 'the links name the group by a number', parameters: { ...writing, links: JSON.stringify([{ forj_group_id: testGroup.id }]) }, says: /Test Group is linked/ },
		{ what: 'the links cannot be read', parameters: { ...writing, links: '[{' }, says: /Links holds no rows/ },
		{ what: 'the links are other rows', parameters: { ...writing, links: '[{"group":"1"}]' }, says: /Links holds no rows/ },
		{ what: 'the links are no list', parameters: { ...writing, links: '{}' }, says: /Links holds no rows/ },
		{ what: 'no group is chosen', parameters: { ...writing, testGroupId: byId('={{ "" }}') }, says: /Test Group is empty/ },
		{ what: 'the address is none', parameters: { ...writing, testEmail: 'nobody' }, says: /Test Email is not an e-mail/ },
		{ what: 'an AI agent uses the node', parameters: writing, asTool: true, says: /AI tool/ },
	])('$what: refused before any call', async ({ parameters, asTool, says }) => {
		const services = await startCheckWorld();
		try {
			const result = await runForj(services, parameters, { asTool });
			expect(result.error?.message).toMatch(says);
			expect(result.error?.description).toMatch(/\S/);
			expect(services.calls()).toBe(0);
		} finally {
			await services.close();
		}
	});
});

test('a group of more than 500 members is no test group', async () => {
	const crowd = Array.from({ length: 501 }, (_, index) => forjUser({ id: 930_000 + index }));
	const large = { ...seed, users: [...seed.users, ...crowd], groups: seed.groups.map((group) => (group.id === testGroup.id ? forjGroup({ ...testGroup, members: crowd.map(({ id }) => id) }) : group)) };
	const { rows, services } = await check({ seed: large, pageCap: 200 });
	expect(rows['add member']).toMatchObject({ verdict: 'Not Tested', observed: expect.stringMatching(/more than 500/) });
	expect(services.forj.counters.writes).toBe(0);
});

test('a stop in the editor after the add: the test person is removed all the same', async () => {
	const services = await startCheckWorld();
	try {
		services.forj.faults.script([{ kind: 'slow', ms: 200, match: { endpoint: 'users.update' } }]);
		const stop = until(() => (services.forj.counters.byEndpoint['users.update'] ?? 0) > 0);
		const { status } = await runForj(services, writing, { cancelOn: stop });
		expect(status).toBe('canceled');
		await until(() => inTestGroup(services).length === 1);
		expect(inTestGroup(services)).toEqual([manager.id]);
		expect(services.forj.counters.byEndpoint['bulk.add']).toBeUndefined();
	} finally {
		await services.close();
	}
});

async function until(isTrue: () => boolean): Promise<void> {
	for (let tries = 0; tries < 500 && !isTrue(); tries++) await new Promise((resolve) => setTimeout(resolve, 10));
}

test('a second address of somebody is noticed by the answer: no data is changed, and the person leaves the test group again', async () => {
	const { rows, services } = await check({}, [], { ...writing, testEmail: 'second.cara@harborpeople.example' });
	expect(writesOf(rows)).toEqual(all('Not Tested'));
	expect(rows['add member']?.observed).toMatch(/another address/);
	expect(services.forj.state.user(cara.id)).toMatchObject({ first_name: cara.first_name, last_name: cara.last_name, fields: {} });
	expect(inTestGroup(services)).toEqual([manager.id]);
});

/** Faults after the add arrived. Whatever the rows say, the group is as before. */
const CLEANED: Array<{ what: string; faults: FaultRule[]; says: Record<string, string> }> = [
	{ what: 'the add is applied, but never answered', faults: [{ kind: 'reset-after-accept', match: { endpoint: 'members.add' } }], says: { 'add member': 'Differs, Tolerated' } },
	{ what: 'the add is answered with half a sentence', faults: [{ kind: 'truncated-json', match: { endpoint: 'members.add' } }], says: { 'add member': 'Differs, Tolerated' } },
	{ what: 'the add is answered in another shape', faults: [{ kind: 'wrong-shape', match: { endpoint: 'members.add' } }], says: { 'add member': 'Confirmed' } },
	{ what: 'the add is not there', faults: [always({ kind: 'status', code: 404, match: { endpoint: 'members.add' } })], says: { 'add member': 'Differs, Not Supported', 'update user': 'Not Tested', 'add members in bulk': 'Not Tested' } },
	{ what: 'the update is not there', faults: [always({ kind: 'status', code: 404, match: { endpoint: 'users.update' } })], says: { 'update user': 'Differs, Not Supported', 'remove member': 'Confirmed' } },
	{ what: 'the update is applied, but never answered', faults: [{ kind: 'reset-after-accept', match: { endpoint: 'users.update' } }], says: { 'update user': 'Differs, Tolerated' } },
	{ what: 'the update says yes and does nothing', faults: [{ kind: 'empty-200', match: { endpoint: 'users.update' } }], says: { 'update user': 'Differs, Not Supported' } },
	{ what: 'the removal is applied, but never answered', faults: [{ kind: 'reset-after-accept', match: { endpoint: 'members.remove' } }], says: { 'remove member': 'Differs, Tolerated' } },
	{ what: 'the removal says yes and does nothing, once', faults: [{ kind: 'empty-200', match: { endpoint: 'members.remove' } }], says: { 'remove member': 'Differs, Not Supported', 'add members in bulk': 'Not Tested' } },
	{ what: 'the removal is refused once', faults: [{ kind: 'status', code: 422, match: { endpoint: 'members.remove' } }], says: { 'remove member': 'Differs, Not Supported', 'add members in bulk': 'Not Tested' } },
	{ what: 'the import is refused', faults: [{ kind: 'status', code: 422, match: { endpoint: 'bulk.add' } }], says: { 'add members in bulk': 'Differs, Tolerated', 'get import job': 'Not Tested' } },
	{ what: 'another import runs', faults: [always({ kind: 'status', code: 409, match: { endpoint: 'bulk.add' } })], says: { 'add members in bulk': 'Not Tested', 'get import job': 'Not Tested' } },
	{ what: 'the members cannot be read for a moment after the add', faults: [{ kind: 'status', code: 500, match: { endpoint: 'members.list', path: /604003/ }, nth: 3 }], says: { 'add member': 'Not Tested' } },
];

describe('the test group is as before when', () => {
	test.each(CLEANED)('$what', async ({ faults, says }) => {
		const { rows, services } = await check({}, faults);
		expect(rows).toMatchObject(Object.fromEntries(Object.entries(says).map(([name, verdict]) => [name, { verdict }])));
		expect(inTestGroup(services)).toEqual([manager.id]);
	});
});

/** What nobody can undo is said, with the group and the place to click. */
describe('somebody stays in the test group, and the report says so, when', () => {
	const later = (rule: FaultRule): FaultRule => ({ ...rule, times: Infinity });
	test.each<{ what: string; faults: FaultRule[]; row: string }>([
		{ what: 'removals are not there', faults: [later({ kind: 'status', code: 404, match: { endpoint: 'members.remove' } })], row: 'remove member' },
		{ what: 'removals say yes and do nothing', faults: [later({ kind: 'empty-200', match: { endpoint: 'members.remove' } })], row: 'remove member' },
		{ what: 'the key is taken away after the add', faults: [later({ kind: 'status', code: 401, match: { path: /groups\/604003/ }, nth: 4 })], row: 'remove member' },
		{ what: 'removals break the connection', faults: [later({ kind: 'reset-before', match: { endpoint: 'members.remove' } })], row: 'remove member' },
	])('$what', async ({ faults, row }) => {
		const { rows, services } = await check({}, faults);
		expect(inTestGroup(services)).toHaveLength(2);
		expect(rows[row]).toMatchObject({ verdict: 'Differs, Not Supported', action: expect.stringMatching(/by hand.*604003.*Members/) });
	});

	test('an import that was started does not end in time', async () => {
		const { rows } = await check({ bulkPollsUntilDone: 1_000 });
		expect(rows['get import job']).toMatchObject({ verdict: 'Not Tested', action: expect.stringMatching(/by hand.*604003/) });
	});

	test('it is not known whether an import was started', async () => {
		const { rows } = await check({}, [{ kind: 'reset-after-accept', match: { endpoint: 'bulk.add' } }]);
		expect(rows['add members in bulk']).toMatchObject({ verdict: 'Not Tested', action: expect.stringMatching(/by hand.*604003/) });
	});
});
