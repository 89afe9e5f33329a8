import { isServiceError } from '../../shared/http/serviceError';
import type { ActivityBody, NoviClient } from '../api/client';
import type { WriteLimits } from './mayWrite';
import { whyStopped } from './mayWrite';
import { REFUSAL, STOPPED } from './refusal';

export type ActivityNovi = Pick<NoviClient, 'getMember' | 'createActivity' | 'staging' | 'allowStagingSync'>;

export interface ActivityResult {
	noviId: string;
	name: string;
	status: 'created' | 'not_attempted';
	/** Nothing: an activity changes none that is there. */
	before: null;
	after: ActivityBody;
	reason: string;
}

/** Adds one activity to a member that Novi shows. Throws when it was refused or may not have arrived. */
export async function createActivity(
	novi: ActivityNovi,
	activity: ActivityBody,
	dryRun: boolean,
	limits: WriteLimits,
): Promise<ActivityResult> {
	const { Name } = await novi.getMember(activity.MemberUniqueId);
	const base = { noviId: activity.MemberUniqueId, name: typeof Name === 'string' ? Name : '', before: null, after: activity };
	const reason = dryRun ? STOPPED.dryRun : novi.staging && !novi.allowStagingSync ? STOPPED.staging : whyStopped(limits);
	if (reason !== undefined) return { ...base, status: 'not_attempted', reason };
	await addActivity(novi, activity, limits);
	return { ...base, status: 'created', reason: '' };
}

/** Sent once: Novi has no list in which a lost answer could be looked up. */
export async function addActivity(novi: Pick<NoviClient, 'createActivity'>, activity: ActivityBody, { deadline }: WriteLimits): Promise<void> {
	const error: unknown = await novi.createActivity(activity, deadline).then(
		() => undefined,
		(failure: unknown) => failure,
	);
	if (error === undefined) return;
	const unclear = isServiceError(error) && (error.delivery === 'maybe' || error.kind === 'wrong_answer');
	throw unclear ? REFUSAL.activityUnclear(error.message) : error;
}
