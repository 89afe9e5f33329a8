/**
 * Which Forj member is which Novi person (design 4.2 to 4.5): by the stored pair first, then by the login
 * e-mail. Where two claims meet, nobody is acted on silently.
 */
import type { RosterPerson } from './eligibility';
import type { ForjMember, PersonMemory } from './types';
import { normaliseEmail } from './identity';
import { NOT_APPLICABLE } from './texts';

export interface Matches {
	/** Roster key to the Forj member (pending ones included). */
	memberOf: Map<string, ForjMember>;
	/** Forj user id to the roster person. */
	personOf: Map<string, RosterPerson>;
	/** Forj user ids on which nothing may be done because the claim is not clear; with the reason. */
	unclear: Map<string, string>;
}

/** Forj user ids that the other groups of this run show. */
type ForjIds = ReadonlySet<string>;
type MemoryOf = (rosterKey: string) => PersonMemory | undefined;

/**
 * @param roster in the order of the keys; people whose claim does not hold become N/A here
 * @param members Forj rows by user id, pending ones included
 */
export function matchPeople(
	roster: RosterPerson[],
	members: ReadonlyMap<string, ForjMember>,
	memoryOf: MemoryOf,
	forjIds: ForjIds,
): Matches {
	const matches: Matches = { memberOf: new Map(), personOf: new Map(), unclear: new Map() };
	const absentClaims = new Map<string, string>();
	const ofClass = (...kinds: Array<RosterPerson['eligibility']['kind']>): RosterPerson[] =>
		kinds.flatMap((kind) => roster.filter((person) => person.eligibility.kind === kind));
	// Somebody N/A never takes an account from an eligible person, so his claims come last.
	const classes = [ofClass('eligible', 'unknown'), ofClass('not_applicable')];
	const byEmail = groupByEmail(members.values());
	for (const claimants of classes) {
		for (const person of claimants) claimByPair(person, members, memoryOf, matches);
		for (const person of claimants) {
			if (!matches.memberOf.has(person.key)) claimByEmail(person, { members, byEmail, memoryOf, forjIds }, matches);
		}
		for (const person of claimants) {
			if (!matches.memberOf.has(person.key)) claimAbsentPair(person, memoryOf, matches, absentClaims);
		}
	}
	return matches;
}

function claimByPair(person: RosterPerson, members: ReadonlyMap<string, ForjMember>, memoryOf: MemoryOf, matches: Matches): void {
	const pairedId = memoryOf(person.key)?.forjUserId;
	const member = pairedId ? members.get(pairedId) : undefined;
	if (member === undefined) return;
	const owner = matches.personOf.get(member.id);
	if (owner === undefined) link(person, member, matches);
	else if (person.eligibility.kind === 'eligible') {
		// Two Novi logins that are addresses of one Forj account.
		standBack(person, NOT_APPLICABLE.sameAccount(owner.member.name));
	}
}

interface Accounts {
	members: ReadonlyMap<string, ForjMember>;
	byEmail: ReadonlyMap<string, ForjMember[]>;
	memoryOf: MemoryOf;
	forjIds: ForjIds;
}

function claimByEmail(person: RosterPerson, { members, byEmail, memoryOf, forjIds }: Accounts, matches: Matches): void {
	const login = person.member.login ?? memoryOf(person.key)?.email ?? '';
	const emailKey = normaliseEmail(login);
	if (emailKey === '' || isDuplicate(person)) return;
	const found = byEmail.get(emailKey);
	if (found === undefined) return;
	if (found.length > 1) {
		for (const member of found) matches.unclear.set(member.id, NOT_APPLICABLE.twoForjAccounts);
		if (person.eligibility.kind === 'eligible') standBack(person, NOT_APPLICABLE.twoForjAccounts);
		return;
	}
	const [member] = found;
	const pairedId = memoryOf(person.key)?.forjUserId ?? '';
	if (pairedId !== '' && pairedId !== member.id && (members.has(pairedId) || forjIds.has(pairedId))) {
		// His account is alive, here or in another group: taking this one would lose it there.
		matches.unclear.set(member.id, NOT_APPLICABLE.otherAccount);
		if (person.eligibility.kind === 'eligible') standBack(person, NOT_APPLICABLE.otherAccount);
		return;
	}
	const owner = matches.personOf.get(member.id);
	if (owner === undefined) link(person, member, matches);
	else if (person.eligibility.kind === 'eligible') {
		// Adding this address would overwrite the profile of the person to whom the account belongs.
		standBack(person, NOT_APPLICABLE.addressOfAnother(owner.member.name));
	}
}

/** Two people whose pairs name one account that is not in the group: only the first of them is added. */
function claimAbsentPair(person: RosterPerson, memoryOf: MemoryOf, matches: Matches, claims: Map<string, string>): void {
	const pairedId = memoryOf(person.key)?.forjUserId ?? '';
	if (pairedId === '' || person.eligibility.kind !== 'eligible') return;
	const owner = claims.get(pairedId);
	if (owner === undefined) claims.set(pairedId, person.member.name);
	else standBack(person, NOT_APPLICABLE.sameAccount(owner));
}

/** A duplicate has no address of its own to claim an account with. */
function isDuplicate({ eligibility }: RosterPerson): boolean {
	return eligibility.kind === 'not_applicable' && eligibility.duplicate === true;
}

function standBack(person: RosterPerson, reason: string): void {
	person.eligibility = { kind: 'not_applicable', reason, duplicate: true };
}

function link(person: RosterPerson, member: ForjMember, matches: Matches): void {
	matches.memberOf.set(person.key, member);
	matches.personOf.set(member.id, person);
}

function groupByEmail(members: Iterable<ForjMember>): Map<string, ForjMember[]> {
	const byEmail = new Map<string, ForjMember[]>();
	for (const member of members) {
		const key = normaliseEmail(member.email);
		if (key === '') continue;
		const same = byEmail.get(key);
		if (same === undefined) byEmail.set(key, [member]);
		else same.push(member);
	}
	return byEmail;
}
