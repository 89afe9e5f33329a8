/** May this link be written at all (design 4.9 to 4.11)? Every reason says what to change and where. */
import type { ForjGroup, ForjSnapshot, Link, NoviSnapshot } from './types';
import { NOT_READY } from './texts';

/** The failing points of a Forj group; empty when it fits. */
export function groupFaults(group: ForjGroup, privateLevel: number | undefined): string[] {
	const faults: string[] = [];
	if (group.hasParent) faults.push(NOT_READY.hasParent(group.name));
	if (privateLevel === undefined) faults.push(NOT_READY.privateLevelUnknown(group.name, group.privacy));
	else if (group.privacy === undefined) faults.push(NOT_READY.privacyUnsaid(group.name));
	else if (group.privacy !== privateLevel) faults.push(NOT_READY.notPrivate(group.name, group.privacy, privateLevel));
	if (group.requiresApproval === undefined) faults.push(NOT_READY.approvalUnsaid(group.name));
	else if (group.requiresApproval) faults.push(NOT_READY.wantsApproval(group.name));
	return faults;
}

/** `checkGroup`: false for loose lists, which know no group settings. */
export function readinessFaults(link: Link, novi: NoviSnapshot, forj: ForjSnapshot, checkGroup: boolean): string[] {
	const faults = [...link.faults];
	if (novi.staging && !novi.allowStagingSync) faults.push(NOT_READY.staging);
	// Settings of a group that could not be read prove nothing.
	if (forj.complete && checkGroup) faults.push(...groupFaults(forj.group, forj.privateLevel ?? link.settings.privateLevel));
	return faults;
}
