/** What was read of the two groups of a link (design section 3). */
import type { FieldValues } from './fieldValues';

/** Why a side could not be read to its end. `message` says what happened, `fix` what to do and where. */
export interface ReadFailure {
	kind: 'auth' | 'not_found' | 'unreachable' | 'wrong_answer' | 'incomplete';
	message: string;
	fix: string;
}

/** One row of a Novi roster, joined with the member's record. */
export interface NoviMember {
	/** Novi `UniqueID`, as Novi wrote it. */
	id: string;
	name: string;
	/** Present when the record could not be read or lacks a key that decides: nothing is done to this person. */
	unknown?: string;
	/** False for companies. */
	isPerson?: boolean;
	active?: boolean;
	/** `AccountEmail`, as Novi wrote it, trimmed. '' when there is no Novi login. */
	login?: string;
	/** Mapped fields by Novi's name: FirstName, LastName, ParentMemberName, JobTitle and what else is mapped. */
	fields: FieldValues;
}

/** One row of a Forj member list. */
export interface ForjMember {
	/** Forj user id, always as text. */
	id: string;
	/** The primary address; the only one that Forj lists. */
	email: string;
	name: string;
	/** Absent when the row does not say it. */
	isManager?: boolean;
	/** 'pending' is not a member yet (design 4.8). Absent when the row does not say it. */
	status?: string;
	/** first_name, last_name and the profile fields. A key that is absent was absent in a row that had `fields`. */
	fields: FieldValues;
	/** False when the row had no `fields` at all: then an absent profile field says nothing. */
	hasProfile: boolean;
}

export interface NoviGroup {
	id: string;
	name: string;
	/** Novi's own built-in sync to Forj is on for this group. Absent when Novi does not say it. */
	syncToMobilize?: boolean;
}

export interface ForjGroup {
	id: string;
	name: string;
	/** The number behind Private, Closed or Open. Absent when Forj does not say it. */
	privacy?: number;
	/** True when a parent group is named. Absent or null parent: top-level. */
	hasParent: boolean;
	/** Absent when Forj does not say it. */
	requiresApproval?: boolean;
	/** The group's `primary_admin`, by user id and by e-mail, as far as Forj names them. */
	primaryAdmin: { id?: string; email?: string };
	/** `unique_name` of the group's field definitions; empty when Forj shows none. */
	fieldKeys: string[];
}

interface SnapshotBase {
	linkId: string;
	/** Proven complete. Only then may anybody be removed because of what is absent here. */
	complete: boolean;
	/** What the service says there is (Novi `TotalCount`; Forj `count` of the results shape); null when it does not say. */
	expected: number | null;
	received: number;
	/** ISO time at which the read began. */
	readAt: string;
	failure?: ReadFailure;
	/** Remarks for the admin that hold nothing. */
	warnings: string[];
	/** HTTP calls this snapshot took. A shared directory read counts for the first link only. */
	calls: number;
}

/** What tells that the API key sees only a part of Novi (design section 3; api/novi-ams.md, Transport: "limited key"). */
export interface KeyVisibility {
	/** People on the roster, and what the group's own page counts; absent when it counts nothing. */
	counts?: { listed: number; primary?: number; beneficiary?: number; total?: number };
	/** Fields that every Novi record has and that no record of this run showed. */
	absentFields: string[];
}

export interface NoviSnapshot extends SnapshotBase {
	kind: 'noviSnapshot';
	group: NoviGroup;
	members: NoviMember[];
	/** Absent for lists that no Novi read made. */
	visibility?: KeyVisibility;
	/** The site is a Novi staging or test site (design 4.11). */
	staging: boolean;
	/** "Allow Staging Sync" of the credential. */
	allowStagingSync: boolean;
}

export interface ForjSnapshot extends SnapshotBase {
	kind: 'forjSnapshot';
	group: ForjGroup;
	members: ForjMember[];
	/** Every profile key that any member row showed. */
	seenFieldKeys: string[];
	/** The number that means Private, when the credential says it. */
	privateLevel?: number;
}
