import { ForjCommunityApi } from '../../credentials/ForjCommunityApi.credentials';
import { PATH_FIELDS, toForjSettings } from '../../nodes/ForjCommunity/api/connection';
import { endpoints } from '../../nodes/ForjCommunity/api/endpoints';
import { pathOf } from '../../nodes/shared/http/endpoint';

const credential = (rest: object = {}) => ({ apiKey: 'k', apiSecret: 's', baseUrl: 'https://api.mobilize.io/v1', ...rest });

describe('the endpoint table', () => {
	const rows = Object.values(endpoints);

	test('has one name per call, and says where each is known from', () => {
		expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
		for (const { source } of rows) expect(source).toContain('forj-community.md');
	});

	test('exactly the inferred paths can be replaced in the credential', () => {
		const inferred = rows.filter(({ evidence }) => evidence === 'inferred').map(({ name }) => name);
		expect(Object.values(PATH_FIELDS).sort()).toEqual(inferred.sort());
		const fields = new ForjCommunityApi().properties.filter(({ name }) => name.endsWith('Path'));
		expect(fields.map(({ name }) => name).sort()).toEqual(Object.keys(PATH_FIELDS).sort());
	});

	test('the credential shows the path that is used without a change', () => {
		const params = { groupId: 'G', userId: 'U', jobId: 'J' };
		for (const { name, placeholder } of new ForjCommunityApi().properties.filter((property) => property.name.endsWith('Path'))) {
			const endpoint = rows.find((row) => row.name === PATH_FIELDS[name])!;
			expect(pathOf(endpoint as never, params as never, placeholder)).toBe(endpoint.path(params as never));
		}
	});

	test('no id can change a path', () => {
		for (const id of ['..', 'a/b', '', '.']) expect(() => endpoints.getGroup.path({ groupId: id })).toThrow(RangeError);
	});
});

describe('the credential', () => {
	test.each<[string, object, object]>([
		['adds the scheme and drops the slash at the end', { baseUrl: ' api.mobilize.io/v1/ ' }, { connection: { baseUrl: 'https://api.mobilize.io/v1' } }],
		['loopback may be plain http', { baseUrl: 'http://127.0.0.1:8080/v1' }, { connection: { baseUrl: 'http://127.0.0.1:8080/v1' } }],
		['a list of trusted origins', { trustedOrigins: 'https://a.example/x, b.example ,' }, { connection: { trustedOrigins: ['https://a.example', 'https://b.example'] } }],
		['a private level as text', { privateLevel: ' 5 ' }, { privateLevel: 5 }],
		['a private level as a number', { privateLevel: 0 }, { privateLevel: 0 }],
		['an application key goes with every call', { applicationKey: 'app' }, { connection: { query: { api_application_key: 'app' } } }],
		['changed paths', { changePaths: true, bulkAddPath: '/groups/{groupId}/bulk', addMemberPath: '' }, { connection: { pathOverrides: { 'add members in bulk': '/groups/{groupId}/bulk' } } }],
		['changed paths that are switched off', { changePaths: false, bulkAddPath: '/x' }, { connection: { pathOverrides: {} } }],
	])('%s', (_name, rest, expected) => {
		expect(toForjSettings(credential(rest))).toMatchObject(expected);
	});

	test.each<[string, object]>([
		['Base URL', { baseUrl: 'http://api.mobilize.io/v1' }],
		['Base URL', { baseUrl: '' }],
		['Trusted Origins', { trustedOrigins: 'http://a.example' }],
		['Private Level', { privateLevel: 'private' }],
	])('a wrong %s is refused by its name', (field, rest) => {
		expect(() => toForjSettings(credential(rest))).toThrow(field);
	});

	test('an empty private level is none', () => {
		expect(toForjSettings(credential({ privateLevel: '' }))).not.toHaveProperty('privateLevel');
	});

	test('every key is masked', () => {
		const masked = new ForjCommunityApi().properties.filter((property) => property.typeOptions?.password).map(({ name }) => name);
		expect(masked.sort()).toEqual(['apiKey', 'apiSecret', 'applicationKey', 'webhookToken']);
	});
});
