import { z } from 'zod';
import type { Endpoint, NoParams } from '../../nodes/shared/http/endpoint';
import { pathOf, segment } from '../../nodes/shared/http/endpoint';
import type { CallOptions, Connection } from '../../nodes/shared/http/serviceClient';
import { ServiceClient } from '../../nodes/shared/http/serviceClient';
import type { ServiceError } from '../../nodes/shared/http/serviceError';
import { isServiceError } from '../../nodes/shared/http/serviceError';
import type { Handler, Reply } from './fakeHttp.mjs';
import { fakeHttp, networkError } from './fakeHttp.mjs';
import { testClock } from './testClock.mjs';

type Row = Endpoint<NoParams, { ok: boolean }>;

const read: Row = {
	name: 'Get thing',
	method: 'GET',
	path: () => '/things',
	schema: z.object({ ok: z.boolean() }),
	paging: 'none',
	retry: 'read',
	evidence: 'doc',
	source: 'test',
	unwrapData: true,
};
const ensure: Row = { ...read, name: 'Put thing', method: 'PUT', retry: 'ensure' };
const once: Row = { ...read, name: 'Post thing', method: 'POST', retry: 'never' };
const FINE: Reply = { body: { ok: true } };
const connection: Connection = {
	service: 'Forj',
	credentialType: 'forjCommunityApi',
	baseUrl: 'https://api.forj.example/v1',
	trustedOrigins: ['https://eu.forj.example'],
};

let time: ReturnType<typeof testClock>;
beforeEach(() => (time = testClock()));
afterEach(() => time.restore());

async function call(row: Row, handler: Handler, options?: CallOptions, more: Partial<Connection> = {}, signal?: AbortSignal) {
	const http = fakeHttp(handler, signal);
	const client = new ServiceClient(http.context, { ...connection, ...more });
	const outcome = await client.call(row, {}, options).then(
		(value) => ({ value, error: undefined }),
		(error: unknown) => ({ value: undefined, error: error as ServiceError }),
	);
	if (outcome.error) expect(isServiceError(outcome.error)).toBe(true);
	return { ...outcome, client, sent: http.sent, urls: http.urls() };
}

describe('a call', () => {
	test('goes out with n8n\'s own redirects and status checks off, and with query and body', async () => {
		const { sent, value } = await call(ensure, () => FINE, { query: { a: 'x y+z', b: 2, c: undefined }, body: { name: 'Ann' } }, { query: { api_application_key: 'k' } });
		expect(value).toEqual({ ok: true });
		expect(sent[0]).toMatchObject({ disableFollowRedirect: true, returnFullResponse: true, ignoreHttpStatusErrors: true, encoding: 'text', method: 'PUT', body: { name: 'Ann' } });
		expect(sent[0].url).toBe('https://api.forj.example/v1/things?api_application_key=k&a=x+y%2Bz&b=2');
	});

	test('takes details that are wrapped in data', async () => {
		expect((await call(read, () => ({ body: { data: { ok: false } } }))).value).toEqual({ ok: false });
	});

	test.each<[string, Reply, RegExp]>([
		['a web page', { body: '<html></html>' }, /web page/],
		['half an answer', { body: '{"ok": tr' }, /cut off/],
		['nothing', { body: '' }, /missing/],
		['another shape', { body: { ok: 'ann.lee@x.example' } }, /ok is string instead of boolean/],
		['a list', { body: [1, 2] }, /array instead of object/],
	])('never takes %s for data, and shows no values', async (_what, reply, says) => {
		const { error, sent } = await call(read, () => reply);
		expect(error).toMatchObject({ kind: 'wrong_answer', delivery: 'answered', message: expect.stringMatching(says) });
		expect(error?.message).not.toContain('ann.lee');
		expect(sent).toHaveLength(1);
	});

	test('counts its HTTP calls, retries included, for the client and for the part of the run', async () => {
		const counter = { calls: 10 };
		const { client } = await call(read, (_request, n) => (n < 3 ? { status: 503 } : FINE), { counter });
		expect(client.calls).toBe(3);
		expect(counter.calls).toBe(13);
	});
});

describe('a status', () => {
	test.each([
		[400, 'rejected', 'answered', 1],
		[401, 'auth', 'answered', 1],
		[403, 'forbidden', 'answered', 1],
		[404, 'not_found', 'answered', 1],
		[405, 'rejected', 'answered', 1],
		[409, 'rejected', 'answered', 1],
		[429, 'rate_limited', 'answered', 5],
		[500, 'unavailable', 'maybe', 1],
		[502, 'unavailable', 'maybe', 5],
		[503, 'unavailable', 'answered', 5],
		[504, 'unavailable', 'maybe', 5],
	])('%d is %s (%s) after %d tries of a read', async (status, kind, delivery, tries) => {
		const { error, sent } = await call(read, () => ({ status }));
		expect(error).toMatchObject({ kind, status, delivery });
		expect(error?.fix).toBeTruthy();
		expect(sent).toHaveLength(tries);
	});

	test('tells the reason of a refusal without addresses and keys', async () => {
		const body = { error_message: 'ann.lee@x.example is on a plan; key Zm9vYmFyYmF6cXV4Zm9vYmFy refused.' };
		const { error } = await call(once, () => ({ status: 422, body }));
		expect(error?.message).toBe('Forj refused "Post thing" (422): (e-mail address) is on a plan; key (hidden) refused.');
	});
});

describe('retries', () => {
	const table: Array<[string, Row, Reply | string, number, string]> = [
		['a read after a broken connection', read, 'ECONNRESET', 5, 'maybe'],
		['a read after a time-out', read, 'ETIMEDOUT', 5, 'maybe'],
		['an idempotent write that was never sent', ensure, 'ECONNREFUSED', 5, 'not_sent'],
		['an idempotent write after 503', ensure, { status: 503 }, 5, 'answered'],
		['an idempotent write after 429', ensure, { status: 429 }, 5, 'answered'],
		['no idempotent write after a broken connection: it is read back', ensure, 'ECONNRESET', 1, 'maybe'],
		['no idempotent write after a time-out', ensure, 'ECONNABORTED', 1, 'maybe'],
		['no idempotent write after 502', ensure, { status: 502 }, 1, 'maybe'],
		['no other write, even if it was never sent', once, 'ECONNREFUSED', 1, 'not_sent'],
		['no other write after 429', once, { status: 429 }, 1, 'answered'],
	];
	test.each(table)('%s', async (_what, row, answer, tries, delivery) => {
		const { error, sent } = await call(row, () => (typeof answer === 'string' ? networkError(answer) : answer));
		expect(sent).toHaveLength(tries);
		expect(error?.delivery).toBe(delivery);
	});

	test('wait as long as the service asks', async () => {
		await call(read, (_request, n) => (n === 1 ? { status: 429, headers: { 'retry-after': '7' } } : FINE));
		expect(time.slept).toEqual([7_000]);
	});

	test('wait longer and longer otherwise, with chance', async () => {
		await call(read, () => ({ status: 503 }));
		expect(time.slept).toHaveLength(4);
		time.slept.forEach((ms, index) => expect(ms).toBeLessThanOrEqual(500 * 2 ** index));
	});

	test('end when one client has waited ten minutes in all', async () => {
		const http = fakeHttp(() => ({ status: 503, headers: { 'retry-after': '60' } }));
		const client = new ServiceClient(http.context, connection);
		for (let i = 0; i < 5; i++) await client.call(read, {}).catch(() => undefined);
		expect(time.slept.reduce((sum, ms) => sum + ms, 0)).toBe(600_000);
		expect(http.sent).toHaveLength(15);
	});
});

describe('a redirect', () => {
	const to = (location: string, status = 307): Handler => (request, n) => (n === 1 ? { status, headers: { location } } : { body: { ok: request.url.includes('eu.') } });

	test.each<[string, Row, string, number, string]>([
		['on the same origin', read, '/v1/other?x=1', 302, 'https://api.forj.example/v1/other?x=1'],
		['to a trusted origin', read, 'https://eu.forj.example/v1/things', 301, 'https://eu.forj.example/v1/things'],
		['of a write with 307', once, 'https://eu.forj.example/v1/things', 307, 'https://eu.forj.example/v1/things'],
		['of a write with 308', ensure, 'https://eu.forj.example/v1/things', 308, 'https://eu.forj.example/v1/things'],
	])('%s is followed with method and body', async (_what, row, location, status, url) => {
		const body = row.method === 'GET' ? undefined : { name: 'Ann' };
		const { error, sent } = await call(row, to(location, status), { body });
		expect(error).toBeUndefined();
		expect(sent[1]).toMatchObject({ url, method: row.method, ...(body && { body }) });
	});

	test.each<[string, Row, string, number, RegExp]>([
		['to a stranger', read, 'https://evil.example/v1/things', 307, /https:\/\/evil\.example/],
		['to a look-alike', read, 'https://api.forj.example.evil.example/', 307, /evil\.example/],
		['to another port', read, 'https://api.forj.example:8443/', 307, /:8443/],
		['without encryption', read, 'http://api.forj.example/v1/things', 307, /not encrypted/],
		['to no address', read, 'https://', 307, /unreadable/],
		['that turns a write into a read', once, '/v1/other', 302, /change cannot be sent on/],
		['that turns a write into a read (303)', ensure, '/v1/other', 303, /change cannot be sent on/],
	])('%s is refused, and the key is sent nowhere', async (_what, row, location, status, says) => {
		const { error, sent } = await call(row, to(location, status));
		expect(error).toMatchObject({ kind: 'redirect', message: expect.stringMatching(says) });
		expect(sent).toHaveLength(1);
	});

	test('to a stranger says where to allow it', async () => {
		expect((await call(read, to('https://other.example/x?token=1'))).error).toMatchObject({ fix: 'If you trust it, add https://other.example under Trusted Origins in the Forj credential.', message: expect.not.stringContaining('token') });
	});

	test('that never ends is given up after three', async () => {
		const { error, sent } = await call(read, () => ({ status: 302, headers: { location: '/v1/things' } }));
		expect(error?.kind).toBe('redirect');
		expect(sent).toHaveLength(4);
	});
});

describe('no call starts', () => {
	test('after the execution was stopped', async () => {
		const stop = new AbortController();
		const { error, sent } = await call(read, () => { stop.abort(); return { status: 503 }; }, {}, {}, stop.signal);
		expect(error).toMatchObject({ kind: 'cancelled', delivery: 'not_sent' });
		expect(sent).toHaveLength(1);
	});

	test('after the deadline, if it writes', async () => {
		const deadline = Date.parse('2026-11-02T10:00:00Z');
		expect((await call(ensure, () => FINE, { deadline })).error).toMatchObject({ kind: 'deadline', delivery: 'not_sent' });
		expect((await call(read, () => FINE, { deadline })).value).toEqual({ ok: true });
	});
});

describe('a path', () => {
	test.each(['', '.', '..', 'a/b', 'a\\b', 'a\nb'])('never holds %p', (id) => {
		expect(() => segment(id)).toThrow(RangeError);
	});

	test('holds everything else encoded', () => {
		expect(segment('a b?c#d%2e')).toBe('a%20b%3Fc%23d%252e');
	});

	const row = { name: 'Bulk', path: ({ groupId }: { groupId: string }) => `/groups/${segment(groupId)}/bulk` };
	test('can be replaced, with the same parameters', () => {
		expect(pathOf(row, { groupId: '7' })).toBe('/groups/7/bulk');
		expect(pathOf(row, { groupId: '7' }, ' ')).toBe('/groups/7/bulk');
		expect(pathOf(row, { groupId: 'a b' }, 'v2/{groupId}/import')).toBe('/v2/a%20b/import');
		expect(() => pathOf(row, { groupId: '7' }, '/x/{userId}')).toThrow(/\{userId\}.*groupId/);
	});
});
