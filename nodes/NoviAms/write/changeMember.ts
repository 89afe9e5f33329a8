import type { IDataObject } from 'n8n-workflow';

import { isServiceError } from '../../shared/http/serviceError';
import type { NoviClient } from '../api/client';
import type { MemberRecord } from '../api/schemas';
import type { WriteLimits } from './mayWrite';
import { isStop, whyStopped } from './mayWrite';
import { putCustomValue } from './putCustomValue';
import { assertSendable, putMember } from './putMember';
import { REFUSAL, STOPPED, WriteRefusal } from './refusal';
import type { CustomTarget, RecordTarget, Target } from './targets';
import { differs, findTargets } from './targets';
import { findCustomValue } from './customValue';
import { has, sameRaw } from './values';

export type WritableNovi = Pick<
	NoviClient,
	'getMember' | 'putMember' | 'listCustomFields' | 'listCustomValues' | 'putCustomValue' | 'staging' | 'allowStagingSync'
>;

export interface MemberChange {
	memberId: string;
	/** New values: Novi's fields by name, custom fields by name or id. */
	fields: Record<string, unknown>;
	/** What the caller saw. Another value means that somebody changed it since. */
	expected: Record<string, unknown>;
	notOnThisSite: readonly string[];
	dryRun: boolean;
}

export interface ChangeResult {
	noviId: string;
	name: string;
	status: 'updated' | 'unchanged' | 'not_attempted' | 'failed';
	before: IDataObject;
	/** What Novi shows now; where nothing was attempted, what would be written. */
	after: IDataObject;
	reason: string;
	/** What went wrong, when the status is failed. */
	error?: Error;
}

const MOVED = 'The member was changed in Novi meanwhile; the newer record was kept.';

/** Changes fields of one member as design section 9 asks for. Never throws: what went wrong is in the result. */
export async function changeMember(novi: WritableNovi, change: MemberChange, limits: WriteLimits): Promise<ChangeResult> {
	const work = new Work(novi, change, limits);
	try {
		await work.run();
	} catch (error) {
		work.fail(error);
	}
	return work.result;
}

class Work {
	readonly result: ChangeResult;

	/** Fields that this run has written. */
	private readonly written: string[] = [];

	private targets: Target[] = [];

	private writing = false;

	constructor(
		private readonly novi: WritableNovi,
		private readonly change: MemberChange,
		private readonly limits: WriteLimits,
	) {
		this.result = { noviId: change.memberId, name: '', status: 'not_attempted', before: {}, after: {}, reason: '' };
	}

	async run(): Promise<void> {
		const { change, limits, novi, result } = this;
		const stopped = whyStopped(limits);
		if (stopped !== undefined) return this.notAttempted(stopped);

		const record = await novi.getMember(change.memberId);
		result.name = typeof record.Name === 'string' ? record.Name : '';
		const targets = await findTargets(novi, record, change.fields);
		this.targets = targets;
		result.before = valuesOf(targets, ({ held }) => held);
		result.after = valuesOf(targets, ({ held }) => held);

		const open = targets.filter(({ held, wanted }) => differs(held, wanted));
		if (open.length === 0) {
			result.status = 'unchanged';
			return;
		}
		await this.assertExpected(record, targets);
		const inRecord = open.filter((target): target is RecordTarget => target.kind === 'record');
		if (inRecord.length > 0) assertSendable(record, change.notOnThisSite);

		Object.assign(result.after, valuesOf(open, ({ wanted }) => wanted));
		if (change.dryRun) return this.notAttempted(STOPPED.dryRun);
		if (novi.staging && !novi.allowStagingSync) return this.notAttempted(STOPPED.staging);

		result.after = { ...result.before };
		this.writing = true;
		// The record first: it is the one that Novi may refuse for a reason that has nothing to do with the change.
		if (inRecord.length > 0) await this.writeRecord(record, inRecord);
		for (const target of open) if (target.kind === 'custom') await this.writeCustom(record.UniqueID, target);
		result.status = this.written.length > 0 ? 'updated' : 'unchanged';
	}

	fail(error: unknown): void {
		const { result, written } = this;
		const stopped = isServiceError(error) && isStop(error);
		if (stopped && written.length === 0) {
			if (this.writing) result.after = valuesOf(this.targets, ({ wanted }) => wanted);
			return this.notAttempted(error.message);
		}
		result.status = 'failed';
		const already = written.length > 0 ? ` Already written: ${written.join(', ')}.` : '';
		const message = error instanceof Error ? error.message : 'The change stopped for an unknown reason.';
		const fix = error instanceof WriteRefusal || isServiceError(error) ? error.fix : '';
		result.reason = `${message}${already} ${fix}`.trim();
		// A service's own error keeps its status; only the text grows when something was written before.
		const keeps = already === '' && error instanceof Error;
		result.error = keeps ? error : new WriteRefusal(`${message}${already}`, fix);
	}

	private async writeRecord(record: MemberRecord, targets: RecordTarget[]): Promise<void> {
		const { change, limits, novi, result } = this;
		const put = await putMember(
			novi,
			{
				record,
				targets,
				notOnThisSite: change.notOnThisSite,
				assertExpected: (now) => this.assertFieldsExpected(now, targets),
				onShown: (now) => {
					for (const { name } of targets) result.after[name] = now[name] as IDataObject[string];
				},
			},
			limits,
		);
		if (put.sent) this.written.push(...targets.map(({ name }) => name));
		if (put.sent && put.moved) result.reason = MOVED;
	}

	private async writeCustom(memberId: string, target: CustomTarget): Promise<void> {
		const { limits, novi, result } = this;
		const shown = await putCustomValue(novi, memberId, target, limits);
		result.after[target.name] = shown as IDataObject[string];
		this.written.push(target.name);
	}

	/** What the caller saw must still be there; a field that holds the new value already does not matter. */
	private async assertExpected(record: MemberRecord, targets: readonly Target[]): Promise<void> {
		this.assertFieldsExpected(record, targets);
		const other: string[] = [];
		for (const [name, value] of Object.entries(this.change.expected)) {
			if (has(record, name)) continue;
			const target = targets.find((one) => one.given === name || one.name === name);
			const held = target ? target.held : (await findCustomValue(this.novi, record, name))?.value;
			const done = target !== undefined && !differs(target.held, target.wanted);
			if (!done && !sameRaw(held, value)) other.push(name);
		}
		if (other.length > 0) throw REFUSAL.meanwhile(other);
	}

	private assertFieldsExpected(record: MemberRecord, targets: readonly Target[]): void {
		const other = Object.entries(this.change.expected).filter(([name, value]) => {
			if (!has(record, name) || sameRaw(record[name], value)) return false;
			const target = targets.find((one) => one.given === name || one.name === name);
			return target === undefined || differs(record[name], target.wanted);
		});
		if (other.length > 0) throw REFUSAL.meanwhile(other.map(([name]) => name));
	}

	private notAttempted(reason: string): void {
		this.result.status = 'not_attempted';
		this.result.reason = reason;
	}
}

function valuesOf(targets: readonly Target[], pick: (target: Target) => unknown): IDataObject {
	return Object.fromEntries(targets.map((target) => [target.name, pick(target) as IDataObject[string]]));
}
