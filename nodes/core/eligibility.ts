/** Who may be in the Forj group (design 4.1 and 4.5): individuals, active, with a Novi login. */
import type { NoviMember } from './types';
import { canonicalJson } from './canonical';
import { compareText, looksLikeEmail, normaliseEmail, noviKey } from './identity';
import { NOT_APPLICABLE, UNKNOWN } from './texts';

export type Eligibility =
	| { kind: 'eligible'; emailKey: string }
	/** `duplicate`: only the claim on an account is in doubt, so nobody is removed for it. */
	| { kind: 'not_applicable'; reason: string; duplicate?: true }
	| { kind: 'unknown'; reason: string };

export interface RosterPerson {
	member: NoviMember;
	key: string;
	eligibility: Eligibility;
}

/** One person by himself; the order of the rules is the order in which an admin would ask. */
function judge(member: NoviMember, hasPair: boolean): Eligibility {
	if (member.unknown !== undefined) return { kind: 'unknown', reason: member.unknown };
	if (member.isPerson === undefined || member.active === undefined || member.login === undefined) {
		return { kind: 'unknown', reason: UNKNOWN.recordIncomplete };
	}
	if (!member.isPerson) return { kind: 'not_applicable', reason: NOT_APPLICABLE.company };
	if (!member.active) return { kind: 'not_applicable', reason: NOT_APPLICABLE.inactive };
	if (member.login.trim() === '') return { kind: 'not_applicable', reason: NOT_APPLICABLE.noLogin };
	// Somebody who is recognised by his pair needs no address; he must not lose his place for a typing error.
	if (!hasPair && !looksLikeEmail(member.login)) return { kind: 'not_applicable', reason: NOT_APPLICABLE.falseEmail };
	return { kind: 'eligible', emailKey: normaliseEmail(member.login) };
}

/**
 * All people of a roster, each once. Of several eligible people with one e-mail the winner is whoever already
 * has a pair, then the smallest Novi id: the same one in every run and in any order.
 */
export function judgeRoster(members: readonly NoviMember[], hasPair: (key: string) => boolean): RosterPerson[] {
	const candidates = members.map((member) => {
		const key = noviKey(member.id);
		const paired = hasPair(key);
		return { member, key, paired, eligibility: judge(member, paired) };
	});
	candidates.sort(
		(a, b) =>
			Number(b.paired) - Number(a.paired) ||
			compareText(a.key, b.key) ||
			compareText(canonicalJson(a.member), canonicalJson(b.member)),
	);
	const people: RosterPerson[] = [];
	const winners = new Map<string, string>();
	let lastKey: string | undefined;
	for (const { member, key, eligibility } of candidates) {
		if (key === lastKey) continue;
		lastKey = key;
		const winner = eligibility.kind === 'eligible' ? winners.get(eligibility.emailKey) : undefined;
		if (winner !== undefined) {
			people.push({ member, key, eligibility: { kind: 'not_applicable', reason: NOT_APPLICABLE.sameEmail(winner), duplicate: true } });
			continue;
		}
		if (eligibility.kind === 'eligible') winners.set(eligibility.emailKey, member.name);
		people.push({ member, key, eligibility });
	}
	return people;
}
