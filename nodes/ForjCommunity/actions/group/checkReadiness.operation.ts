import type { INodeExecutionData } from 'n8n-workflow';
import type { Link } from '../../../core/types';
import type { OperationContext } from '../../../shared/router';
import { ForjClient } from '../../api/client';
import { toForjGroup } from '../../api/shape';
import { readinessOf } from '../../groups/readiness';
import { WARNING } from '../../groups/texts';
import { locator, readLocator, shownFor } from '../fields';
import { item } from '../results';
import { LINKS, LINK_ID, readLinks, readOwnLinkId } from './linkFields';
import { PRIVATE_LEVEL, readPrivateLevel } from './privateLevel';

export const description = shownFor('group', 'checkReadiness', [locator('groupId'), PRIVATE_LEVEL, LINKS, LINK_ID]);

/**
 * Whether the sync may write a group (design 4.9 and 4.10), point by point, by the planner's own rules. Reads only. What
 * Forj does not show is null. Without links, `points` says nothing about them, and `message` says so.
 */
export async function execute(context: OperationContext): Promise<INodeExecutionData[]> {
	const groupId = readLocator(context, 'groupId');
	const given = readPrivateLevel(context);
	const links = readLinks(context);
	const ownLinkId = readOwnLinkId(context);
	const client = await ForjClient.connect(context.functions);
	const row = await client.getGroup(groupId);
	const { name, privacy, requiresApproval, hasParent } = toForjGroup(row);
	const { ready, points, message } = readinessOf(row, given ?? client.privateLevel ?? levelOfLink(links, ownLinkId), links, ownLinkId);
	const notes = [message, ...otherLevel(client.privateLevel, given), ...(links === undefined ? [WARNING.notLinkedUnchecked] : [])];
	return [
		item({
			groupId: row.id,
			groupName: name,
			privacy: privacy ?? null,
			requiresApproval: requiresApproval ?? null,
			hasParent,
			membersCount: row.members_count ?? null,
			ready,
			points,
			message: notes.join(' '),
		}),
	];
}

/** As the planner has it: the link's own setting counts where the credential says nothing. */
function levelOfLink(links: readonly Link[] = [], ownLinkId: string | undefined): number | undefined {
	return links.find(({ linkId }) => linkId === ownLinkId)?.settings.privateLevel;
}

function otherLevel(credential: number | undefined, given: number | undefined): string[] {
	return credential === undefined || given === undefined || credential === given ? [] : [WARNING.otherLevel(credential, given)];
}
