import pLimit from 'p-limit';
import type { PlannedPerson } from '../../core/types';
import { addOne } from './addOne';
import type { OpenAdd } from './addOne';
import { FEW, addInBulk } from './bulk';
import type { LinkWork } from './linkWork';
import { CONCURRENCY } from './linkWork';
import { settleAdds } from './settleAdds';
import { REASON } from './texts';

/** Adds of one link; every person gets an outcome. */
export async function applyAdds(link: LinkWork, people: readonly PlannedPerson[]): Promise<void> {
	if (people.length > link.run.options.bulkAbove) await addInBulk(link, people);
	const open = people.filter((person) => !link.has(person));
	await addSingly(link, open.filter((person) => failedImportOf(link, person) === undefined));
	await addAfterFailedImport(link, open.filter((person) => failedImportOf(link, person) !== undefined));
}

function failedImportOf({ jobIds, failedImports }: LinkWork, { key }: PlannedPerson): string | undefined {
	const jobId = jobIds.get(key);
	return jobId !== undefined && failedImports.has(jobId) ? jobId : undefined;
}

/** One bad row may have failed the import, so the others are tried; but not all of them when Forj takes nobody. */
async function addAfterFailedImport(link: LinkWork, people: readonly PlannedPerson[]): Promise<void> {
	// Whoever was refused before comes last: the same few people must not keep the others out for ever.
	const inOrder = [...people].sort((a, b) => a.failedRuns - b.failedRuns);
	const first = inOrder.slice(0, FEW);
	const others = inOrder.slice(FEW);
	await addSingly(link, first);
	if (!first.every((person) => link.hasFailed(person))) return await addSingly(link, others);
	for (const person of others) {
		const jobId = failedImportOf(link, person) ?? '';
		const said = REASON.importFailed(jobId, link.failedImports.get(jobId) ?? '');
		link.record(person, 'not_attempted', { reason: `${REASON.firstOnesFailed(FEW)} ${said}` });
	}
}

/** Single calls; what may have arrived is repeated once after the member list was read. */
async function addSingly(link: LinkWork, people: readonly PlannedPerson[]): Promise<void> {
	const open = await addAll(link, people);
	const again = await settleAdds(link, open, true);
	const stillOpen = await addAll(link, again.map((add) => add.person));
	await settleAdds(link, stillOpen, false);
}

async function addAll(link: LinkWork, people: readonly PlannedPerson[]): Promise<OpenAdd[]> {
	const limit = pLimit(CONCURRENCY);
	const results = await Promise.all(people.map((person) => limit(() => addOne(link, person))));
	return results.filter((add): add is OpenAdd => add !== undefined);
}
