/** What all links of one apply share: when to stop, which accounts were just recognised, updates already sent. */
import { isServiceError } from '../../shared/http/serviceError';
import type { LinkOutcomes } from '../../core/types';
import type { ForjWrites } from './forjWrites';
import type { UpdateResult } from './updateProfile';
import { STOP } from './texts';

export type Stop = NonNullable<LinkOutcomes['stopped']>;

export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface ApplyOptions {
	dryRun: boolean;
	/** False when an AI agent uses the node as a tool. */
	removalsAllowed: boolean;
	/** Milliseconds since 1970; no write starts after it. */
	deadline?: number;
	/** No write starts after it is aborted. */
	signal?: AbortSignal;
	/** More adds than this in one link go through the bulk call. */
	bulkAbove: number;
}

/**
 * `refused`: certainly not done. `unknown`: may have arrived. `stop`: nothing more may be written; `sent` says
 * whether this call may have arrived.
 */
export type WriteFailure =
	| { kind: 'refused'; error: unknown; status?: number }
	| { kind: 'unknown'; error: unknown }
	| { kind: 'stop'; stop: Stop; sent: boolean };

export interface Recognised {
	/** '' when an import returned the account without saying whose it is. */
	name: string;
	linkId: string;
	/** The plan itself named this account for the add; then other links may still remove it. */
	planned: boolean;
}

/** Other people's imports must not use up the time of this run. */
const LONGEST_BUSY_WAIT_MS = 60_000;

export class ApplyRun {
	/** By user id: accounts that adds and imports of this run returned. */
	readonly recognised = new Map<string, Recognised[]>();

	readonly updates = new Map<string, Promise<UpdateResult>>();

	/** How long all links together may still wait for an import that is not theirs, in milliseconds. */
	busyWaitLeftMs = LONGEST_BUSY_WAIT_MS;

	private stopped?: Stop;

	private groupsProbe?: Promise<boolean>;

	constructor(
		readonly forj: ForjWrites,
		readonly clock: Clock,
		readonly options: ApplyOptions,
	) {}

	/** Why no write may start now; nothing when one may. */
	blocked(): Stop | undefined {
		if (this.stopped) return this.stopped;
		if (this.options.signal?.aborted) this.stopped = STOP.cancelled;
		else if (this.timeLeft() <= 0) this.stopped = STOP.deadline;
		return this.stopped;
	}

	/** Milliseconds until the deadline. */
	timeLeft(): number {
		return this.options.deadline === undefined ? Infinity : this.options.deadline - this.clock.now();
	}

	/** What a failed call means for the person and for the run. */
	async judge(error: unknown): Promise<WriteFailure> {
		if (!isServiceError(error)) return { kind: 'refused', error };
		const { kind, status, delivery } = error;
		if (kind === 'auth' || (kind === 'forbidden' && !(await this.mayListGroups()))) {
			this.stopped ??= { kind: 'auth', message: error.message, fix: error.fix };
			return { kind: 'stop', stop: this.stopped, sent: false };
		}
		if (kind === 'cancelled' || kind === 'deadline') {
			this.stopped ??= STOP[kind];
			return { kind: 'stop', stop: this.stopped, sent: delivery === 'maybe' };
		}
		// A 5xx or an unreadable 2xx leaves open whether the write took place: Forj promises neither way.
		const unclear = delivery === 'maybe' || kind === 'wrong_answer' || (status !== undefined && status >= 500);
		return unclear ? { kind: 'unknown', error } : { kind: 'refused', error, status };
	}

	/** Asked again for every 403, since rights can be withdrawn meanwhile; only simultaneous questions are shared. */
	private async mayListGroups(): Promise<boolean> {
		this.groupsProbe ??= this.forj.mayListGroups();
		const allowed = await this.groupsProbe;
		this.groupsProbe = undefined;
		return allowed;
	}
}
