import type { ForjMember } from '../../nodes/core/types';
import { pairByProfile } from '../../nodes/ForjCommunity/apply/pairing';

const account = (id: string, fields: ForjMember['fields']): ForjMember => ({ id, email: `${id}@home.example`, name: id, fields, hasProfile: true });
const ann = { first_name: 'Ann', last_name: 'Novak' };
const bob = { first_name: 'Bob', last_name: 'Stern' };

describe('an account is paired by the profile just sent', () => {
	test.each<[string, Array<ForjMember['fields']>, ForjMember[], Array<[number, number]>]>([
		['when it fits one person and one account', [ann, bob], [account('1', bob), account('2', ann)], [[0, 1], [1, 0]]],
		['not when two accounts fit', [ann], [account('1', ann), account('2', ann)], []],
		['not when two people fit', [ann, { ...ann, job_title: 'Chair' }], [account('1', { ...ann, job_title: 'Chair' })], []],
		['not when one value differs', [{ ...ann, job_title: 'Chair' }], [account('1', ann)], []],
		['not without both names: that fits anybody', [{ job_title: 'Chair' }, { first_name: 'Ann' }], [account('1', { ...ann, job_title: 'Chair' })], []],
		['whatever else the account has', [ann], [account('1', { ...ann, interests: ['x'] })], [[0, 0]]],
	])('%s', (_name, sent, accounts, expected) => {
		expect([...pairByProfile(sent, accounts)]).toEqual(expected);
	});
});
