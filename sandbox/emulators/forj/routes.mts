import { isRecord, pageOf, wholeNumber, type Answer, type Call, type Route } from '../shared/answers.mjs';
import type { ForjOptions } from './options.mjs';
import { asEmail, asId, bulkRowsOf, createSettingsOf, emailOf, profileOf, updateSettingsOf } from './requests.mjs';
import { groupRow, groupWriteRow, jobRow, userRow } from './rows.mjs';
import type { ForjGroup, ForjState } from './state.mjs';

const BULK_LIMIT = 1000;

export function failure(status: number, message: string): Answer {
	return { kind: 'plain', status, body: { error_message: message } };
}

/** `state` is asked anew for each call, since a reset replaces it. */
export interface Context {
	state: () => ForjState;
	options: ForjOptions;
}

/** The window that is really used: the cap wins over `limit`, in silence. */
function page<T>(context: Context, call: Call, rows: readonly T[], toRow: (row: T) => unknown): Answer {
	const cap = context.options.pageCap ?? 50;
	const size = Math.min(wholeNumber(call.query.limit, 0) || 20, cap);
	return pageOf(rows, wholeNumber(call.query.offset, 0), size, toRow);
}

function userDetail({ state, options }: Context, id: number, status = 200): Answer {
	return { kind: 'detail', status, body: userRow(state(), options, state().user(id)) };
}

function withUser(context: Context, act: (userId: number, call: Call) => Answer) {
	return (call: Call): Answer => {
		const id = asId(call.params.userId);
		return id !== undefined && context.state().users.has(id) ? act(id, call) : failure(404, 'User not found');
	};
}

function withGroup(context: Context, act: (group: ForjGroup, call: Call) => Answer) {
	return (call: Call): Answer => {
		const group = context.state().groups.get(asId(call.params.groupId) ?? -1);
		return group ? act(group, call) : failure(404, 'Group not found');
	};
}

export function userRoutes(context: Context): Route[] {
	const { state, options } = context;
	const toRow = (user: Parameters<typeof userRow>[2]): object => userRow(state(), options, user);
	return [
		{ name: 'users.list', method: 'GET', path: '/users', handle: (call) => page(context, call, state().users.rows(), toRow) },
		{
			name: 'users.search', method: 'GET', path: '/users/search',
			handle: (call) => {
				if (options.userSearch === 'absent') return failure(404, 'Not found');
				const keywords = (call.query.keywords ?? '').toLowerCase();
				if (keywords === '') return failure(422, 'keywords is missing');
				const found = state().users.rows().filter(({ email }) => email.includes(keywords));
				return page(context, options.userSearch === 'unpaged' ? { ...call, query: {} } : call, found, toRow);
			},
		},
		{ name: 'users.get', method: 'GET', path: '/users/:userId', handle: withUser(context, (id) => userDetail(context, id)) },
		{
			name: 'users.create', method: 'POST', path: '/users',
			handle: ({ body }) => {
				const email = isRecord(body) ? asEmail(emailOf(body)) : undefined;
				if (!isRecord(body) || email === undefined) return failure(422, 'email is invalid');
				const existed = state().findByEmail(email) !== undefined;
				return userDetail(context, state().upsert(email, profileOf(body, state(), options)).id, existed ? 200 : 201);
			},
		},
		{
			name: 'users.update', method: 'PUT', path: '/users/:userId',
			handle: withUser(context, (id, { body }) => {
				if (!isRecord(body)) return failure(422, 'The body is not a user');
				const email = asEmail(emailOf(body));
				if (email !== undefined) state().writeEmail(id, email);
				state().editProfile(id, profileOf(body, state(), options));
				return userDetail(context, id);
			}),
		},
	];
}

export function groupRoutes(context: Context): Route[] {
	const { state, options } = context;
	const detail = (group: ForjGroup): Answer => ({ kind: 'detail', body: groupRow(state(), options, group) });
	const written = (group: ForjGroup, status: number): Answer => {
		const body = groupWriteRow(state(), options, group);
		return body === undefined ? { kind: 'plain', status: 204 } : { kind: 'detail', status, body };
	};
	const update = withGroup(context, (group, { body }) => {
		if (!isRecord(body)) return failure(422, 'The body is not a group');
		return written(state().updateGroup(group.id, updateSettingsOf(body, options.groupUpdateIgnores)), 200);
	});
	return [
		{ name: 'groups.list', method: 'GET', path: '/groups', handle: (call) => page(context, call, state().groups.rows(), (group) => groupRow(state(), options, group)) },
		{ name: 'groups.get', method: 'GET', path: '/groups/:groupId', handle: withGroup(context, (group) => detail(group)) },
		{
			name: 'groups.create', method: 'POST', path: '/groups',
			handle: ({ body }) => {
				if (!isRecord(body) || typeof body.name !== 'string' || body.name.trim() === '') return failure(422, 'name is missing');
				return written(createGroup(state(), options, body), 201);
			},
		},
		// The vendor's own sample updates with POST; PUT is inferred.
		{ name: 'groups.update', method: 'POST', path: '/groups/:groupId', handle: update },
		{ name: 'groups.update', method: 'PUT', path: '/groups/:groupId', handle: update },
	];
}

function createGroup(state: ForjState, options: ForjOptions, body: Record<string, unknown>): ForjGroup {
	const email = asEmail(body.manager_email_address);
	const manager = email === undefined ? undefined : state.upsert(email, { fields: {} });
	const group = state.createGroup({
		name: '', privacy: 1, parent_group_id: null, members_visible: true, requires_approval: options.newGroupsRequireApproval === true,
		posts_moderation: false, hidden_email: false, logo_url: null, unshown: {},
		...createSettingsOf(body),
		primary_admin: manager?.id ?? null,
	});
	if (manager) state.addMember(group.id, manager.id, { is_admin: true });
	return group;
}

export function memberRoutes(context: Context): Route[] {
	const { state, options } = context;
	return [
		{
			name: 'members.list', method: 'GET', path: '/groups/:groupId/members',
			handle: withGroup(context, (group, call) => {
				const withFields = call.query.include_fields === 'true';
				return page(context, call, group.members.rows(), ({ userId }) => userRow(state(), options, state().user(userId), withFields));
			}),
		},
		{
			name: 'members.get', method: 'GET', path: '/groups/:groupId/members/:userId',
			handle: withGroup(context, (group, call) => {
				const id = asId(call.params.userId) ?? -1;
				return group.members.has(id) ? userDetail(context, id) : failure(404, 'Member not found');
			}),
		},
		{ name: 'members.add', method: 'POST', path: '/groups/:groupId/members', handle: withGroup(context, (group, { body }) => addMember(context, group, body)) },
		{
			name: 'members.remove', method: 'DELETE', path: '/groups/:groupId/members/:userId',
			handle: withGroup(context, (group, call) => {
				if (!state().removeMember(group.id, asId(call.params.userId) ?? -1)) return failure(404, 'Member not found');
				return options.removeStatus === 204 ? { kind: 'plain', status: 204 } : { kind: 'plain', status: 200, body: {} };
			}),
		},
	];
}

function addMember(context: Context, group: ForjGroup, body: unknown): Answer {
	const state = context.state();
	if (!isRecord(body)) return failure(422, 'The body is not a member');
	const profile = profileOf(body, state, context.options);
	if (body.user_id !== undefined) {
		const id = asId(body.user_id) ?? -1;
		if (!state.users.has(id)) return failure(404, 'User not found');
		state.editProfile(id, profile);
		return userDetail(context, id, state.addMember(group.id, id) ? 201 : 200);
	}
	const email = asEmail(emailOf(body));
	if (email === undefined) return failure(422, 'user_id or fields.email is needed');
	const { id } = state.upsert(email, profile);
	return userDetail(context, id, state.addMember(group.id, id) ? 201 : 200);
}

export function bulkRoutes(context: Context): Route[] {
	const { state, options } = context;
	const offered = options.bulk !== false;
	return [
		{
			name: 'bulk.add', method: 'POST', path: '/groups/:groupId/members/bulk',
			handle: withGroup(context, (group, { body }) => {
				if (!offered) return failure(404, 'Not found');
				const rows = bulkRowsOf(body, state(), options);
				if (!rows || rows.length === 0) return failure(422, 'The body holds no members');
				if (rows.length > BULK_LIMIT) return failure(422, `At most ${BULK_LIMIT} members`);
				const jobId = state().jobs.start(group.id, rows);
				if (jobId === undefined) return failure(409, 'Another bulk import is running');
				return { kind: 'plain', status: 202, body: { job_id: jobId } };
			}),
		},
		{
			name: 'bulk.status', method: 'GET', path: '/bulk_imports/:jobId',
			handle: (call) => {
				const job = offered ? state().jobs.look(asId(call.params.jobId) ?? -1) : undefined;
				return job ? { kind: 'detail', body: jobRow(options, job) } : failure(404, 'Not found');
			},
		},
	];
}
