/** "Test" of a credential, as the admin sees it after pasting the keys. */
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';
import { testCredential } from '../support/editor.mjs';
import type { FaultRule } from '../../sandbox/emulators/index.mjs';
import { seedAssociation } from '../../sandbox/emulators/index.mjs';

const { novi, forj } = seedAssociation({ people: 12 });
let services: Services;

beforeAll(async () => {
	services = await startServices({ novi: { seed: novi }, forj: { seed: forj } });
});

beforeEach(() => services.reset());

afterAll(async () => await services.close());

interface Case {
	what: string;
	change?: Record<string, string>;
	fault?: FaultRule;
	says: RegExp;
}

const HTML: FaultRule = { kind: 'html-200' };
const status = (code: number, headers?: Record<string, string>): FaultRule => ({ kind: 'status', code, headers });
const ELSEWHERE = { location: 'https://elsewhere.example/' };

describe('the Novi credential', () => {
	const check = (change: Record<string, string> = {}) =>
		testCredential('noviAmsApi', { ...services.credentials.noviAmsApi, ...change });

	test('is fine when the list of groups answers, with one call', async () => {
		expect(await check()).toMatchObject({ status: 'OK' });
		expect(services.novi.counters.byEndpoint).toEqual({ 'groups.list': 1 });
	});

	test('takes the address of a page of the site', async () => {
		expect(await check({ siteUrl: ` ${services.novi.url}/members/directory?page=2 ` })).toMatchObject({ status: 'OK' });
	});

	test.each<Case>([
		{ what: 'a wrong key', change: { apiKey: 'not-the-key' }, says: /API key/ },
		{ what: 'a key without rights', fault: status(403), says: /may not/ },
		{ what: 'an address without an API', fault: status(404), says: /no Novi API/ },
		{ what: 'a redirect', fault: status(302, ELSEWHERE), says: /another address/ },
		{ what: 'too many calls', fault: status(429), says: /slow down/ },
		{ what: 'a site that is down', fault: status(503), says: /not available/ },
		{ what: 'a page instead of the API', fault: HTML, says: /not with a list/ },
	])('says what to do about $what', async ({ change, fault, says }) => {
		if (fault) services.novi.faults.script([{ ...fault, times: Infinity }]);
		expect(await check(change)).toEqual({ status: 'Error', message: expect.stringMatching(says) });
	});

	test('refuses an address without HTTPS before anything is sent', async () => {
		// A name that was looked up would end as ENOTFOUND.
		expect(await check({ siteUrl: 'http://www.association.example' })).toEqual({ status: 'Error', message: expect.stringMatching(/https|invalid url/i) });
	});
});
