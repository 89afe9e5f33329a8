/** The webhook that Novi AMS Trigger keeps in Novi: there exactly once, as wanted, and gone when it is not wanted any more. */
import { inspect } from 'node:util';
import type { FaultRule, NoviOptions } from '../../sandbox/emulators/index.mjs';
import { secretsIn } from '../support/secrets.mjs';
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';
import type { LiveTrigger, TriggerSetup } from './liveTrigger.mjs';
import { refusalOf } from './liveTrigger.mjs';
import { useTriggers } from './useTriggers.mjs';

const ALL = ['customer.created', 'customer.removed', 'customer.updated'];
const TOKEN = 'ab'.repeat(32);
const REACHABLE = 'Novi calls n8n from the internet. Set the environment variable WEBHOOK_URL to the public https address of this n8n, restart n8n, and publish the workflow again.';
const FOREIGN = { WebhookUniqueId: '5d1f0000-0000-4000-8000-00000000000f', Url: 'https://crm.example/hook', Actions: ['customer.updated'], Active: true };

const live = useTriggers();

async function trigger(more: Partial<TriggerSetup> = {}, of: Services = live.services): Promise<LiveTrigger> {
	return await live.open({ type: 'noviAmsTrigger', credentials: noviOf(of), publicUrl: 'https://n8n.example', ...more });
}

const noviOf = ({ credentials }: Services): TriggerSetup['credentials'] => ({ noviAmsApi: credentials.noviAmsApi ?? {} });
const webhooks = (of: Services = live.services) => of.novi.state.webhooks.rows();
const writes = (): Record<string, number> => Object.fromEntries(Object.entries(live.services.novi.counters.byEndpoint).filter(([endpoint]) => endpoint !== 'webhooks.list'));
const addressOf = ({ url }: LiveTrigger): string => url;
const withToken = (node: LiveTrigger, token: string): string => `${addressOf(node)}?token=${token}`;

function put(fields: { Url: string; Active?: boolean; Actions?: string[] }): string {
	const WebhookUniqueId = live.services.novi.state.newId();
	live.services.novi.state.webhooks.set(WebhookUniqueId, { WebhookUniqueId, Actions: ALL, Active: true, ...fields });
	return WebhookUniqueId;
}

describe('publishing', () => {
	test('registers the address with a token, the three events, and switched on', async () => {
		const node = await trigger();
		expect(await node.checkExists()).toBe(false);
		expect(await node.create()).toBe(true);
		const token = String(node.kept.token);
		expect(token).toMatch(/^[0-9a-f]{64}$/);
		expect(webhooks()).toEqual([{ WebhookUniqueId: node.kept.webhookId, Url: withToken(node, token), Actions: ALL, Active: true }]);
		expect(writes()).toEqual({ 'webhooks.create': 1 });
	});

	test('makes another token for every node', async () => {
		const tokens = new Set<unknown>();
		for (let n = 0; n < 5; n++) {
			live.services.novi.state.webhooks.rows().forEach(({ WebhookUniqueId }) => live.services.novi.state.webhooks.delete(WebhookUniqueId));
			const node = await trigger();
			await node.create();
			tokens.add(node.kept.token);
		}
		expect(tokens.size).toBe(5);
	});

	test.each([
		{ what: 'one event', events: ['customer.removed'], actions: ['customer.removed'] },
		{ what: 'events in another order', events: ['customer.updated', 'customer.created'], actions: ['customer.created', 'customer.updated'] },
		{ what: 'an event that Novi does not have', events: ['group.joined', 'customer.created'], actions: ['customer.created'] },
	])('registers $what as $actions', async ({ events, actions }) => {
		await (await trigger({ parameters: { events } })).create();
		expect(webhooks()).toMatchObject([{ Actions: actions, Active: true }]);
	});

	test('registers the bare address when it is not to be protected', async () => {
		const node = await trigger({ parameters: { protectWithToken: false } });
		await node.create();
		expect(webhooks()).toMatchObject([{ Url: addressOf(node) }]);
		expect(node.kept.token).toBeUndefined();
		expect(await node.checkExists()).toBe(true);
	});

	test('leaves the webhooks of others alone', async () => {
		live.services.novi.state.webhooks.set(FOREIGN.WebhookUniqueId, { ...FOREIGN });
		const node = await trigger();
		await node.publish();
		expect(webhooks()).toHaveLength(2);
		await node.delete();
		expect(webhooks()).toEqual([FOREIGN]);
	});

	test.each<{ what: string; novi: NoviOptions }>([
		{ what: 'a bare array', novi: { webhookListShape: 'array' } },
		{ what: 'an envelope', novi: { webhookListShape: 'envelope' } },
	])('works when the list of webhooks is $what', async ({ novi }) => {
		const own = await startServices({ novi });
		try {
			const node = await trigger({}, own);
			await node.publish();
			await node.publish();
			expect(await node.checkExists()).toBe(true);
			expect(webhooks(own)).toHaveLength(1);
			expect(own.novi.counters.byEndpoint).toMatchObject({ 'webhooks.create': 1 });
			await node.delete();
			expect(webhooks(own)).toEqual([]);
		} finally {
			await own.close();
		}
	});
});

describe('a webhook that is there already', () => {
	test('as wanted, is found, remembered and not written again', async () => {
		const node = await trigger({ kept: { token: TOKEN } });
		const id = put({ Url: withToken(node, TOKEN), Actions: [...ALL].reverse() });
		expect(await node.checkExists()).toBe(true);
		expect(node.kept).toEqual({ token: TOKEN, webhookId: id });
		await node.publish();
		expect(writes()).toEqual({});
	});

	test.each<{ what: string; now: { Active?: boolean; Actions?: string[]; token?: string } }>([
		{ what: 'was switched off by Novi', now: { Active: false } },
		{ what: 'lacks an event', now: { Actions: ALL.slice(1) } },
		{ what: 'has another event in place of one', now: { Actions: [...ALL.slice(1), 'invoice.paid'] } },
		{ what: 'has an event too many', now: { Actions: [...ALL, 'invoice.paid'] } },
		{ what: 'has an event twice and lacks another', now: { Actions: ['customer.created', 'customer.created', 'customer.updated'] } },
		{ what: 'has no event', now: { Actions: [] } },
		{ what: 'carries another token', now: { token: 'cd'.repeat(32) } },
	])('but $what, is repaired in its place', async ({ now: { token = TOKEN, ...now } }) => {
		const node = await trigger({ kept: { token: TOKEN } });
		const id = put({ Url: withToken(node, token), ...now });
		expect(await node.checkExists()).toBe(false);
		await node.create();
		expect(webhooks()).toEqual([{ WebhookUniqueId: id, Url: withToken(node, TOKEN), Actions: ALL, Active: true }]);
		expect(writes()).toEqual({ 'webhooks.update': 1 });
		expect(await node.checkExists()).toBe(true);
	});

	test.each<{ what: string; query: (token: string) => string; parameters?: TriggerSetup['parameters'] }>([
		{ what: 'with a token nobody knows any more', query: (token) => `?token=${token}` },
		{ what: 'without a token', query: () => '' },
		{ what: 'with a slash at its end', query: () => '/' },
		{ what: 'with a token, though none is wanted now', query: (token) => `?token=${token}`, parameters: { protectWithToken: false } },
	])('$what, after n8n lost what it kept, is taken over and not doubled', async ({ query, parameters }) => {
		const node = await trigger({ parameters });
		const id = put({ Url: `${addressOf(node)}${query(TOKEN)}` });
		await node.publish();
		expect(writes()).toEqual({ 'webhooks.update': 1 });
		expect(webhooks()).toEqual([{ WebhookUniqueId: id, Url: node.kept.token === undefined ? addressOf(node) : withToken(node, String(node.kept.token)), Actions: ALL, Active: true }]);
		expect(node.kept.webhookId).toBe(id);
		expect(node.kept.token).not.toBe(TOKEN);
	});

	test.each<{ what: string; active: boolean; updates: number }>([
		{ what: 'is as wanted', active: true, updates: 0 },
		{ what: 'was switched off', active: false, updates: 1 },
	])('behind a left-over one with an old token, and $what: only ours is given the token, so nothing comes twice', async ({ active, updates }) => {
		const node = await trigger({ kept: { token: TOKEN } });
		const old = withToken(node, 'cd'.repeat(32));
		put({ Url: old });
		const id = put({ Url: withToken(node, TOKEN), Active: active });
		await node.publish();
		expect(webhooks()).toMatchObject([{ Url: old }, { WebhookUniqueId: id, Url: withToken(node, TOKEN), Active: true }]);
		expect([node.kept.webhookId, live.services.novi.counters.byEndpoint['webhooks.update'] ?? 0]).toEqual([id, updates]);
	});

	test.each<{ what: string; one: object; other: object; keeps: 0 | 1 }>([
		{ what: 'both as wanted', one: {}, other: {}, keeps: 0 },
		{ what: 'the first was switched off by Novi', one: { Active: false }, other: {}, keeps: 1 },
		{ what: 'both lack an event', one: { Actions: ALL.slice(1) }, other: { Actions: ALL.slice(1) }, keeps: 0 },
	])('twice under exactly our address, $what: one is left, as wanted', async ({ one, other, keeps }) => {
		const node = await trigger({ kept: { token: TOKEN } });
		const old = withToken(node, 'cd'.repeat(32));
		live.services.novi.state.webhooks.set(FOREIGN.WebhookUniqueId, { ...FOREIGN });
		const leftOver = put({ Url: old });
		const ids = [put({ Url: withToken(node, TOKEN), ...one }), put({ Url: withToken(node, TOKEN), ...other })];
		await node.publish();
		expect(webhooks()).toEqual([
			FOREIGN,
			{ WebhookUniqueId: leftOver, Url: old, Actions: ALL, Active: true },
			{ WebhookUniqueId: ids[keeps], Url: withToken(node, TOKEN), Actions: ALL, Active: true },
		]);
		expect(node.kept.webhookId).toBe(ids[keeps]);
		expect(await node.checkExists()).toBe(true);
	});

	test('twice without a token, and none is wanted: one is left, and the ones with a token stay', async () => {
		const node = await trigger({ parameters: { protectWithToken: false } });
		const ids = [put({ Url: addressOf(node) }), put({ Url: withToken(node, TOKEN) }), put({ Url: addressOf(node) })];
		await node.publish();
		expect(webhooks().map(({ WebhookUniqueId }) => WebhookUniqueId)).toEqual(ids.slice(0, 2));
	});

	test('twice, and the surplus one cannot be deleted: publishing says so, and the next try ends it', async () => {
		const node = await trigger({ kept: { token: TOKEN } });
		const id = put({ Url: withToken(node, TOKEN) });
		put({ Url: withToken(node, TOKEN) });
		live.services.novi.faults.script([{ kind: 'status', code: 500, match: { endpoint: 'webhooks.delete' } }]);
		expect((await refusalOf(() => node.publish())).message).toBe('Novi could not answer "Delete webhook" (500).');
		await node.publish();
		expect(webhooks()).toMatchObject([{ WebhookUniqueId: id }]);
	});

	test('twice published, is there once', async () => {
		const node = await trigger();
		await node.create();
		await node.create();
		expect(webhooks()).toHaveLength(1);
	});

	test('made by a call whose answer was lost, is found by the next try', async () => {
		live.services.novi.faults.script([{ kind: 'reset-after-accept', match: { endpoint: 'webhooks.create' } }]);
		const node = await trigger();
		expect((await refusalOf(() => node.create())).message).toMatch(/can't be reached for "Create webhook"/);
		expect(live.services.novi.counters.byEndpoint['webhooks.create']).toBe(1);
		await node.publish();
		expect(webhooks()).toHaveLength(1);
		expect(await node.checkExists()).toBe(true);
	});
});

describe('unpublishing', () => {
	test('removes the webhook and keeps the token for the next publishing', async () => {
		const node = await trigger();
		await node.publish();
		expect(await node.delete()).toBe(true);
		expect(webhooks()).toEqual([]);
		expect(node.kept.token).toMatch(/^[0-9a-f]{64}$/);
		expect(node.kept.webhookId).toBeUndefined();
	});

	test('is fine when somebody deleted it in Novi', async () => {
		const node = await trigger();
		await node.publish();
		live.services.novi.state.webhooks.delete(String(node.kept.webhookId));
		expect(await node.delete()).toBe(true);
		expect(await node.delete()).toBe(true);
		expect(writes()).toEqual({ 'webhooks.create': 1, 'webhooks.delete': 1 });
	});

	test('finds the webhook by its address after n8n lost what it kept', async () => {
		const node = await trigger();
		put({ Url: withToken(node, TOKEN) });
		expect(await node.delete()).toBe(true);
		expect(webhooks()).toEqual([]);
	});

	test.each<{ what: string; webhookId?: string }>([
		{ what: 'is gone', webhookId: '5d1f0000-0000-4000-8000-00000000dead' },
		{ what: 'is not known' },
	])('when the remembered id $what, removes what has exactly our address, and nothing of others', async ({ webhookId }) => {
		const node = await trigger({ kept: { token: TOKEN, ...(webhookId && { webhookId }) } });
		const others = [FOREIGN.Url, addressOf(node), withToken(node, 'cd'.repeat(32)), withToken(node, TOKEN).replace('webhook', 'other'), `${withToken(node, TOKEN)}&more=1`];
		for (const Url of others) put({ Url });
		put({ Url: withToken(node, TOKEN) });
		put({ Url: withToken(node, TOKEN), Active: false });
		expect(await node.delete()).toBe(true);
		expect(webhooks().map(({ Url }) => Url)).toEqual(others);
		expect(node.kept).toEqual({ token: TOKEN });
	});

	test('by a remembered id that is still there removes that one only', async () => {
		const node = await trigger();
		await node.publish();
		put({ Url: addressOf(node) });
		await node.delete();
		expect(webhooks()).toMatchObject([{ Url: addressOf(node) }]);
		expect(writes()).toEqual({ 'webhooks.create': 1, 'webhooks.delete': 1 });
	});

	test('keeps what it knows when Novi does not answer, so that the next try can end it', async () => {
		const node = await trigger();
		await node.publish();
		const kept = { ...node.kept };
		live.services.novi.faults.script([{ kind: 'status', code: 500, match: { endpoint: 'webhooks.delete' } }]);
		expect((await refusalOf(() => node.delete())).message).toBe('Novi could not answer "Delete webhook" (500).');
		expect(node.kept).toEqual(kept);
		await node.delete();
		expect(webhooks()).toEqual([]);
	});
});

describe('an n8n that Novi cannot reach', () => {
	test.each(['http://localhost:5678', 'http://127.0.0.1:5678', 'http://[::1]:5678', 'https://localhost'])('at %s, is refused before anything is sent', async (publicUrl) => {
		const node = await trigger({ publicUrl, credentials: { noviAmsApi: { ...live.services.credentials.noviAmsApi, siteUrl: 'https://www.association.example' } } });
		for (const act of [() => node.checkExists(), () => node.create()]) {
			const error = await refusalOf(act);
			expect(error.message).toBe(`Novi cannot reach this n8n at ${publicUrl}`);
			expect(error.description).toBe(REACHABLE);
		}
		expect(live.services.calls()).toBe(0);
	});

	test('on the machine of a Novi that is there, too, is fine', async () => {
		const node = await trigger({ publicUrl: 'http://localhost:5678' });
		await node.publish();
		expect(webhooks()).toMatchObject([{ Url: withToken(node, String(node.kept.token)) }]);
	});
});

describe('an error says what to do, and no secret, when', () => {
	const at = (endpoint: string, fault: FaultRule): FaultRule => ({ ...fault, match: { endpoint }, times: Infinity });
	const ECHO = { Message: `The address https://n8n.example/webhook?token=${TOKEN} does not answer` };

	test.each<{ what: string; fault: FaultRule; says: RegExp; todo: RegExp }>([
		{ what: 'the key is refused', fault: at('webhooks.list', { kind: 'status', code: 401 }), says: /^Novi refused the API key \(401\)\.$/, todo: /gear menu > Advanced > API Keys/ },
		{ what: 'the key has no right', fault: at('webhooks.create', { kind: 'status', code: 403 }), says: /^Novi does not allow this API key the call "Create webhook" \(403\)/, todo: /API Keys/ },
		{ what: 'Novi has no webhooks', fault: at('webhooks.list', { kind: 'status', code: 404 }), says: /"List webhooks" \(404\)/, todo: /Site URL/ },
		{ what: 'Novi refuses the address', fault: at('webhooks.create', { kind: 'status', code: 400 }), says: /^Novi refused "Create webhook" \(400\)/, todo: /WEBHOOK_URL/ },
		{ what: 'Novi refuses the address, and repeats it', fault: at('webhooks.create', { kind: 'status', code: 400, body: ECHO }), says: /^Novi refused "Create webhook" \(400\)/, todo: /WEBHOOK_URL/ },
		{ what: 'Novi is down', fault: at('webhooks.list', { kind: 'status', code: 503 }), says: /^Novi could not answer "List webhooks" \(503\)/, todo: /in some minutes/ },
		{ what: 'Novi shows a web page', fault: at('webhooks.list', { kind: 'html-200' }), says: /in a form that is not understood/, todo: /Site URL/ },
		{ what: 'the list is something else', fault: at('webhooks.list', { kind: 'wrong-shape', body: { rows: [] } }), says: /in a form that is not understood/, todo: /Site URL/ },
		{ what: 'Novi redirects', fault: at('webhooks.list', { kind: 'status', code: 302, headers: { location: 'https://elsewhere.example/api' } }), says: /on to https:\/\/elsewhere\.example/, todo: /Site URL/ },
		{ what: 'Novi keeps nothing', fault: at('webhooks.create', { kind: 'empty-200' }), says: /^Novi did not keep the webhook as it was sent$/, todo: /switch off Protect With Token.*WEBHOOK_URL/ },
	])('$what', async ({ fault, says, todo }) => {
		live.services.novi.faults.script([fault]);
		const node = await trigger({ kept: { token: TOKEN } });
		const error = await refusalOf(() => node.create());
		expect(error.message).toMatch(says);
		expect(error.description).toMatch(todo);
		expect(secretsIn(error, live.services.credentials)).toEqual([]);
		expect(inspect(error, { depth: 20, showHidden: true, maxStringLength: null })).not.toContain(TOKEN);
	});

	test('Novi answers an update, and the address stays without the token', async () => {
		const node = await trigger({ kept: { token: TOKEN } });
		put({ Url: addressOf(node) });
		live.services.novi.faults.script([at('webhooks.update', { kind: 'empty-200' })]);
		const error = await refusalOf(() => node.create());
		expect(error.description).toContain(`its address begins with ${addressOf(node)}. If Novi drops what stands behind the question mark, switch off Protect With Token.`);
		expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(TOKEN);
	});

	test('no event is chosen', async () => {
		const error = await refusalOf(async () => await (await trigger({ parameters: { events: [] } })).create());
		expect([error.message, error.description]).toEqual(['Events is empty', 'Choose at least one event.']);
		expect(webhooks()).toEqual([]);
	});
});
