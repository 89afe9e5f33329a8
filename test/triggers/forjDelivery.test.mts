/** What Forj Community Trigger makes of a call: who may call, and what may come. */
import type { Call, LiveTrigger, Outcome, TriggerSetup } from './liveTrigger.mjs';
import { refusalOf, stream } from './liveTrigger.mjs';
import { useTriggers } from './useTriggers.mjs';

const TOKEN = 'a-long-random-text-of-the-admin';
const MEGABYTE = 1024 * 1024;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const FORM = 'The body is no delivery of Forj: it needs "notifications", a list of at most 50, each with "topic" and "item".';
const RECEIVED = { status: 200, message: 'Received' };

const live = useTriggers();

// Nothing here needs a further page.
afterEach(() => expect(live.services.calls()).toBe(0));

async function trigger(parameters: TriggerSetup['parameters'] = {}, { webhookToken = TOKEN, ...more }: Partial<TriggerSetup> & { webhookToken?: string } = {}): Promise<LiveTrigger> {
	const credentials = { forjCommunityApi: { ...live.services.credentials.forjCommunityApi, webhookToken } };
	return await live.open({ type: 'forjCommunityTrigger', parameters, credentials, ...more });
}

const updated = (id: number, more: object = {}): object => ({ item_type: 'user', topic: 'user.updated', item: { id, email: `user-${id}@people.example`, updated_at: 1_790_000_000_000, ...more } });
const joined = (id: number, groupId: number, more: object = {}): object => ({ item_type: 'group_member', topic: 'group_member.added', item: { id, email: `user-${id}@people.example`, group_id: groupId, updated_at: 1, ...more } });
const bulk = (notifications: unknown[], more: object = {}): object => ({ notifications, total: notifications.length, job: { id: 7 }, ...more });
const refused = (status: number, message: string): Outcome => ({ status, message, warnings: [] });
const brief = ({ items = [] }: Outcome): unknown[] => items.map(({ topic, id, groupId }) => [topic, id, ...(groupId === undefined ? [] : [groupId])]);

describe('publishing', () => {
	test.each<{ what: string; parameters?: TriggerSetup['parameters']; more?: Parameters<typeof trigger>[1]; message: string; description: RegExp }>([
		{ what: 'a token is demanded and the credential has none', parameters: { authentication: 'header' }, more: { webhookToken: '' }, message: 'The Forj credential has no Webhook Token', description: /at least 16 characters/ },
		{ what: 'the token is too short', parameters: { authentication: 'query' }, more: { webhookToken: ' fifteen-letters ' }, message: 'The Forj credential has no Webhook Token', description: /at least 16 characters/ },
		{ what: 'no topic is chosen', parameters: { topics: [] }, message: 'Topics is empty', description: /^Choose at least one topic, or All\.$/ },
		{ what: 'the URL could be guessed', more: { webhookId: null }, message: 'The URL of this trigger could be guessed', description: /save it once, and publish it again/ },
	])('is refused when $what', async ({ parameters, more, message, description }) => {
		const node = await trigger(parameters, more);
		const error = await refusalOf(() => node.publish());
		expect(error.message).toBe(message);
		expect(error.description).toMatch(description);
		expect(await node.delete()).toBe(true);
	});

	test.each([{}, { authentication: 'header' }, { authentication: 'query' }])('with %p is fine, and asks Forj nothing', async (parameters) => {
		const node = await trigger(parameters);
		expect([await node.checkExists(), await node.create(), await node.delete()]).toEqual([false, true, true]);
	});
});

describe.each<{ where: string; parameters: TriggerSetup['parameters']; carrying: (token: string) => Call; twice: Call; elsewhere: Call }>([
	{
		where: 'header',
		parameters: { authentication: 'header' },
		carrying: (token) => ({ headers: { 'x-novi-forj-token': token } }),
		twice: { headers: [['X-Novi-Forj-Token', TOKEN], ['X-Novi-Forj-Token', TOKEN]] },
		elsewhere: { query: `?token=${TOKEN}&x-novi-forj-token=${TOKEN}` },
	},
	{
		where: 'header with a name of its own',
		parameters: { authentication: 'header', headerName: ' X-Our-Secret ' },
		carrying: (token) => ({ headers: { 'x-our-SECRET': token } }),
		twice: { headers: [['x-our-secret', TOKEN], ['x-our-secret', TOKEN]] },
		elsewhere: { headers: { 'x-novi-forj-token': TOKEN } },
	},
	{
		where: 'query',
		parameters: { authentication: 'query' },
		carrying: (token) => ({ query: `?token=${token}` }),
		twice: { query: `?token=${TOKEN}&token=${TOKEN}` },
		elsewhere: { headers: { token: TOKEN } },
	},
	{
		where: 'query with a name of its own',
		parameters: { authentication: 'query', queryParameter: 'key' },
		carrying: (token) => ({ query: `?key=${token}` }),
		twice: { query: `?key=${TOKEN}&key=wrong` },
		elsewhere: { query: `?token=${TOKEN}` },
	},
])('a token in the $where', ({ parameters, carrying, twice, elsewhere }) => {
	const body = bulk([updated(1)]);

	test('that is right opens the door, and stays outside', async () => {
		const outcome = await (await trigger(parameters)).post(body, carrying(TOKEN));
		expect(outcome).toMatchObject({ ...RECEIVED, items: [{ id: '1' }] });
		expect(JSON.stringify(outcome)).not.toContain(TOKEN);
	});

	test.each<[what: string, call: Call, status: number, message: string]>([
		['missing', {}, 401, 'A token is needed.'],
		['empty', carrying(''), 401, 'A token is needed.'],
		['in another place', elsewhere, 401, 'A token is needed.'],
		['wrong', carrying('wrong'), 403, 'The token is wrong.'],
		['longer by one', carrying(`${TOKEN}x`), 403, 'The token is wrong.'],
		['shorter by one', carrying(TOKEN.slice(1)), 403, 'The token is wrong.'],
		['in capitals', carrying(TOKEN.toUpperCase()), 403, 'The token is wrong.'],
		['a list', twice, 403, 'The token is wrong.'],
	])('that is %s is refused, whatever the body', async (_what, call, status, message) => {
		const node = await trigger(parameters);
		expect(await node.post(body, call)).toEqual(refused(status, message));
		expect(await node.post('{', call)).toEqual(refused(status, message));
		expect(await node.post(' '.repeat(2 * MEGABYTE), call)).toEqual(refused(status, message));
	});

	test('that the credential does not have lets nobody in', async () => {
		const node = await trigger(parameters, { webhookToken: '' });
		for (const token of ['undefined', 'null', 'x']) expect(await node.post(body, carrying(token))).toEqual(refused(403, 'The token is wrong.'));
		expect(await node.post(body, carrying(''))).toEqual(refused(401, 'A token is needed.'));
	});
});

test.each(['__proto__', 'constructor', 'toString'])('a parameter by the name of %s is not what every object inherits', async (queryParameter) => {
	const node = await trigger({ authentication: 'query', queryParameter });
	expect(await node.post(bulk([updated(1)]))).toEqual(refused(401, 'A token is needed.'));
});

describe.each([
	{ when: 'n8n leaves the body unread', bodyIsRead: false },
	{ when: 'n8n has read the body', bodyIsRead: true },
])('when $when, it refuses', ({ bodyIsRead }) => {
	test.each<[what: string, body: () => unknown, status: number, message: string, headers?: Record<string, string>]>([
		['no JSON', () => '{"notifications": [', 400, 'The body is not valid JSON.'],
		['nothing', () => '', 400, 'The body is not valid JSON.'],
		['two documents', () => '{}{}', 400, 'The body is not valid JSON.'],
		['another form', () => ({ hello: 'world' }), 400, FORM],
		['null', () => 'null', 400, FORM],
		['a text', () => '"notifications"', 400, FORM],
		['a list', () => [updated(1)], 400, FORM],
		['notifications that are no list', () => ({ notifications: { 0: updated(1) } }), 400, FORM],
		['51 notifications', () => bulk(Array.from({ length: 51 }, (_, n) => updated(n))), 400, FORM],
		['a notification without topic', () => bulk([{ item: { id: 1 } }]), 400, FORM],
		['a notification with an endless topic', () => bulk([{ ...updated(1), topic: 'x'.repeat(101) }]), 400, FORM],
		['one bad notification among good ones', () => bulk([updated(1), null, updated(2)]), 400, FORM],
		['an item that is a text', () => bulk([{ topic: 'user.updated', item: 'x' }]), 400, FORM],
		['an item that is a list', () => bulk([{ topic: 'user.updated', item: [1] }]), 400, FORM],
		['a next page that is an object', () => bulk([], { next_page: { href: 'x' } }), 400, FORM],
		['21 levels', () => bulk([], { deep: nested(20) }), 400, 'The body is nested too deeply.'],
		['100,000 levels', () => `{"notifications":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400, 'The body is nested too deeply.'],
		['a byte more than 1 MB', () => padded(MEGABYTE + 1), 413, 'The body is too big: at most 1024 KB.'],
		['5 MB that do not say their length', () => stream(5 * MEGABYTE), 413, 'The body is too big: at most 1024 KB.'],
		['a form', () => 'notifications=1', 415, 'The body must be application/json.', { 'content-type': 'application/x-www-form-urlencoded' }],
		['XML', () => '<a/>', 415, 'The body must be application/json.', { 'content-type': 'application/xml' }],
		['JSON by a false name', () => bulk([]), 415, 'The body must be application/json.', { 'content-type': 'application/jsonp' }],
		['a packed body', () => 'x', 415, 'The body must not be compressed.', { 'content-encoding': 'gzip' }],
	])('%s', async (...row) => {
		const [, body, status, message, headers] = row; // a further parameter would be taken for jest's callback
		const node = await trigger({}, { bodyIsRead });
		expect(await node.post(body(), { headers })).toEqual(refused(status, message));
		expect(await node.post(bulk([updated(3)]))).toMatchObject({ ...RECEIVED, items: [{ id: '3' }] });
	});

	test.each<[what: string, body: () => unknown, count: number, headers?: Record<string, string>]>([
		['nobody: no notification', () => bulk([]), 0],
		['nobody: 50 notifications', () => bulk(Array.from({ length: 50 }, (_, n) => updated(n))), 50],
		['nobody: 20 levels', () => bulk([updated(1)], { deep: nested(19) }), 1],
		['nobody: exactly 1 MB', () => padded(MEGABYTE), 1],
		['nobody: no job and no total', () => ({ notifications: [updated(1)] }), 1],
		['nobody: null where nothing is said', () => bulk([{ ...updated(1), item_type: null }], { job: null, next_page: null }), 1],
		['nobody: another name of JSON', () => bulk([updated(1)]), 1, { 'content-type': 'application/vnd.forj+json; charset=utf-8' }],
	])('%s', async (...row) => {
		const [, body, count, headers] = row;
		const outcome = await (await trigger({}, { bodyIsRead })).post(body(), { headers });
		expect(outcome).toMatchObject(RECEIVED);
		expect(outcome.items?.length ?? 0).toBe(count);
	});
});

test('a caller that is gone before its body ended starts nothing', async () => {
	expect((await (await trigger()).postHalf()).items).toBeUndefined();
});

describe('an item', () => {
	test.each<{ what: string; notification: object; item: object }>([
		{ what: 'of a user', notification: updated(1), item: { topic: 'user.updated', itemType: 'user', id: '1', userId: '1' } },
		{ what: 'of a membership', notification: joined(12, 501), item: { topic: 'group_member.added', itemType: 'group_member', id: '12', userId: '12', groupId: '501' } },
		{ what: 'with ids beside each other', notification: { topic: 'group_member.added', item: { id: 5, user_id: 'u7', group_id: '9' } }, item: { topic: 'group_member.added', itemType: '', id: '5', userId: 'u7', groupId: '9' } },
		{ what: 'with ids inside', notification: { topic: 'group_member.added', item: { user: { id: 7 }, group: { id: 9 } } }, item: { topic: 'group_member.added', itemType: '', id: '', userId: '7', groupId: '9' } },
		{ what: 'whose id may be a membership\'s', notification: { topic: 'group_member.added', item: { id: 5 } }, item: { topic: 'group_member.added', itemType: '', id: '5' } },
		{ what: 'of nothing that is known', notification: { topic: ' post.created ', item_type: 3, item: { id: {} } }, item: { topic: 'post.created', itemType: '3', id: '' } },
	])('$what, simplified, holds its ids as texts', async ({ notification, item }) => {
		const { items } = await (await trigger()).post(bulk([notification]));
		expect(items).toEqual([{ ...item, jobId: '7', deliveredAt: expect.stringMatching(ISO) }]);
	});

	test('not simplified, holds what Forj sent: HTML stays text, odd keys stay keys, and no prototype changes', async () => {
		const name = '<img src=x onerror=alert(1)> & "Ann" \u202E';
		const fields = { '<b>': '</script>', constructor: { prototype: { polluted: true } } };
		const text = JSON.stringify(bulk([updated(1, { name, fields, user: { id: 1, mark: 0 } })]))
			.replace('"mark":0', '"mark":0,"__proto__":{"polluted":true}')
			.replace('"name"', '"__proto__":{"polluted":true},"name"')
			.replace('{', '{"__proto__":{"polluted":true},');
		const { items = [] } = await (await trigger({ simplify: false })).post(text);
		expect(items).toEqual([{
			topic: 'user.updated', itemType: 'user', id: '1', jobId: '7', deliveredAt: expect.stringMatching(ISO),
			item: { id: 1, email: 'user-1@people.example', updated_at: 1_790_000_000_000, name, fields, user: { id: 1, mark: 0 } },
		}]);
		const item = items[0]?.item as { user: object };
		for (const part of [item, item.user, {}]) expect((part as { polluted?: unknown }).polluted).toBeUndefined();
		expect([Object.hasOwn(item, '__proto__'), Object.hasOwn(item.user, '__proto__')]).toEqual([false, false]);
	});

	test.each(['{{ $json.id }}', '={{ $env }}', '=1+1'])('with %s in a name is not computed', async (name) => {
		const { items } = await (await trigger({ simplify: false })).post(bulk([updated(1, { name })]));
		expect(items).toMatchObject([{ item: { name } }]);
	});
});

describe('topics', () => {
	const body = bulk([updated(1), joined(2, 501), { ...updated(3), topic: 'user.created' }, { ...updated(4), topic: 'post.created' }]);

	test.each<{ topics: string[]; ids: string[] }>([
		{ topics: ['*'], ids: ['1', '2', '3', '4'] },
		{ topics: ['user.updated', '*'], ids: ['1', '2', '3', '4'] },
		{ topics: ['user.updated'], ids: ['1'] },
		{ topics: ['user.created', 'group_member.added'], ids: ['2', '3'] },
	])('$topics let pass $ids', async ({ topics, ids }) => {
		const { items } = await (await trigger({ topics })).post(body);
		expect(items?.map(({ id }) => id)).toEqual(ids);
	});

	test('that nobody asked for are confirmed, and start nothing', async () => {
		expect(await (await trigger({ topics: ['user.status_changed'] })).post(body)).toEqual({ ...RECEIVED, warnings: [] });
	});
});

describe('notifications of one delivery', () => {
	test('keep their order', async () => {
		const ids = [9, 3, 7, 1, 8, 2];
		expect(brief(await (await trigger()).post(bulk(ids.map((id) => updated(id)))))).toEqual(ids.map((id) => ['user.updated', String(id)]));
	});

	test.each<{ what: string; second: object; count: number }>([
		{ what: 'the same once more', second: updated(1), count: 1 },
		{ what: 'the same with its keys in another order', second: { topic: 'user.updated', item: { updated_at: 1_790_000_000_000, email: 'user-1@people.example', id: 1 }, item_type: 'user' }, count: 1 },
		{ what: 'the same under another topic', second: { ...updated(1), topic: 'user.created' }, count: 2 },
		{ what: 'the same user at another time', second: updated(1, { updated_at: 1_790_000_000_001 }), count: 2 },
		{ what: 'the same user and time with another value', second: updated(1, { fields: { company_name: 'Works' } }), count: 2 },
		{ what: 'the same id as a text', second: updated(1, { id: '1' }), count: 2 },
	])('$what: $count items', async ({ second, count }) => {
		expect((await (await trigger()).post(bulk([updated(1), second]))).items).toHaveLength(count);
	});

	test('are told apart by their group: one user who joins two groups in one moment', async () => {
		expect(brief(await (await trigger()).post(bulk([joined(12, 501), joined(12, 502), joined(12, 501)])))).toEqual([
			['group_member.added', '12', '501'],
			['group_member.added', '12', '502'],
		]);
	});
});

function nested(levels: number): unknown {
	return levels === 0 ? 1 : [nested(levels - 1)];
}

/** A delivery of so many bytes. */
function padded(bytes: number): string {
	const text = JSON.stringify(bulk([updated(1)]));
	return `${text}${' '.repeat(bytes - text.length)}`;
}
