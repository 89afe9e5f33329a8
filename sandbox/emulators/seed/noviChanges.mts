import { noviPerson, type NoviMember } from '../novi/records.mjs';
import { isNothing, type NoviState } from '../novi/state.mjs';
import { pick, randomGuid, type Random } from '../shared/random.mjs';
import type { GroupPair } from './association.mjs';
import { JOB_TITLES } from './names.mjs';
import { newcomer } from './newcomer.mjs';

/** Changes that somebody makes in Novi. Each one needs an active person with a login in the group, except `join`. */
export interface NoviChanges {
	/** Somebody new, with a login, joins the Novi group. */
	join(pair: GroupPair): string;
	/** Somebody leaves the Novi group. */
	leave(pair: GroupPair): string;
	changeJob(pair: GroupPair): string;
	changeCompany(pair: GroupPair): string;
	/** Another login e-mail; the Forj account keeps its own. */
	changeLogin(pair: GroupPair): string;
	loseLogin(pair: GroupPair): string;
	deactivate(pair: GroupPair): string;
}

/** `state` is asked anew for each change, since a reset replaces it. */
export function noviChanges(state: () => NoviState, random: Random): NoviChanges {
	const someone = (pair: GroupPair): NoviMember => pick(random, peopleWithLogin(state(), pair));
	/** Changes somebody; `say` gets the person as they were. */
	const edit = (pair: GroupPair, changes: Partial<NoviMember>, say: (before: NoviMember) => string): string => {
		const before = { ...someone(pair) };
		state().updateMember(before.UniqueID, changes);
		return say(before);
	};
	return {
		join(pair) {
			const { FirstName, LastName, email } = newcomer(random);
			const member = state().addMember(noviPerson({
				UniqueID: randomGuid(random), FirstName, LastName, Email: email, AccountEmail: email, JobTitle: pick(random, JOB_TITLES),
			}));
			state().joinGroup(pair.noviGroupId, member.UniqueID);
			return `${member.Name} joined the Novi group ${pair.noviGroupName}`;
		},
		leave(pair) {
			const member = someone(pair);
			state().leaveGroup(pair.noviGroupId, member.UniqueID);
			return `${member.Name} left the Novi group ${pair.noviGroupName}`;
		},
		changeJob(pair) {
			const JobTitle = `${pick(random, JOB_TITLES)} ${1 + Math.floor(random() * 1_000)}`;
			return edit(pair, { JobTitle }, ({ Name }) => `${Name} is now ${JobTitle}`);
		},
		changeCompany(pair) {
			const member = someone(pair);
			const others = state().members.rows().filter(({ CustomerType, UniqueID }) => CustomerType === 'Company' && UniqueID !== member.ParentCustomerUniqueID);
			const company = pick(random, others);
			state().updateMember(member.UniqueID, { ParentCustomerUniqueID: company.UniqueID });
			return `${member.Name} now works for ${company.Name}`;
		},
		changeLogin(pair) {
			const { email } = newcomer(random);
			return edit(pair, { AccountEmail: email }, ({ Name, AccountEmail }) => `${Name} changed the Novi login from ${AccountEmail} to ${email}`);
		},
		loseLogin(pair) {
			return edit(pair, { AccountEmail: random() < 0.5 ? null : '' }, ({ Name, AccountEmail }) => `${Name} lost the Novi login ${AccountEmail}`);
		},
		deactivate(pair) {
			return edit(pair, { Active: false }, ({ Name }) => `${Name} was set inactive in Novi`);
		},
	};
}

/** Active people of the Novi group who have a login. */
export function peopleWithLogin(state: NoviState, pair: GroupPair): NoviMember[] {
	return state.group(pair.noviGroupId).roster.rows()
		.flatMap(({ id }) => state.members.get(id) ?? [])
		.filter(({ CustomerType, Active, AccountEmail }) => CustomerType === 'Person' && Active && !isNothing(AccountEmail));
}
