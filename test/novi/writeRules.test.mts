/** The pure parts of writing to Novi: which fields, which values, and what a record lost. */
import fc from 'fast-check';
import { MEMBER_FIELDS, noviPerson } from '../../sandbox/emulators/novi/records.mjs';
import type { MemberRecord } from '../../nodes/NoviAms/api/schemas';
import { lostOrChanged } from '../../nodes/NoviAms/write/compareRecords';
import { DOCUMENTED_FIELDS, whyNeverWritten, writableKind } from '../../nodes/NoviAms/write/memberFields';
import { assertSendable } from '../../nodes/NoviAms/write/putMember';
import { differs, findTargets } from '../../nodes/NoviAms/write/targets';
import { holdsControl, holdsInexactNumber, isNothing, sameRaw } from '../../nodes/NoviAms/write/values';

const record = { ...noviPerson({ FirstName: 'Eva', JobTitle: 'Engineer', Phone: '1' }), Groups: [{ GroupUniqueID: 'g' }] } as unknown as MemberRecord;
const nobody = { listCustomFields: async () => [], listCustomValues: async () => [] };

test('every documented field is either written or says why not, never both', () => {
	expect([...DOCUMENTED_FIELDS].sort()).toEqual([...MEMBER_FIELDS, 'UniqueID', 'Groups'].sort());
	for (const field of DOCUMENTED_FIELDS) expect([field, (writableKind(field) === undefined) !== (whyNeverWritten(field) === undefined)]).toEqual([field, true]);
});

describe('a record may be sent back', () => {
	test('when it shows every documented field', () => {
		expect(() => assertSendable(record, [])).not.toThrow();
	});

	test.each([...DOCUMENTED_FIELDS])('not without %s', (field) => {
		const { [field]: _gone, ...limited } = record;
		expect(() => assertSendable(limited as MemberRecord, [])).toThrow(`erase them: ${field}.`);
		expect(() => assertSendable(limited as MemberRecord, [field])).not.toThrow();
	});

	test('with null and empty values, which are not absent', () => {
		expect(() => assertSendable(Object.fromEntries(Object.keys(record).map((key) => [key, null])) as MemberRecord, [])).not.toThrow();
	});

	test('not with a number that was too long to be read', () => {
		expect(() => assertSendable({ ...record, Extra: { Deep: [12345678901234567890] } }, [])).toThrow(/too long/);
		expect([holdsInexactNumber([1, 2.5, -3, '12345678901234567890']), holdsInexactNumber({ a: [2 ** 60] })]).toEqual([false, true]);
	});
});

describe('two values', () => {
	test.each([
		[null, ''], [undefined, '  '], [null, []], [null, { City: null, Country: '' }], ['a ', 'a'], ['a\r\nb', 'a\nb'], [[1, 2], [2, 1]],
		[{ a: 1, b: null }, { a: 1 }], [{ a: [{ x: 1 }, { y: 2 }] }, { a: [{ y: 2 }, { x: 1 }] }],
	])('%j and %j mean the same', (a, b) => expect([sameRaw(a, b), sameRaw(b, a)]).toEqual([true, true]));

	test.each([[0, null], [false, null], [false, ''], ['1', 1], ['true', true], ['a', 'A'], [[1], [1, 1]], [{ a: 1 }, { a: 2 }], ['[]', []]])('%j and %j do not', (a, b) =>
		expect([sameRaw(a, b), sameRaw(b, a)]).toEqual([false, false]));

	test('are the same as themselves after JSON, whatever they are', () => {
		fc.assert(fc.property(fc.jsonValue(), (value) => sameRaw(value, JSON.parse(JSON.stringify(value)))));
	});

	test('differ for a write down to the last blank, but not between two kinds of nothing', () => {
		expect([differs('a', 'a '), differs(null, ''), differs('', null), differs(false, false), differs(null, false), differs('x', '')]).toEqual([true, false, false, false, true, true]);
	});
});

test('nothing is nothing, zero and false are something', () => {
	expect([null, undefined, '', ' ', [], {}, { a: null }, 0, false, 'x', [null]].map(isNothing)).toEqual([true, true, true, true, true, true, true, false, false, false, false]);
});

test('line breaks and tabs are text', () => {
	expect(['a\nb\r\n\tc', 'é 漢 😀 <b>', 'a\u0000', 'a\u001b[0m', 'a\u007f', 'a\u0085'].map(holdsControl)).toEqual([false, false, true, true, true, true]);
});

describe('what a record lost', () => {
	const after = (changes: Record<string, unknown>) => lostOrChanged(record, { ...record, ...changes }, ['JobTitle']);

	test.each<[string, Record<string, unknown>, object]>([
		['nothing but the change', { JobTitle: 'X', LastUpdatedDate: 'later', LastSegmentUpdatedDate: 'later' }, { lost: [], other: [] }],
		['a text', { Phone: null }, { lost: ['Phone'], other: [] }],
		['a key', { Phone: undefined }, { lost: ['Phone'], other: [] }],
		['groups', { Groups: [] }, { lost: ['Groups'], other: [] }],
		['other text', { Phone: '2' }, { lost: [], other: ['Phone'] }],
		['a text where nothing was', { Fax: '2' }, { lost: [], other: ['Fax'] }],
		['a new key', { New: 'x' }, { lost: [], other: ['New'] }],
		['a name without a changed part', { Name: 'X' }, { lost: [], other: ['Name'] }],
	])('%s', (_what, changes, expected) => expect(after(changes)).toEqual(expected));

	test('a name may follow its parts, but not vanish', () => {
		expect(lostOrChanged(record, { ...record, FirstName: 'E', Name: 'E Example' }, ['FirstName'])).toEqual({ lost: [], other: [] });
		expect(lostOrChanged(record, { ...record, FirstName: 'E', Name: '' }, ['FirstName'])).toEqual({ lost: ['Name'], other: [] });
	});
});

describe('a value', () => {
	const wanted = async (fields: Record<string, unknown>) => (await findTargets(nobody, record, fields)).map((target) => target.wanted);

	test('is sent exactly as given', async () => {
		const texts = ['<b>&amp;</b>', '  a  ', '{{ $json.x }}', '=1+1', "O'Neil; DROP", '漢字 😀', 'a\nb'];
		for (const text of texts) expect(await wanted({ Notes: text })).toEqual([text]);
	});

	test('null clears a text, and nothing else', async () => {
		expect(await wanted({ Notes: null, Mobile: null })).toEqual(['', '']);
		await expect(wanted({ HideOnWebsite: null })).rejects.toThrow(/true or false/);
	});

	test('null where a flag belongs says nothing about its kind', async () => {
		const open = { ...record, HideOnWebsite: null };
		expect((await findTargets(nobody, open, { HideOnWebsite: true }))[0]).toMatchObject({ held: null, wanted: true });
		await expect(findTargets(nobody, open, { HideOnWebsite: 'yes' })).rejects.toThrow(/true or false/);
	});

	test.each([[{ Seats: 5 }], [{ Seats: null }]])('of a number: %j', async (fields) => {
		const numbered = { ...record, CustomFields: { Seats: { CustomFieldUniqueID: 's', Value: 4, IsSumOfChildren: false } } };
		const result = findTargets(nobody, numbered, fields);
		if (fields.Seats === null) await expect(result).rejects.toThrow(/a number/);
		else expect((await result)[0]).toMatchObject({ kind: 'custom', wanted: 5 });
	});

	test('of a list takes a list of texts', async () => {
		const listed = { ...record, CustomFields: { Tags: { CustomFieldUniqueID: 't', Value: ['a'] } } };
		expect((await findTargets(nobody, listed, { Tags: ['b', 'c'] }))[0]).toMatchObject({ wanted: ['b', 'c'] });
		for (const bad of [['b', 1], 'b', [['b']]]) await expect(findTargets(nobody, listed, { Tags: bad })).rejects.toThrow(/list/);
		await expect(findTargets(nobody, listed, { Tags: ['a\u0000'] })).rejects.toThrow(/control/);
	});
});

describe('a custom field', () => {
	const REGION = { CustomFieldUniqueID: 'R1', Name: 'Region' };
	const novi = { listCustomFields: async () => [REGION, { CustomFieldUniqueID: 'd1', Name: 'Twin' }, { CustomFieldUniqueID: 'd2', Name: 'Twin' }], listCustomValues: async () => [{ CustomFieldUniqueID: 'r1', Value: 'N', IsSumOfChildren: true }] };

	test('that the record does not show is looked up by name or id', async () => {
		const free = { ...novi, listCustomValues: async () => [] };
		for (const given of ['Region', 'r1', 'R1']) expect((await findTargets(free, record, { [given]: 'x' }))[0]).toMatchObject({ given, name: 'Region', held: null, custom: { fieldId: 'R1', calculated: false } });
	});

	test('that only its own list shows as calculated is refused', async () => {
		await expect(findTargets(novi, record, { Region: 'x' })).rejects.toThrow('Region is calculated');
	});

	test('of a name that two fields have is refused, by id it is not', async () => {
		await expect(findTargets(novi, record, { Twin: 'x' })).rejects.toThrow('no field "Twin"');
		expect((await findTargets(novi, record, { d2: 'x' }))[0]).toMatchObject({ custom: { fieldId: 'd2' } });
	});
});
