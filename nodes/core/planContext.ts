/** What the rules of one link share: both sides, what is remembered, and who was recognised as whom. */
import { canonicalJson } from './canonical';
import { fieldMappings } from './fieldMap';
import { compareText } from './identity';
import type { Matches } from './match';
import { decisionOf, releaseFault } from './release';
import type { FieldMapping, ForjMember, ForjSnapshot, Link, NoviSnapshot, PersonLinkState, PersonMemory, ReadFailure, ShownPerson } from './types';
import { keyLimits } from './visibility';

export interface LinkInput {
	link: Link;
	/** Undefined when the side is absent or is no snapshot of this link. */
	novi: NoviSnapshot | undefined;
	forj: ForjSnapshot | undefined;
	/** Why a side is undefined, for the status. */
	absence: string[];
	/** By Novi key, of all links. */
	people: ReadonlyMap<string, PersonMemory>;
	/** What `novi_forj_members` shows of this link, by person key. */
	shown: ReadonlyMap<string, ShownPerson>;
	/** `novi_forj_members` holds superseded rows of this link, which are to go. */
	leftovers: boolean;
	mappings: readonly FieldMapping[];
	/** Remarks on rows of `novi_forj_fields`. */
	fieldFaults: readonly string[];
	/** Forj user ids of all groups of this run. */
	forjIds: ReadonlySet<string>;
	/** ISO time. */
	now: string;
	/** False: loose lists of an admin's own workflow. No table is behind them, and no group settings. */
	remembered: boolean;
	checkGroup: boolean;
}

/** What the rules share while one link is planned. */
export interface Context extends LinkInput {
	novi: NoviSnapshot;
	forj: ForjSnapshot;
	fieldMappings: FieldMapping[];
	knownKeys: Set<string>;
	/** The Forj rows by user id, each user once. */
	rows: Map<string, ForjMember>;
	/** Accepted members, or such whose row does not say; pending ones are not members (design 4.8). */
	members: ForjMember[];
	matches: Matches;
	/** So many known members are gone from Forj at once that they have not left one by one. */
	goneTogether: boolean;
	/** Both sides were read to their end, whatever the key may see of them. */
	readToTheEnd: boolean;
	/** What speaks for a limited Novi key; then `novi` counts as incomplete. */
	keyLimits: ReadFailure[];
	/** Forj user ids that an admin released, and those that an admin saw and did not release. */
	released: ReadonlySet<string>;
	notReleased: ReadonlySet<string>;
	/** Forj keys that were compared with another Novi field before. */
	remapped: ReadonlySet<string>;
	/** Why a stored release does not count. */
	releaseFault?: string;
}

export function buildContext(input: LinkInput & { novi: NoviSnapshot; forj: ForjSnapshot }): Context {
	const rows = eachOnce(input.forj.members);
	const limits = keyLimits(input.novi, input.link);
	const { release } = input.link.state;
	const fault = release && releaseFault(input.link, release, input.now);
	return {
		...input,
		novi: limits.length === 0 ? input.novi : { ...input.novi, complete: false, failure: input.novi.failure ?? joined(limits) },
		readToTheEnd: input.novi.complete && input.forj.complete,
		keyLimits: limits,
		released: new Set(release && fault === undefined ? release.people : []),
		notReleased: new Set(decisionOf(input.link)?.notReleased),
		remapped: remappedKeys(input),
		...(fault !== undefined && { releaseFault: fault }),
		fieldMappings: fieldMappings(input.mappings),
		knownKeys: new Set([...input.forj.group.fieldKeys, ...input.forj.seenFieldKeys]),
		rows,
		members: [...rows.values()].filter((member) => !isPending(member)),
		matches: { memberOf: new Map(), personOf: new Map(), unclear: new Map() },
		goneTogether: false,
	};
}

function remappedKeys({ link, mappings }: LinkInput): Set<string> {
	const before = link.state.fieldMap ?? {};
	const remapped = fieldMappings(mappings).filter(({ forjField, noviField }) => before[forjField] !== undefined && before[forjField] !== noviField);
	return new Set(remapped.map(({ forjField }) => forjField));
}

function joined(failures: readonly ReadFailure[]): ReadFailure {
	const last = failures[failures.length - 1];
	const earlier = failures.slice(0, -1).map(({ message, fix }) => `${message} ${fix}`);
	return { kind: 'incomplete', message: [...earlier, last.message].join(' '), fix: last.fix };
}

/** A list that was not proven may show a user twice; whichever row is taken, it must not depend on the order. */
function eachOnce(members: readonly ForjMember[]): Map<string, ForjMember> {
	const byId = new Map<string, ForjMember>();
	for (const member of members) {
		const known = byId.get(member.id);
		if (known === undefined || compareText(canonicalJson(member), canonicalJson(known)) < 0) byId.set(member.id, member);
	}
	return byId;
}

export function hasPair(people: ReadonlyMap<string, PersonMemory>, key: string): boolean {
	return (people.get(key)?.forjUserId ?? '') !== '';
}

export function isPending(member: ForjMember): boolean {
	return member.status === 'pending';
}

/** What is remembered of a person in this link; nothing when it speaks of another Forj group. */
export function linkState(memory: PersonMemory | undefined, { link }: Context): PersonLinkState {
	const state = memory?.state[link.linkId];
	return state === undefined || (state.groupId !== undefined && state.groupId !== link.forjGroupId) ? {} : state;
}
