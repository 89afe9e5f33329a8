/** Many adds: import jobs of at most 1,000 people, then the member list tells for every person how it ended. */
import pLimit from 'p-limit';
import type { PlannedPerson } from '../../core/types';
import type { Add, OpenAdd } from './addOne';
import { recordFound, toAddBody } from './addOne';
import type { ImportEnd } from './importJobs';
import { runImport } from './importJobs';
import type { LinkWork, MemberIndex } from './linkWork';
import { CONCURRENCY } from './linkWork';
import { pairByProfile } from './pairing';
import { NOTE, REASON } from './texts';

/** Forj's limit per job (documented). */
const MAX_PER_JOB = 1_000;
/** At most this many people are tried one by one where an import should have done it: more could repeat a failure of Forj. */
export const FEW = 20;
/** A job that Forj does not show is given this much time, list read by list read. */
const UNSEEN_WAIT_MS = 5_000;
const UNSEEN_READS = 6;

interface Batch {
	adds: OpenAdd[];
	end: ImportEnd;
}

/** Leaves people without an outcome who are to be added by single calls. */
export async function addInBulk(link: LinkWork, people: readonly PlannedPerson[]): Promise<void> {
	const batches: Batch[] = [];
	const planned = people.flatMap((person) => toOpenAdd(person) ?? []);
	for (let from = 0; from < planned.length; from += MAX_PER_JOB) {
		const adds = planned.slice(from, from + MAX_PER_JOB);
		const end = await runImport(link.run, link.groupId, adds.map((open) => toAddBody(open.add)));
		if (end.kind === 'not_available') {
			link.notes.add(NOTE.bulkNotAvailable(end.status));
			break;
		}
		rememberJob(link, adds, end);
		batches.push({ adds: end.kind === 'busy' ? planned.slice(from) : adds, end });
		// A job that still runs blocks the next one.
		if (end.kind === 'running') batches.push(...waiting(planned.slice(from + MAX_PER_JOB)));
		if (end.kind === 'running' || end.kind === 'busy') break;
	}
	await settleBatches(link, batches);
}

function waiting(adds: OpenAdd[]): Batch[] {
	return adds.length === 0 ? [] : [{ adds, end: { kind: 'busy' } }];
}

function toOpenAdd(person: PlannedPerson): OpenAdd | undefined {
	const add: Add | undefined = person.write?.add;
	return add && { person, add, state: 'accepted', userId: add.userId, note: '' };
}

function rememberJob(link: LinkWork, adds: OpenAdd[], end: ImportEnd): void {
	if (!('jobId' in end)) return;
	for (const { person } of adds) link.jobIds.set(person.key, end.jobId);
}

function rememberFailure(link: LinkWork, end: ImportEnd): void {
	if (end.kind !== 'failed') return;
	link.failedImports.set(end.jobId, end.job.message);
	link.notes.add(NOTE.importFailed(end.jobId, end.job.message));
}

async function settleBatches(link: LinkWork, batches: Batch[]): Promise<void> {
	const written = batches.filter(({ end }) => end.kind !== 'stopped' && end.kind !== 'busy');
	const list = written.length > 0 && !link.run.options.signal?.aborted ? await readAfter(link, written) : undefined;
	for (const batch of batches) {
		const missing = list && written.includes(batch) ? await settleFound(link, batch, list) : batch.adds;
		if (missing.length > 0) rememberFailure(link, batch.end);
		for (const open of missing) settleMissing(link, open, batch.end, missing.length, list);
	}
}

/** One complete read per link; more only while a job works unseen. */
async function readAfter(link: LinkWork, batches: Batch[]): Promise<MemberIndex> {
	let list = await link.readList();
	const unseen = batches.filter(({ end }) => end.kind === 'unseen');
	for (const { end } of unseen) if (end.kind === 'unseen') link.notes.add(NOTE.jobNotShown(end.jobId));
	const arrived = () => unseen.every(({ adds }) => adds.every(({ userId, add }) => list.find(userId, add.email)));
	for (let reads = 1; unseen.length > 0 && reads < UNSEEN_READS && !arrived() && !link.run.blocked(); reads++) {
		await link.run.clock.sleep(Math.max(0, Math.min(UNSEEN_WAIT_MS, link.run.timeLeft())), link.run.options.signal);
		list = await link.readList();
	}
	return list;
}

/** Records everybody whom the list shows, and returns the others. */
async function settleFound(link: LinkWork, { adds, end }: Batch, list: MemberIndex): Promise<OpenAdd[]> {
	const limit = pLimit(CONCURRENCY);
	const found = adds.flatMap((open) => {
		const member = list.find(open.userId, open.add.email);
		return member ? [{ open, member }] : [];
	});
	await Promise.all(found.map(({ open, member }) => limit(() => recordFound(link, open, member))));
	const missing = adds.filter(({ person }) => !link.has(person));
	return end.kind === 'completed' || end.kind === 'failed' ? await settleByProfile(link, missing, end.job.importedIds, list) : missing;
}

/** Imported ids that no e-mail explains (design 4.4). None of them is removed in this run, paired or not. */
async function settleByProfile(link: LinkWork, missing: OpenAdd[], importedIds: string[], list: MemberIndex): Promise<OpenAdd[]> {
	const openIds = new Set(importedIds.filter((id) => !link.explained.has(id)));
	const accounts = list.members.filter((member) => openIds.has(member.id));
	// A remembered account is looked for by its id only.
	const byEmail = missing.filter(({ userId }) => userId === undefined);
	for (const [person, account] of pairByProfile(byEmail.map(({ add }) => add.fields), accounts)) {
		openIds.delete(accounts[account].id);
		await recordFound(link, byEmail[person], accounts[account]);
	}
	openIds.forEach((id) => link.recognise(id));
	if (openIds.size > 0) link.notes.add(NOTE.importTouched([...openIds]));
	return missing.filter(({ person }) => !link.has(person));
}

/** Nothing is recorded for whom a single add shall settle it. */
function settleMissing(link: LinkWork, { person, userId }: OpenAdd, end: ImportEnd, missing: number, list?: MemberIndex): void {
	const stop = link.run.blocked();
	if (end.kind === 'busy' && missing > FEW) return link.record(person, 'not_attempted', { reason: REASON.importBusy });
	if (end.kind === 'stopped') return link.recordStop(person, end.stop);
	if (end.kind === 'running') {
		link.unidentified = true;
		if (stop) link.stopped ??= stop;
		return link.record(person, 'not_attempted', { reason: REASON.importRunning(end.jobId) });
	}
	if (end.kind === 'completed' && list && !list.complete && missing > FEW) {
		if (userId === undefined) link.unidentified = true;
		return link.record(person, 'added', { reason: REASON.addUnconfirmed });
	}
}
