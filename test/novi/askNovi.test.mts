/** How Novi is asked again about a person whose removal was released. */
import { askNovi, type RecheckSource } from '../../nodes/NoviAms/recheck/askNovi';
import type { MemberRecord } from '../../nodes/NoviAms/api/schemas';
import type { RecheckQuestion } from '../../nodes/core/recheck';
import { serviceFailure, type ServiceErrorKind } from '../../nodes/shared/http/serviceError';
import { person } from './fakeNovi.mjs';

const GROUP = 'G1';
const inGroup = { Groups: [{ GroupUniqueID: 'g1' }] };

function source(records: MemberRecord[], fail?: ServiceErrorKind): RecheckSource {
	const refuse = () => serviceFailure('Novi', fail ?? 'not_found', { endpoint: 'Get member', delivery: 'answered' });
	return {
		getMember: async (id) => {
			const record = records.find(({ UniqueID }) => UniqueID === id);
			if (fail || !record) throw refuse();
			return record;
		},
		listMembers: async () => (fail ? { rows: [], total: null, complete: false, pageSize: 0, failure: { kind: 'unreachable', message: 'No answer.', fix: '' } } : { rows: records, total: records.length, complete: true, pageSize: records.length }),
	};
}

const ask = async (question: Record<string, string>, records: MemberRecord[], fail?: ServiceErrorKind) =>
	(await askNovi(source(records, fail), GROUP, [{ key: 'k', ...question } as RecheckQuestion])).get('k');

const byId = { noviId: 'p1' };
const byLogin = { login: ' P1@members.example' };

it.each<[string, Record<string, string>, MemberRecord[], ServiceErrorKind | undefined, object]>([
	['a record that names the group, in any case of letters', byId, [person('p1', inGroup)], undefined, { kind: 'shown', inGroup: true, member: { id: 'p1', active: true } }],
	['a record that names other groups', byId, [person('p1', { Groups: [] })], undefined, { kind: 'shown', inGroup: false }],
	['a record that Novi does not find', byId, [], undefined, { kind: 'not_shown' }],
	['a record that the key may not see', byId, [person('p1')], 'forbidden', { kind: 'not_shown' }],
	['no answer for a record', byId, [person('p1')], 'unreachable', { kind: 'unread' }],
	['a refused key', byId, [person('p1')], 'auth', { kind: 'unread' }],
	['somebody with this login, in any spelling', byLogin, [person('p1', inGroup)], undefined, { kind: 'shown', inGroup: true }],
	['several with this login: the one in the group counts', byLogin, [person('p1', { Groups: [] }), person('p2', { AccountEmail: 'p1@members.example', ...inGroup })], undefined, { kind: 'shown', inGroup: true, member: { id: 'p2' } }],
	['nobody with this login', byLogin, [], undefined, { kind: 'nobody' }],
	['rows with other logins, since Novi did not filter', byLogin, [person('p9', inGroup)], undefined, { kind: 'nobody' }],
	['a stranger without an address', { login: ' ' }, [person('p9', inGroup)], undefined, { kind: 'nobody' }],
	['no answer for a login', byLogin, [], 'unreachable', { kind: 'unread', message: 'No answer.' }],
])('%s', async (_what, question, records, fail, expected) => expect(await ask(question, records, fail)).toMatchObject(expected));

it('tells nothing more of a record whose groups are not shown', async () => {
	expect(await ask(byId, [person('p1')])).not.toHaveProperty('inGroup');
});
