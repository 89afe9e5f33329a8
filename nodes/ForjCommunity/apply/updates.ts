import pLimit from 'p-limit';
import { sameValue } from '../../core/values';
import type { FieldValues, PlannedPerson } from '../../core/types';
import type { LinkWork } from './linkWork';
import { CONCURRENCY } from './linkWork';
import { REASON, describe } from './texts';
import { updateProfile } from './updateProfile';

/** Updates of one link; every person gets an outcome. */
export async function applyUpdates(link: LinkWork, people: readonly PlannedPerson[]): Promise<void> {
	const limit = pLimit(CONCURRENCY);
	await Promise.all(people.map((person) => limit(() => updateOne(link, person))));
}

async function updateOne(link: LinkWork, person: PlannedPerson): Promise<void> {
	const update = person.write?.update;
	if (!update) return link.record(person, 'not_attempted', { reason: REASON.noWrite });
	const stop = link.run.blocked();
	if (stop) return link.recordStop(person, stop);

	const result = await updateProfile(link.run, link.groupId, update.userId, update.fields);
	const forjUserId = update.userId;
	switch (result.kind) {
		case 'updated':
			return link.record(person, 'updated', {
				forjUserId,
				confirmed: result.confirmed,
				reason: result.confirmed ? '' : unconfirmedReason(update.fields, result.readBack),
				...(result.readBack ? { readBack: result.readBack } : {}),
			});
		case 'stop':
			return link.recordStop(person, result.stop);
		case 'unknown':
			return link.record(person, 'failed', { forjUserId, reason: REASON.updateUnknown(result.error) });
		case 'refused':
			return link.record(person, 'failed', { forjUserId, reason: describe(result.error) });
	}
}

function unconfirmedReason(sent: FieldValues, readBack: FieldValues | undefined): string {
	if (!readBack) return REASON.updateUnread;
	return REASON.updateUnconfirmed(Object.keys(sent).filter((key) => !sameValue(sent[key], readBack[key])));
}
