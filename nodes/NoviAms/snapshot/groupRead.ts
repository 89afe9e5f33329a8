import type { ReadFailure } from '../../core/types';
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

	get warnings(): string[] {
		const { group, roster } = this;
		if (!group || roster.total === null) return [];
		const counts = [group.PrimaryMemberCount, group.BeneficiaryMemberCount, group.TotalMemberCount];
		const stated = counts.filter((count): count is number => typeof count === 'number');
		if (stated.length === 0 || stated.includes(roster.total)) return [];
		return [
			`Novi lists ${roster.total} people in this group, but its page counts ${stated.join(', ')} (primary, beneficiary, total). The list counts here.`,
		];
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
