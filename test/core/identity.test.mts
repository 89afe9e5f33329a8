/** Design 4.2: e-mails are trimmed, NFC and lower case; plus tags and dots are not folded, look-alikes never linked. */
import { normaliseEmail } from '../../nodes/core/identity';
import { decisions, member, person, personIn, planOf } from '../support/builders.mjs';

const SAME: Array<[string, string, string]> = [
	['case', 'Ada@Login.Example', 'ada@login.example'],
	['case outside ASCII', 'BJÖRK@login.example', 'björk@login.example'],
	['outer blanks', '  ada@login.example\t', 'ada@login.example'],
	['outer line breaks', 'ada@login.example\r\n', 'ada@login.example'],
	['outer no-break space (U+00A0)', '\u00a0ada@login.example\u00a0', 'ada@login.example'],
	['composed and decomposed letters (NFC, NFD)', 'bjo\u0308rk@login.example', 'bj\u00f6rk@login.example'],
	['case of a decomposed letter', 'BJO\u0308RK@login.example', 'bj\u00f6rk@login.example'],
	['case of an internationalised domain', 'ada@BÜCHER.example', 'ada@bücher.example'],
];

const DIFFERENT: Array<[string, string, string]> = [
	['zero-width space (U+200B)', 'ada\u200b@login.example', 'ada@login.example'],
	['outer zero-width space (U+200B)', '\u200bada@login.example', 'ada@login.example'],
	['full-width letters', '\uff41da@login.example', 'ada@login.example'],
	['Kelvin sign (U+212A) and k', '\u212Aim@login.example', 'kim@login.example'],
	['Kelvin sign beside another letter outside ASCII', '\u212A\u00e5re@login.example', 'k\u00e5re@login.example'],
	['dotless i (U+0131)', 'g\u0131na@login.example', 'gina@login.example'],
	['dotted capital I (U+0130)', '\u0130da@login.example', 'ida@login.example'],
	['sharp s and ss', 'stra\u00dfe@login.example', 'strasse@login.example'],
	['Cyrillic a', '\u0430da@login.example', 'ada@login.example'],
	['internationalised domain and its xn-- form', 'ada@bücher.example', 'ada@xn--bcher-kva.example'],
	['plus tag', 'ada+board@login.example', 'ada@login.example'],
	['dots as Gmail ignores them', 'ada.bjork@login.example', 'adabjork@login.example'],
	['a blank inside', 'ada @login.example', 'ada@login.example'],
];

describe('the normal form of an e-mail', () => {
	it.each(SAME)('%s: the same address', (_name, a, b) => {
		expect(normaliseEmail(a)).toBe(normaliseEmail(b));
	});

	it.each(DIFFERENT)('%s: another address', (_name, a, b) => {
		expect(normaliseEmail(a)).not.toBe(normaliseEmail(b));
	});

	it.each(DIFFERENT)('%s: equal to itself', (_name, a) => {
		expect(normaliseEmail(` ${a} `)).toBe(normaliseEmail(a));
	});
});

describe('the normal form decides who is who', () => {
	it.each(SAME)('%s: recognised, nothing to do', (_name, a, b) => {
		const plan = planOf({ roster: [person('a', { login: a })], members: [member('1', 'a', { email: b })] });
		expect(decisions(plan)).toEqual({});
		expect(personIn(plan, 'a')).toMatchObject({ forjUserId: '1', status: 'Up To Date', reason: '' });
	});

	it.each(DIFFERENT.filter(([, a]) => !a.includes(' ')))('%s: not linked by guess', (_name, a, b) => {
		const plan = planOf({ roster: [person('a', { login: a })], members: [member('1', 'a', { email: b })] });
		expect(personIn(plan, 'a')).toMatchObject({ wasMember: false, decision: 'add', write: { add: { email: a } } });
		expect(personIn(plan, '1').noviId).toBe('');
	});
});
