/**
 * The shapes that travel between the nodes. Pure data: everything here survives JSON.
 * Contract: design sections 3 (snapshots), 4 to 6 (plan), 7 (memory), 8 (statuses).
 *
 * Absent, null and '' are three different answers of a service. A key that is absent here was absent there.
 */

/** A profile value as both services know it: text, number, yes/no, or the choices of a multi-select. */
export type FieldValue = string | number | boolean | null | string[];
export type FieldValues = Record<string, FieldValue>;

// ---------------------------------------------------------------- snapshots (design section 3)

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

// ---------------------------------------------------------------- what is remembered (design section 7)

export type OwnershipMode = 'mirror' | 'owned' | 'add_only';
export type SelfLeftPolicy = 'respect' | 'add_back';
/** What is done with a profile value that was changed on both sides (design section 9). */
export type ConflictPolicy = 'novi_wins' | 'forj_wins' | 'report';

/** A link row after its settings were checked. */
export interface Link {
	linkId: string;
	noviGroupId: string;
	noviGroupName: string;
	forjGroupId: string;
	forjGroupName: string;
	enabled: boolean;
	mode: OwnershipMode;
	removalLimitPercent: number;
	removalLimitPeople: number;
	settings: LinkSettings;
	state: LinkState;
	/** What is wrong with the row; the link is Not ready while this is not empty. */
	faults: string[];
}

export interface LinkSettings {
	/** Forj user ids and e-mails that are never removed. */
	keep: string[];
	selfLeft: SelfLeftPolicy;
	conflict: ConflictPolicy;
	privateLevel?: number;
	/** The admin says that the group's own counts in Novi are not to be trusted. */
	ignoreGroupCounts: boolean;
	/** The admin says that this Novi site has no such fields, so their absence does not mean a limited key. */
	fieldsNotInNovi: string[];
}

/** Column `state` of `novi_forj_links`. */
export interface LinkState {
	/** The last good run. Absent until there was one: then it is the first run (design section 5). */
	good?: { at: string; roster: number; eligible: number; noviGroupId: string; forjGroupId: string };
	/** Removals of the last 24 hours: when, how many. */
	removals?: Array<{ at: string; count: number }>;
	/** Runs in a row in which Forj refused to remove somebody who has no Novi id, by Forj user id. */
	failedRemovals?: Record<string, number>;
	/** Held removals that an admin released and that are not done yet. */
	release?: Release;
	/** The last time an admin decided about held removals. Ends the first run (design section 5). */
	decided?: Decision;
	/** The groups of which `novi_forj_members` shows the people. */
	shownFor?: { noviGroupId: string; forjGroupId: string };
	/** Forj key to the Novi field whose values the baselines are, as of the last complete run. */
	fieldMap?: Record<string, string>;
}

/** An admin's approval of held removals: exactly these people, in exactly these groups, for seven days (design section 5). */
export interface Release {
	/** ISO time at which the admin was shown the list. */
	listedAt: string;
	noviGroupId: string;
	forjGroupId: string;
	/** Forj user ids, sorted. */
	people: string[];
	/** Fingerprint of all of the above and the link id. */
	hash: string;
}

export interface Decision {
	/** ISO time at which the admin was shown the list. */
	at: string;
	noviGroupId: string;
	forjGroupId: string;
	/** Forj user ids that were shown and not released: they stay held until they are. */
	notReleased: string[];
	/** Sizes of the Novi group in the last complete run since then in which nothing weighed against it. */
	sizes?: { roster: number; eligible: number };
}

/** Column `state` of `novi_forj_people`, one entry per link. */
export interface PersonLinkState {
	/** The Forj group that the rest speaks of; for another group it means nothing. */
	groupId?: string;
	/** Seen as a member of the Forj group in a complete read, or read back after an add. */
	member?: boolean;
	addedBySync?: boolean;
	/** Left the Forj group by himself, seen at this time. */
	leftSince?: string;
	failedRuns?: number;
	/** Values that Forj read back different: not sent again until Novi's value changes. Forj key to the value sent. */
	refused?: FieldValues;
}

/** A row of `novi_forj_people`. */
export interface PersonMemory {
	noviId: string;
	/** '' until the pair is known. */
	forjUserId: string;
	/** Login e-mail in Novi when it was last seen. */
	email: string;
	/** Last values on which both sides agreed, by Forj key. */
	baseline: FieldValues;
	state: Record<string, PersonLinkState>;
}

/** A row of `novi_forj_members`: what an admin sees. */
export interface ShownPerson {
	noviId: string;
	forjUserId: string;
	name: string;
	email: string;
	status: PersonStatus;
	action: PersonAction;
	reason: string;
	since: string;
}

export type FieldDirection = 'novi_to_forj' | 'forj_to_novi' | 'both';
export interface FieldMapping {
	noviField: string;
	forjField: string;
	direction: FieldDirection;
}

// ---------------------------------------------------------------- statuses (design section 8)

export type PersonStatus =
	| 'Up To Date'
	| 'Added'
	| 'Updated'
	| 'Removed'
	| 'N/A'
	| 'Removal held'
	| 'Protected'
	| 'Unknown'
	| 'Error'
	| 'Not attempted';

/** What the run did in Forj. */
export type PersonAction = 'none' | 'add' | 'update' | 'remove';

export type LinkStatus = 'Syncing' | 'Up To Date' | 'Held' | 'Not ready' | 'Error' | 'Planned';

// ---------------------------------------------------------------- plan (design sections 4 to 6)

export interface FieldChange {
	/** Forj key. */
	field: string;
	before: FieldValue | undefined;
	after: FieldValue;
}

/** How an eligible roster row or a Forj member is counted (design section 8). A person may stand on both sides. */
export type RosterClass = 'eligible' | 'not_applicable' | 'unknown';

export interface PersonSides {
	/** Absent: not in the Novi group. */
	roster?: RosterClass;
	/** Was a member of the Forj group before the run (pending ones are not). */
	wasMember: boolean;
}

export interface Write {
	add?: { userId?: string; email: string; fields: FieldValues };
	update?: { userId: string; fields: FieldValues };
	/**
	 * `askIfManager`: the row does not say it, so the single member is read right before.
	 * `released`: a brake would hold it, but an admin released it; both sides are read again for this person right before.
	 * `rechecked`: Novi's part of that was done. `withdrawn`: Novi speaks against it, so the release is over for this person.
	 */
	remove?: { userId: string; askIfManager: boolean; released?: true; rechecked?: true; withdrawn?: true };
}

export interface PlannedPerson extends PersonSides {
	/** `novi:<id>` or `forj:<id>`; unique within a plan. */
	key: string;
	noviId: string;
	forjUserId: string;
	name: string;
	email: string;
	/** What is to be done. 'hold' is a removal that a brake keeps back. */
	decision: PersonAction | 'hold';
	/** How the person stands when nothing is done, or when what is planned has succeeded. */
	status: PersonStatus;
	/** In plain words; '' for Up To Date. */
	reason: string;
	changes?: FieldChange[];
	write?: Write;
	/** How the person was shown before: the same status and reason keep their date. */
	shownBefore?: { status: string; reason: string; since: string };
	/** What was remembered; absent when nothing was. */
	memory?: PersonMemory;
	/** What is remembered besides the outcome of a write. */
	learn?: MemoryPatch;
	/** A group manager or on the keep list: counted as protected, not as kept. */
	guarded?: boolean;
	/** Runs in a row in which Forj refused this person. */
	failedRuns: number;
}

/** Changes to one person's memory that do not depend on the outcome of a write. */
export interface MemoryPatch {
	forjUserId?: string;
	email?: string;
	baseline?: FieldValues;
	link?: PersonLinkState;
}

export type BrakeCode =
	| 'incomplete_read'
	| 'unknown_people'
	| 'nobody_eligible'
	| 'roster_dropped'
	| 'first_run'
	| 'groups_changed'
	| 'limit'
	| 'limited_key'
	| 'not_released'
	| 'recheck';

export interface Brake {
	code: BrakeCode;
	/** In plain words, with what to do. */
	text: string;
}

export interface Plan {
	kind: 'plan';
	linkId: string;
	enabled: boolean;
	noviGroup: { id: string; name: string };
	forjGroup: { id: string; name: string };
	/** ISO time that was passed in. */
	plannedAt: string;
	/** What the link's status is before any write: 'Up To Date' means that nothing speaks against it so far. */
	status: Exclude<LinkStatus, 'Syncing' | 'Planned'>;
	/** Sentences for the admin: why it is not ready, held or failed; what to do. */
	detail: string[];
	warnings: string[];
	/** False: nothing is written to Forj, every decision ends as Not attempted. */
	writable: boolean;
	/** A side is absent or was refused: there are no counters. */
	counted: boolean;
	/** Sizes of the two sides; `roster` and `membersBefore` are the sums that the people's counters must reach. */
	totals: { roster: number; eligible: number; membersBefore: number };
	snapshotsComplete: boolean;
	brakes: Brake[];
	people: PlannedPerson[];
	/** People who stand on neither side any more, and what is remembered of that. */
	gone: Array<{ memory: PersonMemory; learn: MemoryPatch }>;
	/** Who was removed by earlier runs and stands nowhere any more: shown for 90 days, so that it can be looked up. */
	removedBefore: ShownPerson[];
	/** All people's memory, given to one plan of a run when the table is to be written anew. */
	rewritePeople?: PersonMemory[];
	/** Link state before the run. */
	state: LinkState;
	/** Digest of the rows that `novi_forj_members` shows of this link now. */
	shownDigest: string;
	/** Forj key to the Novi field that it is compared with. */
	fieldMap: Record<string, string>;
	calls: { novi: number; forj: number };
}

// ---------------------------------------------------------------- outcomes (design section 6)

export type OutcomeKind =
	| 'added'
	| 'updated'
	| 'removed'
	/** Already so before the write; counts as done. */
	| 'unchanged'
	/** Refused by Forj, reason and what to do. */
	| 'failed'
	| 'not_attempted'
	/** Found to be a group manager right before the removal. */
	| 'protected'
	/** Forj does not say whether the person is a manager: not removed. */
	| 'unknown';

export interface Outcome {
	key: string;
	kind: OutcomeKind;
	/** The Forj user id that the write or the read-back named; '' when none did. */
	forjUserId: string;
	reason: string;
	/** Seen in Forj after the write. */
	confirmed: boolean;
	/** Values as Forj shows them after the write, by key; of the fields that were sent. Null where Forj shows the profile without the key. */
	readBack?: FieldValues;
	jobId?: string;
}

export interface LinkOutcomes {
	kind: 'outcomes';
	linkId: string;
	dryRun: boolean;
	outcomes: Outcome[];
	/** Set when the writing stopped before its end: refused key, deadline, stopped execution. */
	stopped?: { kind: 'auth' | 'deadline' | 'cancelled' | 'failure'; message: string; fix: string };
	notes: string[];
	calls: number;
}
