/** Deliveries of Forj with further pages: read with the key, from Forj alone, bounded; what was read is never lost. */
import type { FaultRule, ForjEmulator } from '../../sandbox/emulators/index.mjs';
import { startForj } from '../../sandbox/emulators/index.mjs';
import { secretsIn } from '../support/secrets.mjs';
import type { LiveTrigger, Outcome, TriggerSetup } from './liveTrigger.mjs';
import { useTriggers } from './useTriggers.mjs';

const PAGE = { endpoint: 'notifications.page' };

const live = useTriggers();
/** Somebody else's server, who would like to have the key. */
let foreign: ForjEmulator;
let node: LiveTrigger;

beforeAll(async () => {
	foreign = await startForj();
});

beforeEach(async () => {
	foreign.reset();
	node = await trigger();
});

afterAll(async () => await foreign?.close());

async function trigger(credential: object = {}, parameters: TriggerSetup['parameters'] = {}): Promise<LiveTrigger> {
	return await live.open({ type: 'forjCommunityTrigger', parameters, credentials: { forjCommunityApi: { ...live.services.credentials.forjCommunityApi, ...credential } } });
}

/** Forj tells of so many new users in one delivery with further pages. */
async function newUsers(count: number): Promise<Outcome> {
	live.services.forj.state.webhooks.push({ url: node.url, topics: ['user.created'] });
	for (let n = 1; n <= count; n++) live.services.forj.state.createUser(`new-${n}@people.example`, { fields: {} });
	await live.services.forj.webhooksSettled();
	return await node.last();
}

const updated = (id: number): object => ({ item_type: 'user', topic: 'user.updated', item: { id, email: `user-${id}@people.example` } });
const bulk = (ids: number[], nextPage?: string): object => ({ notifications: ids.map(updated), total: 99, job: { id: 7 }, ...(nextPage === undefined ? {} : { next_page: nextPage }) });
const address = (name: string | number): string => `${live.services.forj.url}/notification_jobs/1/${name}`;
/** What Forj answers under an address. */
const page = (name: string | number, body: unknown): FaultRule => ({ kind: 'status', code: 200, body, match: { path: new RegExp(`/notification_jobs/1/${name}$`) }, times: Infinity });
const idsOf = ({ items = [] }: Outcome): string[] => items.map(({ id }) => String(id));
const pagesRead = (): number => live.services.forj.counters.byEndpoint['notifications.page'] ?? 0;

const cutOff = (read: number): string =>
	`The delivery is longer than 20 pages: ${read} notifications were read, the rest was not. The next scheduled sync (of profiles: hourly) finds those changes by itself.`;

function expectTruncated(outcome: Outcome, ids: number[], reason: string | RegExp): void {
	expect(outcome).toMatchObject({ status: 200, message: 'Received' });
	expect(outcome.items?.map(({ id, truncated }) => [id, truncated])).toEqual(ids.map((id) => [String(id), true]));
	const said = new Set(outcome.items?.map(({ truncatedReason }) => truncatedReason));
	expect([...said]).toEqual([typeof reason === 'string' ? reason : expect.stringMatching(reason)]);
	expect(outcome.warnings).toEqual([`Forj Community Trigger: a delivery could not be read to its end. ${String([...said][0])}`]);
	expect(secretsIn(outcome, live.services.credentials)).toEqual([]);
}

describe('the end of a delivery', () => {
	test.each([
		{ count: 1, pages: 0 },
		{ count: 50, pages: 0 },
		{ count: 51, pages: 1 },
		{ count: 130, pages: 2 },
		{ count: 1_000, pages: 19 },
	])('of $count notifications is found after $pages further pages, in order', async ({ count, pages }) => {
		const { items = [], warnings } = await newUsers(count);
		expect(items).toHaveLength(count);
		const ids = items.map(({ userId }) => Number(userId));
		expect(new Set(ids).size).toBe(count);
		expect(ids).toEqual([...ids].sort((a, b) => a - b));
		expect(items.every((item) => item.topic === 'user.created' && item.jobId === items[0]?.jobId && !('truncated' in item))).toBe(true);
		expect([pagesRead(), warnings]).toEqual([pages, []]);
		expect(live.services.forj.deliveries.at(-1)?.status).toBe(200);
	});

	test.each([1_001, 1_200])('of %d notifications is not read: 1,000 come, and say so', async (count) => {
		const { items = [], warnings } = await newUsers(count);
		expect(items).toHaveLength(1_000);
		expect(items.every(({ truncated, truncatedReason }) => truncated === true && truncatedReason === cutOff(1_000))).toBe(true);
		expect(warnings).toHaveLength(1);
		expect(pagesRead()).toBe(19);
	});

	test('is not read behind 20 pages, however little they hold', async () => {
		live.services.forj.faults.script(Array.from({ length: 40 }, (_, n) => page(n + 1, bulk([n + 1], address(n + 2)))));
		expectTruncated(await node.post(bulk([0], address(1))), Array.from({ length: 20 }, (_, n) => n), cutOff(20));
		expect(pagesRead()).toBe(19);
	});

	test('is not waited for without end', async () => {
		const slow: FaultRule = { kind: 'status', code: 429, headers: { 'retry-after': '60' }, match: PAGE, times: 2 };
		live.services.forj.faults.script([slow, page(1, bulk([2], address(2)))]);
		expectTruncated(await node.post(bulk([1], address(1))), [1, 2], 'Reading the further pages took too long.');
		expect(live.clock.slept).toEqual([60_000, 60_000]);
	});

	test('comes when a page is empty, and when it names no next page', async () => {
		live.services.forj.faults.script([page(1, bulk([], address(2))), page(2, { notifications: [updated(3)], next_page: '' })]);
		const outcome = await node.post(bulk([1], address(1)));
		expect(idsOf(outcome)).toEqual(['1', '3']);
		expect(outcome.items?.[0]).not.toHaveProperty('truncated');
	});

	test('is found for topics that nobody asked for, too', async () => {
		node = await trigger({}, { topics: ['user.created'] });
		live.services.forj.faults.script([page(1, { notifications: [{ ...updated(2), topic: 'user.created' }] })]);
		expect(idsOf(await node.post(bulk([1], address(1))))).toEqual(['2']);
	});
});

describe('pages', () => {
	test('that repeat notifications of others give each once', async () => {
		live.services.forj.faults.script([page(1, bulk([2, 3], address(2))), page(2, bulk([3, 1, 4]))]);
		expect(idsOf(await node.post(bulk([1, 2], address(1))))).toEqual(['1', '2', '3', '4']);
	});

	test.each<{ what: string; pages: () => FaultRule[]; ids: number[]; read: number }>([
		{ what: 'themselves', pages: () => [page(1, bulk([2], address(1)))], ids: [1, 2], read: 1 },
		{ what: 'each other', pages: () => [page(1, bulk([2], address(2))), page(2, bulk([3], address(1)))], ids: [1, 2, 3], read: 2 },
	])('that lead to $what are read once', async ({ pages, ids, read }) => {
		live.services.forj.faults.script(pages());
		expectTruncated(await node.post(bulk([1], address(1))), ids, 'Forj names the same next page twice.');
		expect(pagesRead()).toBe(read);
	});

	test.each(['/v1/notification_jobs/1/1', '//HOST/v1/notification_jobs/1/1'])('may be named without the origin: %s', async (nextPage) => {
		live.services.forj.faults.script([page(1, bulk([2]))]);
		expect(idsOf(await node.post(bulk([1], nextPage.replace('HOST', new URL(live.services.forj.url).host))))).toEqual(['1', '2']);
	});

	test.each<{ what: string; fault: FaultRule; says: RegExp }>([
		{ what: 'fails', fault: { kind: 'status', code: 500 }, says: /^Forj could not answer "read further notifications" \(500\)\. Usually this passes\./ },
		{ what: 'is not there', fault: { kind: 'status', code: 404 }, says: /^Forj has nothing under this id for "read further notifications" \(404\)\./ },
		{ what: 'wants another key', fault: { kind: 'status', code: 401 }, says: /^Forj refused the API key or secret \(401\)\. In Forj, open Community Settings/ },
		{ what: 'stays down', fault: { kind: 'status', code: 503 }, says: /^Forj could not answer "read further notifications" \(503\)\./ },
		{ what: 'breaks the connection', fault: { kind: 'reset-before' }, says: /^Forj can't be reached for "read further notifications": the connection broke\./ },
		{ what: 'is a web page', fault: { kind: 'html-200' }, says: /a web page came instead of data\./ },
		{ what: 'is empty', fault: { kind: 'empty-200' }, says: /in a form that is not understood/ },
		{ what: 'has another form', fault: { kind: 'wrong-shape', body: { rows: [] } }, says: /notifications is missing\./ },
		{ what: 'holds 51 notifications', fault: { kind: 'status', code: 200, body: bulk(Array.from({ length: 51 }, (_, n) => n)) }, says: /notifications is not as expected\./ },
		{ what: 'is nested without end', fault: { kind: 'status', code: 200, body: endless() }, says: /^A further page is nested too deeply\.$/ },
	])('after one that $what are not asked for; what came before is handed out', async ({ fault, says }) => {
		live.services.forj.faults.script([page(1, bulk([2], address(2))), { ...fault, match: { path: /\/2$/ }, times: Infinity }]);
		expectTruncated(await node.post(bulk([1], address(1))), [1, 2], says);
	});

	test('that fail for a moment are asked for again', async () => {
		live.services.forj.faults.script([{ kind: 'status', code: 502, match: PAGE }, page(1, bulk([2]))]);
		const outcome = await node.post(bulk([1], address(1)));
		expect(idsOf(outcome)).toEqual(['1', '2']);
		expect(outcome.warnings).toEqual([]);
	});

	test('cannot be read with a credential that cannot be used; the delivery is not lost', async () => {
		node = await trigger({ baseUrl: 'http://api.forj.example/v1' });
		expectTruncated(await node.post(bulk([1], address(1))), [1], /^Base URL of the Forj Community credential: The address must start with https:/);
	});

	test('hold HTML and odd keys as text and keys', async () => {
		node = await trigger({}, { simplify: false });
		const name = '<img src=x onerror=alert(1)>';
		const text = JSON.stringify({ notifications: [{ topic: 'user.updated', item: { id: 2, user: { name } } }] }).replaceAll('"name"', '"__proto__":{"polluted":true},"name"');
		live.services.forj.faults.script([page(1, text)]);
		const { items = [] } = await node.post(bulk([1], address(1)));
		const { user } = (items[1]?.item ?? {}) as { user?: object };
		expect([user, Object.hasOwn(user ?? {}, '__proto__'), ({} as { polluted?: unknown }).polluted]).toEqual([{ name }, false, undefined]);
	});
});

describe('a next page on another address gets no call:', () => {
	const host = (): string => new URL(foreign.url).host;

	test.each<[what: string, nextPage: () => string]>([
		['another server', () => `${foreign.url}/notification_jobs/1/50`],
		['another server, with the API behind a #', () => `${foreign.url}#${live.services.forj.url}`],
		['another server, with the API as its user name', () => `http://${new URL(live.services.forj.url).hostname}@${host()}/v1`],
		['another server without a scheme', () => `//${host()}/v1/notification_jobs/1/50`],
		['another server behind backslashes', () => `\\\\${host()}\\v1`],
		['the same port by another name', () => live.services.forj.url.replace('127.0.0.1', 'localhost')],
		['a server without encryption', () => 'http://www.elsewhere.example/v1'],
		['a file', () => 'file:///etc/passwd'],
		['a script', () => 'javascript:alert(1)'],
	])('%s', async (_what, nextPage) => {
		const outcome = await node.post(bulk([1], nextPage()));
		expectTruncated(outcome, [1], /^Forj sends "read further notifications" on to /);
		// The advice to trust an address is not for one that anybody may have sent.
		expect(JSON.stringify(outcome)).not.toMatch(/trust/i);
		expect([live.services.calls(), foreign.counters.total]).toEqual([0, 0]);
	});

	test('the API itself with a user name in place of the key', async () => {
		expectTruncated(await node.post(bulk([1], address(1).replace('//', '//user:word@'))), [1], /this address holds a user name\.$/);
		expect([live.services.calls(), foreign.counters.total]).toEqual([0, 0]);
	});

	test('one that Forj redirects to', async () => {
		live.services.forj.faults.script([{ kind: 'status', code: 307, headers: { location: `${foreign.url}/notification_jobs/1/50` }, match: PAGE }]);
		expectTruncated(await node.post(bulk([1], address(1))), [1], /the credential does not name this address\.$/);
		expect([pagesRead(), foreign.counters.total]).toEqual([1, 0]);
	});

	test('one that a page of Forj names', async () => {
		live.services.forj.faults.script([page(1, bulk([2], `${foreign.url}/notification_jobs/1/50`))]);
		expectTruncated(await node.post(bulk([1], address(1))), [1, 2], /the credential does not name this address\.$/);
		expect([pagesRead(), foreign.counters.total]).toEqual([1, 0]);
	});

	test('but one that the credential trusts is called', async () => {
		node = await trigger({ trustedOrigins: new URL(foreign.url).origin });
		foreign.faults.script([{ kind: 'status', code: 200, body: bulk([2]), match: PAGE }]);
		expect(idsOf(await node.post(bulk([1], `${foreign.url}/notification_jobs/1/50`)))).toEqual(['1', '2']);
		expect(foreign.counters.total).toBe(1);
	});
});

/** JSON that a recursive reader does not survive. */
function endless(): string {
	const [before = '', after = ''] = JSON.stringify({ notifications: [{ topic: 'user.updated', item: { id: 3, deep: 'HERE' } }] }).split('"HERE"');
	return `${before}${'['.repeat(100_000)}${']'.repeat(100_000)}${after}`;
}
