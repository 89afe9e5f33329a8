import pLimit from 'p-limit';

import type { ReadFailure } from '../../core/types';
import type { ServiceErrorKind } from '../../shared/http/serviceError';
import { isServiceError, toReadFailure } from '../../shared/http/serviceError';
import { spentRows } from '../../shared/spentRows';
import type { CallCounter, NoviClient } from '../api/client';
import type { MemberRecord } from '../api/schemas';
import { directoryReadPlan } from './directoryReadPlan';
import { isCompany } from './toMember';

/** The record of a roster id, or why there is none. `failure`: the read went wrong, so the snapshot is incomplete. */
export type FoundRecord = { record: MemberRecord } | { unknown: string; failure?: ReadFailure };

const PAGES_AT_ONCE = 4;
const SINGLES_AT_ONCE = 6;
/** What one minute of Novi's limit allows, where the directory should have told. More would hide that something is broken. */
const MAX_SINGLES_AFTER_DIRECTORY = 600;
/** The directory does not work for this key, but single records may. Anything else would fail singly as well. */
const DIRECTORY_ONLY = new Set<ServiceErrorKind>(['forbidden', 'not_found', 'rejected', 'wrong_answer']);

const NO_RECORD = 'Novi lists this member in the group but has no record of it. Open the member in Novi; the record may have been merged.';
const NO_ACCESS = 'Novi does not show this record to the API key (gear menu > Advanced > API Keys).';
const NOT_READ = 'The record could not be read from Novi.';

const NOT_IN_DIRECTORY: ReadFailure = {
	kind: 'incomplete',
	message: 'Novi lists many people in its groups whom the member directory does not show.',
	fix: 'The API key is probably limited. In Novi, open the gear menu > Advanced > API Keys, and let the key see all members.',
};

/** Ids still without a record: lower-cased to as Novi wrote it. */
type Missing = Map<string, string>;

type RecordSource = Pick<NoviClient, 'directoryPage' | 'getMember'>;

/**
 * The records behind the rosters of a run, read the cheapest way: from the directory, from single calls, or both.
 * Keeps only records that were asked for. Ids are compared ignoring case.
 */
export class MemberRecords {
	private readonly found = new Map<string, FoundRecord>();

	/** @param keep what is kept of a record: whole ones of a large association fill the memory */
	constructor(
		private readonly novi: RecordSource,
		private readonly counter: CallCounter,
		private readonly keep: (record: MemberRecord) => MemberRecord,
	) {}

	find(id: string): FoundRecord {
		return this.found.get(id.toLowerCase()) ?? { unknown: NOT_READ };
	}

	/** Of these fields, those that no individual's record showed; empty when there is no such record to judge by. */
	absentFrom(fields: readonly string[]): string[] {
		const records = [...this.found.values()].flatMap((found) => ('record' in found && !isCompany(found.record) ? [found.record] : []));
		if (records.length === 0) return [];
		return fields.filter((field) => !records.some((record) => field in record));
	}

	/** Reads what is not known yet. Never throws: what could not be read is told by `find`. */
	async resolve(ids: Iterable<string>): Promise<void> {
		const missing: Missing = new Map();
		for (const id of ids) if (!this.found.has(id.toLowerCase())) missing.set(id.toLowerCase(), id);
		if (directoryReadPlan({ missing: missing.size, pagesLeft: null }) === 'directory') {
			const error = await this.readDirectory(missing);
			if (error !== undefined && !singlesCanHelp(error, missing.size)) {
				return this.giveUp(missing, toReadFailure(error));
			}
			if (missing.size > MAX_SINGLES_AFTER_DIRECTORY) return this.giveUp(missing, NOT_IN_DIRECTORY);
		}
		await this.readSingles(missing);
	}

	/** Takes what it finds out of `missing`. Returns the error that ended it, if one did. */
	private async readDirectory(missing: Missing): Promise<unknown> {
		let failure: unknown;
		const offsets: number[] = [];
		const stop = (error: unknown): undefined => {
			failure ??= error;
			offsets.length = 0;
		};
		const first = await this.novi.directoryPage(0, this.counter).catch(stop);
		if (!first) return failure;
		this.absorb(first.rows, missing);
		const { total } = first;
		const pageSize = first.rows.length;
		if (pageSize === 0) return undefined;
		for (let offset = pageSize; offset < total; offset += pageSize) offsets.push(offset);
		const work = async (): Promise<void> => {
			// Asked again before each page: people who were found meanwhile may make single calls cheaper.
			while (directoryReadPlan({ missing: missing.size, pagesLeft: offsets.length }) === 'directory') {
				const from = offsets.shift() ?? total;
				await this.readStretch(from, Math.min(from + pageSize, total), missing).catch(stop);
			}
		};
		await Promise.all(Array.from({ length: PAGES_AT_ONCE }, work));
		return failure;
	}

	/** A page may be shorter than the first one: then what it left out is read as well. */
	private async readStretch(from: number, to: number, missing: Missing): Promise<void> {
		for (let at = from; at < to; ) {
			const { rows } = await this.novi.directoryPage(at, this.counter);
			// The directory shrank. Whoever is still missing is read singly.
			if (rows.length === 0) return;
			this.absorb(rows, missing);
			at += rows.length;
		}
	}

	private absorb(rows: readonly MemberRecord[], missing: Missing): void {
		for (const record of rows) {
			const key = record.UniqueID.toLowerCase();
			if (missing.delete(key)) this.found.set(key, { record: this.keep(record) });
		}
		spentRows(rows.length);
	}

	private async readSingles(missing: Missing): Promise<void> {
		const limit = pLimit(SINGLES_AT_ONCE);
		let stopped: ReadFailure | undefined;
		const read = async (key: string, id: string): Promise<void> => {
			if (stopped) return;
			const result = await this.novi.getMember(id, this.counter).then(
				(record): FoundRecord => ({ record: this.keep(record) }),
				(error: unknown) => foundNot(error),
			);
			missing.delete(key);
			this.found.set(key, result);
			// The client has tried several times: the next person would fare no better.
			if ('failure' in result && result.failure?.kind !== 'wrong_answer') stopped = result.failure;
		};
		await Promise.all([...missing].map(async ([key, id]) => await limit(read, key, id)));
		if (stopped) this.giveUp(missing, stopped);
	}

	private giveUp(missing: Missing, failure: ReadFailure): void {
		for (const key of missing.keys()) this.found.set(key, { unknown: NOT_READ, failure });
	}
}

function singlesCanHelp(error: unknown, missing: number): boolean {
	return isServiceError(error) && DIRECTORY_ONLY.has(error.kind) && missing <= MAX_SINGLES_AFTER_DIRECTORY;
}

function foundNot(error: unknown): FoundRecord {
	if (isServiceError(error) && error.kind === 'not_found') return { unknown: NO_RECORD };
	if (isServiceError(error) && error.kind === 'forbidden') return { unknown: NO_ACCESS };
	const failure = toReadFailure(error);
	return { unknown: `${NOT_READ} ${failure.message}`, failure };
}
