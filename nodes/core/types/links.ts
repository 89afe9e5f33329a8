/** A row of `novi_forj_links`: settings, state and what an admin decided (design sections 5, 7 and 9). */

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
