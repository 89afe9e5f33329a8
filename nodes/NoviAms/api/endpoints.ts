import { z } from 'zod';

import type { NoParams } from '../../shared/http/endpoint';
import { endpoint, segment } from '../../shared/http/endpoint';
import type { EnvelopePage } from '../../shared/http/envelopeList';
import { envelopeOf } from '../../shared/http/envelopeList';
import type { CustomField, CustomValueRow, MemberName, MemberRecord, NoviGroupRecord, RosterRow } from './schemas';
import { anyAnswerSchema, customFieldSchema, customValueSchema, groupSchema, memberNameSchema, memberSchema, rosterRowSchema } from './schemas';

/** Every call this package makes to Novi, with how well it is known. */
export const noviEndpoints = Object.freeze({
	listGroups: endpoint<NoParams, EnvelopePage<NoviGroupRecord>>({
		name: 'List groups',
		method: 'GET',
		path: () => '/api/groups',
		schema: envelopeOf(groupSchema),
		paging: 'envelope',
		retry: 'read',
		evidence: 'doc',
		source: 'novi-ams.md, Groups: READ-ONLY',
	}),
	getGroup: endpoint<{ groupId: string }, NoviGroupRecord>({
		name: 'Get group',
		method: 'GET',
		path: ({ groupId }) => `/api/groups/${segment(groupId)}`,
		schema: groupSchema,
		paging: 'none',
		retry: 'read',
		evidence: 'doc',
		source: 'novi-ams.md, Groups: READ-ONLY',
		unwrapData: true,
	}),
	listGroupMembers: endpoint<{ groupId: string }, EnvelopePage<RosterRow>>({
		name: 'List members of group',
		method: 'GET',
		path: ({ groupId }) => `/api/groups/${segment(groupId)}/members`,
		schema: envelopeOf(rosterRowSchema),
		paging: 'envelope',
		retry: 'read',
		evidence: 'doc',
		source: 'novi-ams.md, Groups: READ-ONLY',
	}),
	listMembers: endpoint<NoParams, EnvelopePage<MemberRecord>>({
		name: 'List members',
		method: 'GET',
		path: () => '/api/members',
		schema: envelopeOf(memberSchema),
		paging: 'envelope',
		retry: 'read',
		evidence: 'seen',
		source: 'novi-ams.md, Members',
	}),
	listMemberNames: endpoint<NoParams, MemberName[]>({
		name: 'List member names',
		method: 'GET',
		path: () => '/api/members/simple-list',
		schema: z.array(memberNameSchema),
		paging: 'array',
		retry: 'read',
		evidence: 'seen',
		source: 'novi-ams.md, Members',
	}),
	getMember: endpoint<{ memberId: string }, MemberRecord>({
		name: 'Get member',
		method: 'GET',
		path: ({ memberId }) => `/api/members/${segment(memberId)}`,
		schema: memberSchema,
		paging: 'none',
		retry: 'read',
		evidence: 'seen',
		source: 'novi-ams.md, Members',
		unwrapData: true,
	}),
	listCustomFields: endpoint<NoParams, CustomField[]>({
		name: 'List custom fields',
		method: 'GET',
		path: () => '/api/custom-fields',
		schema: z.array(customFieldSchema),
		paging: 'array',
		retry: 'read',
		evidence: 'seen',
		source: 'novi-ams.md, Custom fields',
	}),
	// Never repeated by the client: whoever repeats it has read the record again before (write/writeAndReadBack.ts).
	putMember: endpoint<{ memberId: string }, unknown>({
		name: 'Update member',
		method: 'PUT',
		path: ({ memberId }) => `/api/members/${segment(memberId)}`,
		schema: anyAnswerSchema,
		paging: 'none',
		retry: 'never',
		evidence: 'seen',
		source: 'novi-ams.md, Writing a member safely',
	}),
	listCustomValues: endpoint<{ memberId: string }, CustomValueRow[]>({
		name: 'List custom field values of member',
		method: 'GET',
		path: ({ memberId }) => `/api/customer-custom-fields/${segment(memberId)}`,
		schema: z.array(customValueSchema),
		paging: 'array',
		retry: 'read',
		evidence: 'doc',
		source: 'novi-ams.md, Custom fields',
		unwrapData: true,
	}),
	putCustomValue: endpoint<NoParams, unknown>({
		name: 'Set custom field value',
		method: 'PUT',
		path: () => '/api/customer-custom-fields',
		schema: anyAnswerSchema,
		paging: 'none',
		retry: 'never',
		evidence: 'doc',
		source: 'novi-ams.md, Custom fields',
	}),
	// A repeat would be a second activity, and there is no list of activities to look them up in.
	createActivity: endpoint<NoParams, unknown>({
		name: 'Create activity',
		method: 'POST',
		path: () => '/api/activities',
		schema: anyAnswerSchema,
		paging: 'none',
		retry: 'never',
		evidence: 'doc',
		source: 'novi-ams.md, Activities (audit trail)',
	}),
});
