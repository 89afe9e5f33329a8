/** What became of a plan in Forj (design section 6). */
import type { FieldValues } from './fieldValues';

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
