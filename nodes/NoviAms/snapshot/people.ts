import type { IDataObject } from 'n8n-workflow';

import { judgeRoster } from '../../core/eligibility';
import type { NoviSnapshot } from '../../core/types';

/** One item per person: flat, for workflows that an admin builds by hand. */
export function toPeople(snapshot: NoviSnapshot): IDataObject[] {
	const judged = new Map(judgeRoster(snapshot.members, () => false).map((person) => [person.member, person.eligibility]));
	return snapshot.members.map((member) => {
		const { fields, ...who } = member;
		const eligibility = judged.get(member);
		return {
			...fields,
			...who,
			/** true, false, or null when Novi does not tell enough. */
			eligible: eligibility?.kind === 'unknown' ? null : eligibility?.kind === 'eligible',
			reason: eligibility && 'reason' in eligibility ? eligibility.reason : '',
			groupId: snapshot.group.id,
			groupName: snapshot.group.name,
			// Kept with each person, so that a workflow without snapshots writes nothing either (design 4.11).
			...(snapshot.staging && !snapshot.allowStagingSync && { stagingHeld: true }),
		};
	});
}
