/**
 * People of an admin's own workflow, one item each, as the two snapshots that the planner reads.
 * Nothing proves that such lists are complete, so the admin has to say it; and nothing but people passes as people.
 */
import { isRow, text, type Row } from './linkRow';
import { contradiction, failedStep, noAnswer, noMember, severalForjGroups, type LooseProblem } from './looseProblems';
import { isForjMember, isNoviMember } from './snapshots';
import type { FieldValues, ForjMember, ForjSnapshot, NoviMember, NoviSnapshot, ReadFailure } from './types';
import { isFieldValue } from './values';

export interface LooseLists {
	/** The items of each side. `{}` stays in: n8n's "Always Output Data" says with it that the step ran and found nobody. */
	novi: readonly unknown[];
	forj: readonly unknown[];
	/** The admin says that whoever is missing here is missing there as well. */
	bothListsComplete: boolean;
	/** ISO time that was passed in. */
	readAt: string;
}

export type LooseSnapshots = { novi: NoviSnapshot; forj: ForjSnapshot } | { problem: LooseProblem };

/** Stands for a group that the people do not name. */
export const UNNAMED_GROUP = 'unnamed';

/** Why a list that nobody vouches for holds every removal. */
export const NOT_KNOWN_COMPLETE: ReadFailure = {
	kind: 'incomplete',
	message: 'It is not known whether both lists are complete, so nobody is removed.',
	fix: 'If they are, switch on "Both Lists Are Complete" in this node.',
};

/** Both lists as snapshots, or the first reason why they cannot be compared. */
export function looseSnapshots(lists: LooseLists): LooseSnapshots {
	const novi = readSide('Novi', lists.novi, toNoviMember, lists.bothListsComplete);
	if ('problem' in novi) return novi;
	const forj = readSide('Forj', lists.forj, toForjMember, lists.bothListsComplete);
	if ('problem' in forj) return forj;
	const problem = severalForjGroups(forj.groups) ?? contradiction(forj.members);
	if (problem !== undefined) return { problem };
	return { novi: noviSnapshot(novi, lists), forj: forjSnapshot(forj, lists) };
}

interface Side<M> {
	members: M[];
	groups: Array<{ id: string; name: string }>;
}

/**
 * An input without items is a step that gave no answer, never an empty list. One empty item says that the step ran and found
 * nobody: believed of Forj, where it can only lead to adds, and of Novi only when the admin says so.
 */
function readSide<M>(
	side: LooseProblem['side'],
	items: readonly unknown[],
	toMember: (item: unknown) => M | undefined,
	complete: boolean,
): Side<M> | { problem: LooseProblem } {
	const members: M[] = [];
	const groups = new Map<string, string>();
	for (const [itemIndex, item] of items.entries()) {
		if (isEmptyItem(item)) continue;
		if (isRow(item) && 'error' in item) return { problem: failedStep(side, itemIndex, item) };
		const member = toMember(item);
		if (member === undefined) return { problem: noMember(side, itemIndex) };
		members.push(member);
		const { groupId, groupName } = item as Row;
		if (text(groupId) !== '') groups.set(text(groupId), text(groupName));
	}
	const ranAndFoundNobody = items.length > 0 && (complete || side === 'Forj');
	if (members.length === 0 && !ranAndFoundNobody) return { problem: noAnswer(side) };
	return { members, groups: [...groups].map(([id, name]) => ({ id, name })) };
}

export function isEmptyItem(item: unknown): boolean {
	return isRow(item) && Object.keys(item).length === 0;
}

// ---------------------------------------------------------------- items as people

/** What an item of Novi AMS, Get Members holds besides the profile fields. */
const NOT_A_FIELD = new Set(['id', 'name', 'unknown', 'isPerson', 'active', 'login', 'eligible', 'reason', 'groupId', 'groupName', 'stagingHeld']);

/** That node lays the profile fields flat beside the rest; a member out of a snapshot keeps them in `fields`. */
function toNoviMember(item: unknown): NoviMember | undefined {
	if (!isRow(item) || !('isPerson' in item || 'unknown' in item)) return undefined;
	const { id, name, unknown, isPerson, active, login } = item;
	const member = {
		id,
		name: text(name),
		...(unknown !== undefined && { unknown: text(unknown) }),
		...(typeof isPerson === 'boolean' && { isPerson }),
		...(typeof active === 'boolean' && { active }),
		...(typeof login === 'string' && { login }),
		fields: isRow(item.fields) ? item.fields : profileFields(item),
	};
	return isNoviMember(member) ? member : undefined;
}

function profileFields(item: Row): FieldValues {
	const entries = Object.entries(item).filter(([key, value]) => !NOT_A_FIELD.has(key) && isFieldValue(value));
	return Object.fromEntries(entries) as FieldValues;
}

/** A raw row of Forj lacks `hasProfile`: it does not say in one place who is pending or a manager. */
function toForjMember(item: unknown): ForjMember | undefined {
	if (!isForjMember(item) || typeof item.hasProfile !== 'boolean') return undefined;
	const { id, email, name, isManager, status, fields, hasProfile } = item;
	return {
		id,
		email,
		name,
		...(isManager !== undefined && { isManager }),
		...(status !== undefined && { status }),
		fields,
		hasProfile,
	};
}

// ---------------------------------------------------------------- lists as snapshots

/**
 * The doubt about completeness is laid on the Novi side alone: an incomplete Novi list holds every removal and
 * lets adds and updates through, while an incomplete Forj list would stop all writing (design section 5).
 */
function noviSnapshot({ members, groups }: Side<NoviMember>, lists: LooseLists): NoviSnapshot {
	return {
		kind: 'noviSnapshot',
		...frame(members.length, lists.readAt),
		complete: lists.bothListsComplete,
		...(!lists.bothListsComplete && { failure: NOT_KNOWN_COMPLETE }),
		// People of several Novi groups may be meant for one Forj group; then no single group is named.
		group: groups.length === 1 ? groups[0] : { id: UNNAMED_GROUP, name: '' },
		members,
		// Each person of a staging site says so (nodes/NoviAms/snapshot/people.ts).
		staging: lists.novi.some((item) => isRow(item) && item.stagingHeld === true),
		allowStagingSync: false,
	};
}

function forjSnapshot({ members, groups }: Side<ForjMember>, lists: LooseLists): ForjSnapshot {
	const unique = new Map(members.map((member) => [member.id, member]));
	const seen = new Set(members.flatMap((member) => Object.keys(member.fields)));
	return {
		kind: 'forjSnapshot',
		...frame(unique.size, lists.readAt),
		complete: true,
		group: {
			...(groups[0] ?? { id: UNNAMED_GROUP, name: '' }),
			hasParent: false,
			primaryAdmin: {},
			fieldKeys: [],
		},
		members: [...unique.values()],
		seenFieldKeys: [...seen].sort(),
	};
}

function frame(received: number, readAt: string) {
	return { linkId: '', expected: null, received, readAt, warnings: [], calls: 0 };
}
