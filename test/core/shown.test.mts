/** The stored list of a link: its order, which is the order of the status page, and whether a row says what it said before. */
import { byName, saysTheSame } from '../../nodes/core/shown';
import type { ShownPerson } from '../../nodes/core/types';

const person = (name: string, email = '', noviId = '', forjUserId = ''): ShownPerson => ({ name, email, noviId, forjUserId, status: 'Up To Date', action: 'none', reason: '', since: '' });

test.each<[what: string, stored: ShownPerson[]]>([
	['by name', [person('Ann Lee'), person('Bea Kim'), person('Cyn Obi')]],
	['without looking at capital letters', [person('ann lee'), person('Bea Kim'), person('cyn obi')]],
	['by e-mail where there is no name', [person('Ann Lee'), person('', 'bea@people.example'), person('Cyn Obi')]],
	['by e-mail where names are the same', [person('Ann Lee', 'a@x.example'), person('Ann Lee', 'b@x.example')]],
	['by id where all else is the same', [person('Ann Lee', '', 'n1', '2'), person('Ann Lee', '', 'n1', '3'), person('Ann Lee', '', 'n2', '1')]],
])('people stand %s, in whichever order they came', (_what, stored) => {
	expect(byName([...stored].reverse())).toEqual(stored);
	expect(byName(stored)).toEqual(stored);
});

const ROW: ShownPerson = { noviId: 'n1', forjUserId: '2', name: 'Ann Lee', email: 'ann@people.example', status: 'Error', action: 'none', reason: 'Refused.', since: '2026-11-01T09:00:00Z' };

test.each<[what: string, change: Partial<ShownPerson>, same: boolean]>([
	['nothing', {}, true],
	['the Novi id', { noviId: 'n2' }, false],
	['the Forj user', { forjUserId: '3' }, false],
	['the name', { name: 'Ann Li' }, false],
	['the e-mail', { email: 'ann@other.example' }, false],
	['the status', { status: 'N/A' }, false],
	['the action', { action: 'update' }, false],
	['the reason', { reason: 'Refused again.' }, false],
	['the date', { since: '2026-11-02T09:00:00Z' }, false],
])('a row that differs in %s', (_what, change, same) => {
	expect(saysTheSame({ ...ROW, ...change }, ROW)).toBe(same);
});

test('a row that was not there before says something new', () => {
	expect(saysTheSame(ROW, undefined)).toBe(false);
});
