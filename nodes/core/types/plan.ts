/** What a run is going to do to one link, and why (design sections 4 to 6). */
import type { FieldValue, FieldValues } from './fieldValues';
import type { LinkState } from './links';
import type { PersonLinkState, PersonMemory, ShownPerson } from './memory';
import type { LinkStatus, PersonAction, PersonStatus } from './statuses';

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
	/** The person's row before the run: the same status and reason keep their date, and a list of the same rows is not stored again. */
	shownBefore?: ShownPerson;
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
	/**
	 * Who stands nowhere any more: removed by an earlier run, or shown as a member by one and gone since. Shown as Removed for 90 days,
	 * so that it can be looked up. `before` is the row before this run.
	 */
	removedBefore: Array<{ before: ShownPerson; now: ShownPerson }>;
	/** All people's memory, given to one plan of a run when the table is to be written anew. */
	rewritePeople?: PersonMemory[];
	/** Link state before the run. */
	state: LinkState;
	/** What `novi_forj_members` shows of this link now: `count` people; `leftovers`: besides, superseded rows that are to go. */
	shown: { count: number; leftovers: boolean };
	/** Forj key to the Novi field that it is compared with. */
	fieldMap: Record<string, string>;
	calls: { novi: number; forj: number };
}
