/** What Check API puts out: one row per endpoint. No row holds a value of a person, a key or an address (issue 5, point 3). */
import type { Evidence } from '../http/endpoint';

export type Verdict = 'Confirmed' | 'Differs, Tolerated' | 'Differs, Not Supported' | 'Not Tested';

export type Shape = 'bare list' | 'results' | 'results with count' | 'TotalCount and Results' | 'object' | 'nothing';

/** For programs: names of fields, numbers and kinds, never values. Absent: not looked at. */
export interface CheckDetails {
	status?: number;
	shape?: Shape;
	/** The object came inside `{ data: ... }`. */
	dataWrapper?: boolean;
	/** The call was sent on to another origin, which the credential trusts. */
	fromAnotherOrigin?: boolean;
	/** Rows of the first page. */
	rows?: number;
	/** Most rows of one page; null when the page held all that there is. */
	pageCap?: number | null;
	/** `offset` leads to further rows, and to an empty page behind the last one. */
	offsetAdvances?: boolean;
	/** The list's own count; null when it has none. */
	count?: number | null;
	idType?: 'number' | 'text' | 'GUID' | 'mixed';
	/** Documented fields that some row shows, and those that none shows. */
	fieldsSeen?: string[];
	fieldsMissing?: string[];
	/** Fields that no page about the API names: how many, since a name may be anything. */
	otherFields?: number;
	/** Forj: keys of profile fields. */
	fieldKeys?: string[];
	/** Forj: what a group's own number of members counts, as far as this group shows it. */
	membersCount?: { stated: number; listed: number; pending: number };
	/** Novi: something speaks for a key that does not see everything. */
	keyLooksLimited?: boolean;
	/** Novi: how many custom fields members have. */
	customFields?: number;
	/** Writes: profile keys that were read back as they were sent, and those that were not. */
	fieldsTaken?: string[];
	fieldsNotTaken?: string[];
}

export interface Finding {
	observed: string;
	verdict: Verdict;
	/** Empty when there is nothing to do. */
	action: string;
	details: CheckDetails;
}

export interface CheckRow extends Finding {
	service: 'Novi AMS' | 'Forj Community';
	/** Name of the row in the endpoint table. */
	endpoint: string;
	/** Method and path, ids as placeholders. */
	call: string;
	evidence: Evidence;
	expected: string;
}

export function notTested(observed: string, action = ''): Finding {
	return { observed, verdict: 'Not Tested', action, details: {} };
}
