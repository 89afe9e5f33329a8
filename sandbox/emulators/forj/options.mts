import type { RateLimitOptions } from '../shared/rateLimit.mjs';
import type { ForjSeed } from './records.mjs';

export interface ForjOptions {
	seed?: ForjSeed;
	/** 0 (default): any free port. */
	port?: number;
	apiKey?: string;
	apiSecret?: string;
	/** Default `/v1`. */
	basePath?: string;
	/** Added to every answer. */
	latencyMs?: number;
	/** A bare array (default) or `{"results": [...]}`. */
	listShape?: 'array' | 'results';
	/** `count` beside `results` (default true). */
	countInResults?: boolean;
	/** Rows per page at most, whatever `limit` asks (default 50). */
	pageCap?: number;
	/** Ids as numbers (default) or as texts. */
	idType?: 'number' | 'string';
	/** False: both bulk calls answer 404. */
	bulk?: boolean;
	/** Status reads that still answer queued or processing (default 2). */
	bulkPollsUntilDone?: number;
	/** `{"data": {...}}` around details (default false). */
	detailWrappedInData?: boolean;
	/** Every call is redirected to this origin. */
	redirectTo?: string;
	/** Opens a second port with the real routes; the first one redirects to it. */
	secondOrigin?: boolean;
	/** Default 307. */
	redirectStatus?: 307 | 308;
	/** The number that means Private in this community (default 5). */
	privateLevel?: number;
	/** Rows say whether a member is a manager (default true). */
	showIsAdmin?: boolean;
	/** Groups carry their field definitions, under the key `fields` (default true). */
	includeFieldDefinitions?: boolean;
	/** How a group names its parent (default `parent_group_id`). */
	parentKey?: 'parent_group_id' | 'parent_group';
	/** `primary_admin` as a user id (default) or as an object with id, name and email. */
	primaryAdminShape?: 'id' | 'user';
	/** Whether members_count counts pending members (default false; unknown in reality). */
	countsPending?: boolean;
	/** Profile keys of company and job title in this community. */
	companyKey?: string;
	titleKey?: string;
	/** Profile values under keys that the community does not define are dropped in silence (default false). */
	dropsUnknownFields?: boolean;
	/** Whether joining a new group requires approval; the create call cannot say it (default false; unknown in reality). */
	newGroupsRequireApproval?: boolean;
	/** Groups say whether joining requires approval (default true). */
	showRequiresApproval?: boolean;
	/** What an update of a group does not take, in silence, e.g. `requires_approval` (default nothing). */
	groupUpdateIgnores?: readonly string[];
	/**
	 * What creating and updating a group answer, which is not documented: the group (default), `{"group": {...}}`, its id as
	 * `{"group_id": ...}`, a sentence, or 204 without a body.
	 */
	groupWriteAnswer?: 'group' | 'wrapped' | 'id' | 'sentence' | 'nothing';
	/** The search for users has pages like every list (default), answers every offset with its first page, or answers 404. */
	userSearch?: 'paged' | 'unpaged' | 'absent';
	/** Status of a removal: 200 with `{}` (default) or 204. */
	removeStatus?: 200 | 204;
	rateLimit?: RateLimitOptions;
	now?: () => number;
}
