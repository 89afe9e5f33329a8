/** One link while it is written: its people, their outcomes, and what has been learnt on the way. */
import { normaliseEmail } from '../../core/identity';
import { PERSISTENT_AFTER_RUNS } from '../../core/results';
import type { ForjMember, LinkOutcomes, Outcome, OutcomeKind, PlannedPerson } from '../../core/types';
import type { MemberList } from './forjWrites';
import type { ApplyRun, Stop } from './run';
import { NOTE } from './texts';

/** Simultaneous calls; Forj's limits are unknown, so it stays small. */
export const CONCURRENCY = 4;

export interface WorkPlan {
	linkId: string;
	groupId: string;
	people: readonly PlannedPerson[];
	/** Held removals of people of whom Forj did not say whether they are managers: who is one needs no release. */
	heldToAsk?: readonly PlannedPerson[];
	/** Forj user ids that were in the group before; absent when nobody has looked. */
	idsBefore?: ReadonlySet<string>;
	/** Of these, who was an accepted member. */
	membersBefore?: ReadonlySet<string>;
	/** How many members there may be in the end. */
	sizeHint?: number;
}

type Details = Partial<Omit<Outcome, 'key' | 'kind'>>;

export class LinkWork {
	readonly notes = new Set<string>();

	readonly jobIds = new Map<string, string>();

	/** What Forj said, by the id of the job. */
	readonly failedImports = new Map<string, string>();

	/** Accounts of which it is known whose they are. */
	readonly explained = new Set<string>();

	stopped?: Stop;

	/** Somebody may have been added with an account that is not known: then nobody is removed. */
	unidentified = false;

	private readonly outcomes = new Map<string, Outcome>();

	constructor(
		readonly run: ApplyRun,
		readonly plan: WorkPlan,
	) {}

	get groupId(): string {
		return this.plan.groupId;
	}

	record(person: PlannedPerson, kind: OutcomeKind, details: Details = {}): void {
		const jobId = this.jobIds.get(person.key);
		this.outcomes.set(person.key, {
			key: person.key,
			kind,
			forjUserId: person.forjUserId,
			reason: '',
			confirmed: false,
			...(jobId === undefined ? {} : { jobId }),
			...details,
		});
	}

	recordStop(person: PlannedPerson, stop: Stop): void {
		this.stopped ??= stop;
		this.record(person, 'not_attempted', { reason: `${stop.message} ${stop.fix}` });
	}

	has(person: PlannedPerson): boolean {
		return this.outcomes.has(person.key);
	}

	hasFailed(person: PlannedPerson): boolean {
		return this.outcomes.get(person.key)?.kind === 'failed';
	}

	/** An account that an add or an import returned is not removed any more in this run. */
	recognise(userId: string, person?: PlannedPerson): void {
		const { recognised } = this.run;
		const planned = person?.write?.add?.userId === userId;
		const entry = { name: person?.name ?? '', linkId: this.plan.linkId, planned };
		recognised.set(userId, [...(recognised.get(userId) ?? []), entry]);
		if (person) this.explained.add(userId);
	}

	/**
	 * Somebody was refused whose account is not known: it may be one that is to be removed here (design 4.4).
	 * Not for ever: a person who is refused again and again holds nobody back.
	 */
	get somebodyNotAdded(): boolean {
		return this.plan.people.some((person) => {
			const outcome = this.outcomes.get(person.key);
			const open = outcome?.kind === 'failed' || outcome?.kind === 'not_attempted';
			const unknownAccount = person.write?.add !== undefined && person.write.add.userId === undefined && outcome?.forjUserId === '';
			return open && unknownAccount && person.failedRuns + 1 < PERSISTENT_AFTER_RUNS;
		});
	}

	/** The member list as it is now. A refused key stops the run; any other failure leaves the list incomplete. */
	async readList(): Promise<MemberIndex> {
		const list = await this.run.forj.listMembers(this.groupId, this.plan.sizeHint);
		if (!list.complete) this.notes.add(NOTE.listFailed);
		return new MemberIndex(list);
	}

	result(dryRun: boolean, calls: number): LinkOutcomes {
		return {
			kind: 'outcomes',
			linkId: this.plan.linkId,
			dryRun,
			outcomes: [...this.plan.people, ...(this.plan.heldToAsk ?? [])].flatMap((person) => this.outcomes.get(person.key) ?? []),
			...(this.stopped ? { stopped: this.stopped } : {}),
			notes: [...this.notes],
			calls,
		};
	}
}

/** A member list by id and by e-mail, in the normal form in which e-mails are compared. */
export class MemberIndex {
	readonly complete: boolean;

	readonly members: readonly ForjMember[];

	private readonly byId: Map<string, ForjMember>;

	private readonly byEmail: Map<string, ForjMember>;

	constructor(list: MemberList) {
		this.complete = list.complete;
		this.members = list.members;
		this.byId = new Map(list.members.map((member) => [member.id, member]));
		this.byEmail = new Map(list.members.map((member) => [normaliseEmail(member.email), member]));
	}

	find(userId: string | undefined, email: string): ForjMember | undefined {
		const wanted = normaliseEmail(email);
		return (userId === undefined ? undefined : this.byId.get(userId)) ?? (wanted === '' ? undefined : this.byEmail.get(wanted));
	}

	has(userId: string): boolean {
		return this.byId.has(userId);
	}
}
