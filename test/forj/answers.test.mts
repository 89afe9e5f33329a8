import { readAddedUser, readImportJob, readJobId, readUser } from '../../nodes/ForjCommunity/api/answers';
import { endpoints } from '../../nodes/ForjCommunity/api/endpoints';
import { groupSchema, userSchema } from '../../nodes/ForjCommunity/api/schemas';
import { toForjGroup, toForjMember } from '../../nodes/ForjCommunity/api/shape';

const group = (rest: object) => toForjGroup(groupSchema.parse({ id: 7, name: 'Board', ...rest }));
const member = (rest: object, groupId = '7') => toForjMember(userSchema.parse({ id: 1, email: 'ann@association.example', ...rest }), groupId);

describe('a Forj group is read as it comes', () => {
	test.each<[string, object, object]>([
		['a numeric id becomes text', { id: 7 }, { id: '7' }],
		['a text id stays', { id: 'g-7' }, { id: 'g-7' }],
		['privacy as a number', { privacy: 5 }, { privacy: 5 }],
		['privacy as text', { privacy: '5' }, { privacy: 5 }],
		['approval as a boolean', { requires_approval: false }, { requiresApproval: false }],
		['approval as text', { requires_approval: 'true' }, { requiresApproval: true }],
		['approval as 0', { requires_approval: 0 }, { requiresApproval: false }],
		['no parent group at all is top-level', {}, { hasParent: false }],
		['a null parent is top-level', { parent_group: null }, { hasParent: false }],
		['an empty parent id is top-level', { parent_group_id: '' }, { hasParent: false }],
		['a parent object with a null id is top-level', { parent_group: { id: null } }, { hasParent: false }],
		['a parent object', { parent_group: { id: 3, name: 'All' } }, { hasParent: true }],
		['a parent object without an id is still a parent', { parent_group: { name: 'All' } }, { hasParent: true }],
		['a parent id in parent_group', { parent_group: 3 }, { hasParent: true }],
		['a parent id as text', { parent_group_id: '3' }, { hasParent: true }],
		['the primary admin as an object', { primary_admin: { id: 9, email: 'pat@association.example' } }, { primaryAdmin: { id: '9', email: 'pat@association.example' } }],
		['the primary admin as an id', { primary_admin: 9 }, { primaryAdmin: { id: '9' } }],
		['the primary admin as an e-mail', { primary_admin: 'pat@association.example' }, { primaryAdmin: { email: 'pat@association.example' } }],
		['no primary admin', { primary_admin: null }, { primaryAdmin: {} }],
		['field definitions under any key', { whatever: [{ unique_name: 'job_title' }, { unique_name: 'company_name', type: 'text' }] }, { fieldKeys: ['company_name', 'job_title'] }],
		['lists of other things are no field definitions', { tags: ['a'], owners: [{ id: 1 }], mixed: [{ unique_name: 'x' }, {}] }, { fieldKeys: [] }],
	])('%s', (_name, rest, expected) => {
		expect(group(rest)).toMatchObject(expected);
	});

	test.each<[string, object]>([
		['privacy', { privacy: null }],
		['privacy', {}],
		['requiresApproval', { requires_approval: null }],
		['requiresApproval', {}],
	])('%s that Forj does not say stays unsaid', (key, rest) => {
		expect(group(rest)).not.toHaveProperty(key);
	});

	test.each<[string, object]>([
		['no id', { id: undefined }],
		['an empty id', { id: '' }],
		['privacy in words', { privacy: 'private' }],
		['approval in unknown words', { requires_approval: 'perhaps' }],
	])('%s is a wrong answer', (_name, rest) => {
		expect(groupSchema.safeParse({ id: 7, name: 'Board', ...rest }).success).toBe(false);
	});
});

describe('a member row is read as it comes', () => {
	const entry = (rest: object) => ({ groups: [{ id: 8, is_admin: true, status: 'pending' }, { id: 7, ...rest }] });

	test.each<[string, object, object]>([
		['manager and status come from the entry of this group only', entry({ is_admin: false, status: 'Accepted' }), { isManager: false, status: 'accepted' }],
		['a manager as text', entry({ is_admin: 'true' }), { isManager: true }],
		['the group id as text matches the number', { groups: [{ id: '7', is_admin: true }] }, { isManager: true }],
		['names stand at the root', { first_name: 'Ann', fields: { first_name: 'Anna' } }, { fields: { first_name: 'Ann' } }],
		['names among the fields are taken when the root has none', { fields: { first_name: 'Anna', last_name: 'Novak' } }, { name: 'Anna Novak', fields: { first_name: 'Anna', last_name: 'Novak' } }],
		['a row with fields has a profile', { fields: {} }, { hasProfile: true }],
		['a row without fields has none', {}, { hasProfile: false }],
		['null fields are no profile', { fields: null }, { hasProfile: false }],
		['multi-selects are lists of text', { fields: { interests: ['a', 2] } }, { fields: { interests: ['a', '2'] } }],
		['a null e-mail is no e-mail', { email: null }, { email: '' }],
	])('%s', (_name, rest, expected) => {
		expect(member(rest)).toMatchObject(expected);
	});

	test('without an entry for this group, manager and status stay unsaid', () => {
		expect(member({ groups: [{ id: 8, is_admin: true, status: 'pending' }] })).not.toHaveProperty('isManager');
		expect(member({})).not.toHaveProperty('status');
	});

	test('what is no profile value is left out, the other fields stay', () => {
		expect(member({ fields: { address: { city: 'Graz' }, company_name: 'Acme' } }).fields).toEqual({ company_name: 'Acme' });
	});

	test.each<[string, object]>([
		['no id', { email: 'a@association.example' }],
		['no e-mail key', { id: 1 }],
		['fields as a list', { id: 1, email: null, fields: [] }],
		['groups as an object', { id: 1, email: null, groups: {} }],
	])('%s is a wrong answer', (_name, row) => {
		expect(userSchema.safeParse(row).success).toBe(false);
	});
});

describe('lists', () => {
	const list = endpoints.listMembers.schema;
	const row = { id: 1, email: 'ann@association.example' };

	test('come bare or with results', () => {
		expect(list.parse([row])).toMatchObject({ rows: [{ id: '1' }], count: null });
		expect(list.parse({ results: [row], count: 1 })).toMatchObject({ rows: [{ id: '1' }], count: 1 });
		expect(list.parse({ results: [] })).toEqual({ rows: [], count: null });
	});

	test.each([[{}], [null], ['[]'], [{ data: [] }], [{ results: null }], [[{ id: 1 }]]])('%j is no list, and never an empty one', (answer) => {
		expect(list.safeParse(answer).success).toBe(false);
	});
});

describe('undocumented answers', () => {
	test.each<[unknown, unknown]>([
		[{ user_id: 5, id: 77 }, { id: '5', sure: true }],
		[{ user: { id: 5 } }, { id: '5', sure: true }],
		[{ member: { id: 5, email: 'a@association.example' } }, { id: '5', sure: true }],
		[{ id: 5, email: 'a@association.example' }, { id: '5', sure: true }],
		[{ id: 5 }, { id: '5', sure: false }],
		[{ success: true }, undefined],
		['OK', undefined],
		[undefined, undefined],
	])('an add that answers %j names %j', (answer, expected) => {
		expect(readAddedUser(answer)).toEqual(expected);
	});

	test.each<[unknown, string | undefined]>([
		[12, '12'],
		['12', '12'],
		[{ job_id: 12 }, '12'],
		[{ id: '12' }, '12'],
		[{ job: { id: 12 } }, '12'],
		[{ job: 12 }, '12'],
		[{ ok: true }, undefined],
		[undefined, undefined],
	])('an import that answers %j has the job id %j', (answer, expected) => {
		expect(readJobId(answer)).toBe(expected);
	});

	test.each<[unknown, unknown]>([
		[{ status: 'completed', user_ids: [1, '2'] }, { status: 'completed', importedIds: ['1', '2'], message: '' }],
		[{ state: 'Completed', imported: [{ id: 1 }] }, { status: 'completed', importedIds: ['1'], message: '' }],
		[{ job: { status: 'failed', error_message: 'bad file' } }, { status: 'failed', importedIds: [], message: 'bad file' }],
		[{ status: 'completed', failed_ids: [3], warnings: ['no name given'], user_ids: [1] }, { status: 'completed', importedIds: ['1'], message: '' }],
		[{ status: 'processing' }, { status: 'processing', importedIds: [], message: '' }],
		[{ nothing: 1 }, undefined],
	])('a job that answers %j', (answer, expected) => {
		expect(readImportJob(answer)).toEqual(expected);
	});

	test('an update that answers something else shows no user', () => {
		expect(readUser({ success: true })).toBeUndefined();
		expect(readUser({ user: { id: 1, email: 'a@association.example' } })?.id).toBe('1');
	});
});
