/**
 * Every call to Forj, one row each, with its evidence. Inferred paths can be replaced in the credential
 * (connection.ts); their answers are read as loosely as they are known (answers.ts).
 */
import { z } from 'zod';
import { endpoint, segment } from '../../shared/http/endpoint';
import type { NoParams } from '../../shared/http/endpoint';
import { offsetPageOf } from '../../shared/http/offsetList';
import { notificationPageSchema } from './notifications';
import { anyAnswer, groupSchema, userSchema, usersSchema } from './schemas';

type InGroup = { groupId: string };
type OneMember = { groupId: string; userId: string };
type OneUser = { userId: string };
type OneJob = { jobId: string };
type Path<P> = (params: P) => string;

const source = 'forj-community.md, Endpoints';
/** Stands in the delivery, as a whole address. */
const nextPage: Path<NoParams> = () => '';
const groupsPath: Path<NoParams> = () => '/groups';
const usersPath: Path<NoParams> = () => '/users';
const groupPath = ({ groupId }: InGroup) => `/groups/${segment(groupId)}`;
const membersPath = (group: InGroup) => `${groupPath(group)}/members`;
const memberPath = (member: OneMember) => `${membersPath(member)}/${segment(member.userId)}`;
const userPath = ({ userId }: OneUser) => `/users/${segment(userId)}`;

const list = { method: 'GET', paging: 'offset', retry: 'read', source } as const;
const detail = { method: 'GET', paging: 'none', retry: 'read', source, unwrapData: true } as const;
/** Both calls are in the vendor's documentation; what they answer is not. */
const groupWrite = { method: 'POST', schema: anyAnswer, paging: 'none', evidence: 'doc', source, unwrapData: true } as const;
/** Adding, updating and removing twice leaves what doing it once leaves. */
const write = { schema: anyAnswer, paging: 'none', retry: 'ensure', evidence: 'inferred', source, unwrapData: true } as const;

export const endpoints = Object.freeze({
	listGroups: endpoint({ ...list, name: 'list groups', path: groupsPath, schema: offsetPageOf(z.array(groupSchema)), evidence: 'doc' }),
	getGroup: endpoint({ ...detail, name: 'get group', path: groupPath, schema: groupSchema, evidence: 'seen' }),
	// A group cannot be deleted through the API: a repeated call would leave two for ever.
	createGroup: endpoint({ ...groupWrite, name: 'create group', path: groupsPath, retry: 'never' }),
	updateGroup: endpoint({ ...groupWrite, name: 'update group', path: groupPath, retry: 'ensure' }),
	listMembers: endpoint({ ...list, name: 'list members', path: membersPath, schema: offsetPageOf(usersSchema), evidence: 'seen' }),
	getMember: endpoint({ ...detail, name: 'get member', path: memberPath, schema: userSchema, evidence: 'seen' }),
	addMember: endpoint({ ...write, name: 'add member', method: 'POST', path: membersPath }),
	removeMember: endpoint({ ...write, name: 'remove member', method: 'DELETE', path: memberPath }),
	addMembersInBulk: endpoint({
		...write,
		name: 'add members in bulk',
		method: 'POST',
		path: (group: InGroup) => `${membersPath(group)}/bulk`,
		// A job that was started must be waited for, not started again.
		retry: 'never',
	}),
	getImportJob: endpoint({
		...detail,
		name: 'get import job',
		path: ({ jobId }: OneJob) => `/bulk_imports/${segment(jobId)}`,
		schema: anyAnswer,
		evidence: 'inferred',
	}),
	listUsers: endpoint({ ...list, name: 'list users', path: usersPath, schema: offsetPageOf(usersSchema), evidence: 'seen' }),
	// The shape of its answer is unknown: the one of the other lists is taken, anything else is a failed read.
	searchUsers: endpoint({ ...list, name: 'search users', path: () => '/users/search', schema: offsetPageOf(usersSchema), evidence: 'seen' }),
	getUser: endpoint({ ...detail, name: 'get user', path: userPath, schema: userSchema, evidence: 'inferred' }),
	readNotifications: endpoint({
		...detail,
		name: 'read further notifications',
		path: nextPage,
		schema: notificationPageSchema,
		evidence: 'doc',
		source: 'forj-community.md, Webhooks',
	}),
	updateUser: endpoint({ ...write, name: 'update user', method: 'PUT', path: userPath }),
});
