/** Design 9: what becomes of one profile field. The full cross product, every cell written down, then the exceptions. */
import { compareField, type FieldVerdict } from '../../nodes/core/profiles';
import { unknownFields } from '../../nodes/core/compareProfiles';
import { MISFIT, PROFILE } from '../../nodes/core/texts';
import type { ConflictPolicy, FieldDirection, FieldMapping, FieldValue } from '../../nodes/core/types';

type Cell = FieldValue | undefined;

const DIRECTIONS: readonly FieldDirection[] = ['novi_to_forj', 'forj_to_novi', 'both'];
const POLICIES: readonly ConflictPolicy[] = ['novi_wins', 'forj_wins', 'report'];
const WITH_BASELINE = 'Old';

/** How a side stands. With a baseline 'same' is the baseline; without one it is just a value. */
const NOVI = { same: 'Old', changed: 'New in Novi', blanked: '', missing: undefined } as const;
const FORJ = { same: 'Old', changed: 'New in Forj', blanked: '', missing: undefined } as const;

const map = (direction: FieldDirection, noviField = 'Nickname', forjField = 'nickname'): FieldMapping => ({ noviField, forjField, direction });

/** The verdict in one word; a write that costs the other side its edit is marked. */
function inWords(verdict: FieldVerdict): string {
	switch (verdict.kind) {
		case 'missing':
		case 'left':
			return '-';
		case 'equal':
			return verdict.agreed === undefined ? '=' : `= ${JSON.stringify(verdict.agreed)}`;
		case 'write':
			return `${verdict.conflict ? 'conflict, ' : ''}${verdict.value === '' ? 'clears' : 'to'} ${verdict.to === 'novi' ? 'Novi' : 'Forj'}`;
		default:
			return verdict.kind;
	}
}

type Row = [novi: keyof typeof NOVI, forj: keyof typeof FORJ, noviToForj: string, forjToNovi: string, both: string];

/** One table per policy and baseline; a cell per direction. `-`: nothing is written, nothing is reported. */
const TABLES: Array<{ policy: ConflictPolicy; baseline: Cell; rows: Row[] }> = [
	{
		policy: 'novi_wins',
		baseline: WITH_BASELINE,
		rows: [
			// Novi, Forj, novi_to_forj, forj_to_novi, both
			['same', 'same', '=', '=', '='],
			['same', 'changed', 'to Forj', 'to Novi', 'to Novi'],
			['same', 'blanked', 'to Forj', 'clears Novi', 'clears Novi'],
			['same', 'missing', '-', '-', '-'],
			['changed', 'same', 'to Forj', 'conflict', 'to Forj'],
			['changed', 'changed', 'conflict, to Forj', 'conflict', 'conflict, to Forj'],
			['changed', 'blanked', 'conflict, to Forj', 'conflict', 'conflict, to Forj'],
			['changed', 'missing', '-', '-', '-'],
			['blanked', 'same', 'clears Forj', 'conflict', 'clears Forj'],
			['blanked', 'changed', 'conflict, clears Forj', 'conflict', 'conflict, clears Forj'],
			['blanked', 'blanked', '= ""', '= ""', '= ""'],
			['blanked', 'missing', '-', '-', '-'],
			['missing', 'same', '-', '-', '-'],
			['missing', 'changed', '-', '-', '-'],
			['missing', 'blanked', '-', '-', '-'],
			['missing', 'missing', '-', '-', '-'],
		],
	},
	{
		policy: 'forj_wins',
		baseline: WITH_BASELINE,
		rows: [
			['same', 'same', '=', '=', '='],
			['same', 'changed', 'to Forj', 'to Novi', 'to Novi'],
			['same', 'blanked', 'to Forj', 'clears Novi', 'clears Novi'],
			['same', 'missing', '-', '-', '-'],
			['changed', 'same', 'to Forj', 'conflict, to Novi', 'to Forj'],
			['changed', 'changed', 'conflict', 'conflict, to Novi', 'conflict, to Novi'],
			['changed', 'blanked', 'conflict', 'conflict, clears Novi', 'conflict, clears Novi'],
			['changed', 'missing', '-', '-', '-'],
			['blanked', 'same', 'clears Forj', 'conflict, to Novi', 'clears Forj'],
			['blanked', 'changed', 'conflict', 'conflict, to Novi', 'conflict, to Novi'],
			['blanked', 'blanked', '= ""', '= ""', '= ""'],
			['blanked', 'missing', '-', '-', '-'],
			['missing', 'same', '-', '-', '-'],
			['missing', 'changed', '-', '-', '-'],
			['missing', 'blanked', '-', '-', '-'],
			['missing', 'missing', '-', '-', '-'],
		],
	},
	{
		policy: 'report',
		baseline: WITH_BASELINE,
		rows: [
			['same', 'same', '=', '=', '='],
			['same', 'changed', 'to Forj', 'to Novi', 'to Novi'],
			['same', 'blanked', 'to Forj', 'clears Novi', 'clears Novi'],
			['same', 'missing', '-', '-', '-'],
			['changed', 'same', 'to Forj', 'conflict', 'to Forj'],
			['changed', 'changed', 'conflict', 'conflict', 'conflict'],
			['changed', 'blanked', 'conflict', 'conflict', 'conflict'],
			['changed', 'missing', '-', '-', '-'],
			['blanked', 'same', 'clears Forj', 'conflict', 'clears Forj'],
			['blanked', 'changed', 'conflict', 'conflict', 'conflict'],
			['blanked', 'blanked', '= ""', '= ""', '= ""'],
			['blanked', 'missing', '-', '-', '-'],
			['missing', 'same', '-', '-', '-'],
			['missing', 'changed', '-', '-', '-'],
			['missing', 'blanked', '-', '-', '-'],
			['missing', 'missing', '-', '-', '-'],
		],
	},
	{
		policy: 'novi_wins',
		baseline: undefined,
		rows: [
			['same', 'same', '= "Old"', '= "Old"', '= "Old"'],
			['same', 'changed', 'to Forj', 'conflict', 'conflict, to Forj'],
			['same', 'blanked', 'to Forj', '-', 'to Forj'],
			['same', 'missing', '-', '-', '-'],
			['changed', 'same', 'to Forj', 'conflict', 'conflict, to Forj'],
			['changed', 'changed', 'to Forj', 'conflict', 'conflict, to Forj'],
			['changed', 'blanked', 'to Forj', '-', 'to Forj'],
			['changed', 'missing', '-', '-', '-'],
			['blanked', 'same', '-', 'to Novi', 'to Novi'],
			['blanked', 'changed', '-', 'to Novi', 'to Novi'],
			['blanked', 'blanked', '=', '=', '='],
			['blanked', 'missing', '-', '-', '-'],
			['missing', 'same', '-', '-', '-'],
			['missing', 'changed', '-', '-', '-'],
			['missing', 'blanked', '-', '-', '-'],
			['missing', 'missing', '-', '-', '-'],
		],
	},
	{
		policy: 'forj_wins',
		baseline: undefined,
		rows: [
			['same', 'same', '= "Old"', '= "Old"', '= "Old"'],
			['same', 'changed', 'to Forj', 'conflict, to Novi', 'conflict, to Novi'],
			['same', 'blanked', 'to Forj', '-', 'to Forj'],
			['same', 'missing', '-', '-', '-'],
			['changed', 'same', 'to Forj', 'conflict, to Novi', 'conflict, to Novi'],
			['changed', 'changed', 'to Forj', 'conflict, to Novi', 'conflict, to Novi'],
			['changed', 'blanked', 'to Forj', '-', 'to Forj'],
			['changed', 'missing', '-', '-', '-'],
			['blanked', 'same', '-', 'to Novi', 'to Novi'],
			['blanked', 'changed', '-', 'to Novi', 'to Novi'],
			['blanked', 'blanked', '=', '=', '='],
			['blanked', 'missing', '-', '-', '-'],
			['missing', 'same', '-', '-', '-'],
			['missing', 'changed', '-', '-', '-'],
			['missing', 'blanked', '-', '-', '-'],
			['missing', 'missing', '-', '-', '-'],
		],
	},
	{
		policy: 'report',
		baseline: undefined,
		rows: [
			['same', 'same', '= "Old"', '= "Old"', '= "Old"'],
			['same', 'changed', 'to Forj', 'conflict', 'conflict'],
			['same', 'blanked', 'to Forj', '-', 'to Forj'],
			['same', 'missing', '-', '-', '-'],
			['changed', 'same', 'to Forj', 'conflict', 'conflict'],
			['changed', 'changed', 'to Forj', 'conflict', 'conflict'],
			['changed', 'blanked', 'to Forj', '-', 'to Forj'],
			['changed', 'missing', '-', '-', '-'],
			['blanked', 'same', '-', 'to Novi', 'to Novi'],
			['blanked', 'changed', '-', 'to Novi', 'to Novi'],
			['blanked', 'blanked', '=', '=', '='],
			['blanked', 'missing', '-', '-', '-'],
			['missing', 'same', '-', '-', '-'],
			['missing', 'changed', '-', '-', '-'],
			['missing', 'blanked', '-', '-', '-'],
			['missing', 'missing', '-', '-', '-'],
		],
	},
];

describe.each(TABLES)('$policy, last agreed $baseline', ({ policy, baseline, rows }) => {
	it.each(rows)('Novi %s, Forj %s', (novi, forj, noviToForj, forjToNovi, both) => {
		const verdicts = DIRECTIONS.map((direction) => inWords(compareField({ novi: NOVI[novi], forj: FORJ[forj], baseline }, { mapping: map(direction), policy })));
		expect(verdicts).toEqual([noviToForj, forjToNovi, both]);
	});
});

it('the tables hold every combination once', () => {
	expect(TABLES.map(({ policy, baseline }) => `${policy} ${baseline}`).sort()).toEqual(POLICIES.flatMap((policy) => [`${policy} Old`, `${policy} undefined`]).sort());
	const pairs = Object.keys(NOVI).flatMap((novi) => Object.keys(FORJ).map((forj) => `${novi} ${forj}`)).sort();
	for (const { rows } of TABLES) expect(rows.map(([novi, forj]) => `${novi} ${forj}`).sort()).toEqual(pairs);
});

describe('an agreement on nothing', () => {
	// Novi, Forj, novi_to_forj, forj_to_novi, both; the baseline is blank.
	const cases: Array<[Cell, Cell, ConflictPolicy, string, string, string]> = [
		['', 'New', 'novi_wins', '-', 'to Novi', 'to Novi'],
		['New', '', 'novi_wins', 'to Forj', 'conflict', 'to Forj'],
		// What was never filled on both sides clears nothing, whoever wins.
		['New', '', 'forj_wins', 'to Forj', 'conflict', 'to Forj'],
		['New', 'Newer', 'report', 'conflict', 'conflict', 'conflict'],
		[null, '', 'novi_wins', '=', '=', '='],
	];
	it.each(cases)('Novi %j, Forj %j, %s', (novi, forj, policy, ...expected) => {
		expect(DIRECTIONS.map((direction) => inWords(compareField({ novi, forj, baseline: '' }, { mapping: map(direction), policy })))).toEqual(expected);
	});
});

describe('an echo of our own write is equal', () => {
	it.each<[string, FieldValue, FieldValue]>([
		['with blanks around it', 'Chair', ' Chair '],
		['with composed letters', 'Bjo\u0308rk', 'Bj\u00f6rk'],
		['as text instead of a number', 7, '7'],
		['as the first moment of a day', '2026-01-31T00:00:00', '2026-01-31'],
		['with its choices in another order', ['b', 'a'], ['a', 'b']],
	])('%s', (_name, novi, forj) => {
		for (const direction of DIRECTIONS) {
			for (const policy of POLICIES) expect(compareField({ novi, forj, baseline: novi }, { mapping: map(direction), policy })).toEqual({ kind: 'equal' });
		}
	});
});

describe('a value that does not fit Novi', () => {
	const toNovi = (novi: Cell, forj: Cell, noviField = 'Nickname', maxLength?: number, baseline: Cell = novi) =>
		compareField({ novi, forj, baseline }, { mapping: map('both', noviField, 'nickname'), policy: 'novi_wins', maxLength });

	it.each<[string, Cell, Cell, string, number | undefined, string]>([
		['a list for a text of Novi', 'Chess', ['Chess', 'Golf'], 'Nickname', undefined, MISFIT.list('Novi', 'Nickname')],
		['a list for a standard field, also an empty one', '', ['555'], 'Phone', undefined, MISFIT.list('Novi', 'Phone')],
		['a text for a list', ['Chess'], 'Golf', 'Nickname', undefined, MISFIT.noList('Novi', 'Nickname')],
		['a text for a number', 7, 'seven', 'Nickname', undefined, MISFIT.number('Nickname')],
		['a number that Novi would write in another way', 7, '08', 'Nickname', undefined, MISFIT.number('Nickname')],
		['a text for a date', '2026-01-31T00:00:00', 'soon', 'Nickname', undefined, MISFIT.date('Nickname')],
		['a text for yes or no', true, 'perhaps', 'Nickname', undefined, MISFIT.yesNo('Nickname')],
		['nothing for yes or no', true, '', 'Nickname', undefined, MISFIT.yesNo('Nickname')],
		['one character more than Novi holds', 'Old', 'Longer', 'Nickname', 5, MISFIT.tooLong('Nickname', 5)],
	])('%s is reported, and nothing is written', (_name, novi, forj, noviField, maxLength, reason) => {
		expect(toNovi(novi, forj, noviField, maxLength)).toEqual({ kind: 'misfit', reason, conflict: false });
	});

	it.each<[string, Cell, Cell, string, number | undefined, FieldValue]>([
		['choices stay a list', ['Chess'], ['Golf', 'Chess'], 'Nickname', undefined, ['Golf', 'Chess']],
		['choices fill a custom field that is empty', null, ['Golf'], 'Nickname', undefined, ['Golf']],
		['no choice is an empty list', ['Chess'], [], 'Nickname', undefined, []],
		['a number as text becomes a number', 7, '8', 'Nickname', undefined, 8],
		['a date for a date', '2026-01-31T00:00:00', '2026-02-01', 'Nickname', undefined, '2026-02-01'],
		['a number is emptied with null', 7, '', 'Nickname', undefined, null],
		['yes as text becomes yes', false, 'true', 'Nickname', undefined, true],
		['exactly as long as Novi holds', 'Old', 'Longer', 'Nickname', 6, 'Longer'],
		['of any length where no limit is known', 'Old', 'x'.repeat(5000), 'Nickname', undefined, 'x'.repeat(5000)],
	])('fits: %s', (_name, novi, forj, noviField, maxLength, value) => {
		expect(toNovi(novi, forj, noviField, maxLength)).toEqual({ kind: 'write', to: 'novi', value, conflict: false });
	});
});

it('a list fits only a list in Forj, too', () => {
	const verdict = compareField({ novi: ['Golf'], forj: 'Chess', baseline: 'Chess' }, { mapping: map('both'), policy: 'novi_wins' });
	expect(verdict).toEqual({ kind: 'misfit', reason: MISFIT.list('Forj', 'nickname'), conflict: false });
});

it.each<[ConflictPolicy, FieldDirection]>([['novi_wins', 'both'], ['forj_wins', 'both'], ['report', 'novi_to_forj']])('what Forj shows instead of a value that it did not take is never written to Novi: %s, %s', (policy, direction) => {
	expect(compareField({ novi: 'Chair', forj: 'Cha', baseline: 'Old' }, { mapping: map(direction), policy, refused: 'Chair' })).toEqual({ kind: 'refused' });
});

it.each<[FieldDirection, FieldVerdict]>([
	['both', { kind: 'write', to: 'novi', value: 'Treasurer', conflict: false }],
	['novi_to_forj', { kind: 'refused' }],
])('after both agreed on the value all the same, what Forj shows is an edit again: %s', (direction, verdict) => {
	expect(compareField({ novi: 'Chair', forj: 'Treasurer', baseline: 'Chair' }, { mapping: map(direction), policy: 'novi_wins', refused: 'Chair' })).toEqual(verdict);
});

describe('a mapped field that nobody shows', () => {
	const profile = (id: string, fields: Record<string, FieldValue>) => ({ id, name: '', email: '', fields });
	const said = (novi: Record<string, FieldValue>[], forj: Record<string, FieldValue>[], direction: FieldDirection) =>
		unknownFields({ novi: novi.map((fields) => profile('a', fields)), forj: forj.map((fields) => profile('1', fields)), asked: new Set(), failed: [], people: new Map(), mappings: [map(direction)], policy: 'novi_wins' });

	it('is said of each side', () => {
		expect(said([{}], [{}], 'both')).toEqual([PROFILE.unknownInNovi(['Nickname']), PROFILE.unknownInForj(['nickname'])]);
	});

	it('is not said when one person shows it, when nobody came in, or when it does not go to Novi', () => {
		expect(said([{}, { Nickname: '' }], [{ nickname: null }], 'both')).toEqual([]);
		expect(said([], [], 'both')).toEqual([]);
		expect(said([{}], [{}], 'novi_to_forj')).toEqual([]);
	});
});
