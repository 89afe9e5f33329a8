import { isRecord, pageOf, type Answer, type Call, type Route } from '../shared/answers.mjs';
import { failure, offsetOf, pageSizeOf } from './memberRoutes.mjs';
import type { NoviOptions } from './options.mjs';
import type { NoviCustomValue, NoviWebhook } from './records.mjs';
import { groupRow, isVisible, rosterRow, visibleGroups, visibleRoster } from './rows.mjs';
import type { NoviGroup, NoviState } from './state.mjs';

/** Groups are read-only in Novi's API. */
export function groupRoutes(state: () => NoviState, options: NoviOptions): Route[] {
	const found = (call: Call): NoviGroup | undefined => {
		const group = state().findGroup(call.params.id);
		return group && visibleGroups(state(), options).includes(group) ? group : undefined;
	};
	return [
		{
			name: 'groups.list', method: 'GET', path: '/api/groups',
			handle: (call) => pageOf(visibleGroups(state(), options), offsetOf(call), pageSizeOf(call, options), (group) => groupRow(options, group)),
		},
		{
			name: 'groups.get', method: 'GET', path: '/api/groups/:id',
			handle: (call) => {
				const group = found(call);
				return group ? { kind: 'detail', body: groupRow(options, group) } : failure(404, 'No such group');
			},
		},
		{
			name: 'groups.members', method: 'GET', path: '/api/groups/:id/members',
			handle: (call) => {
				const group = found(call);
				if (!group) return failure(404, 'No such group');
				return pageOf(visibleRoster(state(), options, group), offsetOf(call), pageSizeOf(call, options), (entry) => rosterRow(state(), entry));
			},
		},
	];
}

export function customFieldRoutes(state: () => NoviState, options: NoviOptions): Route[] {
	return [
		{
			name: 'customFields.list', method: 'GET', path: '/api/custom-fields',
			handle: () => ({ kind: 'bareList', rows: state().customFields }),
		},
		{
			name: 'customerCustomFields.get', method: 'GET', path: '/api/customer-custom-fields/:id',
			handle: (call) => {
				const member = state().findMember(call.params.id);
				if (!member || !isVisible(state(), options, member.UniqueID)) return failure(404, 'No such member');
				return { kind: 'bareList', rows: Object.values(member.CustomFields ?? {}) };
			},
		},
		{
			name: 'customerCustomFields.put', method: 'PUT', path: '/api/customer-custom-fields',
			handle: (call) => putCustomValue(state(), call.body),
		},
	];
}

function putCustomValue(state: NoviState, body: unknown): Answer {
	if (!isRecord(body)) return failure(400, 'The body is not a value');
	const member = state.findMember(String(body.CustomerUniqueID));
	const field = state.customFields.find((candidate) => candidate.CustomFieldUniqueID === body.CustomFieldUniqueID);
	if (!member || !field) return failure(404, 'No such member or custom field');
	const value: NoviCustomValue = {
		CustomerUniqueID: member.UniqueID,
		CustomFieldUniqueID: field.CustomFieldUniqueID,
		CustomFieldName: field.Name,
		Value: body.Value === undefined || body.Value === null ? null : String(body.Value),
		IsSumOfChildren: body.IsSumOfChildren === true,
	};
	state.updateMember(member.UniqueID, { CustomFields: { ...member.CustomFields, [field.Name]: value } });
	return { kind: 'detail', body: value };
}

export function activityRoutes(state: () => NoviState): Route[] {
	return [
		{
			name: 'activities.create', method: 'POST', path: '/api/activities',
			handle: ({ body }) => {
				if (!isRecord(body) || !state().findMember(String(body.MemberUniqueId))) return failure(400, 'MemberUniqueId is not a member');
				const text = (key: string): string => String(body[key] ?? '');
				const UniqueId = state().newId();
				state().activities.push({
					UniqueId, MemberUniqueId: text('MemberUniqueId'), ActivityType: text('ActivityType'),
					Subject: text('Subject'), Date: text('Date'), Notes: text('Notes'),
				});
				return { kind: 'plain', status: 201, headers: { location: `/api/activities/${UniqueId}` } };
			},
		},
	];
}

export function webhookRoutes(state: () => NoviState, options: NoviOptions): Route[] {
	const withWebhook = (act: (webhook: NoviWebhook, call: Call) => Answer) => (call: Call) => {
		const webhook = state().webhooks.get(call.params.id ?? '');
		return webhook ? act(webhook, call) : failure(404, 'No such webhook');
	};
	const store = (id: string, body: unknown, status: number): Answer => {
		if (!isRecord(body) || typeof body.Url !== 'string' || !Array.isArray(body.Actions)) return failure(400, 'Url and Actions are required');
		const webhook: NoviWebhook = { WebhookUniqueId: id, Url: body.Url, Actions: body.Actions.map(String), Active: body.Active !== false };
		state().webhooks.set(id, webhook);
		return { kind: 'detail', body: webhook, status };
	};
	return [
		{
			name: 'webhooks.list', method: 'GET', path: '/api/webhooks',
			handle: (call) => {
				const rows = state().webhooks.rows();
				if (options.webhookListShape === 'envelope') return pageOf(rows, offsetOf(call), pageSizeOf(call, options), (row) => row);
				return { kind: 'bareList', rows };
			},
		},
		{ name: 'webhooks.create', method: 'POST', path: '/api/webhooks', handle: ({ body }) => store(state().newId(), body, 201) },
		{ name: 'webhooks.get', method: 'GET', path: '/api/webhooks/:id', handle: withWebhook((webhook) => ({ kind: 'detail', body: webhook })) },
		{ name: 'webhooks.update', method: 'PUT', path: '/api/webhooks/:id', handle: withWebhook((webhook, { body }) => store(webhook.WebhookUniqueId, body, 200)) },
		{
			name: 'webhooks.delete', method: 'DELETE', path: '/api/webhooks/:id',
			handle: withWebhook((webhook) => {
				state().webhooks.delete(webhook.WebhookUniqueId);
				return { kind: 'plain', status: 204 };
			}),
		},
	];
}

/** The Novi site is the OpenID Connect provider; its directory document is public. */
export function openIdRoutes(site: () => string, options: NoviOptions): Route[] {
	return [
		{
			name: 'openId.configuration', method: 'GET', path: '/.well-known/openid-configuration', open: true,
			handle: () => (options.openId === false ? failure(404, 'Not found') : { kind: 'plain', status: 200, body: { ...openIdDocument(site()), ...options.openId } }),
		},
	];
}

function openIdDocument(site: string): object {
	return {
		issuer: site,
		authorization_endpoint: `${site}/oauth/authorize`,
		token_endpoint: `${site}/oauth/token`,
		userinfo_endpoint: `${site}/oauth/userinfo`,
		end_session_endpoint: `${site}/log-out`,
		// The OpenID standard asks for keys; where they are in Novi is unknown, and nothing here serves them.
		jwks_uri: `${site}/oauth/keys`,
		response_types_supported: ['code'],
		subject_types_supported: ['public'],
		scopes_supported: ['openid', 'profile', 'email'],
		token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
	};
}
