/** Novi AMS: Check API. What it says of every form that the site and its key may have, that it never writes, and that the report holds nobody's data. */
import type { INodeParameters } from 'n8n-workflow';
import type { FaultRule, NoviOptions } from '../../sandbox/emulators/index.mjs';
import { noviCompany, noviGroup, noviPerson } from '../../sandbox/emulators/index.mjs';
import { noviEndpoints } from '../../nodes/NoviAms/api/endpoints.js';
import { fastClock } from '../support/fastClock.mjs';
import type { NodeRun } from '../support/runNode.mjs';
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';
import type { ReportRow } from './checkReport.mjs';
import { found, keysIn, personalNovi, report, verdicts } from './checkReport.mjs';
import { runNovi } from './noviWorld.mjs';

const clock = fastClock();
afterAll(() => clock.restore());

const guid = (tail: number): string => `7c1e5d20-91ab-4f3e-8d44-${String(tail).padStart(12, '0')}`;
const works = noviCompany({ UniqueID: guid(1), Name: 'Gloxworks' });
const people = Array.from({ length: 28 }, (_, index) =>
	noviPerson({
		UniqueID: guid(100 + index),
		FirstName: `Zwetelina${index}`,
		LastName: `Quibbleton${index}`,
		AccountEmail: `login.nr${index}@harborpeople.example`,
		Email: `desk.nr${index}@harborpeople.example`,
		ParentMemberName: 'Gloxworks',
		JobTitle: 'Dredgemaster',
	}),
);
const board = noviGroup({ UniqueID: guid(901), Name: 'Quorumites', members: people.slice(0, 3).map(({ UniqueID }) => UniqueID) });
const everybody = noviGroup({ UniqueID: guid(902), Name: 'Allhandsers', members: people.map(({ UniqueID }, index) => ({ id: UniqueID, inheriting: index > 20 })) });
const seed: NonNullable<NoviOptions['seed']> = {
	members: [works, ...people],
	groups: [board, everybody],
	customFields: [{ CustomFieldUniqueID: guid(801), Name: 'Region', DisplayName: 'Region', Type: 1, TypeName: 'Text' }],
	webhooks: [{ WebhookUniqueId: guid(701), Url: 'https://hook.harborpeople.example/secret-path', Actions: ['customer.updated'], Active: true }],
};

const checking: INodeParameters = { resource: 'api', operation: 'check' };
/** The OpenID configuration is public, and has a check of its own: SSO, Check. */
const READS = Object.values(noviEndpoints).filter(({ method, withoutKey }) => method === 'GET' && withoutKey !== true).map(({ name }) => name);
const always = (rule: FaultRule): FaultRule => ({ ...rule, times: Infinity });

interface Ended {
	rows: Record<string, ReportRow>;
	services: Services;
}

/** One check, and what is true of each: nothing is written, few calls are made, and the report names nobody. */
async function check(options: NoviOptions = {}, faults: FaultRule[] = [], more: Partial<NodeRun> = {}): Promise<Ended> {
	const services = await startServices({ novi: { seed, ...options } });
	try {
		services.novi.faults.script(faults);
		const result = await runNovi(services, checking, more);
		expect(services.novi.counters.writes).toBe(0);
		expect(services.novi.unknownRoutes).toEqual([]);
		const logged = services.novi.log.map(({ method, path }) => `${method} ${path}`);
		expect(new Set(logged).size).toBeLessThanOrEqual(12);
		const hidden = [...personalNovi(seed), guid(701), 'harborpeople', 'secret-path', new URL(services.novi.url).host];
		expect(found(result.json, hidden)).toEqual([]);
		expect(keysIn(result, services.credentials)).toEqual([]);
		return { rows: report(result), services };
	} finally {
		await services.close();
	}
}

test('has one row for every endpoint of the table, in its order, and says why writes are not tested', async () => {
	const { rows } = await check();
	expect(Object.keys(rows)).toEqual(Object.values(noviEndpoints).map(({ name }) => name));
	expect(rows['List members of group']).toMatchObject({ service: 'Novi AMS', call: 'GET /api/groups/{groupId}/members', evidence: 'doc' });
	const writes = Object.values(rows).filter(({ call }) => !call.startsWith('GET'));
	expect(writes).toHaveLength(6);
	for (const row of writes) expect(row).toMatchObject({ verdict: 'Not Tested', observed: expect.stringMatching(/^Not made: /) });
});

describe('a Novi', () => {
	test.each<{ service: string; options: NoviOptions; differs?: Record<string, string>; details: Record<string, object> }>([
		{
			service: 'as expected',
			options: {},
			details: {
				'List groups': { shape: 'TotalCount and Results', count: 2, pageCap: null, offsetAdvances: true, idType: 'GUID', fieldsMissing: [] },
				'List members': { count: 29, fieldsMissing: [], keyLooksLimited: false },
				'List members of group': { count: 28, keyLooksLimited: false },
				'List custom fields': { customFields: 1 },
				'List webhooks': { shape: 'bare list', rows: 1 },
			},
		},
		{ service: 'with pages of 10 rows', options: { maxPageSize: 10 }, details: { 'List members': { pageCap: 10, rows: 10, count: 29 }, 'List groups': { pageCap: null } } },
		{ service: 'with details wrapped in data', options: { detailWrappedInData: true }, differs: { 'Get group': 'Differs, Tolerated', 'Get member': 'Differs, Tolerated' }, details: { 'Get member': { dataWrapper: true } } },
		{ service: 'with webhooks in an envelope', options: { webhookListShape: 'envelope' }, details: { 'List webhooks': { shape: 'TotalCount and Results', rows: 1 } } },
		{ service: 'whose rosters leave beneficiaries out', options: { rosterIncludesBeneficiaries: false }, details: { 'List members of group': { count: 21, keyLooksLimited: false } } },
		{
			service: 'with a key that hides the login',
			options: { limitedFields: ['AccountEmail'] },
			differs: { 'List members': 'Differs, Not Supported' },
			details: { 'List members': { keyLooksLimited: true, fieldsMissing: ['AccountEmail'] } },
		},
		{
			service: 'with a key that hides the job title',
			options: { limitedFields: ['JobTitle'] },
			differs: { 'List members': 'Differs, Not Supported' },
			details: { 'List members': { keyLooksLimited: true, fieldsMissing: ['JobTitle'] } },
		},
		{
			service: 'with a key that hides notes',
			options: { limitedFields: ['Notes'] },
			differs: { 'List members': 'Differs, Tolerated' },
			details: { 'List members': { keyLooksLimited: false, fieldsMissing: ['Notes'] } },
		},
		{
			service: 'with a key that shows fewer people than a group has',
			options: { limitedGroup: board.UniqueID, limitedGroupHides: 'people' },
			differs: { 'List members of group': 'Differs, Not Supported' },
			details: { 'List members of group': { keyLooksLimited: true, count: 3 } },
		},
	])('$service is told as it is', async ({ options, differs = {}, details }) => {
		const { rows } = await check(options);
		expect(verdicts(rows, ['Confirmed', 'Not Tested'])).toEqual(differs);
		expect(READS.filter((name) => rows[name]?.verdict === 'Not Tested')).toEqual([]);
		for (const [name, expected] of Object.entries(details)) expect(rows[name]?.details).toMatchObject(expected);
		for (const name of Object.keys(differs)) expect(rows[name]?.action).toMatch(/\S/);
	});

	test('without groups and members is told as nothing to ask for', async () => {
		const { rows } = await check({ seed: { members: [], groups: [] } });
		expect(verdicts(rows, ['Confirmed'])).toMatchObject({ 'Get group': 'Not Tested', 'List members of group': 'Not Tested', 'Get member': 'Not Tested' });
		expect(rows['List groups']).toMatchObject({ verdict: 'Confirmed', action: '' });
	});
});

const NAMES = `${people[0]?.Name} <${people[0]?.AccountEmail}>`;

const ONE_ENDPOINT: Array<{ what: string; fault: FaultRule; verdict: string; says: RegExp }> = [
	{ what: 'is not there', fault: { kind: 'status', code: 404, body: { Message: NAMES } }, verdict: 'Differs, Not Supported', says: /404/ },
	{ what: 'is forbidden', fault: { kind: 'status', code: 403, body: { Message: NAMES } }, verdict: 'Differs, Not Supported', says: /403/ },
	{ what: 'shows a web page', fault: { kind: 'html-200' }, verdict: 'Differs, Not Supported', says: /web page/ },
	{ what: 'answers with nothing', fault: { kind: 'empty-200' }, verdict: 'Differs, Not Supported', says: /another form/ },
	{ what: 'answers in another shape', fault: { kind: 'wrong-shape', body: { [String(people[0]?.AccountEmail)]: NAMES } }, verdict: 'Differs, Not Supported', says: /another form/ },
	{ what: 'cuts its answer off', fault: { kind: 'truncated-json' }, verdict: 'Differs, Not Supported', says: /cut off/ },
	{ what: 'is sent on to another origin', fault: { kind: 'status', code: 302, headers: { location: 'https://login.harborpeople.example/' } }, verdict: 'Differs, Not Supported', says: /another origin/ },
	{ what: 'is down', fault: { kind: 'status', code: 503, body: { Message: NAMES } }, verdict: 'Not Tested', says: /503/ },
	{ what: 'is too busy', fault: { kind: 'too-many', retryAfter: 'absurd' }, verdict: 'Not Tested', says: /429/ },
	{ what: 'cuts every connection', fault: { kind: 'reset-before' }, verdict: 'Not Tested', says: /connection/ },
];

describe.each([
	{ endpoint: 'members.get', row: 'Get member' },
	{ endpoint: 'groups.members', row: 'List members of group' },
	{ endpoint: 'webhooks.list', row: 'List webhooks' },
])('when the call "$row"', ({ endpoint, row }) => {
	test.each(ONE_ENDPOINT)('$what, its row says so, and the others are checked', async ({ fault, verdict, says }) => {
		const { rows } = await check({}, [always({ ...fault, match: { endpoint } })]);
		expect(rows[row]).toMatchObject({ verdict, observed: expect.stringMatching(says), action: expect.stringMatching(/\S/) });
		expect(READS.filter((name) => name !== row && rows[name]?.verdict !== 'Confirmed')).toEqual([]);
	});
});

describe('when lists', () => {
	test.each<{ what: string; fault: FaultRule; says: RegExp }>([
		{ what: 'repeat their first page', fault: { kind: 'repeat-page' }, says: /repeats 10 rows/ },
		{ what: 'end before their count', fault: { kind: 'zero', nth: 2 }, says: /states 28, but ends after 10/ },
	])('$what, that is not supported', async ({ fault, says }) => {
		const { rows } = await check({ maxPageSize: 10 }, [{ times: Infinity, ...fault, match: { endpoint: 'groups.members' } }]);
		expect(rows['List members of group']).toMatchObject({ verdict: 'Differs, Not Supported', observed: expect.stringMatching(says), action: expect.stringMatching(/\S/) });
	});
});

test('a wrong key ends the check after one call', async () => {
	const services = await startServices({ novi: { seed } });
	try {
		const credentials = { noviAmsApi: { ...services.credentials.noviAmsApi, apiKey: 'd3Jvbmcga2V5IG9mIHNvbWVib2R5IGVsc2UgZW50aXJlbHk=' } };
		const result = await runNovi(services, checking, { credentials });
		const rows = report(result);
		expect(verdicts(rows, ['Not Tested'])).toEqual({ 'List groups': 'Differs, Not Supported' });
		expect(rows['Get member']?.observed).toMatch(/401/);
		expect(rows['List groups']?.action).toMatch(/API Keys/);
		expect(services.calls()).toBe(1);
		expect(keysIn(result, credentials)).toEqual([]);
	} finally {
		await services.close();
	}
});
