/** A member logs in to Forj through exactly what Check SSO prints. The Novi site is a real OpenID provider (oidc-provider), Forj a real relying party (openid-client). */
import axios from 'axios';
import type { SettingValue, SsoReport } from '../../nodes/NoviAms/sso/report.js';
import { runNode } from '../support/runNode.mjs';
import { browse } from '../support/sso/browser.mjs';
import type { OpenIdSettings } from '../support/sso/forjCommunity.mjs';
import type { SiteOptions } from '../support/sso/noviSite.mjs';
import type { Sso } from '../support/sso/startSso.mjs';
import { startSso } from '../support/sso/startSso.mjs';
import { ann as annRecord, bob as bobRecord } from './noviWorld.mjs';

const ann = { UniqueID: annRecord.UniqueID, FirstName: 'Ann', LastName: 'Lee', AccountEmail: 'ann.lee@members.example' };
const bob = { UniqueID: bobRecord.UniqueID, FirstName: 'Bob', LastName: 'Ray', AccountEmail: 'bob.ray@members.example' };

const COMMUNITY = 'harbor.mobilize.io';
/** What Forj itself uses, whatever is registered in Novi: forj-community.md, SSO. */
const CALLBACK = 'https://harbor.mobilize.io/users/auth/openidconnect/callback';

let sso: Sso;

beforeAll(() => {
	sso = startSso();
});

afterAll(async () => await sso.close());

async function startSite(options: Partial<SiteOptions> = {}): Promise<string> {
	return await sso.startSite({ members: [ann, bob], ...options });
}

async function check(siteUrl: string, communityDomain = COMMUNITY): Promise<SsoReport> {
	const result = await runNode({
		type: 'noviAms',
		parameters: { resource: 'sso', operation: 'check', communityDomain },
		credentials: { noviAmsApi: { siteUrl, apiKey: 'a-key-that-is-not-needed' } },
	});
	expect(result.error).toBeUndefined();
	return result.json[0] as unknown as SsoReport;
}

function entered(values: SettingValue[], field: string): string {
	return values.find((one) => one.field === field)?.value ?? '';
}

interface Client {
	client_id: string;
	client_secret: string;
}

/** The admin saves a client under gear menu > SSO Clients, and is shown Client ID and Secret Key. */
async function saveSsoClient(site: string, values: SettingValue[], method = 'client_secret_post'): Promise<Client> {
	const client = {
		client_name: entered(values, 'Name'),
		redirect_uris: [entered(values, 'Valid Redirect URLs')],
		token_endpoint_auth_method: method,
	};
	return (await axios.post<Client>(`${site}/sso-clients`, client)).data;
}

/** The admin enters the values in Forj, and for the words that stand for id and secret what Novi has shown. */
function openIdSettings(values: SettingValue[], { client_id, client_secret }: Client): OpenIdSettings {
	const shown: Record<string, string> = { 'Client ID from Novi': client_id, 'Secret Key from Novi': client_secret };
	const value = (field: string): string => shown[entered(values, field)] ?? entered(values, field);
	return {
		directoryDocument: value('Directory Document'),
		appId: value('App ID'),
		appSecret: value('App Secret'),
		clientAuthenticationMethod: value('Client Authentication Method'),
	};
}

async function logIn(settings: OpenIdSettings, email: string) {
	const button = await sso.logInAddress(settings, CALLBACK, 'state-of-this-log-in');
	const cameBackTo = await browse(button, email, CALLBACK);
	return await sso.finishLogIn(settings, cameBackTo, 'state-of-this-log-in');
}

describe('a log-in through the values that Check SSO prints', () => {
	test.each([
		{ how: 'with the plain values', siteUrl: (site: string) => site, community: COMMUNITY },
		{ how: 'with a slash at the end of Site URL', siteUrl: (site: string) => `${site}/`, community: COMMUNITY },
		{ how: 'with the address of a page of the site', siteUrl: (site: string) => `${site}/events?year=1`, community: COMMUNITY },
		{ how: 'with the pasted address of a page of the community', siteUrl: (site: string) => site, community: 'https://Harbor.mobilize.io/groups/7#posts' },
	])('$how tells Forj the UniqueID, name and e-mail of the member', async ({ siteUrl, community }) => {
		const site = await startSite();
		const { ready, issuer, valuesForNovi, valuesForForj } = await check(siteUrl(site), community);
		expect([ready, issuer]).toEqual([true, site]);
		const settings = openIdSettings(valuesForForj, await saveSsoClient(site, valuesForNovi));
		const { sub, claims } = await logIn(settings, ann.AccountEmail);
		expect(sub).toBe(ann.UniqueID);
		expect(claims).toMatchObject({ sub: ann.UniqueID, email: 'ann.lee@members.example', given_name: 'Ann', family_name: 'Lee' });
		expect((await logIn(settings, bob.AccountEmail)).sub).toBe(bob.UniqueID);
	});

	test('has no warning on a site that follows the standard', async () => {
		const { checks } = await check(await startSite());
		expect(checks.filter(({ level }) => level !== 'ok')).toEqual([]);
	});
});

describe('what Check SSO warns of does keep people out:', () => {
	test('a site that takes the key as "Basic" only', async () => {
		const site = await startSite({ clientAuthMethods: ['client_secret_basic'] });
		const { ready, checks, valuesForNovi, valuesForForj } = await check(site);
		expect(ready).toBe(false);
		expect(checks.filter(({ ok }) => !ok)).toMatchObject([{ check: 'client_secret_post', found: 'client_secret_basic' }]);
		const settings = openIdSettings(valuesForForj, await saveSsoClient(site, valuesForNovi, 'client_secret_basic'));
		await expect(logIn(settings, ann.AccountEmail)).rejects.toThrow('invalid_client');
		// Nothing else is wrong with this site.
		expect((await logIn({ ...settings, clientAuthenticationMethod: 'Basic' }, ann.AccountEmail)).sub).toBe(ann.UniqueID);
	});

	test('a redirect URL that is not exactly the printed one', async () => {
		const site = await startSite();
		const { valuesForNovi, valuesForForj } = await check(site);
		const short = valuesForNovi.map((one) => (one.field === 'Valid Redirect URLs' ? { ...one, value: `https://${COMMUNITY}` } : one));
		const settings = openIdSettings(valuesForForj, await saveSsoClient(site, short));
		await expect(logIn(settings, ann.AccountEmail)).rejects.toThrow('/oauth/authorize (400)');
	});

	test('an issuer that is another address than the Directory Document', async () => {
		const site = await startSite();
		const other = site.replace('127.0.0.1', 'localhost');
		const { ready, checks, valuesForNovi, valuesForForj } = await check(other);
		expect(ready).toBe(false);
		expect(checks.filter(({ ok }) => !ok)).toMatchObject([{ check: 'issuer', found: site }]);
		const settings = openIdSettings(valuesForForj, await saveSsoClient(site, valuesForNovi));
		await expect(logIn(settings, ann.AccountEmail)).rejects.toThrow(/issuer/);
	});
});
