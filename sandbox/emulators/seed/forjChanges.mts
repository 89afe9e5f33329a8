import type { ForjState } from '../forj/state.mjs';
import { pick, type Random } from '../shared/random.mjs';
import type { GroupPair } from './association.mjs';
import { newcomer } from './newcomer.mjs';

/** Changes that somebody makes in Forj. Each one needs an ordinary member in the group, except `addByHand`. */
export interface ForjChanges {
	/** A stranger is added to the Forj group by hand. */
	addByHand(pair: GroupPair): string;
	/** A member is removed from the Forj group by hand. */
	removeByHand(pair: GroupPair): string;
	/** A member edits the company in their own Forj profile. */
	editInForj(pair: GroupPair): string;
}

/** `state` is asked anew for each change, since a reset replaces it. */
export function forjChanges(state: () => ForjState, random: Random): ForjChanges {
	return {
		addByHand(pair) {
			const { FirstName, LastName, email } = newcomer(random);
			const user = state().createUser(email, { first_name: FirstName, last_name: LastName, fields: {} });
			state().addMember(pair.forjGroupId, user.id);
			return `${FirstName} ${LastName} was added by hand to the Forj group ${pair.forjGroupName}`;
		},
		removeByHand(pair) {
			const user = state().user(pick(random, ordinaryMembers(state(), pair)));
			state().removeMember(pair.forjGroupId, user.id);
			return `${user.first_name} ${user.last_name} was removed by hand from the Forj group ${pair.forjGroupName}`;
		},
		editInForj(pair) {
			const user = state().user(pick(random, ordinaryMembers(state(), pair)));
			const company = `Own Venture ${1 + Math.floor(random() * 1_000)}`;
			state().editProfile(user.id, { fields: { [state().companyKey]: company } });
			return `${user.first_name} ${user.last_name} changed the company in Forj to ${company}`;
		},
	};
}

/** User ids of the accepted members who are no managers. */
export function ordinaryMembers(state: ForjState, pair: GroupPair): number[] {
	const group = state.group(pair.forjGroupId);
	const ordinary = group.members.rows().filter(({ is_admin, status, userId }) => !is_admin && status === 'accepted' && userId !== group.primary_admin);
	return ordinary.map(({ userId }) => userId);
}
