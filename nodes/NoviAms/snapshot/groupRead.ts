import type { KeyVisibility, ReadFailure } from '../../core/types';
import { countedMore } from '../../core/visibility';
import { clock } from '../../shared/http/clock';
import type { ListResult } from '../../shared/http/paging';
import { inconsistent } from '../../shared/http/paging';
import { toReadFailure } from '../../shared/http/serviceError';
import type { CallCounter, NoviClient } from '../api/client';
import type { NoviGroupRecord, RosterRow } from '../api/schemas';

export type GroupSource = Pick<NoviClient, 'getGroup' | 'listRoster' | 'countRoster'>;

const NO_ROSTER: ListResult<RosterRow> = { rows: [], total: null, complete: false, pageSize: 0 };

/** One group and its roster, read until the roster is proven or a second read contradicts itself too. */
export class GroupRead {
	readonly counter: CallCounter = { calls: 0 };

	readonly readAt = new Date(clock.now()).toISOString();

	group?: NoviGroupRecord;

	roster: ListResult<RosterRow> = NO_ROSTER;

	failure?: ReadFailure;

	private readAgain = false;

	constructor(
		private readonly novi: GroupSource,
		readonly groupId: string,
	) {}

	/** The group, then its roster; the roster once more when it contradicts itself. Never throws. */
	async read(): Promise<void> {
		try {
			this.group = await this.novi.getGroup(this.groupId, this.counter);
			await this.readRoster();
			if (this.failure?.kind === 'incomplete') await this.readRosterAgain();
		} catch (error) {
			this.fail(toReadFailure(error));
		}
	}

	/**
	 * Asks Novi again how many there are. A different number means that people came or went during the read:
	 * then the roster is read once more. True when it was, so that new ids need their records.
	 */
	async probe(): Promise<boolean> {
		if (this.failure) return false;
		try {
			const count = await this.novi.countRoster(this.groupId, this.counter);
			if (count === this.roster.rows.length) return false;
			if (this.readAgain) {
				this.fail(inconsistent(this.what, `it had ${this.roster.rows.length} people when it was read, and ${count} right after`));
				return false;
			}
			await this.readRosterAgain();
			return true;
		} catch (error) {
			this.fail(toReadFailure(error));
			return false;
		}
	}

	/**
	 * The group's own counts beside its roster. Somebody may have left between both reads, so counts that do not fit are
	 * read again once before they speak for a limited key.
	 */
	async settleCounts(): Promise<void> {
		if (this.failure || countedMore({ counts: this.counts, absentFields: [] }) === undefined) return;
		try {
			this.group = await this.novi.getGroup(this.groupId, this.counter);
		} catch {
			// The first answer stands: it holds removals, which is the safe side.
		}
	}

	/** Absent when Novi counts nothing, or when the roster was not read to its end. */
	get counts(): KeyVisibility['counts'] {
		const { group, roster } = this;
		if (!group || roster.total === null) return undefined;
		const [primary, beneficiary, total] = [group.PrimaryMemberCount, group.BeneficiaryMemberCount, group.TotalMemberCount].map((count) => count ?? undefined);
		if (primary === undefined && beneficiary === undefined && total === undefined) return undefined;
		return {
			listed: roster.total,
			...(primary !== undefined && { primary }),
			...(beneficiary !== undefined && { beneficiary }),
			...(total !== undefined && { total }),
		};
	}

	/** More people than the group counts: no limited key does that. */
	get warnings(): string[] {
		const { counts } = this;
		if (counts === undefined) return [];
		const { listed, ...stated } = counts;
		const most = Math.max(...Object.values(stated));
		if (listed <= most) return [];
		return [`Novi lists ${listed} people in this group, but its page counts ${most}. The list counts here.`];
	}

	private get what(): string {
		return `The roster of Novi group ${this.group?.Name ?? this.groupId}`;
	}

	private async readRoster(): Promise<void> {
		this.roster = await this.novi.listRoster(this.groupId, this.what, this.counter);
		this.failure = this.roster.failure;
	}

	private async readRosterAgain(): Promise<void> {
		this.readAgain = true;
		await this.readRoster();
	}

	private fail(failure: ReadFailure): void {
		this.failure = failure;
	}
}
