import { z } from 'zod';

import { isRow } from '../../core/linkRow';
import { quickList } from '../../shared/http/quickList';

/*
 * What Novi's answers must hold. Unknown keys pass; absent, null and '' stay three different answers.
 * No defaults: an answer of the wrong shape is a failed read.
 */

const text = z.string().nullish();
const count = z.number().nullish();
const texts = z.array(z.string()).nullish();

export const groupSchema = z
	.object({
		UniqueID: z.string().min(1),
		Name: z.string(),
		PrimaryMemberCount: count,
		BeneficiaryMemberCount: count,
		TotalMemberCount: count,
		SyncToMobilize: z.boolean().nullish(),
	})
	.passthrough();
export type NoviGroupRecord = z.infer<typeof groupSchema>;

/** A roster row has no e-mail and no type: the member's record says who it is. */
export const rosterRowSchema = z.object({ UniqueID: z.string().min(1), Name: text }).passthrough();
export type RosterRow = z.infer<typeof rosterRowSchema>;
export const rosterSchema = quickList<RosterRow>(rosterRowSchema, (row) =>
	hasUniqueId(row) && (row.Name === undefined || row.Name === null || typeof row.Name === 'string') ? (row as RosterRow) : undefined,
);

/**
 * A person or a company. Only the id must be there: what a limited key leaves out, or a single odd record,
 * is judged per member (snapshot/toMember.ts) and must not fail a page of a thousand.
 */
export const memberSchema = z.object({ UniqueID: z.string().min(1) }).passthrough();
export type MemberRecord = z.infer<typeof memberSchema>;
export const membersSchema = quickList<MemberRecord>(memberSchema, (record) => (hasUniqueId(record) ? record : undefined));

export const memberNameSchema = z.object({ UniqueID: z.string().min(1), Name: text }).passthrough();
export type MemberName = z.infer<typeof memberNameSchema>;

export const customFieldSchema = z
	.object({ CustomFieldUniqueID: z.string().min(1), Name: z.string(), DisplayName: text, TypeName: text })
	.passthrough();
export type CustomField = z.infer<typeof customFieldSchema>;

export const webhookSchema = z
	.object({
		WebhookUniqueId: z.string().min(1),
		Url: z.string(),
		Actions: z.array(z.string()).nullish(),
		Active: z.boolean().nullish(),
	})
	.passthrough();
export type NoviWebhook = z.infer<typeof webhookSchema>;

/** Which of Novi's two list shapes this is, nobody has shown. */
export const webhookListSchema = z.union([
	z.array(webhookSchema),
	z.object({ Results: z.array(webhookSchema) }).transform(({ Results }) => Results),
]);

/** The value of one custom field of one member. */
export const customValueSchema = z.object({ CustomFieldUniqueID: z.string().min(1) }).passthrough();
export type CustomValueRow = z.infer<typeof customValueSchema>;

/** What a write answers is documented nowhere: it is read back instead. */
export const anyAnswerSchema = z.unknown();

/**
 * OpenID Discovery 1.0, section 3. Nothing is required here: what is absent gets a sentence of its own (sso/checks.ts).
 */
export const openIdDocumentSchema = z
	.object({
		issuer: text,
		authorization_endpoint: text,
		token_endpoint: text,
		userinfo_endpoint: text,
		jwks_uri: text,
		token_endpoint_auth_methods_supported: texts,
		response_types_supported: texts,
		grant_types_supported: texts,
		scopes_supported: texts,
		subject_types_supported: texts,
	})
	.passthrough();
export type OpenIdDocument = z.infer<typeof openIdDocumentSchema>;

function hasUniqueId(value: unknown): value is MemberRecord {
	return isRow(value) && typeof value.UniqueID === 'string' && value.UniqueID !== '';
}
