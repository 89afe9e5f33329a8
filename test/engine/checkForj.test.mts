/** Forj Community: Check API, reading. What it says of every form that the service may have, and that the report holds nobody's data. */
import type { ForjOptions, FaultRule } from '../../sandbox/emulators/index.mjs';
import { endpoints } from '../../nodes/ForjCommunity/api/endpoints.js';
import { fastClock } from '../support/fastClock.mjs';
import type { Services } from '../support/services.mjs';
import { found, keysIn, personalForj, report, verdicts } from './checkReport.mjs';
import { ann, everybody, reading, seed, startCheckWorld } from './checkForjWorld.mjs';
import { VARIANTS, runForj } from './forjWorld.mjs';

const clock = fastClock();
afterAll(() => clock.restore());

const READS = ['list groups', 'get group', 'list members', 'get member', 'list users', 'search users', 'get user'];
const always = (rule: FaultRule): FaultRule => ({ ...rule, times: Infinity });
const origins = ({ forj }: Services) => [new URL(forj.url).host, new URL(forj.secondUrl).host];

async function withWorld<T>(options: ForjOptions, use: (services: Services) => Promise<T>, trusted = true): Promise<T> {
	const services = await startCheckWorld(options, trusted);
	try {
		return await use(services);
	} finally {
		await services.close();
	}
}

test('has one row for every endpoint of the table, in its order, with method and path', async () => {
	await withWorld({}, async (services) => {
		const { json } = await runForj(services, reading);
		expect(json.map(({ endpoint, evidence }) => ({ endpoint, evidence }))).toEqual(Object.values(endpoints).map(({ name, evidence }) => ({ endpoint: name, evidence })));
		const rows = report({ status: 'success', outputs: [], json });
		expect(rows['remove member']?.call).toBe('DELETE /groups/{groupId}/members/{userId}');
		expect(rows['list groups']?.call).toBe('GET /groups');
		expect(json.every(({ service, expected, observed }) => service === 'Forj Community' && expected !== '' && observed !== '')).toBe(true);
	});
});

const TOLERATED_DETAILS = { 'get group': 'Differs, Tolerated', 'get member': 'Differs, Tolerated', 'get user': 'Differs, Tolerated' };

/** What differs from "all reads confirmed", and what programs read of the rows. */
const SEEN: Record<string, { differs?: Record<string, string>; details: Record<string, object> }> = {
	'as expected': { details: { 'list groups': { shape: 'bare list', pageCap: null, count: null, idType: 'number', offsetAdvances: true }, 'list members': { pageCap: null, rows: 26 } } },
	'with pages of 7 rows': { details: { 'list members': { pageCap: 7, rows: 7, offsetAdvances: true }, 'list users': { pageCap: 7 }, 'list groups': { pageCap: null } } },
	'with pages of 20 rows': { details: { 'list members': { pageCap: 20 } } },
	'with lists in results': { details: { 'list groups': { shape: 'results with count', count: 3 }, 'list members': { count: 26 } } },
	'with lists in results without count': { details: { 'list groups': { shape: 'results', count: null }, 'list users': { pageCap: 20 } } },
	'with text ids': { details: { 'list groups': { idType: 'text' }, 'list members': { idType: 'text' } } },
	'without bulk import': { details: {} },
	'with details wrapped in data': { differs: TOLERATED_DETAILS, details: { 'get group': { dataWrapper: true } } },
	'behind a redirect to a trusted origin': {
		differs: Object.fromEntries(READS.map((name) => [name, 'Differs, Tolerated'])),
		details: { 'list groups': { fromAnotherOrigin: true } },
	},
	'that answers removals with nothing': { details: { 'get group': { fieldsMissing: [] } } },
};

describe.each(VARIANTS)('a Forj $service', ({ service, options }) => {
	test('is told as it is, in few calls and without a write', async () => {
		await withWorld(options, async (services) => {
			const result = await runForj(services, reading);
			const rows = report(result);
			const { differs = {}, details } = SEEN[service] ?? { details: {} };
			expect(verdicts(rows, ['Confirmed', 'Not Tested'])).toEqual(differs);
			expect(READS.filter((name) => rows[name]?.verdict === 'Not Tested')).toEqual([]);
			for (const [name, expected] of Object.entries(details)) expect(rows[name]?.details).toMatchObject(expected);
			expect(Object.values(rows).filter(({ verdict, action }) => (verdict === 'Confirmed') !== (action === '') && verdict !== 'Not Tested')).toEqual([]);
			const calls = services.forj.log.filter(({ endpoint }) => endpoint !== 'redirect');
			expect(calls.length).toBeLessThanOrEqual(13);
			expect(services.forj.counters.writes).toBe(0);
			expect(services.forj.unknownRoutes).toEqual([]);
			expect(found(result.json, [...personalForj(seed), ...origins(services)])).toEqual([]);
			expect(keysIn(result, services.credentials)).toEqual([]);
		});
	});
});

test('names the profile keys of the community, and no value', async () => {
	await withWorld({ companyKey: 'employer', titleKey: 'role_title' }, async (services) => {
		services.forj.state.addMember(everybody.id, ann.id);
		const rows = report(await runForj(services, reading));
		expect(rows['get group']?.details.fieldKeys).toEqual(['description', 'employer', 'interests', 'role_title', 'website']);
		expect(rows['list members']?.details.fieldKeys).toEqual(['employer', 'interests']);
		expect(rows['list members']?.observed).toContain('employer, interests');
	});
});

describe('when something is missing', () => {
	test.each<{ what: string; options: ForjOptions; endpoint: string; verdict: string; says: RegExp }>([
		{ what: 'rows do not say who manages the group', options: { showIsAdmin: false }, endpoint: 'list members', verdict: 'Differs, Tolerated', says: /manages the group/ },
		{ what: 'groups define no profile fields', options: { includeFieldDefinitions: false }, endpoint: 'get group', verdict: 'Confirmed', says: /no profile fields/ },
	])('$what: $verdict', async ({ options, endpoint, verdict, says }) => {
		await withWorld(options, async (services) => {
			const rows = report(await runForj(services, reading));
			expect(rows[endpoint]).toMatchObject({ verdict, observed: expect.stringMatching(says) });
		});
	});

	test.each([
		{ field: 'requires_approval', endpoint: 'get group', body: { id: everybody.id, name: 'Allhandsers', privacy: 5 } },
		{ field: 'privacy', endpoint: 'get group', body: { id: everybody.id, name: 'Allhandsers', requires_approval: false } },
	])('a group that does not say $field is not supported, since links stay Not ready', async ({ field, endpoint, body }) => {
		await withWorld({}, async (services) => {
			services.forj.faults.script([{ kind: 'wrong-shape', body, match: { endpoint: 'groups.get' } }]);
			const rows = report(await runForj(services, reading));
			expect(rows[endpoint]).toMatchObject({ verdict: 'Differs, Not Supported', observed: expect.stringContaining(field), action: expect.stringContaining('Not ready') });
		});
	});

	test('an empty community is told as nothing to ask for', async () => {
		await withWorld({ seed: { users: [], groups: [] } }, async (services) => {
			const rows = report(await runForj(services, reading));
			expect(verdicts(rows, ['Not Tested'])).toEqual({ 'list groups': 'Confirmed', 'list users': 'Confirmed' });
			expect(rows['get group']?.observed).toContain('no group');
		});
	});
});

const NAMES = `${ann.first_name} ${ann.last_name} <${ann.email}>`;

/** Faults of one endpoint: its own row says so, the others are checked all the same. */
const ONE_ENDPOINT: Array<{ what: string; fault: FaultRule; verdict: string; says: RegExp }> = [
	{ what: 'is not there', fault: { kind: 'status', code: 404, body: { error_message: NAMES } }, verdict: 'Differs, Not Supported', says: /404/ },
	{ what: 'is forbidden', fault: { kind: 'status', code: 403, body: { error_message: NAMES } }, verdict: 'Differs, Not Supported', says: /403/ },
	{ what: 'is refused', fault: { kind: 'status', code: 422, body: { error_message: NAMES } }, verdict: 'Differs, Not Supported', says: /422/ },
	{ what: 'shows a web page', fault: { kind: 'html-200' }, verdict: 'Differs, Not Supported', says: /web page/ },
	{ what: 'answers with nothing', fault: { kind: 'empty-200' }, verdict: 'Differs, Not Supported', says: /another form/ },
	{ what: 'answers in another shape', fault: { kind: 'wrong-shape', body: { rows: [], [ann.email]: NAMES } }, verdict: 'Differs, Not Supported', says: /another form/ },
	{ what: 'cuts its answer off', fault: { kind: 'truncated-json' }, verdict: 'Differs, Not Supported', says: /cut off/ },
	{ what: 'is sent on to another origin', fault: { kind: 'status', code: 307, headers: { location: 'https://elsewhere.example/v1' } }, verdict: 'Differs, Not Supported', says: /another origin/ },
	{ what: 'is down', fault: { kind: 'status', code: 503, body: { error_message: NAMES } }, verdict: 'Not Tested', says: /503/ },
	{ what: 'is too busy', fault: { kind: 'too-many', retryAfter: 'absurd' }, verdict: 'Not Tested', says: /429/ },
	{ what: 'cuts every connection', fault: { kind: 'reset-before' }, verdict: 'Not Tested', says: /connection/ },
];

describe.each([
	{ endpoint: 'users.get', row: 'get user', others: [] },
	{ endpoint: 'users.search', row: 'search users', others: [] },
	{ endpoint: 'members.list', row: 'list members', others: ['get member'] },
])('when the call "$row"', ({ endpoint, row, others }) => {
	test.each(ONE_ENDPOINT)('$what', async ({ fault, verdict, says }) => {
		await withWorld({}, async (services) => {
			services.forj.faults.script([always({ ...fault, match: { endpoint } })]);
			const result = await runForj(services, reading);
			const rows = report(result);
			expect(rows[row]).toMatchObject({ verdict, observed: expect.stringMatching(says), action: expect.stringMatching(/\S/) });
			const untouched = READS.filter((name) => name !== row && !others.includes(name));
			expect(untouched.filter((name) => rows[name]?.verdict !== 'Confirmed')).toEqual([]);
			expect(found(result.json, [...personalForj(seed), ...origins(services), 'elsewhere.example'])).toEqual([]);
			expect(keysIn(result, services.credentials)).toEqual([]);
		});
	});
});

describe('when the lists', () => {
	test.each<{ what: string; options: ForjOptions; fault: FaultRule; says: RegExp }>([
		{ what: 'repeat their first page', options: { pageCap: 7 }, fault: { kind: 'repeat-page' }, says: /repeats 7 rows/ },
		{ what: 'count fewer than they hold', options: { listShape: 'results' }, fault: { kind: 'short-total' }, says: /states 25, but ends after 26/ },
	])('$what, that is not supported', async ({ options, fault, says }) => {
		await withWorld(options, async (services) => {
			services.forj.faults.script([always({ ...fault, match: { endpoint: 'members.list' } })]);
			const rows = report(await runForj(services, reading));
			expect(rows['list members']).toMatchObject({ verdict: 'Differs, Not Supported', observed: expect.stringMatching(says) });
		});
	});

	test('refuse a large page, they are read with the usual one', async () => {
		await withWorld({}, async (services) => {
			services.forj.faults.script([{ kind: 'status', code: 422, match: { endpoint: 'members.list' } }]);
			const rows = report(await runForj(services, reading));
			expect(rows['list members']).toMatchObject({ verdict: 'Confirmed', observed: expect.stringMatching(/1,000 rows is refused \(422\)/), details: { rows: 26 } });
		});
	});
});

test('a wrong key ends the check: the rest is not tested, and nobody is asked again', async () => {
	await withWorld({}, async (services) => {
		const credentials = { forjCommunityApi: { ...services.credentials.forjCommunityApi, apiSecret: 'wrong-secret-of-somebody' } };
		const result = await runForj(services, reading, { credentials });
		const rows = report(result);
		expect(verdicts(rows, ['Not Tested'])).toEqual({ 'list groups': 'Differs, Not Supported' });
		expect(rows['list groups']?.action).toMatch(/Community Settings/);
		expect(rows['get user']?.observed).toMatch(/401/);
		expect(services.calls()).toBe(1);
		expect(keysIn(result, credentials)).toEqual([]);
	});
});

test('a redirect to an origin that is not trusted is told without the address, and nothing is sent there', async () => {
	await withWorld({ secondOrigin: true }, async (services) => {
		const result = await runForj(services, reading);
		const rows = report(result);
		expect(rows['list groups']).toMatchObject({ verdict: 'Differs, Not Supported', action: expect.stringContaining('Trusted Origin') });
		expect(found(result.json, origins(services))).toEqual([]);
		expect(services.forj.log.filter(({ endpoint }) => endpoint !== 'redirect')).toEqual([]);
	}, false);
});

test('an AI tool may check by reading', async () => {
	await withWorld({}, async (services) => {
		const { outputs, error } = await runForj(services, reading, { asTool: true });
		expect(error).toBeUndefined();
		expect(outputs.flat()).not.toEqual([]);
		expect(services.forj.counters.writes).toBe(0);
	});
});
