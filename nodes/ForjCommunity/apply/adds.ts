import pLimit from 'p-limit';
import type { PlannedPerson } from '../../core/types';
import { addOne } from './addOne';
import type { OpenAdd } from './addOne';
import { addInBulk } from './bulk';
import type { LinkWork } from './linkWork';
import { CONCURRENCY } from './linkWork';
import { settleAdds } from './settleAdds';

/** Adds of one link; every person gets an outcome. */
export async function applyAdds(link: LinkWork, people: readonly PlannedPerson[]): Promise<void> {
	if (people.length > link.run.options.bulkAbove) await addInBulk(link, people);
	await addSingly(link, people.filter((person) => !link.has(person)));
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
