import { normaliseBaseUrl } from '../../nodes/shared/origin';

describe('a base URL', () => {
	test.each<[string, string, string]>([
		['www.association.example', 'https://www.association.example', 'https://www.association.example'],
		[' https://www.association.example/ ', 'https://www.association.example', 'https://www.association.example'],
		['https://www.association.example/members/?a=1#b', 'https://www.association.example', 'https://www.association.example/members'],
		['https://api.forj.example/v1/', 'https://api.forj.example', 'https://api.forj.example/v1'],
		['HTTPS://WWW.Association.example', 'https://www.association.example', 'https://www.association.example'],
		['https://www.association.example:8443', 'https://www.association.example:8443', 'https://www.association.example:8443'],
		['http://localhost:4010/x', 'http://localhost:4010', 'http://localhost:4010/x'],
		['http://127.0.0.1:4010', 'http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
		['http://127.8.9.1', 'http://127.8.9.1', 'http://127.8.9.1'],
		['http://[::1]:4010', 'http://[::1]:4010', 'http://[::1]:4010'],
	])('%s', (raw, origin, withPath) => {
		expect(normaliseBaseUrl(raw, { keepPath: false })).toBe(origin);
		expect(normaliseBaseUrl(raw, { keepPath: true })).toBe(withPath);
	});

	test.each<[string, RegExp]>([
		['', /empty/],
		['   ', /empty/],
		['http://www.association.example', /https/],
		['http://localhost.association.example', /https/],
		['http://127.0.0.1.association.example', /https/],
		['ftp://www.association.example', /https/],
		['https://ann:pass@www.association.example', /user name/],
		['http://localhost@www.association.example', /user name/],
		['not a url', /no web address/],
		['https://', /no web address/],
	])('refuses %s', (raw, why) => {
		expect(() => normaliseBaseUrl(raw, { keepPath: false })).toThrow(why);
	});
});
