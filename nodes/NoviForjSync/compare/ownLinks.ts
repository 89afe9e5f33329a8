import { readLinkRow, type Row } from '../../core/linkRow';
import { UNNAMED_GROUP } from '../../core/looseSnapshots';
import type { ForjSnapshot, Link, NoviSnapshot } from '../../core/types';

/** Name of the only link of a workflow that gives no link ids. */
export const OWN_LINK = 'own workflow';

/**
 * Links of an admin's own workflow, where no row of `novi_forj_links` names them: the snapshots do.
 * Undefined when several snapshots of a side have no link id, so that nobody can say which belongs to which.
 *
 * @param settings columns of a link row; what is absent has its default
 */
export function ownLinks(novi: readonly NoviSnapshot[], forj: readonly ForjSnapshot[], settings: Row): Link[] | undefined {
	if ([novi, forj].some((side) => side.filter(({ linkId }) => linkId === '').length > 1)) return undefined;
	const linkIds = new Set([...novi, ...forj].map(({ linkId }) => linkId));
	return [...linkIds].sort().map((linkId) =>
		readLinkRow({
			...settings,
			link_id: linkId === '' ? OWN_LINK : linkId,
			// A side that is absent is told as such, not as an empty column.
			novi_group_id: groupId(novi, linkId),
			forj_group_id: groupId(forj, linkId),
			enabled: true,
		}),
	);
}

function groupId(side: ReadonlyArray<NoviSnapshot | ForjSnapshot>, linkId: string): string {
	const ofLink = side.find((snapshot) => snapshot.linkId === linkId);
	return ofLink === undefined || ofLink.group.id === '' ? UNNAMED_GROUP : ofLink.group.id;
}
