import { z } from 'zod';

import type { NoParams } from '../../shared/http/endpoint';
import { endpoint, segment } from '../../shared/http/endpoint';
import type { EnvelopePage } from '../../shared/http/envelopeList';
import { envelopeOf } from '../../shared/http/envelopeList';
import type { CustomField, MemberName, MemberRecord, NoviGroupRecord, NoviWebhook, RosterRow } from './schemas';
import { customFieldSchema, groupSchema, memberNameSchema, memberSchema, rosterRowSchema, webhookListSchema } from './schemas';

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
	listWebhooks: endpoint<NoParams, NoviWebhook[]>({
		name: 'List webhooks',
		method: 'GET',
		path: () => '/api/webhooks',
		schema: webhookListSchema,
		paging: 'array',
		retry: 'read',
		evidence: 'doc',
		source: 'novi-ams.md, Webhooks',
		unwrapData: true,
	}),
	createWebhook: endpoint<NoParams, unknown>({
		name: 'Create webhook',
		method: 'POST',
		path: () => '/api/webhooks',
		// Not shown anywhere: the list, read again, says what was made.
		schema: z.unknown(),
		paging: 'none',
		// A second one would deliver everything twice.
		retry: 'never',
		evidence: 'doc',
		source: 'novi-ams.md, Webhooks',
	}),
	updateWebhook: endpoint<{ webhookId: string }, unknown>({
		name: 'Update webhook',
		method: 'PUT',
		path: ({ webhookId }) => `/api/webhooks/${segment(webhookId)}`,
		schema: z.unknown(),
		paging: 'none',
		retry: 'ensure',
		evidence: 'doc',
		source: 'novi-ams.md, Webhooks',
	}),
	deleteWebhook: endpoint<{ webhookId: string }, unknown>({
		name: 'Delete webhook',
		method: 'DELETE',
		path: ({ webhookId }) => `/api/webhooks/${segment(webhookId)}`,
		schema: z.unknown(),
		paging: 'none',
		retry: 'ensure',
		evidence: 'doc',
		source: 'novi-ams.md, Webhooks',
	}),
});
