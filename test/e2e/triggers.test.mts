/** Both triggers in a real n8n: what Forj and Novi send them, and what somebody else may send. */
import { readFileSync } from 'node:fs';
import { N8nRest } from '../../sandbox/server/rest.mjs';
import type { Json } from '../../sandbox/server/executionData.mjs';
import type { StoredWorkflow } from '../../sandbox/server/n8nClient.mjs';
import { FORJ_GROUP, forjSeed, ID, MIA, noviSeed } from './support/association.mjs';
import { eventually, LiveTrigger, startForeignHost, triggerFile, type ForeignHost } from './support/triggers.mjs';
import { World } from './support/world.mjs';

const TOKEN = 'a-long-random-text-of-the-admin';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const START_MS = 10 * 60_000;
const MEGABYTE = 1024 * 1024;

let world: World;
let foreign: ForeignHost;

beforeAll(async () => {
	world = await World.start({ novi: { seed: noviSeed() }, forj: { seed: forjSeed() } });
	foreign = await startForeignHost();
}, START_MS);

afterAll(async () => {
	await foreign?.close();
	await world?.close();
});

afterEach(() => {
	expect(world.forj.unknownRoutes).toEqual([]);
	expect(world.novi.unknownRoutes).toEqual([]);
	expect(foreign.calls).toEqual([]);
	world.forj.faults.clear();
	world.novi.faults.clear();
});

const updated = (id: number, more: object = {}): object => ({ item_type: 'user', topic: 'user.updated', item: { id, email: `user-${id}@people.example`, updated_at: 1_790_000_000_000, ...more } });
const bulk = (notifications: object[], more: object = {}): object => ({ notifications, total: notifications.length, job: { id: 7 }, ...more });

/** Bytes without a length in front. */
function stream(bytes: number): ReadableStream<Uint8Array> {
	let left = bytes;
	return new ReadableStream({
		pull(controller) {
			if (left <= 0) return controller.close();
			const size = Math.min(left, 64 * 1024);
			left -= size;
			controller.enqueue(new Uint8Array(size).fill(0x20));
		},
	});
}

/** n8n publishes in the background, tries again and again, and says in its log why it cannot. */
async function publishInVain(type: Parameters<typeof triggerFile>[0], parameters: Json, why: RegExp): Promise<void> {
	const { id } = await world.client.importWorkflow(triggerFile(type, parameters));
	await world.client.publish(id).catch(() => undefined);
	await eventually('n8n says why', () => why.test(readFileSync(world.server.logFile, 'utf8')));
	await world.client.unpublish(id);
}

describe('a template without webhook id', () => {
	test('gets a random one each time it is imported', async () => {
		const rest = new N8nRest(world.server.url);
		await rest.call('POST', '/login', { body: { emailOrLdapLoginId: world.owner.email, password: world.owner.password } });
		const ids: string[] = [];
		for (const type of ['forjCommunityTrigger', 'forjCommunityTrigger', 'noviAmsTrigger'] as const) {
			const body = { ...triggerFile(type), projectId: world.client.projectId };
			const stored = await rest.call<StoredWorkflow>('POST', '/workflows', { body });
			ids.push(stored.nodes[0]?.webhookId ?? '');
		}
		expect(ids.filter((id) => !UUID.test(id))).toEqual([]);
		expect(new Set(ids).size).toBe(3);
	});
});

describe('Forj Community Trigger without a token', () => {
	let trigger: LiveTrigger;

	beforeAll(async () => {
		trigger = await LiveTrigger.publish(world, 'forjCommunityTrigger');
	});

	test('gives one item per notification, each notification once, in their order', async () => {
		const joined = (groupId: number): object => ({ item_type: 'group_member', topic: 'group_member.added', item: { id: 12, email: 'eva@people.example', group_id: groupId, updated_at: 1 } });
		const again = { topic: 'user.updated', item: { updated_at: 1_790_000_000_000, email: 'user-1@people.example', id: 1 }, item_type: 'user' };
		const answer = await trigger.post(bulk([updated(2), updated(1), joined(501), again, joined(502), joined(501), { ...updated(9), topic: 'post.created' }]));
		expect(answer.status).toBe(200);
		const items = await trigger.items();
		expect(items.map(({ topic, id, userId, groupId }) => [topic, id, userId, groupId])).toEqual([
			['user.updated', '2', '2', undefined],
			['user.updated', '1', '1', undefined],
			['group_member.added', '12', '12', '501'],
			['group_member.added', '12', '12', '502'],
			['post.created', '9', '9', undefined],
		]);
		expect(items[0]).toEqual({ topic: 'user.updated', itemType: 'user', id: '2', userId: '2', jobId: '7', deliveredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });
	});

	test('reads 130 notifications over three pages, with the key', async () => {
		world.forj.state.webhooks.push({ url: trigger.url, topics: ['user.created'] });
		for (let n = 1; n <= 130; n++) world.forj.state.createUser(`new-${n}@people.example`, { fields: {} });
		await world.forj.webhooksSettled();
		world.forj.state.webhooks.length = 0;
		const items = await trigger.items();
		expect(world.forj.deliveries.at(-1)?.status).toBe(200);
		expect(new Set(items.map(({ userId }) => userId)).size).toBe(130);
		expect(items.every((item) => item.topic === 'user.created' && !('truncated' in item))).toBe(true);
		expect(world.forj.counters.byEndpoint['notifications.page']).toBe(2);
	});

	test('answers at once, and hands out what it has when a further page cannot be read', async () => {
		const nextPage = `${world.forj.url}/notification_jobs/1/50`;
		world.forj.faults.script([{ kind: 'slow', ms: 2_000, match: { endpoint: 'notifications.page' } }]);
		const answer = await trigger.post(bulk([updated(1)], { next_page: nextPage }));
		expect([answer.status, answer.ms < 1_500]).toEqual([200, true]);
		expect((await trigger.items()).length).toBeGreaterThan(50);
		world.forj.faults.script([{ kind: 'status', code: 500, match: { endpoint: 'notifications.page' }, times: Infinity }]);
		await trigger.post(bulk([updated(1), updated(2)], { next_page: nextPage }));
		const items = await trigger.items();
		expect(items.map(({ id, truncated }) => [id, truncated])).toEqual([['1', true], ['2', true]]);
		expect(items[0]?.truncatedReason).toMatch(/could not answer "read further notifications" \(500\)/);
	});

	test.each([
		['another server', () => `${foreign.url}/v1/notifications?page=2`],
		['another server that looks like the API', () => `http://127.0.0.1@${new URL(foreign.url).host}/v1`],
		['a server behind a user name on the API', () => `${foreign.url}#${world.forj.url}`],
	])('sends nothing to %s that next_page names', async (_what, nextPage) => {
		const calls = world.forj.counters.total;
		expect((await trigger.post(bulk([updated(1)], { next_page: nextPage() }))).status).toBe(200);
		const [item] = await trigger.items();
		expect(item).toMatchObject({ id: '1', truncated: true, truncatedReason: expect.stringContaining('the credential does not name this address') });
		expect(item?.truncatedReason).not.toContain('trust');
		expect([foreign.calls, world.forj.counters.total]).toEqual([[], calls]);
	});

	test('leaves HTML and odd keys in names what they are: text', async () => {
		const name = '<img src=x onerror=alert(1)> & "Ann"';
		const raw = await LiveTrigger.publish(world, 'forjCommunityTrigger', { simplify: false });
		const text = JSON.stringify(bulk([updated(1, { name, fields: { constructor: { prototype: { polluted: true } } } })])).replace('"name"', '"__proto__":{"polluted":true},"name"');
		expect((await raw.post(text)).status).toBe(200);
		const [item] = await raw.items();
		expect(item).toEqual({
			topic: 'user.updated', itemType: 'user', id: '1', jobId: '7', deliveredAt: expect.any(String),
			item: { id: 1, email: 'user-1@people.example', updated_at: 1_790_000_000_000, name, fields: { constructor: { prototype: { polluted: true } } } },
		});
		expect((item?.item as { polluted?: unknown }).polluted).toBeUndefined();
		await raw.unpublish();
	});

	test.each<[what: string, body: () => unknown, status: number, headers?: Record<string, string>]>([
		['a body of 2 MB', () => ' '.repeat(2 * MEGABYTE), 413],
		['a body of 20 MB', () => ' '.repeat(20 * MEGABYTE), 413],
		['a body of 20 MB that does not say its length', () => stream(20 * MEGABYTE), 413],
		['no JSON', () => '{"notifications": [', 400],
		['nothing', () => '', 400],
		['another form', () => ({ hello: 'world' }), 400],
		['a list', () => [updated(1)], 400],
		['51 notifications', () => bulk(Array.from({ length: 51 }, (_, n) => updated(n))), 400],
		['an item that is no object', () => bulk([{ topic: 'user.updated', item: 'x' }]), 400],
		['absurd nesting', () => `{"notifications":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 400],
		['a form', () => 'notifications=1', 415, { 'content-type': 'application/x-www-form-urlencoded' }],
		['XML', () => '<a/>', 415, { 'content-type': 'application/xml' }],
		['a packed body', () => 'x', 415, { 'content-encoding': 'gzip' }],
	])('refuses %s', async (...row) => {
		const [, body, status, headers] = row; // a fourth parameter would be taken for jest's callback
		const answer = await trigger.post(body(), { headers });
		expect(answer.status).toBe(status);
		expect(JSON.parse(answer.text)).toEqual({ message: expect.stringMatching(/^The body /) });
		await trigger.nothingRan();
	});

	test('takes the next delivery as if nothing had been', async () => {
		expect((await trigger.post(bulk([updated(3)]))).status).toBe(200);
		expect(await trigger.items()).toHaveLength(1);
	});
});

describe('Forj Community Trigger with a token', () => {
	beforeAll(async () => {
		await world.saveForjCredential({ webhookToken: TOKEN });
	});

	test('is not published while the credential has none', async () => {
		await world.saveForjCredential({ webhookToken: '' });
		try {
			await publishInVain('forjCommunityTrigger', { authentication: 'header' }, /has no Webhook Token/);
		} finally {
			await world.saveForjCredential({ webhookToken: TOKEN });
		}
	});

	test.each([
		['header', {}, (token: string) => ({ headers: { 'x-novi-forj-token': token } })],
		['query', { queryParameter: 'key' }, (token: string) => ({ query: `?key=${token}` })],
	])('in the %s: takes the right one, and no other', async (authentication, more, carrying) => {
		const trigger = await LiveTrigger.publish(world, 'forjCommunityTrigger', { authentication, topics: ['user.updated'], ...more });
		const body = bulk([updated(1), { ...updated(2), topic: 'user.created' }]);
		expect((await trigger.post(body)).status).toBe(401);
		expect((await trigger.post(body, carrying(''))).status).toBe(401);
		expect((await trigger.post(body, carrying(`${TOKEN}x`))).status).toBe(403);
		expect((await trigger.post(body, carrying('wrong'))).status).toBe(403);
		expect((await trigger.post(body, { query: `?key=${TOKEN}&key=${TOKEN}` })).status).toBeGreaterThanOrEqual(401);
		// The token is looked at before the body.
		expect((await trigger.post(' '.repeat(20 * MEGABYTE), carrying('wrong'))).status).toBe(403);
		await trigger.nothingRan();
		expect((await trigger.post(body, carrying(TOKEN))).status).toBe(200);
		const run = await trigger.run();
		expect(run.items('Trigger').map(({ id }) => id)).toEqual(['1']);
		expect(JSON.stringify(run.data)).not.toContain(TOKEN);
		// Confirmed, but not asked for.
		expect((await trigger.post(bulk([{ ...updated(2), topic: 'user.created' }]), carrying(TOKEN))).status).toBe(200);
		await trigger.nothingRan();
		await trigger.unpublish();
		expect((await trigger.post(body, carrying(TOKEN))).status).toBe(404);
	});
});

describe('Novi AMS Trigger', () => {
	const registered = () => world.novi.state.webhooks.rows();

	afterEach(async () => {
		await eventually('No webhook is left in Novi', () => registered().length === 0);
	});

	test('registers its webhook, fetches the member of an event, and removes the webhook', async () => {
		const trigger = await LiveTrigger.publish(world, 'noviAmsTrigger');
		const [webhook, ...more] = registered();
		expect(more).toEqual([]);
		expect(webhook).toMatchObject({ Active: true, Actions: ['customer.created', 'customer.removed', 'customer.updated'] });
		expect(webhook?.Url).toMatch(new RegExp(`^${trigger.url}\\?token=[0-9a-f]{64}$`));

		const name = '<script>alert(1)</script>';
		world.novi.state.updateMember(ID.ann, { FirstName: name });
		await world.novi.webhooksSettled();
		const run = await trigger.run();
		expect(run.items('Trigger')).toEqual([
			{ event: 'customer.updated', memberId: ID.ann, receivedAt: expect.any(String), member: expect.objectContaining({ UniqueID: ID.ann, FirstName: name, AccountEmail: 'ann@people.example' }) },
		]);
		expect(JSON.stringify(run.data)).not.toContain(new URL(webhook?.Url ?? '').searchParams.get('token'));
		expect(registered()[0]?.Active).toBe(true);
		await trigger.unpublish();
	});

	test('refuses everybody who does not know the token, and what Novi does not send', async () => {
		const trigger = await LiveTrigger.publish(world, 'noviAmsTrigger', { events: ['customer.updated'] });
		const query = new URL(registered()[0]?.Url ?? '').search;
		const body = { event: 'customer.updated', entityUniqueId: ID.bea };
		const calls = world.novi.counters.byEndpoint['members.get'] ?? 0;
		expect((await trigger.post(body)).status).toBe(401);
		expect((await trigger.post(body, { query: '?token=wrong' })).status).toBe(403);
		expect((await trigger.post({ ...body, entityUniqueId: '../groups' }, { query })).status).toBe(400);
		expect((await trigger.post({ ...body, entityUniqueId: { $ne: '' } }, { query })).status).toBe(400);
		expect((await trigger.post({}, { query })).status).toBe(400);
		expect((await trigger.post('{', { query })).status).toBe(400);
		expect((await trigger.post(' '.repeat(MEGABYTE), { query })).status).toBe(413);
		expect((await trigger.post({ ...body, event: 'invoice.paid' }, { query })).status).toBe(200);
		expect((await trigger.post({ ...body, event: 'customer.removed' }, { query })).status).toBe(200);
		await trigger.nothingRan();
		expect(world.novi.counters.byEndpoint['members.get'] ?? 0).toBe(calls);
		expect((await trigger.post(body, { query })).status).toBe(200);
		expect(await trigger.items()).toHaveLength(1);
		await trigger.unpublish();
	});

	test('tells of a member that cannot be read, instead of losing the event', async () => {
		const trigger = await LiveTrigger.publish(world, 'noviAmsTrigger');
		world.novi.faults.script([{ kind: 'status', code: 500, match: { endpoint: 'members.get' } }]);
		world.novi.state.updateMember(ID.bea, { JobTitle: 'Chair' });
		await world.novi.webhooksSettled();
		expect(await trigger.items()).toEqual([expect.objectContaining({ memberId: ID.bea, member: null, memberProblem: expect.stringContaining('(500)') })]);
		await trigger.unpublish();
	});

	test('is switched on again by the next publishing when Novi has switched it off', async () => {
		const trigger = await LiveTrigger.publish(world, 'noviAmsTrigger');
		const [webhook] = registered();
		if (webhook) webhook.Active = false;
		await world.client.unpublish(trigger.workflowId);
		await world.client.publish(trigger.workflowId);
		await eventually('The webhook is active', () => registered().length === 1 && registered()[0]?.Active === true);
		await eventually('The trigger is live and knows its token', async () => (await trigger.post('', { query: new URL(registered()[0]?.Url ?? trigger.url).search })).status === 400);
		world.novi.state.updateMember(ID.bea, { JobTitle: 'Engineer' });
		await world.novi.webhooksSettled();
		expect(await trigger.items()).toHaveLength(1);
		await trigger.unpublish();
	});

	test('can be unpublished when somebody deleted the webhook in Novi', async () => {
		const trigger = await LiveTrigger.publish(world, 'noviAmsTrigger');
		for (const { WebhookUniqueId } of registered()) world.novi.state.webhooks.delete(WebhookUniqueId);
		await trigger.unpublish();
		expect(registered()).toEqual([]);
	});

	test('says why it cannot be published', async () => {
		world.novi.faults.script([{ kind: 'status', code: 400, match: { endpoint: 'webhooks.create' }, times: Infinity }]);
		await publishInVain('noviAmsTrigger', {}, /Novi refused "Create webhook" \(400\)/);
	});
});
