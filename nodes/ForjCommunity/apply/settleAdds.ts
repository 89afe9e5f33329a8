/** Adds whose end only the member list can tell: read once for all of them. */
import type { LinkWork, MemberIndex } from './linkWork';
import type { OpenAdd } from './addOne';
import { recordFound, withNote } from './addOne';
import { pairByProfile } from './pairing';
import { isServiceError } from '../../shared/http/serviceError';
import { REASON, describe } from './texts';

/** Records an outcome for every add that is settled now, and returns those to be repeated once. */
export async function settleAdds(link: LinkWork, open: readonly OpenAdd[], mayRepeat: boolean): Promise<OpenAdd[]> {
	if (open.length === 0) return [];
	const list = await link.readList();
	const missing: OpenAdd[] = [];
	for (const add of open) {
		const member = list.find(add.userId, add.add.email);
		if (member) await recordFound(link, add, member);
		else missing.push(add);
	}
	const unpaired = await pairNewMembers(link, missing, list);
	const again = mayRepeat && list.complete && !link.run.blocked() ? unpaired.filter(isWorthRepeating) : [];
	for (const add of unpaired) if (!again.includes(add)) recordMissing(link, add, list);
	return again;
}

/** What may not have arrived; and an add that was accepted without a name, since the next answer may bring it. */
function isWorthRepeating({ state, userId }: OpenAdd): boolean {
	return state === 'unknown' || (state === 'accepted' && userId === undefined);
}

/** Members that are new in the list and explained by nobody's e-mail can only be the accounts just added. */
async function pairNewMembers(link: LinkWork, missing: OpenAdd[], list: MemberIndex): Promise<OpenAdd[]> {
	const { idsBefore } = link.plan;
	const candidates = missing.filter((add) => add.state !== 'refused' && add.userId === undefined);
	if (!idsBefore || !list.complete || candidates.length === 0) return missing;
	const accounts = list.members.filter((member) => !idsBefore.has(member.id) && !link.explained.has(member.id));
	const pairs = pairByProfile(candidates.map((add) => add.add.fields), accounts);
	for (const [person, account] of pairs) await recordFound(link, candidates[person], accounts[account]);
	const paired = new Set([...pairs.keys()].map((index) => candidates[index]));
	return missing.filter((add) => !paired.has(add));
}

function recordMissing(link: LinkWork, open: OpenAdd, list: MemberIndex): void {
	const { person, add, state, userId, error, note } = open;
	const conflict = isServiceError(error) && error.status === 409;
	// Without an id, the account of somebody who was (or already is) added stays unknown.
	if (userId === undefined && (state !== 'refused' || conflict)) link.unidentified = true;
	const details = userId === undefined ? {} : { forjUserId: userId };
	if (state === 'accepted' && !list.complete) {
		return link.record(person, 'added', { ...details, reason: withNote(note, REASON.addUnconfirmed) });
	}
	const reason = {
		accepted: () => REASON.notListed(add.email),
		unknown: () => REASON.addUnknown(error),
		refused: () => describe(error),
	}[state]();
	link.record(person, 'failed', { ...details, reason: withNote(note, reason) });
}
