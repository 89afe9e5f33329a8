import fc from 'fast-check';
import { z } from 'zod';
import { plainUser } from '../../nodes/ForjCommunity/api/plainUser';
import { userSchema, usersSchema } from '../../nodes/ForjCommunity/api/schemas';
import * as novi from '../../nodes/NoviAms/api/schemas';

const odd = fc.constantFrom<unknown>(null, '', ' ', ' 7 ', 0, 1, -1, 1.5, true, 'yes', 'Ann', [], {}, { a: 1 }, ['a', 1], [null]);
const usually = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof({ weight: 6, arbitrary }, { weight: 1, arbitrary: odd });
const id = usually(fc.oneof(fc.nat(), fc.nat().map(String)));
const text = usually(fc.constantFrom('Ann', 'Lee', 'x@association.example'));
const membership = fc.record({ id, is_admin: usually(fc.boolean()), status: text, last_invited_in: odd }, { requiredKeys: [] });
const fields = fc.dictionary(fc.constantFrom('company_name', 'job_title', 'tags', 'custom'), usually(fc.constantFrom('Acme', 7, null, ['a', 'b'], false)));
const user = fc.record(
	{ id, email: text, name: text, first_name: text, last_name: text, groups: usually(fc.array(usually(membership), { maxLength: 3 })), fields: usually(fields), avatar: odd },
	{ requiredKeys: ['id', 'email'] },
);

/** Both read the same list, and find the same faults in it. */
function expectSame(rows: unknown, quick: z.ZodTypeAny, row: z.ZodTypeAny): void {
	const strictly = z.array(row).safeParse(structuredClone(rows));
	const read = quick.safeParse(structuredClone(rows));
	expect(read.success).toBe(strictly.success);
	expect(read.data).toEqual(strictly.data);
	expect(read.error?.issues).toEqual(strictly.error?.issues);
}

test('a list of Forj is read as the schema of its rows reads it, whatever it holds', () => {
	fc.assert(
		fc.property(usually(fc.array(usually(user), { maxLength: 3 })), (rows) => expectSame(rows, usersSchema, userSchema)),
		{ numRuns: 2000 },
	);
});

const PLAIN = { id: 7, email: 'ann@association.example', name: 'Ann Lee', first_name: 'Ann', last_name: 'Lee', groups: [{ id: 4, is_admin: false, status: 'accepted' }], fields: { job_title: 'Clerk', tags: ['a'] } };

test('a row in its usual form is read at once', () => {
	expect(plainUser(structuredClone(PLAIN))).toEqual({ ...PLAIN, id: '7', groups: [{ ...PLAIN.groups[0], id: '4' }] });
});

test.each([
	['what is no id', { id: -7 }],
	['an empty name', { first_name: '' }],
	['a manager told as text', { groups: [{ id: 4, is_admin: 'yes' }] }],
	['a profile value that holds others', { fields: { job_title: { en: 'Clerk' } } }],
	['no e-mail key', { email: undefined }],
])('%s is left to the schema', (_name, change) => {
	expect(plainUser({ ...structuredClone(PLAIN), ...change })).toBeUndefined();
});

const record = fc.record({ UniqueID: text, Name: text, CustomerType: odd, CustomFields: odd }, { requiredKeys: [] });

test.each([
	['a roster', novi.rosterSchema, novi.rosterRowSchema],
	['the directory', novi.membersSchema, novi.memberSchema],
])('%s of Novi is read as the schema of its rows reads it, whatever it holds', (_name, quick, schema) => {
	fc.assert(fc.property(usually(fc.array(usually(record), { maxLength: 3 })), (rows) => expectSame(rows, quick, schema)));
});
