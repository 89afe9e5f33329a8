/** The order in which people are stored, which is the order of the status page. */
import { byName } from '../../nodes/core/shown';
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
