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
export function judge(member: NoviMember, hasPair: boolean): Eligibility {
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
 * All people of a roster, each once, in the order of their keys. Of several eligible people with one e-mail the winner
 * is whoever already has a pair, then the smallest Novi id: the same one in every run and in any order.
 */
export function judgeRoster(members: readonly NoviMember[], hasPair: (key: string) => boolean): RosterPerson[] {
	const people = eachOnce(members).map(({ member, key }) => {
		const paired = hasPair(key);
		return { member, key, paired, eligibility: judge(member, paired) };
	});
	const winners = new Map<string, RosterPerson>();
	for (const paired of [true, false]) {
		for (const person of people) {
			if (person.paired === paired) oneForEachEmail(person, winners);
		}
	}
	return people;
}

function oneForEachEmail(person: RosterPerson, winners: Map<string, RosterPerson>): void {
	if (person.eligibility.kind !== 'eligible') return;
	const { emailKey } = person.eligibility;
	const winner = winners.get(emailKey);
	if (winner === undefined) winners.set(emailKey, person);
	else person.eligibility = { kind: 'not_applicable', reason: NOT_APPLICABLE.sameEmail(winner.member.name), duplicate: true };
}

/** A roster that was not proven may name a person twice; whichever row is taken, it must not depend on the order. */
function eachOnce(members: readonly NoviMember[]): Array<{ member: NoviMember; key: string }> {
	const rows = members.map((member) => ({ member, key: noviKey(member.id) }));
	rows.sort((a, b) => compareText(a.key, b.key) || compareText(canonicalJson(a.member), canonicalJson(b.member)));
	return rows.filter((row, index) => index === 0 || row.key !== rows[index - 1].key);
}
