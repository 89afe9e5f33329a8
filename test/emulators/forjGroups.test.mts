/** What the notes say of writing groups and of searching users, and the switches for what they do not say. */
import type { AxiosInstance } from 'axios';
import { forjGroup, forjUser, startForj, type ForjEmulator, type ForjOptions } from '../../sandbox/emulators/index.mjs';
import { closing, forjClient } from './clients.mjs';

const GROUP = 50;
const opened = closing<ForjEmulator>();

async function start(options: ForjOptions = {}): Promise<{ forj: ForjEmulator; http: AxiosInstance }> {
	const users = Array.from({ length: 5 }, (_, index) => forjUser({ id: 1 + index, email: `user.${index}@people.example`, secondaryEmails: [`second.${index}@login.example`] }));
	const forj = await opened(startForj({ seed: { users, groups: [forjGroup({ id: GROUP, name: 'Board' })] }, pageCap: 2, ...options }));
	return { forj, http: forjClient(forj) };
}

const BODY = {
	name: 'New', privacy: '5', hidden_emails: 'true', alias_name: 'new', default_emails_frequency: 'daily', invite_members_enabled: 'false', manager_email_address: 'user.0@people.example',
};

describe('creating a group', () => {
	it('takes the documented body, and shows of it what a group shows', async () => {
		const { forj, http } = await start();
		const { data, status } = await http.post('/groups', BODY);
		expect([status, data]).toEqual([201, expect.objectContaining({ name: 'New', privacy: 5, hidden_email: true, primary_admin: 1, parent_group_id: null })]);
		expect(data).not.toHaveProperty('alias_name');
		expect(data).not.toHaveProperty('unshown');
		expect(forj.state.group(data.id).unshown).toMatchObject({ alias_name: 'new', invite_members_enabled: 'false' });
	});

	it('ignores what only the update is documented to take', async () => {
		const { forj, http } = await start({ newGroupsRequireApproval: true });
		const { data } = await http.post('/groups', { ...BODY, requires_approval: 'false', members_visible: 'false' });
		expect(forj.state.group(data.id)).toMatchObject({ requires_approval: true, members_visible: true });
	});

	it('makes a second group of the same name when it is sent twice', async () => {
		const { forj, http } = await start();
		await http.post('/groups', BODY);
		await http.post('/groups', BODY);
		expect(forj.state.groups.rows().map(({ name }) => name)).toEqual(['Board', 'New', 'New']);
	});

	it('can make a sub-group', async () => {
		const { http } = await start();
		expect((await http.post('/groups', { ...BODY, parent_group_id: String(GROUP) })).data).toMatchObject({ parent_group_id: GROUP });
	});

	it('has no opposite', async () => {
		const { http } = await start();
		expect((await http.delete(`/groups/${GROUP}`)).status).toBe(501);
	});

	it.each<[ForjOptions['groupWriteAnswer'], number, unknown]>([
		['wrapped', 201, { group: expect.objectContaining({ name: 'New' }) }],
		['id', 201, { group_id: expect.any(Number) }],
		['sentence', 201, { message: expect.any(String) }],
		['nothing', 204, ''],
	])('can answer with: %s', async (groupWriteAnswer, status, data) => {
		const { http } = await start({ groupWriteAnswer });
		const answer = await http.post('/groups', BODY);
		expect([answer.status, answer.data]).toEqual([status, data]);
	});
});

describe('updating a group', () => {
	it('changes what is named, and nothing else', async () => {
		const { forj, http } = await start();
		await http.post(`/groups/${GROUP}`, { requires_approval: 'true', alias_name: 'board' });
		await http.post(`/groups/${GROUP}`, { members_visible: 'false', default_emails_frequency: 'daily' });
		expect(forj.state.group(GROUP)).toMatchObject({
			name: 'Board', privacy: 5, requires_approval: true, members_visible: false, unshown: { alias_name: 'board', default_emails_frequency: 'daily' },
		});
	});

	it('can ignore settings in silence', async () => {
		const { http } = await start({ groupUpdateIgnores: ['requires_approval'] });
		const { data, status } = await http.post(`/groups/${GROUP}`, { requires_approval: 'true', name: 'Renamed' });
		expect([status, data]).toEqual([200, expect.objectContaining({ requires_approval: false, name: 'Renamed' })]);
	});

	it('can hide whether joining requires approval', async () => {
		const { http } = await start({ showRequiresApproval: false });
		expect((await http.get(`/groups/${GROUP}`)).data).not.toHaveProperty('requires_approval');
	});
});

describe('the search for users', () => {
	const search = async (http: AxiosInstance, params: object): Promise<unknown[]> => (await http.get('/users/search', { params })).data.map(({ id }: { id: number }) => id);

	it('finds a part of the primary address, page by page', async () => {
		const { http } = await start();
		expect(await search(http, { keywords: 'PEOPLE.example', limit: 50 })).toEqual([1, 2]);
		expect(await search(http, { keywords: 'people.example', limit: 50, offset: 4 })).toEqual([5]);
		expect(await search(http, { keywords: 'second.1@' })).toEqual([]);
		expect((await http.get('/users/search')).status).toBe(422);
	});

	it('can have no pages', async () => {
		const { http } = await start({ userSearch: 'unpaged', pageCap: 50 });
		expect(await search(http, { keywords: 'people', limit: 2, offset: 4 })).toEqual([1, 2, 3, 4, 5]);
	});

	it('can be missing', async () => {
		const { http } = await start({ userSearch: 'absent' });
		expect((await http.get('/users/search', { params: { keywords: 'people' } })).status).toBe(404);
	});
});
