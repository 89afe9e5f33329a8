import type { NoviEmulator } from '../sandbox/emulators/index.mjs';

export const CHANGED_SHARE = 0.05;

/** Every second changed person has a new job, the others leave the group. @returns how many of each */
export function changeSome(novi: NoviEmulator, groupId: string, count: number): { edited: number; left: number } {
	const roster = [...novi.state.group(groupId).roster.keys()];
	const eligible = roster.filter((id) => {
		const { CustomerType, Active, AccountEmail } = novi.state.member(id);
		return CustomerType === 'Person' && Active === true && !!AccountEmail;
	});
	const changed = eligible.slice(0, count);
	for (const [index, id] of changed.entries()) {
		if (index % 2 === 0) novi.state.updateMember(id, { JobTitle: `Chair of Committee ${index}` });
		else novi.state.leaveGroup(groupId, id);
	}
	return { edited: Math.ceil(changed.length / 2), left: Math.floor(changed.length / 2) };
}
