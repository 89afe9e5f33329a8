/** Check SSO of sites that no test can have on loopback: with and without "www.", staging sites, addresses of their own. */
import type { OpenIdDocument } from '../../nodes/NoviAms/api/schemas.js';
import type { SsoReport } from '../../nodes/NoviAms/sso/report.js';
import { checkSso } from '../../nodes/NoviAms/sso/checkSso.js';
import { serviceFailure } from '../../nodes/shared/http/serviceError.js';
import { soundDocument } from '../support/sso/documentSite.mjs';

const SITE = 'https://www.association.example';
const BARE = 'https://association.example';

interface Case {
	site?: string;
	staging?: boolean;
	community?: string;
	document?: OpenIdDocument;
	sendsOnTo?: string;
}

async function check({ site = SITE, staging = false, community = 'harbor.mobilize.io', document = soundDocument(site), sendsOnTo }: Case): Promise<SsoReport> {
	const getOpenIdConfiguration = async (): Promise<OpenIdDocument> => {
		if (sendsOnTo === undefined) return document;
		throw serviceFailure('Novi', 'redirect', { endpoint: 'Get OpenID configuration', delivery: 'answered', status: 301, origin: sendsOnTo });
	};
	return await checkSso({ site, staging, getOpenIdConfiguration }, community);
}

const MEANT = 'they must be the same. Enter';

describe('Check SSO', () => {
	test('finds nothing to say of a sound site', async () => {
		const { ready, issuer, checks } = await check({});
		expect([ready, issuer]).toEqual([true, SITE]);
		expect(checks.filter(({ level }) => level !== 'ok')).toEqual([]);
	});

	test.each([
		{ what: 'the bare site sends on to www', site: BARE, sendsOnTo: SITE, check: 'reachable' },
		{ what: 'the www site sends on to the bare one', site: SITE, sendsOnTo: BARE, check: 'reachable' },
		{ what: 'the bare site calls itself www', site: BARE, document: soundDocument(SITE), check: 'issuer' },
		{ what: 'the www site calls itself bare', site: SITE, document: soundDocument(BARE), check: 'issuer' },
	])('says that they must be the same and which to enter when $what', async ({ check: name, ...world }) => {
		const { ready, checks } = await check(world);
		const other = world.site === SITE ? BARE : SITE;
		const found = checks.find(({ ok }) => !ok);
		expect([ready, found?.check]).toEqual([false, name]);
		expect(found?.text).toContain(`The site at ${world.site} `);
		expect(found?.text).toContain(`${MEANT} ${other} as Site URL in the Novi credential`);
	});

	test('does not advise an issuer without https', async () => {
		const { checks } = await check({ document: { ...soundDocument(SITE), issuer: 'http://www.association.example' } });
		const failing = checks.filter(({ ok }) => !ok);
		expect(failing.map((one) => one.check)).toEqual(['issuer', 'https']);
		expect(failing[0]?.text).toContain(`it must be ${SITE}`);
	});

	test('compares the issuer letter by letter', async () => {
		const { checks } = await check({ document: { ...soundDocument(SITE), issuer: SITE.toUpperCase() } });
		expect(checks.filter(({ ok }) => !ok)).toMatchObject([{ check: 'issuer', found: SITE.toUpperCase() }]);
	});

	test('warns of a staging site, whose log-ins are not those of the real one', async () => {
		const site = 'https://association.novistaging.com';
		const { ready, checks } = await check({ site, staging: true });
		expect(ready).toBe(true);
		expect(checks.filter(({ level }) => level === 'warning')).toMatchObject([{ check: 'staging', text: expect.stringMatching(/staging or test site.*real site/) }]);
	});

	test('warns of a community with an address of its own, whose redirect URL is not documented', async () => {
		const { ready, checks } = await check({ community: 'community.association.example' });
		expect(ready).toBe(true);
		expect(checks.filter(({ level }) => level === 'warning')).toMatchObject([{ check: 'community', text: expect.stringMatching(/mobilize\.io.*OpenID settings in Forj/) }]);
	});

	test('does not take the Novi site for the community', async () => {
		const { ready, checks } = await check({ community: 'www.association.example' });
		expect(ready).toBe(false);
		expect(checks.filter(({ ok }) => !ok)).toMatchObject([{ check: 'community', text: expect.stringMatching(/is your Novi site/) }]);
	});
});
