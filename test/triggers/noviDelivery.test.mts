/** What Novi AMS Trigger makes of a call: an event of Novi with the member's record, or a refusal; a confirmed event is never lost. */
import type { FaultRule } from '../../sandbox/emulators/index.mjs';
import { ann, nowhere, seed } from '../engine/noviWorld.mjs';
import { secretsIn } from '../support/secrets.mjs';
import type { LiveTrigger, Outcome, TriggerSetup } from './liveTrigger.mjs';
import { stream } from './liveTrigger.mjs';
import { useTriggers } from './useTriggers.mjs';

const TOKEN = 'ab'.repeat(32);
const KILOBYTE = 1024;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const FORM = 'The body is no delivery of Novi: it needs "event", and "entityUniqueId" with a GUID.';
const SIMPLE = {
	UniqueID: ann.UniqueID, Name: 'Ann Lee', FirstName: 'Ann', LastName: 'Lee', AccountEmail: 'ann.lee@members.example', Email: 'office@harborworks.example',
	CustomerType: 'Person', Active: true, ParentMemberName: 'Harbor Works', JobTitle: 'Harbor Master',
};

const live = useTriggers({ novi: { seed } });

/** As it is after publishing; its token is TOKEN. */
async function trigger(parameters: TriggerSetup['parameters'] = {}, more: Partial<TriggerSetup> = {}): Promise<LiveTrigger> {
	const credentials = { noviAmsApi: live.services.credentials.noviAmsApi ?? {} };
	return await live.open({ type: 'noviAmsTrigger', parameters, credentials, kept: { token: TOKEN }, ...more });
}

const known = { query: `?token=${TOKEN}` };
const event = (fields: object = {}): object => ({ event: 'customer.updated', entityUniqueId: ann.UniqueID, ...fields });
const refused = (status: number, message: string): Outcome => ({ status, message, warnings: [] });
const RECEIVED = { status: 200, message: 'Received' };

describe('an event of Novi', () => {
	test('starts the workflow with the member', async () => {
		const outcome = await (await trigger()).post(event(), known);
		expect(outcome).toEqual({
			...RECEIVED, warnings: [],
			items: [{ event: 'customer.updated', memberId: ann.UniqueID, receivedAt: expect.stringMatching(ISO), member: SIMPLE }],
		});
	});

	test('arrives from a published webhook, which Novi keeps switched on', async () => {
		const node = await trigger({}, { kept: {} });
		await node.publish();
		live.services.novi.state.updateMember(ann.UniqueID, { FirstName: '<b>Ann</b> & "Co"' });
		await live.services.novi.webhooksSettled();
		const { items } = await node.last();
		expect(items).toMatchObject([{ event: 'customer.updated', memberId: ann.UniqueID, member: { FirstName: '<b>Ann</b> & "Co"' } }]);
		expect(JSON.stringify(items)).not.toContain(node.kept.token);
		expect(live.services.novi.state.webhooks.rows()).toMatchObject([{ Active: true }]);
	});

	test.each<{ what: string; parameters: TriggerSetup['parameters']; member: object; calls: number }>([
		{ what: 'the whole record when Simplify is off', parameters: { simplify: false }, member: { member: expect.objectContaining({ UniqueID: ann.UniqueID, MemberStatus: 'current', Phone: '' }) as object }, calls: 1 },
		{ what: 'no record, and asks Novi nothing, when Fetch Member is off', parameters: { fetchMember: false }, member: {}, calls: 0 },
	])('brings $what', async ({ parameters, member, calls }) => {
		const { items } = await (await trigger(parameters)).post(event(), known);
		expect(items).toEqual([{ event: 'customer.updated', memberId: ann.UniqueID, receivedAt: expect.stringMatching(ISO), ...member }]);
		expect(live.services.calls()).toBe(calls);
	});

	test.each(['customer.created', 'customer.removed', 'customer.updated'])('%s starts the workflow when it is asked for, and only then', async (name) => {
		const asked = await trigger({ events: [name], fetchMember: false });
		const others = await trigger({ events: ['customer.created', 'customer.removed', 'customer.updated'].filter((one) => one !== name) });
		expect(await asked.post(event({ event: name }), known)).toMatchObject({ ...RECEIVED, items: [{ event: name }] });
		expect(await others.post(event({ event: name }), known)).toEqual({ ...RECEIVED, warnings: [] });
		expect(live.services.calls()).toBe(0);
	});

	test.each(['invoice.paid', 'customer.*', '*', '__proto__', 'x'.repeat(100)])('that nobody knows (%s) is confirmed and dropped', async (name) => {
		expect(await (await trigger()).post(event({ event: name }), known)).toEqual({ ...RECEIVED, warnings: [] });
		expect(live.services.calls()).toBe(0);
	});

	test.each<{ what: string; body: unknown }>([
		{ what: 'with more fields than known', body: event({ sentAt: 1, __proto__: null, secret: 'x' }) },
		{ what: 'with spaces around its values', body: { event: ' customer.updated ', entityUniqueId: ` ${ann.UniqueID} ` } },
		{ what: 'with a byte order mark', body: `\uFEFF${JSON.stringify(event())}` },
		{ what: 'with a key that reaches for the prototype', body: JSON.stringify(event()).replace('{', '{"__proto__":{"polluted":true},') },
	])('$what is taken for what it is', async ({ body }) => {
		const { items } = await (await trigger()).post(body, known);
		expect(items).toMatchObject([{ event: 'customer.updated', memberId: ann.UniqueID, member: SIMPLE }]);
		expect(Object.keys(items?.[0] ?? {})).toEqual(['event', 'memberId', 'receivedAt', 'member']);
		expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
	});
});

describe.each([
	{ when: 'n8n leaves the body unread', bodyIsRead: false },
	{ when: 'n8n has read the body', bodyIsRead: true },
])('when $when, it refuses', ({ bodyIsRead }) => {
	test.each<[what: string, body: () => unknown, status: number, message: string, headers?: Record<string, string>]>([
		['no JSON', () => '{"event": "customer.updated"', 400, 'The body is not valid JSON.'],
		['nothing', () => '', 400, 'The body is not valid JSON.'],
		['an empty object', () => ({}), 400, FORM],
		['a list', () => [event()], 400, FORM],
		['null', () => 'null', 400, FORM],
		['an event without id', () => ({ event: 'customer.updated' }), 400, FORM],
		['an id without event', () => ({ entityUniqueId: ann.UniqueID }), 400, FORM],
		['an event that is no text', () => event({ event: 1 }), 400, FORM],
		['an event without end', () => event({ event: 'x'.repeat(101) }), 400, FORM],
		['an id that is a path', () => event({ entityUniqueId: '../groups' }), 400, FORM],
		['an id with a path behind it', () => event({ entityUniqueId: `${ann.UniqueID}/../x` }), 400, FORM],
		['an id with a line behind it', () => event({ entityUniqueId: `${ann.UniqueID}\n${ann.UniqueID}` }), 400, FORM],
		['an id that is a number', () => event({ entityUniqueId: 7 }), 400, FORM],
		['an id that is an object', () => event({ entityUniqueId: { $ne: '' } }), 400, FORM],
		['an id that is a list', () => event({ entityUniqueId: [ann.UniqueID] }), 400, FORM],
		['deep nesting', () => `${'['.repeat(21)}${']'.repeat(21)}`, 400, 'The body is nested too deeply.'],
		['absurd nesting', () => `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 400, 'The body is nested too deeply.'],
		['65 KB', () => ' '.repeat(65 * KILOBYTE), 413, 'The body is too big: at most 64 KB.'],
		['2 MB without a length', () => stream(2048 * KILOBYTE), 413, 'The body is too big: at most 64 KB.'],
		['a form', () => 'event=customer.updated', 415, 'The body must be application/json.', { 'content-type': 'application/x-www-form-urlencoded' }],
		['a packed body', () => 'x', 415, 'The body must not be compressed.', { 'content-encoding': 'gzip' }],
	])('%s', async (...row) => {
		const [, body, status, message, headers] = row; // a further parameter would be taken for jest's callback
		const node = await trigger({}, { bodyIsRead });
		expect(await node.post(body(), { ...known, headers })).toEqual(refused(status, message));
		expect(live.services.calls()).toBe(0);
		expect(await node.post(event(), known)).toMatchObject(RECEIVED);
	});
});

describe('the token', () => {
	test.each<[what: string, query: string, status: number, message: string]>([
		['missing', '', 401, 'A token is needed.'],
		['empty', '?token=', 401, 'A token is needed.'],
		['under another name', `?key=${TOKEN}`, 401, 'A token is needed.'],
		['wrong', '?token=wrong', 403, 'The token is wrong.'],
		['too long by one', `?token=${TOKEN}a`, 403, 'The token is wrong.'],
		['in capitals', `?token=${TOKEN.toUpperCase()}`, 403, 'The token is wrong.'],
		['given twice', `?token=${TOKEN}&token=${TOKEN}`, 403, 'The token is wrong.'],
	])('%s: refused, whatever the body', async (_what, query, status, message) => {
		const node = await trigger();
		expect(await node.post(event(), { query })).toEqual(refused(status, message));
		expect(await node.post(' '.repeat(1024 * KILOBYTE), { query })).toEqual(refused(status, message));
		expect(live.services.calls()).toBe(0);
	});

	test('that is not stored yet lets nobody in: the call is confirmed, so that Novi does not switch the webhook off, and nothing runs', async () => {
		const node = await trigger({}, { kept: {} });
		for (const query of ['?token=undefined', '?token=null', '?token=x']) expect(await node.post(event(), { query })).toEqual({ ...refused(200, 'Received'), warnings: [expect.stringContaining('before n8n had stored the token')] });
	});

	test('is not asked for when Protect With Token is off', async () => {
		const node = await trigger({ protectWithToken: false, fetchMember: false }, { kept: {} });
		expect(await node.post(event())).toMatchObject({ ...RECEIVED, items: [{ memberId: ann.UniqueID }] });
	});
});

describe('a member that cannot be fetched', () => {
	const read = (fault: FaultRule): FaultRule => ({ ...fault, match: { endpoint: 'members.get' }, times: Infinity });

	test.each<{ what: string; fault: FaultRule; problem: RegExp }>([
		{ what: 'Novi fails', fault: read({ kind: 'status', code: 500 }), problem: /^Novi could not answer "[^"]+" \(500\)\. Usually this passes\./ },
		{ what: 'Novi is down', fault: read({ kind: 'status', code: 503 }), problem: /^Novi could not answer "[^"]+" \(503\)\. Usually this passes\./ },
		{ what: 'the key is refused', fault: read({ kind: 'status', code: 401 }), problem: /^Novi refused the API key \(401\)\. In Novi, open the gear menu/ },
		{ what: 'the key does not see it', fault: read({ kind: 'status', code: 404 }), problem: /^Novi has nothing under this id for "[^"]+" \(404\)\./ },
		{ what: 'a web page comes', fault: read({ kind: 'html-200' }), problem: /a web page came instead of data\. Check Site URL/ },
		{ what: 'somebody else comes', fault: read({ kind: 'wrong-shape', body: { ...ann, UniqueID: nowhere } }), problem: /in a form that is not understood/ },
		{ what: 'Novi redirects', fault: read({ kind: 'status', code: 307, headers: { location: 'https://elsewhere.example/' } }), problem: /on to https:\/\/elsewhere\.example/ },
		{ what: 'the connection breaks', fault: read({ kind: 'reset-before' }), problem: /^Novi can't be reached/ },
	])('because $what, is told in the item: the event is not lost', async ({ fault, problem }) => {
		live.services.novi.faults.script([fault]);
		const outcome = await (await trigger()).post(event(), known);
		expect(outcome).toMatchObject(RECEIVED);
		expect(outcome.items).toEqual([{ event: 'customer.updated', memberId: ann.UniqueID, receivedAt: expect.stringMatching(ISO), member: null, memberProblem: expect.stringMatching(problem) }]);
		expect(outcome.warnings).toEqual([`Novi AMS Trigger: the member of an event could not be read. ${String(outcome.items?.[0]?.memberProblem)}`]);
		expect(secretsIn(outcome, live.services.credentials)).toEqual([]);
		expect(JSON.stringify(outcome)).not.toContain(TOKEN);
	});

	test('because the credential cannot be used, does not fail the workflow', async () => {
		const node = await trigger({}, { credentials: { noviAmsApi: { ...live.services.credentials.noviAmsApi, siteUrl: 'http://www.association.example' } } });
		expect(await node.post(event(), known)).toMatchObject({ ...RECEIVED, items: [{ member: null, memberProblem: 'The member could not be read.' }] });
	});

	test('because it was removed, is no problem', async () => {
		const outcome = await (await trigger()).post(event({ event: 'customer.removed', entityUniqueId: nowhere }), known);
		expect(outcome).toEqual({ ...RECEIVED, warnings: [], items: [{ event: 'customer.removed', memberId: nowhere, receivedAt: expect.stringMatching(ISO), member: null }] });
	});

	test('for a moment, is asked for again', async () => {
		live.services.novi.faults.script([{ kind: 'status', code: 503, match: { endpoint: 'members.get' } }]);
		expect((await (await trigger()).post(event(), known)).items).toMatchObject([{ member: SIMPLE }]);
	});
});

test('a set-up that cannot work stands in n8n as a failed execution', async () => {
	const { status, items, error } = await (await trigger({ events: [] })).post(event(), known);
	expect([status, items, error?.message]).toEqual([500, undefined, 'Events is empty']);
});
