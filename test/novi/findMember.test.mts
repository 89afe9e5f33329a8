import { findMemberId } from '../../nodes/NoviAms/api/findMember';
import type { MemberRecord } from '../../nodes/NoviAms/api/schemas';
import { person } from './fakeNovi.mjs';

const site = (rows: MemberRecord[]) => ({ listMembers: async () => ({ rows, total: rows.length, complete: true, pageSize: rows.length }) });
const ann = person('ann', { AccountEmail: 'Ann@x.example', Email: 'office@x.example' });
const bob = person('bob', { AccountEmail: '', Email: 'office@x.example' });

test('finds the one member with this address, ignoring case', async () => {
	expect(await findMemberId(site([ann]), 'accountEmail', 'aNN@x.example')).toEqual({ id: 'ann' });
	expect(await findMemberId(site([ann]), 'email', 'OFFICE@x.example')).toEqual({ id: 'ann' });
});

test.each<[string, MemberRecord[], RegExp]>([
	['nobody has it', [], /^No Novi member/],
	['several have it', [ann, bob], /^Several Novi members/],
	['Novi ignored the filter', [person('eve', { Email: 'eve@x.example' })], /did not filter/],
	['Novi ignored the filter, and the first one fits', [ann, person('eve', { Email: 'eve@x.example' })], /did not filter/],
	['the key does not show addresses', [{ UniqueID: 'ann' }], /does not show/],
])('finds nobody when %s', async (_what, rows, says) => {
	expect(await findMemberId(site(rows), 'email', 'office@x.example')).toMatchObject({ message: expect.stringMatching(says), fix: expect.any(String) });
});
