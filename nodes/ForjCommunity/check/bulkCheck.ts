/** An import of one: started, followed to its end, read back, and undone. */
import { Observation } from '../../shared/check/observation';
import { ask, observeReply } from '../../shared/check/reply';
import type { Finding } from '../../shared/check/rows';
import { notTested } from '../../shared/check/rows';
import { clock } from '../../shared/http/clock';
import type { ImportJob } from '../api/answers';
import { readImportJob, readJobId } from '../api/answers';
import type { ForjClient } from '../api/client';
import { endpoints } from '../api/endpoints';
import type { TestPerson } from './testPerson';
import { REFUSED, WRITE_ACTIONS } from './texts';
import type { Run } from './writeTools';
import { isUnclear, withPath } from './writeTools';

const POLL_MS = 2_000;
/** An import of one that takes longer than a minute is not waited for. */
const POLLS = 30;
const BUSY = new Set([409, 429]);

export async function checkBulk(run: Run, client: ForjClient, person: TestPerson, signal?: AbortSignal): Promise<void> {
	const body = { members: [{ fields: { email: person.email } }] };
	const sent = await run.attempt(async () => await ask(client, endpoints.addMembersInBulk, { groupId: person.groupId }, undefined, body));
	if (!('result' in sent)) {
		// An import that may have started may add the person later.
		if (isUnclear(sent.failure)) await run.attempt(async () => await person.await('there', signal));
		run.set('addMembersInBulk', refused(sent.failure, person.groupId));
		return run.skip('getImportJob', ...REFUSED.noJob);
	}
	const seen = new Observation();
	observeReply(seen, sent.result);
	const jobId = readJobId(sent.result.value);
	if (jobId === undefined) {
		seen.tolerated(`Answered ${sent.result.details.status} without the number of a job.`, WRITE_ACTIONS.readBack);
		run.skip('getImportJob', ...REFUSED.noJob);
	} else {
		seen.asExpected(`Answered ${sent.result.details.status} with the number of a job.`);
		await follow(run, client, person, jobId, signal);
	}
	const looked = await run.attempt(async () => await person.await('there', signal));
	if (!('result' in looked)) return run.set('addMembersInBulk', looked.failure);
	if (looked.result) seen.asExpected('The person is in the group afterwards.');
	else seen.notSupported('The person is not in the group afterwards.', WRITE_ACTIONS.byHand(person.groupId));
	run.set('addMembersInBulk', seen.finding());
}

/** Without the bulk call, people are added one by one (design section 6). */
function refused(failure: Finding, groupId: string): Finding {
	const { status } = failure.details;
	if (isUnclear(failure)) return { ...failure, action: WRITE_ACTIONS.byHand(groupId) };
	if (status !== undefined && BUSY.has(status)) return notTested(`Another import is running (${status}).`, WRITE_ACTIONS.busy);
	if (failure.verdict !== 'Differs, Not Supported' || status === undefined || status === 401) return failure;
	return { ...failure, verdict: 'Differs, Tolerated', observed: `This call is not available (${status}).`, action: WRITE_ACTIONS.bulkMissing };
}

async function follow(run: Run, client: ForjClient, person: TestPerson, jobId: string, signal?: AbortSignal): Promise<void> {
	const seen = new Observation();
	const states: string[] = [];
	for (let polls = 0; polls < POLLS && signal?.aborted !== true; polls++) {
		const asked = await run.attempt(async () => await ask(client, endpoints.getImportJob, { jobId }));
		if (!('result' in asked)) return run.set('getImportJob', unseen(asked.failure));
		if (polls === 0) observeReply(seen, asked.result);
		const job = readImportJob(asked.result.value);
		if (!job) return run.set('getImportJob', unseen(notTested('The answer does not say how the import stands.')));
		if (!states.includes(job.status)) states.push(job.status);
		if (job.status === 'completed' || job.status === 'failed') {
			observeEnd(seen, job, person);
			return run.set('getImportJob', seen.finding());
		}
		await clock.sleep(POLL_MS, signal);
	}
	run.set('getImportJob', notTested('The import of one person did not end within a minute.', WRITE_ACTIONS.byHand(person.groupId)));
}

function observeEnd(seen: Observation, job: ImportJob, person: TestPerson): void {
	const [id] = job.importedIds.length === 1 ? job.importedIds : [];
	if (id !== undefined && !person.wasThere(id)) person.named.add(id);
	if (job.status === 'failed') seen.notSupported('The import failed.', WRITE_ACTIONS.bulkMissing);
	else if (id === undefined) seen.tolerated('The import is completed, without the ID of the imported person.', WRITE_ACTIONS.readBack);
	else seen.asExpected('The import is completed, and names the imported person.');
}

/** The sync looks in the group then. */
function unseen(failure: Finding): Finding {
	const told = withPath(failure);
	if (told.details.status === 401) return told;
	return { ...told, verdict: 'Differs, Tolerated', action: `${WRITE_ACTIONS.readBack} ${told.action}`.trim() };
}
