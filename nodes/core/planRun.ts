/** One run: which link belongs to which snapshots, then one plan per link (design sections 3 and 4.9). */
import { canonicalJson } from './canonical';
import { compareText, noviKey } from './identity';
import { planLink } from './plan';
import { rivalsOf } from './readiness';
import { withRelease } from './release';
import type { Remembered } from './remembered';
import { isForjSnapshot, isNoviSnapshot } from './snapshots';
import { LINK, NOT_READY } from './texts';
import type { ForjSnapshot, Link, NoviSnapshot, Plan } from './types';

export interface RunInput {
	/** Whatever came in on the Novi side; what is no snapshot makes its link's side absent. */
	novi: readonly unknown[];
	forj: readonly unknown[];
	remembered: Remembered;
	/** ISO time. */
	now: string;
	/** False: an admin's own workflow without Remembered rows. */
	hasMemory: boolean;
	/** False: loose lists, which know no group settings. */
	checkGroup: boolean;
}

export function planRun(input: RunInput): Plan[] {
	const novi = input.novi.filter(isNoviSnapshot);
	const forj = input.forj.filter(isForjSnapshot);
	const links = checkedTogether(input.remembered.links).map((link) => withRelease(link, input.remembered.releases));
	const forjIds = new Set(links.length > 1 ? forj.flatMap((snapshot) => snapshot.members.map((member) => member.id)) : []);
	const plans = links.map((link) => {
		const noviSide = sideOf(novi, link, (snapshot) => noviKey(snapshot.group.id) === noviKey(link.noviGroupId));
		const forjSide = sideOf(forj, link, (snapshot) => snapshot.group.id === link.forjGroupId);
		return planLink({
			link,
			novi: noviSide.snapshot,
			forj: forjSide.snapshot,
			absence: [...absence(noviSide, 'Novi', LINK.noviAbsent), ...absence(forjSide, 'Forj', LINK.forjAbsent)],
			people: input.remembered.people,
			shown: input.remembered.shown.get(link.linkId) ?? new Map(),
			leftovers: input.remembered.leftovers.has(link.linkId),
			mappings: input.remembered.mappings,
			fieldFaults: input.remembered.fieldFaults,
			forjIds,
			now: input.now,
			remembered: input.hasMemory,
			checkGroup: input.checkGroup,
		});
	});
	markRewrite(plans, input.remembered);
	return plans;
}

/** In a stable order, with the faults that only show when all links are seen at once. */
function checkedTogether(links: readonly Link[]): Link[] {
	return [...links]
		.sort((a, b) => compareText(a.linkId, b.linkId) || compareText(canonicalJson(a), canonicalJson(b)))
		.map((link) => ({ ...link, faults: [...link.faults, ...faultsAmong(link, links.filter((other) => other !== link))] }));
}

function faultsAmong(link: Link, others: readonly Link[]): string[] {
	const faults: string[] = [];
	if (others.some((other) => other.linkId === link.linkId)) faults.push(NOT_READY.sameLinkId);
	const rivals = link.enabled ? rivalsOf(link.forjGroupId, others) : [];
	if (rivals.length > 0) faults.push(NOT_READY.twoLinks(rivals.join(', ')));
	return faults;
}

interface Side<S> {
	snapshot?: S;
	/** Something came in for the link, but it is not one snapshot of its group. */
	invalid: boolean;
}

function sideOf<S extends NoviSnapshot | ForjSnapshot>(snapshots: readonly S[], link: Link, isOfGroup: (snapshot: S) => boolean): Side<S> {
	const ofLink = snapshots.filter((snapshot) => snapshot.linkId === link.linkId || (snapshot.linkId === '' && snapshots.length === 1));
	if (ofLink.length === 1 && isOfGroup(ofLink[0])) return { snapshot: ofLink[0], invalid: false };
	return { invalid: ofLink.length > 0 };
}

function absence<S>(side: Side<S>, name: string, absent: string): string[] {
	if (side.snapshot !== undefined) return [];
	return [side.invalid ? LINK.invalidSnapshot(name) : absent];
}

/** Superseded rows are cleared away once they outnumber the live ones (design section 7). */
function markRewrite(plans: Plan[], { people, peopleRows }: Remembered): void {
	if (plans.length === 0 || peopleRows - people.size <= people.size) return;
	plans[0].rewritePeople = [...people.values()].sort((a, b) => compareText(noviKey(a.noviId), noviKey(b.noviId)));
}
