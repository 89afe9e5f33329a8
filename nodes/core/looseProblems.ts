/** Why single people cannot be compared as two lists. Wrong input is never taken for an empty list. */
import { canonicalJson } from './canonical';
import type { Row } from './linkRow';
import type { ForjMember } from './types';

/** Why the lists cannot be compared: what happened, and what to do. */
export interface LooseProblem {
	side: 'Novi' | 'Forj';
	/** The item that shows it, counted from 0; absent when no item is to blame. */
	itemIndex?: number;
	message: string;
	fix: string;
}

/** What feeds each side. */
const STEP = {
	Novi: 'Novi AMS, Group: Get Members',
	Forj: 'Forj Community, Member: Get Many (with Simplify on)',
} as const;

export function failedStep(side: LooseProblem['side'], itemIndex: number, item: Row): LooseProblem {
	const said = typeof item.error === 'string' ? ` It said: ${item.error}` : '';
	return {
		side,
		itemIndex,
		message: `The step that reads ${side} did not end well.${said}`,
		fix: `Look at the step that feeds the input ${side} in this execution. Nothing is compared until it ends well.`,
	};
}

export function noMember(side: LooseProblem['side'], itemIndex: number): LooseProblem {
	return {
		side,
		itemIndex,
		message: `An item of the input ${side} is no person of ${STEP[side]}`,
		fix: `Feed the input ${side} with the items of ${STEP[side]}, unchanged.`,
	};
}

export function noAnswer(side: LooseProblem['side']): LooseProblem {
	return {
		side,
		message: `Nobody came in on the input ${side}`,
		fix: `An input without people is taken as a read that did not work. If the group is truly empty, switch on "Always Output Data" in the settings of the step ${STEP[side]}, and "Both Lists Are Complete" here.`,
	};
}

export function severalForjGroups(groups: ReadonlyArray<{ id: string; name: string }>): LooseProblem | undefined {
	if (groups.length <= 1) return undefined;
	return {
		side: 'Forj',
		message: `The people of the input Forj come from ${groups.length} groups`,
		fix: 'Compare one Forj group at a time, or choose the output "Snapshot" in both steps that read, which keeps the groups apart.',
	};
}

/** One member listed twice may be a page that came twice; two answers about one member are no list at all. */
export function contradiction(members: readonly ForjMember[]): LooseProblem | undefined {
	const known = new Map<string, ForjMember>();
	for (const [itemIndex, member] of members.entries()) {
		const before = known.get(member.id);
		if (before !== undefined && canonicalJson(before) !== canonicalJson(member)) {
			return {
				side: 'Forj',
				itemIndex,
				message: `Forj member ${member.id} came in twice, with different data`,
				fix: 'Run the workflow again, so that the group is read afresh.',
			};
		}
		known.set(member.id, member);
	}
	return undefined;
}
