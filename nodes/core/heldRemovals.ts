/**
 * Held removals as an admin sees them, and the admin's choice as a release (design section 5). The list is what the last run
 * stored in `novi_forj_members`; its hash binds the choice to exactly these people and groups.
 */
import { compareText } from './identity';
import { groupNames, text } from './linkRow';
import { isExpired, listHash, newRelease, type ReleaseRequest } from './release';
import type { Remembered } from './remembered';
import { HELD, RELEASE_THEM } from './texts';
import type { Link, ShownPerson } from './types';

export interface HeldPerson {
	forj_user_id: string;
	novi_id: string;
	name: string;
	email: string;
	/** Why the person is to go, and why that waits. */
	reason: string;
	/** ISO time. */
	since: string;
	/** One line for a checkbox; unique, since it ends with the Forj user id. */
	label: string;
}

/** The held removals of one link. */
export interface HeldList {
	link_id: string;
	novi_group_id: string;
	novi_group: string;
	forj_group_id: string;
	forj_group: string;
	/** ISO time; a release is good for seven days from here. */
	listed_at: string;
	people: HeldPerson[];
	/** Why they are held, each reason once. */
	why: string[];
	hash: string;
}

/** One list per link that holds somebody, by link id. @param now ISO time */
export function heldLists({ links, shown }: Remembered, now: string): HeldList[] {
	return [...links]
		.sort((a, b) => compareText(a.linkId, b.linkId))
		.flatMap((link) => {
			// After the link was set to other groups, the rows still show the old ones: nobody decides about the new ones with them.
			if (!showsGroupsOf(link)) return [];
			const held = [...(shown.get(link.linkId)?.values() ?? [])].filter(({ status, forjUserId }) => status === 'Removal held' && forjUserId !== '');
			return held.length === 0 ? [] : [heldList(link, held, now)];
		});
}

function showsGroupsOf({ state: { shownFor }, noviGroupId, forjGroupId }: Link): boolean {
	return shownFor?.noviGroupId === noviGroupId && shownFor.forjGroupId === forjGroupId;
}

function heldList(link: Link, held: ShownPerson[], now: string): HeldList {
	const people = held.map(toHeldPerson).sort((a, b) => compareText(a.label, b.label));
	const { novi, forj } = groupNames(link);
	return {
		link_id: link.linkId,
		novi_group_id: link.noviGroupId,
		novi_group: novi,
		forj_group_id: link.forjGroupId,
		forj_group: forj,
		listed_at: now,
		people,
		why: [...new Set(held.map(({ reason }) => brakesOf(reason)).filter((reason) => reason !== ''))].sort(compareText),
		hash: listHash(link.linkId, link, now, people.map(({ forj_user_id: id }) => id)),
	};
}

function toHeldPerson({ noviId, forjUserId, name, email, reason, since }: ShownPerson): HeldPerson {
	const who = [name, email].filter((part) => part !== '').join(', ');
	// A form gives line breaks back in another form than it was given them.
	const label = `${who}: ${causeOf(reason)} (Forj ${forjUserId})`.replace(/\s+/g, ' ');
	return { forj_user_id: forjUserId, novi_id: noviId, name, email, reason, since, label };
}

/** The first sentence of a reason says why the person is to go, the others what holds the removal. */
function causeOf(reason: string): string {
	const end = reason.indexOf('. ');
	return end === -1 ? reason.replace(/\.$/, '') : reason.slice(0, end);
}

/** Without the way to the form: whoever reads this is in the form. */
function brakesOf(reason: string): string {
	const end = reason.indexOf('. ');
	return end === -1 ? '' : reason.slice(end + 2).split(RELEASE_THEM).join('').replace(/ {2,}/g, ' ').trim();
}

export interface Choice {
	/** Everybody on the list, or those whose label or Forj user id is named in `chosen`. */
	all: boolean;
	chosen: readonly string[];
}

/** The choice as a release, or what is wrong with it. Nobody is taken who was not on the list. @param now ISO time */
export function releaseOf(list: HeldList, { all, chosen }: Choice, { links }: Remembered, now: string): ReleaseRequest | { fault: string } {
	const ids = list.people.map(({ forj_user_id: id }) => id);
	const groups = { noviGroupId: list.novi_group_id, forjGroupId: list.forj_group_id };
	if (list.hash !== listHash(list.link_id, groups, list.listed_at, ids)) return { fault: HELD.listChanged };
	if (isExpired(list.listed_at, now)) return { fault: HELD.expired };
	const link = links.find(({ linkId }) => linkId === list.link_id);
	if (link === undefined || !link.enabled) return { fault: HELD.linkGone(list.link_id) };
	if (link.noviGroupId !== groups.noviGroupId || link.forjGroupId !== groups.forjGroupId) return { fault: HELD.groupsChanged };
	const wanted = new Set(chosen.map(text));
	const strange = [...wanted].filter((one) => !list.people.some(({ label, forj_user_id: id }) => label === one || id === one));
	if (strange.length > 0) return { fault: HELD.notOnList(strange.length) };
	const people = list.people.filter(({ label, forj_user_id: id }) => all || wanted.has(label) || wanted.has(id)).map(({ forj_user_id: id }) => id);
	if (people.length === 0) return { fault: HELD.nobodyChosen };
	const released = new Set(people);
	return { linkId: list.link_id, release: newRelease(list.link_id, groups, list.listed_at, people), notReleased: ids.filter((id) => !released.has(id)).sort(compareText) };
}

/** Is this the list that `heldLists` made, as it comes back from a form? */
export function isHeldList(value: unknown): value is HeldList {
	if (typeof value !== 'object' || value === null) return false;
	const list = value as Record<string, unknown>;
	const texts = ['link_id', 'novi_group_id', 'forj_group_id', 'listed_at', 'hash'].every((key) => typeof list[key] === 'string');
	return texts && Array.isArray(list.people) && list.people.every((person: unknown) => isListed(person));
}

function isListed(person: unknown): boolean {
	if (typeof person !== 'object' || person === null) return false;
	const { forj_user_id: id, label } = person as Record<string, unknown>;
	return typeof id === 'string' && id !== '' && typeof label === 'string';
}
