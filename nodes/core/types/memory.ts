/** What is remembered and shown of one person (design section 7). */
import type { FieldValues } from './fieldValues';
import type { PersonAction, PersonStatus } from './statuses';

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
