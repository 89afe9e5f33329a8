/** What Check SSO says of sites that are not ready: each with a sentence of its own that says what to do and where. */
import type { SsoCheck, SsoCheckName, SsoReport } from '../../nodes/NoviAms/sso/report.js';
import type { FastClock } from '../support/fastClock.mjs';
import { fastClock } from '../support/fastClock.mjs';
import type { NodeResult } from '../support/runNode.mjs';
import { items, runNode } from '../support/runNode.mjs';
import { secretsIn } from '../support/secrets.mjs';
import type { Shown } from '../support/sso/documentSite.mjs';
import { soundDocument, startDocumentSite } from '../support/sso/documentSite.mjs';

const COMMUNITY = 'harbor.mobilize.io';
const KEY = 'bm92aS9zc28va2V5L25ldmVyL3NlbnQvYW55d2hlcmU=';

let clock: FastClock;

beforeEach(() => {
	clock = fastClock();
});

afterEach(() => clock.restore());

async function run(siteUrl: string, communityDomain: unknown = COMMUNITY): Promise<NodeResult> {
	return await runNode({
		type: 'noviAms',
		parameters: { resource: 'sso', operation: 'check', communityDomain: '={{ $json.community }}' },
		credentials: { noviAmsApi: { siteUrl, apiKey: KEY } },
		inputs: [items({ community: communityDomain as string })],
	});
}

async function checkShown(show: (site: string) => Shown): Promise<SsoReport & { site: string }> {
	const site = await startDocumentSite(show);
	try {
		const { json, error } = await run(site.url);
		expect(error).toBeUndefined();
		return { ...(json[0] as unknown as SsoReport), site: site.url };
	} finally {
		await site.close();
	}
}

const document = (change: (site: string) => Record<string, unknown>) => (site: string): Shown => ({ body: { ...soundDocument(site), ...change(site) } });
const fixed = (change: Record<string, unknown>) => document(() => change);

interface Broken {
	what: string;
	show: (site: string) => Shown;
	check: SsoCheckName;
	/** What was seen. */
	says: RegExp;
	/** What to do, or who can do it. */
	todo: RegExp;
}

const NOVI_SUPPORT = /ask the support of Novi/i;
const SITE_URL = /Site URL in the Novi credential/;

/** Nobody could log in. */
const BROKEN: Broken[] = [
	{ what: 'has no document', show: () => ({ status: 404 }), check: 'reachable', says: /no OpenID configuration at \S+\/\.well-known\/openid-configuration \(404\)/, todo: SITE_URL },
	{ what: 'shows a web page', show: () => ({ headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>Hello' }), check: 'reachable', says: /A web page comes/, todo: SITE_URL },
	{ what: 'shows nothing', show: () => ({}), check: 'reachable', says: /the answer is missing/, todo: SITE_URL },
	{ what: 'shows half a document', show: () => ({ body: '{"issuer":' }), check: 'reachable', says: /cut off/, todo: SITE_URL },
	{ what: 'shows a list', show: () => ({ body: [] }), check: 'reachable', says: /array instead of object/, todo: SITE_URL },
	{ what: 'shows a text', show: () => ({ body: '"openid"' }), check: 'reachable', says: /string instead of object/, todo: SITE_URL },
	{ what: 'has a number for an issuer', show: fixed({ issuer: 7 }), check: 'reachable', says: /issuer is number/, todo: SITE_URL },
	{ what: 'wants a log-in for its document', show: () => ({ status: 401 }), check: 'reachable', says: /without a log-in \(401\)/, todo: NOVI_SUPPORT },
	{ what: 'forbids its document', show: () => ({ status: 403 }), check: 'reachable', says: /without a log-in \(403\)/, todo: NOVI_SUPPORT },
	{ what: 'is down', show: () => ({ status: 503 }), check: 'reachable', says: /503/, todo: /again/ },
	{
		what: 'sends on to another address',
		show: () => ({ status: 301, headers: { location: 'https://www.association.example/.well-known/openid-configuration' } }),
		check: 'reachable',
		says: /site at http:\/\/127\.0\.0\.1:\d+ sends its visitors on to https:\/\/www\.association\.example\./,
		todo: /enter https:\/\/www\.association\.example as Site URL/,
	},
	{
		what: 'sends on to an address without https',
		show: () => ({ status: 301, headers: { location: 'http://www.association.example/' } }),
		check: 'reachable',
		says: /sends its visitors on to http:\/\/www\.association\.example, which is not encrypted/,
		todo: NOVI_SUPPORT,
	},
	{ what: 'sends on to nowhere', show: () => ({ status: 302 }), check: 'reachable', says: /does not say where to/, todo: /Site URL/ },
	{ what: 'does not say its issuer', show: fixed({ issuer: undefined }), check: 'issuer', says: /does not say its issuer/, todo: NOVI_SUPPORT },
	{ what: 'has a slash at the end of its issuer', show: document((site) => ({ issuer: `${site}/` })), check: 'issuer', says: /slash at the end/, todo: NOVI_SUPPORT },
	{ what: 'has another issuer', show: fixed({ issuer: 'https://login.association.example' }), check: 'issuer', says: /calls itself https:\/\/login\.association\.example/, todo: SITE_URL },
	{ what: 'has an issuer with a path', show: document((site) => ({ issuer: `${site}/oauth` })), check: 'issuer', says: /calls itself \S+\/oauth\. Forj compares/, todo: NOVI_SUPPORT },
	{ what: 'has an issuer that is no address', show: fixed({ issuer: 'Novi AMS' }), check: 'issuer', says: /"Novi AMS" is no web address/, todo: NOVI_SUPPORT },
	{ what: 'has no address for the log-in', show: fixed({ authorization_endpoint: undefined }), check: 'endpoints', says: /no address for authorization_endpoint/, todo: NOVI_SUPPORT },
	{ what: 'has no address for the token', show: fixed({ token_endpoint: null }), check: 'endpoints', says: /no address for token_endpoint/, todo: NOVI_SUPPORT },
	{ what: 'has a path for the profile', show: fixed({ userinfo_endpoint: '/oauth/userinfo' }), check: 'endpoints', says: /no address for userinfo_endpoint/, todo: NOVI_SUPPORT },
	{ what: 'has a token address without https', show: fixed({ token_endpoint: 'http://www.association.example/oauth/token' }), check: 'https', says: /Not encrypted \(https\): token_endpoint/, todo: NOVI_SUPPORT },
	{ what: 'does not say how it takes the key', show: fixed({ token_endpoint_auth_methods_supported: undefined }), check: 'client_secret_post', says: /does not say how.*"Basic" only/, todo: NOVI_SUPPORT },
	{ what: 'takes the key as Basic only', show: fixed({ token_endpoint_auth_methods_supported: ['client_secret_basic'] }), check: 'client_secret_post', says: /does not take the key as "Post Body".*offers: client_secret_basic/, todo: NOVI_SUPPORT },
	{ what: 'takes no key at all', show: fixed({ token_endpoint_auth_methods_supported: [] }), check: 'client_secret_post', says: /offers: nothing/, todo: NOVI_SUPPORT },
	{ what: 'does not say its kinds of log-in', show: fixed({ response_types_supported: undefined }), check: 'code_flow', says: /does not say which kinds of log-in/, todo: NOVI_SUPPORT },
	{ what: 'has no log-in by code', show: fixed({ response_types_supported: ['id_token', 'code token'] }), check: 'code_flow', says: /offers: id_token, code token/, todo: NOVI_SUPPORT },
	{ what: 'exchanges no code', show: fixed({ grant_types_supported: ['implicit'] }), check: 'code_flow', says: /authorization_code.*offers: implicit/, todo: NOVI_SUPPORT },
	{ what: 'lacks the scope openid', show: fixed({ scopes_supported: ['email'] }), check: 'scopes', says: /"openid".*offers: email/, todo: NOVI_SUPPORT },
	{ what: 'gives each program another id', show: fixed({ subject_types_supported: ['pairwise'] }), check: 'subject', says: /another id.*pairwise.*UniqueID/, todo: NOVI_SUPPORT },
];

/** Somebody should look at it, but it need not keep anybody out. */
const DOUBTFUL: Broken[] = [
	{ what: 'logs in at another address', show: fixed({ authorization_endpoint: 'https://login.novi.example/oauth/authorize' }), check: 'same_origin', says: /to https:\/\/login\.novi\.example when they log in/, todo: NOVI_SUPPORT },
	{ what: 'does not tell e-mail and profile', show: fixed({ scopes_supported: ['openid'] }), check: 'scopes', says: /tells Forj email and profile/, todo: /Log in once/ },
	{ what: 'does not say which id it tells', show: fixed({ subject_types_supported: undefined }), check: 'subject', says: /subject_types_supported/, todo: /UniqueID/ },
	{ what: 'names no keys', show: fixed({ jwks_uri: undefined }), check: 'signing_keys', says: /jwks_uri/, todo: /Log in once/ },
];

const at = (checks: SsoCheck[], level: SsoCheck['level']): SsoCheckName[] => checks.filter((one) => one.level === level).map(({ check }) => check);

describe('a site that', () => {
	test.each(BROKEN)('$what is not ready, for this reason alone', async ({ show, check, says, todo }) => {
		const { ready, message, checks } = await checkShown(show);
		expect(ready).toBe(false);
		expect(at(checks, 'error')).toEqual([check]);
		const text = checks.find((one) => !one.ok)?.text ?? '';
		expect(text).toMatch(says);
		expect(text).toMatch(todo);
		expect(message).toBe(`SSO does not work yet. ${text}`);
	});

	test.each(DOUBTFUL)('$what is ready, with a warning', async ({ show, check, says, todo }) => {
		const { ready, message, checks } = await checkShown(show);
		expect(ready).toBe(true);
		expect(at(checks, 'warning')).toEqual([check]);
		const text = checks.find((one) => one.level === 'warning')?.text ?? '';
		expect(text).toMatch(says);
		expect(text).toMatch(todo);
		expect(message).toMatch(/ready for SSO.*1 point/);
	});

	test('has several faults names the first and counts the rest', async () => {
		const { message, checks } = await checkShown(fixed({ issuer: undefined, response_types_supported: undefined, scopes_supported: [] }));
		expect(at(checks, 'error')).toEqual(['issuer', 'code_flow', 'scopes']);
		expect(message).toMatch(/does not say its issuer.*2 points more/);
	});

	test.each([
		{ what: 'answers nowhere', siteUrl: 'http://127.0.0.1:1', says: /can't be reached.*nothing answers.*Site URL/ },
		{ what: 'does not exist', siteUrl: 'https://site.invalid', says: /can't be reached.*Site URL/ },
	])('$what is not ready', async ({ siteUrl, says }) => {
		const [report] = (await run(siteUrl)).json as unknown as SsoReport[];
		expect(report).toMatchObject({ ready: false, issuer: null, message: expect.stringMatching(says), checks: [{ check: 'reachable', ok: false }, { check: 'community', ok: true }] });
	});

	test('does not say its scopes and grants is ready without a warning', async () => {
		const { ready, checks } = await checkShown(fixed({ scopes_supported: undefined, grant_types_supported: undefined }));
		expect(ready).toBe(true);
		expect(at(checks, 'ok')).toHaveLength(checks.length);
	});
});

describe('Check SSO', () => {
	test('prints the values for both systems, also while the site is not ready, and never a key', async () => {
		const { site, valuesForNovi, valuesForForj, ...rest } = await checkShown(() => ({ status: 404 }));
		expect(valuesForNovi).toEqual([
			{ field: 'Name', value: 'Forj Community' },
			{ field: 'Valid Redirect URLs', value: 'https://harbor.mobilize.io/users/auth/openidconnect/callback' },
			{ field: 'Permitted Groups', value: expect.stringContaining('every group that you sync') },
		]);
		expect(valuesForForj).toEqual([
			{ field: 'Directory Document', value: site },
			{ field: 'App ID', value: 'Client ID from Novi' },
			{ field: 'App Secret', value: 'Secret Key from Novi' },
			{ field: 'Client Authentication Method', value: 'Post Body' },
			{ field: 'Button Label', value: 'Log in with your member account' },
		]);
		expect(secretsIn([valuesForNovi, valuesForForj, rest], { noviAmsApi: { apiKey: KEY } })).toEqual([]);
	});

	test('asks once for the public document, and does not send the key there', async () => {
		const site = await startDocumentSite((url) => ({ body: soundDocument(url) }));
		await run(site.url);
		await site.close();
		expect(site.calls).toEqual([{ call: 'GET /.well-known/openid-configuration', authorization: undefined }]);
	});

	test('follows a way within the site, still without the key', async () => {
		const moved = { status: 302, headers: { location: '/openid.json' } };
		const site = await startDocumentSite((url) => (site.calls.length === 1 ? moved : { body: soundDocument(url) }));
		const { json } = await run(site.url);
		await site.close();
		expect(json).toMatchObject([{ ready: true }]);
		expect(site.calls).toEqual([
			{ call: 'GET /.well-known/openid-configuration', authorization: undefined },
			{ call: 'GET /openid.json', authorization: undefined },
		]);
	});

	test.each([
		{ typed: 'harbor.mobilize.io' },
		{ typed: '  Harbor.Mobilize.io ' },
		{ typed: 'https://harbor.mobilize.io/' },
		{ typed: 'http://harbor.mobilize.io/groups/12?page=2#top' },
		{ typed: 'harbor.mobilize.io/users/sign_in' },
	])('takes "$typed" for the community', async ({ typed }) => {
		const site = await startDocumentSite((url) => ({ body: soundDocument(url) }));
		const [report] = (await run(site.url, typed)).json as unknown as SsoReport[];
		await site.close();
		expect(report?.valuesForNovi[1]?.value).toBe('https://harbor.mobilize.io/users/auth/openidconnect/callback');
	});

	test.each([
		{ typed: '', says: /is empty/ },
		{ typed: '   ', says: /is empty/ },
		{ typed: 7, says: /is empty/ },
		{ typed: 'harbor', says: /no web address/ },
		{ typed: 'harbor mobilize io', says: /no web address/ },
		{ typed: 'ann@harbor.mobilize.io', says: /no web address/ },
		{ typed: 'https://ann:pass@harbor.mobilize.io', says: /no web address/ },
		{ typed: 'harbor.mobilize.io:8443', says: /no web address/ },
		{ typed: 'ftp://harbor.mobilize.io', says: /no web address/ },
		{ typed: 'javascript:alert(1)', says: /no web address/ },
		{ typed: '192.168.0.7', says: /no web address/ },
		{ typed: '"><script>.mobilize.io', says: /no web address/ },
		{ typed: 'mobilize.io', says: /address of Forj itself/ },
		{ typed: 'https://api.mobilize.io/v1', says: /address of Forj itself/ },
	])('refuses "$typed" as the community, before anything is sent', async ({ typed, says }) => {
		const site = await startDocumentSite((url) => ({ body: soundDocument(url) }));
		const { status, error } = await run(site.url, typed);
		await site.close();
		expect(status).toBe('error');
		expect(error?.message).toMatch(/^Community Domain.*item 0/);
		expect(error?.message).toMatch(says);
		expect(error?.description).toMatch(/association\.mobilize\.io/);
		expect(site.calls).toEqual([]);
	});

	test('wants an https address for the site', async () => {
		const { error } = await run('http://www.association.example');
		expect(error?.message).toMatch(/Site URL.*https/);
	});
});
