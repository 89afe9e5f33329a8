/** What this package takes for granted of each call to Novi: the sentences beside the real answers (api/novi-ams.md). */
import type { Expectation } from '../../shared/check/checkRun';
import type { noviEndpoints } from '../api/endpoints';

export type EndpointKey = keyof typeof noviEndpoints;

const LIST = 'TotalCount and Results; pageSize and offset lead on until TotalCount is reached';
const NO_TEST_MEMBER = { why: 'Not made: this check never writes to Novi, since there is no member that is there for tests.' };
const NO_WEBHOOK = { why: 'Not made: it would set up or change a webhook. Publishing a workflow with the node Novi AMS Trigger makes this call.' };

export const EXPECTATIONS: Record<EndpointKey, Expectation> = {
	listGroups: { expected: `${LIST}. Each group has a Unique ID and a name.` },
	getGroup: { expected: 'The group with its counts and SyncToMobilize.' },
	listGroupMembers: { expected: `${LIST}. Each row has a Unique ID; the group's own counts explain how many there are.` },
	listMembers: { expected: `${LIST}. The records show every documented field, also AccountEmail, Active and CustomerType.` },
	listMemberNames: { expected: 'A bare list of Unique IDs and names.' },
	getMember: { expected: 'The whole record of the member that was asked for.' },
	listCustomFields: { expected: 'A bare list of the custom fields of members.' },
	listWebhooks: { expected: 'The webhooks as a bare list or as Results. Only the node Novi AMS Trigger needs it.' },
	createWebhook: { expected: 'Sets up a webhook.', notAsked: NO_WEBHOOK },
	updateWebhook: { expected: 'Replaces a webhook.', notAsked: NO_WEBHOOK },
	deleteWebhook: { expected: 'Removes a webhook.', notAsked: NO_WEBHOOK },
	putMember: { expected: 'Replaces the whole record of a member.', notAsked: NO_TEST_MEMBER },
	listCustomValues: { expected: 'A bare list of the values that a member has in custom fields.' },
	putCustomValue: { expected: 'Sets one custom field of one member, and nothing else.', notAsked: NO_TEST_MEMBER },
	getOpenIdConfiguration: { expected: 'The OpenID configuration of the site.', notAsked: { why: 'Not asked: SSO, Check looks at it.' } },
	createActivity: { expected: 'Writes an activity onto a member. It cannot be removed again by a call.', notAsked: NO_TEST_MEMBER },
};
