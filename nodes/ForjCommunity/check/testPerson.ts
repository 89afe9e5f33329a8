/** The test person in the test group: who was there before, whether the person is there now, and the way back. */
import { normaliseEmail } from '../../core/identity';
import { FailedCheck } from '../../shared/check/failures';
import { notTested } from '../../shared/check/rows';
import { clock } from '../../shared/http/clock';
import type { ForjClient } from '../api/client';
import type { ForjUserRow } from '../api/schemas';
import { WRITE_ACTIONS } from './texts';

/** A larger group is no test group. */
export const LARGEST_TEST_GROUP = 500;
const PAUSE_MS = 2_000;
const TRIES = 3;

export class TestPerson {
	/** Accounts that an answer of Forj named for our own adds. */
	readonly named = new Set<string>();

	/** An add was sent: from here on there may be something to remove. */
	touched = false;

	private constructor(
		private readonly client: ForjClient,
		readonly groupId: string,
		/** As the admin wrote it: that is what is sent. */
		readonly email: string,
		private readonly before: ReadonlySet<string>,
	) {}

	/** Or why not: the group cannot be read, is too large, or already holds the address. */
	static async prepare(client: ForjClient, groupId: string, email: string): Promise<TestPerson | 'listFailed' | 'tooLarge' | 'isMember'> {
		const { rows, failure } = await client.readMembers(groupId, { maxRows: LARGEST_TEST_GROUP + 1 });
		if (failure) return 'listFailed';
		if (rows.length > LARGEST_TEST_GROUP) return 'tooLarge';
		if (rows.some((row) => sameAddress(row, email))) return 'isMember';
		return new TestPerson(client, groupId, email, new Set(rows.map(({ id }) => id)));
	}

	wasThere(userId: string): boolean {
		return this.before.has(userId);
	}

	isOurs(row: ForjUserRow): boolean {
		return sameAddress(row, this.email);
	}

	/** New in the group, and ours by the address or by the answer to our add. Throws when the list cannot be read. */
	async find(evenIfCancelled = false): Promise<ForjUserRow | undefined> {
		const { rows, failure } = await this.client.readMembers(this.groupId, { evenIfCancelled });
		if (failure) throw new FailedCheck(notTested('The members of the test group could not be read afterwards.', WRITE_ACTIONS.byHand(this.groupId)));
		const added = rows.filter(({ id }) => !this.before.has(id));
		return added.find((row) => this.isOurs(row)) ?? added.find(({ id }) => this.named.has(id));
	}

	/** As `find`, with some time for Forj until the person is there, or gone. */
	async await(state: 'there' | 'gone', signal?: AbortSignal): Promise<ForjUserRow | undefined> {
		for (let tries = 1; ; tries++) {
			const found = await this.find();
			const asWanted = (found !== undefined) === (state === 'there');
			if (asWanted || tries >= TRIES || signal?.aborted) return found;
			await clock.sleep(PAUSE_MS, signal);
		}
	}

	/**
	 * Removes what this test added, whatever happened before. 'clean' only when the list shows that nobody is left.
	 * Also after the execution was stopped, as far as Forj can still be asked.
	 */
	async cleanUp(): Promise<'clean' | 'left' | 'unknown'> {
		if (!this.touched) return 'clean';
		for (let tries = 1; tries <= TRIES; tries++) {
			const there = await this.look();
			if (there === undefined) return 'clean';
			if (there !== 'unread') await this.tryRemove(there.id);
			else if (tries === TRIES) await this.removeBlindly();
			await clock.sleep(PAUSE_MS);
		}
		const there = await this.look();
		if (there === undefined) return 'clean';
		return there === 'unread' ? 'unknown' : 'left';
	}

	private async look(): Promise<ForjUserRow | undefined | 'unread'> {
		try {
			return await this.find(true);
		} catch {
			return 'unread';
		}
	}

	/** The list cannot be read any more, but the answer to the add has named a newcomer. */
	private async removeBlindly(): Promise<void> {
		for (const userId of this.named) if (!this.before.has(userId)) await this.tryRemove(userId);
	}

	private async tryRemove(userId: string): Promise<void> {
		try {
			await this.client.removeMember(this.groupId, userId, undefined, true);
		} catch {
			// The next look at the list says whether it helped.
		}
	}
}

function sameAddress({ email }: ForjUserRow, other: string): boolean {
	return typeof email === 'string' && normaliseEmail(email) === normaliseEmail(other);
}
