import type { RateLimitOptions } from '../shared/rateLimit.mjs';
import type { NoviSeed } from './records.mjs';

export interface NoviOptions {
	seed?: NoviSeed;
	/** 0 (default): any free port. */
	port?: number;
	apiKey?: string;
	/** Added to every answer. */
	latencyMs?: number;
	/** Rows a page holds when `pageSize` is missing or senseless (default 100). */
	defaultPageSize?: number;
	/** Server-side cap of `pageSize`, applied silently (default 1000). */
	maxPageSize?: number;
	/** Details come as `{"data": {...}}` (default false). */
	detailWrappedInData?: boolean;
	/** Off by default; the real limits are 20 per second and 600 per minute. */
	rateLimit?: RateLimitOptions;
	/** "Limit Member Data": fields that the key does not see. They are missing without an error. */
	limitedFields?: readonly string[];
	/** The key sees only this group and its members. */
	limitedGroup?: string;
	/** What such a key does not show: the other groups (default), or only people: then rosters are shorter than the counts on the group's page. */
	limitedGroupHides?: 'groups' | 'people';
	/** Fields (or names of custom fields) that a record must not have empty when it is PUT. */
	requiredFields?: readonly string[];
	/** Whether rosters list those who inherit a membership (default true; unknown in reality). */
	rosterIncludesBeneficiaries?: boolean;
	/** The list of webhooks as a bare array (default) or in the envelope of the other lists; unknown in reality. */
	webhookListShape?: 'array' | 'envelope';
	/** Changes the OpenID document, or leaves it out (404). */
	openId?: Record<string, unknown> | false;
	now?: () => number;
}
