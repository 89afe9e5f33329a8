/** The set-up assistant says what is right and what is wrong with the connections, groups and SSO, and shows a way on. */
import { FORJ_GROUP } from './support/association.mjs';
import type { World } from './support/world.mjs';
import { BOARD, LOUNGE, MEMBERS, next, OPEN, SUB, useAssistant, WITH_APPROVAL } from './support/assistantWorld.mjs';

const on = useAssistant();

describe('checks', () => {
	test('of both APIs read only, and give a report without people and keys', async () => {
		const form = await on.assistant.begin('Check the connections and the APIs', 'What now?');
		await form.screenshot('assistant-report');
		const text = await form.text();
		for (const part of ['Novi AMS', 'Forj Community', 'GET /groups', 'GET /api/members', 'Confirmed']) expect(text).toContain(part);
		expect(text).not.toMatch(/people\.example|Ann|Lee/);
		expect(text).not.toContain(on.world.novi.apiKey);
		expect([on.world.forj.counters.writes, on.world.novi.counters.writes]).toEqual([0, 0]);
		await form.submit('That is all');
		await form.close();
	});

	test('of single sign-on print the values for both systems', async () => {
		const form = await on.assistant.begin('Set up single sign-on (SSO)', 'Community domain');
		await form.fill('Community domain', 'association.mobilize.io');
		const text = await next(form, 'Single sign-on can be set up');
		await form.screenshot('assistant-sso');
		for (const value of ['https://association.mobilize.io/users/auth/openidconnect/callback', `Directory Document ${on.world.novi.url}`, 'Post Body']) expect(text).toContain(value);
		await form.close();
	});
});

describe('what is wrong gets a sentence of its own, and a way on', () => {
	const key = (service: 'novi' | 'forj', code: number) => (): void => on.world[service].faults.script([{ kind: 'status', code, match: { endpoint: 'groups.list' } }]);
	test.each<[string, () => unknown, RegExp]>([
		['a wrong Novi key', async () => await on.world.saveNoviCredential({ apiKey: 'wrong' }), /Novi refused the API key \(401\)\. In Novi, open the gear menu/],
		['a wrong Forj secret', async () => await on.world.saveForjCredential({ apiSecret: 'wrong' }), /Forj refused the API key or secret \(401\)\. In Forj, open Community Settings/],
		['a Novi key without rights', key('novi', 403), /Novi does not allow this API key the call .* look what this key is limited to/],
		['a Forj key without rights', key('forj', 403), /Forj does not allow this API key .* Check that this admin manages the community/],
	])('%s', async (_case, spoil, says) => {
		await spoil();
		const form = await on.assistant.begin('Link a group', 'A connection does not work');
		expect(await form.text()).toMatch(says);
		await form.screenshot(`assistant-${_case.replace(/\W+/g, '-')}`);
		await on.world.saveNoviCredential();
		await on.world.saveForjCredential();
		await form.submit('Choose the two groups');
		await form.close();
	});

	test.each<[string, number, string, (id: number) => void, string]>([
		['a public group', OPEN, `Open Forum (${OPEN})`, (id) => Object.assign(on.world.forj.state.groups.get(id) ?? {}, { privacy: 5 }), 'is not Private (its level is 1, Private is 5). Set it to Private'],
		['a group with approval', WITH_APPROVAL, `Members Lounge (${WITH_APPROVAL})`, (id) => Object.assign(on.world.forj.state.groups.get(id) ?? {}, { requires_approval: false }), "requires a manager's approval. Switch it off"],
		['a sub-group', SUB, `Working Party (${SUB})`, (id) => Object.assign(on.world.forj.state.groups.get(id) ?? {}, { parent_group_id: null }), 'is a sub-group. The sync needs a top-level group'],
	])('%s, until it is mended in Forj', async (_case, id, label, mend, says) => {
		const form = await on.assistant.link(MEMBERS, label, 'The Forj group is not ready yet');
		expect(await form.text()).toContain(says);
		await form.screenshot(`assistant-${_case.replace(/\W+/g, '-')}`);
		mend(id);
		await form.submit('What the first sync would do');
		await form.close();
	});

	const DOCUMENT = /openid-configuration$/;
	test.each<[string, Parameters<World['novi']['faults']['script']>[0], RegExp]>([
		['an OpenID document that is missing', [{ kind: 'status', code: 404, match: { path: DOCUMENT }, times: 1 }], /404/],
		['an OpenID document without client_secret_post', [{ kind: 'wrong-shape', match: { path: DOCUMENT }, times: 1, body: { token_endpoint_auth_methods_supported: ['client_secret_basic'] } }], /client_secret_post/],
	])('%s, until it is mended', async (_case, faults, says) => {
		const { url } = on.world.novi;
		const document = { issuer: url, authorization_endpoint: `${url}/oauth/authorize`, token_endpoint: `${url}/oauth/token`, userinfo_endpoint: `${url}/oauth/userinfo`, jwks_uri: `${url}/oauth/keys`, response_types_supported: ['code'], subject_types_supported: ['public'], scopes_supported: ['openid'] };
		on.world.novi.faults.script(faults.map((fault) => (fault.kind === 'wrong-shape' ? { ...fault, body: { ...document, ...(fault.body as object) } } : fault)));
		const form = await on.assistant.begin('Set up single sign-on (SSO)', 'Community domain');
		await form.fill('Community domain', 'association.mobilize.io');
		expect(await next(form, 'Single sign-on is not ready')).toMatch(says);
		await form.screenshot(`assistant-${_case.replace(/\W+/g, '-')}`);
		await form.submit('Single sign-on can be set up');
		await form.close();
	});

	test('a Forj group that is linked already', async () => {
		await on.linkMembers();
		const form = await on.assistant.link(MEMBERS, `${LOUNGE}, linked already`, 'This link is not possible');
		expect(await form.text()).toContain('already follows the Novi group Members');
		await form.submit('Choose the two groups');
		await form.close();
		expect(await on.links()).toHaveLength(1);
	});

	test('a Forj group that somebody links while the form is open', async () => {
		const form = await on.assistant.link(MEMBERS, LOUNGE, 'What the first sync would do');
		await on.world.client.tables.insertRows('novi_forj_links', [{ link_id: 'by hand', novi_group_id: BOARD, forj_group_id: String(FORJ_GROUP), enabled: true }]);
		await form.choose('Save: link the two groups');
		await form.submit('Nothing was saved');
		expect((await on.links()).map(({ link_id }) => link_id)).toEqual(['by hand']);
		await form.close();
	});

	test('a name that a Forj group has already', async () => {
		const form = await on.assistant.link(MEMBERS, 'Create a new Forj group', 'Create a Forj group');
		await form.fill('Name of the group in Forj', 'Open Forum');
		expect(await next(form, 'already')).toContain(`Forj has a group with the name Open Forum already (ID ${OPEN})`);
		expect(on.world.forj.counters.writes).toBe(0);
		await form.close();
	});

	test('no link to change, to look in or to map', async () => {
		for (const [task, title] of [['Change or unlink a link', 'No group is linked yet'], ['Map profile fields', 'Link a group first']] as const) {
			const form = await on.assistant.begin(task, title);
			await form.close();
		}
	});

	test('another data table with our name inside its own', async () => {
		await on.world.client.tables.createTable('my novi_forj_links', [{ name: 'x', type: 'string' }]);
		const form = await on.assistant.begin('Link a group', 'Another table has a similar name');
		expect(await form.text()).toContain('Rename them under Overview > Data tables');
		await on.world.client.tables.deleteTable('my novi_forj_links');
		await form.close();
	});
});
