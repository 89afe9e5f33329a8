import { STANDARD_FIELDS, toMember } from '../../nodes/NoviAms/snapshot/toMember';
import { person } from './fakeNovi.mjs';

const row = { UniqueID: 'A1', Name: 'From roster' };
const memberOf = (record: Record<string, unknown>, fields = STANDARD_FIELDS) => toMember(row, { record: { UniqueID: 'a1', ...record } }, fields);
const without = (name: string) => {
	const { [name]: _gone, ...rest } = person('a1');
	return rest;
};

test('keeps the id of the roster, and the name of the record', () => {
	expect(memberOf(person('a1'))).toEqual({
		id: 'A1',
		name: 'Person a1',
		isPerson: true,
		active: true,
		login: 'a1@members.example',
		fields: { FirstName: 'Person', LastName: 'a1', ParentMemberName: null, JobTitle: '' },
	});
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
	['a company', { CustomerType: 'Company' }, { isPerson: false }],
	['a person in capitals', { CustomerType: 'PERSON' }, { isPerson: true }],
	['a company whose record says nothing of Active', { CustomerType: 'Company', Active: null }, { isPerson: false }],
	['somebody inactive', { Active: false }, { active: false }],
	['no login', { AccountEmail: null }, { login: '' }],
	['a blank login', { AccountEmail: '  ' }, { login: '' }],
	['a login with spaces around', { AccountEmail: ' Ann@x.example ' }, { login: 'Ann@x.example' }],
])('%s', (_what, change, expected) => {
	expect(memberOf({ ...person('a1'), ...change })).toMatchObject(expected);
});

test.each(['AccountEmail', 'Active', 'CustomerType'])('without the key %s the person is unknown, and the text says where to look', (name) => {
	const member = memberOf(without(name));
	expect(member.unknown).toMatch(new RegExp(`${name}.*Limit Member Data`));
	expect(member).not.toHaveProperty('isPerson');
	expect(member).not.toHaveProperty('login');
});

test.each<[string, unknown]>([
	['Active', 'true'],
	['Active', 1],
	['Active', null],
	['CustomerType', null],
	['CustomerType', ''],
	['CustomerType', 'Household'],
	['AccountEmail', 7],
	['CustomerType', {}],
])('%s as %p makes the person unknown', (name, value) => {
	expect(memberOf({ ...person('a1'), [name]: value }).unknown).toContain(name);
});

test('without a record the person is unknown, under the name of the roster', () => {
	expect(toMember(row, { unknown: 'why' }, STANDARD_FIELDS)).toEqual({ id: 'A1', name: 'From roster', unknown: 'why', fields: {} });
});

describe('fields', () => {
	const record = {
		...person('a1'),
		Email: 'private@x.example',
		Mobile: '1',
		BillingAddress: { City: 'X' },
		CustomFields: { Region: { Value: 'North' }, 'Years On Board': { Value: 3 }, Interests: { Value: ['a', 'b'] }, Odd: 5, __proto__x: { Value: 'p' } },
	};

	test('are only those that were asked for', () => {
		expect(Object.keys(memberOf(record).fields)).toEqual(STANDARD_FIELDS);
	});

	test.each<[string, unknown]>([
		['Mobile', '1'],
		['Region', 'North'],
		['Years On Board', 3],
		['Interests', ['a', 'b']],
		['Odd', undefined],
		['BillingAddress', undefined],
		['NoSuchField', undefined],
		['constructor', undefined],
		['__proto__', undefined],
	])('%s', (name, expected) => {
		const { fields } = memberOf(record, [name]);
		expect(Object.prototype.hasOwnProperty.call(fields, name) ? fields[name] : undefined).toEqual(expected);
	});

	test('that the key does not see are absent, not empty', () => {
		expect(memberOf(without('JobTitle')).fields).not.toHaveProperty('JobTitle');
	});
});
