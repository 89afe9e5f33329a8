/** May this link be written at all (design 4.9 to 4.11)? Every reason says what to change and where. */
import type { ForjGroup, ForjSnapshot, Link, NoviSnapshot } from './types';
import { FOUND, READY } from './readyTexts';
import { NOT_READY } from './texts';

/** One thing that a Forj group must fulfil for the sync. */
export interface ReadinessPoint {
	point: 'top_level' | 'private' | 'approval' | 'linked_once';
	ok: boolean;
	/** What Forj or the links show, in few words. */
	found: string;
	/** A sentence; where `ok` is false, it says what to change and where. */
	text: string;
}

/** What the group's own settings must fulfil, point by point. */
export function groupPoints(group: ForjGroup, privateLevel: number | undefined): ReadinessPoint[] {
	return [topLevelPoint(group), privatePoint(group, privateLevel), approvalPoint(group)];
}

/** The failing points of a Forj group; empty when it fits. */
export function groupFaults(group: ForjGroup, privateLevel: number | undefined): string[] {
	return groupPoints(group, privateLevel).filter(({ ok }) => !ok).map(({ text }) => text);
}

function topLevelPoint({ name, hasParent }: ForjGroup): ReadinessPoint {
	if (hasParent) return { point: 'top_level', ok: false, found: FOUND.subGroup, text: NOT_READY.hasParent(name) };
	return { point: 'top_level', ok: true, found: FOUND.topLevel, text: READY.topLevel(name) };
}

function privatePoint({ name, privacy }: ForjGroup, privateLevel: number | undefined): ReadinessPoint {
	const found = privacy === undefined ? FOUND.notShown : FOUND.level(privacy);
	const fault = (text: string): ReadinessPoint => ({ point: 'private', ok: false, found, text });
	if (privateLevel === undefined) return fault(NOT_READY.privateLevelUnknown(name, privacy));
	if (privacy === undefined) return fault(NOT_READY.privacyUnsaid(name));
	if (privacy !== privateLevel) return fault(NOT_READY.notPrivate(name, privacy, privateLevel));
	return { point: 'private', ok: true, found, text: READY.isPrivate(name) };
}

function approvalPoint({ name, requiresApproval }: ForjGroup): ReadinessPoint {
	if (requiresApproval === undefined) return { point: 'approval', ok: false, found: FOUND.notShown, text: NOT_READY.approvalUnsaid(name) };
	if (requiresApproval) return { point: 'approval', ok: false, found: FOUND.approvalOn, text: NOT_READY.wantsApproval(name) };
	return { point: 'approval', ok: true, found: FOUND.approvalOff, text: READY.noApproval(name) };
}

/** Ids of the links among `others` that are switched on and write the same Forj group, sorted. */
export function rivalsOf(forjGroupId: string, others: readonly Link[]): string[] {
	if (forjGroupId === '') return [];
	return others.filter((other) => other.enabled && other.forjGroupId === forjGroupId).map(({ linkId }) => linkId).sort();
}

/**
 * Whether one link at most writes the group. With an own link (which need not be among the links yet), every other one is
 * a rival; without, two are needed to contradict each other.
 */
export function linkedOncePoint(group: ForjGroup, links: readonly Link[], ownLinkId?: string): ReadinessPoint {
	const own = links.filter(({ linkId }) => linkId === ownLinkId);
	const rivals = rivalsOf(group.id, links.filter(({ linkId }) => linkId !== ownLinkId));
	const fault = (text: string): ReadinessPoint => ({ point: 'linked_once', ok: false, found: FOUND.links(rivals), text });
	if (ownLinkId !== undefined && rivals.length > 0) return fault(NOT_READY.twoLinks(rivals.join(', ')));
	if (rivals.length > 1) return fault(NOT_READY.twoLinks(rivals.join(', ')));
	if (own.length > 1) return { ...fault(NOT_READY.sameLinkId), found: FOUND.links(own.map(({ linkId }) => linkId)) };
	const found = rivals.length === 0 ? FOUND.noOtherLink : FOUND.links(rivals);
	return { point: 'linked_once', ok: true, found, text: READY.linkedOnce(group.name) };
}

/** `checkGroup`: false for loose lists, which know no group settings. */
export function readinessFaults(link: Link, novi: NoviSnapshot, forj: ForjSnapshot, checkGroup: boolean): string[] {
	const faults = [...link.faults];
	if (novi.staging && !novi.allowStagingSync) faults.push(NOT_READY.staging);
	// Settings of a group that could not be read prove nothing.
	if (forj.complete && checkGroup) faults.push(...groupFaults(forj.group, forj.privateLevel ?? link.settings.privateLevel));
	return faults;
}
