/** What Compare Members says to admins who build their own workflow. */
import { NOT_KNOWN_COMPLETE } from '../../core/looseSnapshots';
import { BRAKES, RELEASE_THEM } from '../../core/texts';
import type { Plan } from '../../core/types';

/** Why nothing can be compared: what happened, and what to do. */
export interface CompareProblem {
	message: string;
	fix: string;
	/** The item that shows it, counted from 0. */
	itemIndex?: number;
}

export const PROBLEM = {
	rememberedFailed: (itemIndex: number): CompareProblem => ({
		itemIndex,
		message: 'A step that reads the data tables did not end well',
		fix: 'Look at the steps that feed the input Remembered in this execution. Nothing is compared without what they remember.',
	}),
	noSnapshot: {
		message: 'No snapshot came in',
		fix: 'Choose the output "Snapshot" in both steps that read Novi and Forj, or the output "People" here.',
	},
	peopleBesideSnapshots: {
		message: 'Single people came in where snapshots are needed',
		fix: 'Choose the output "Snapshot" in both steps that read. Single people are compared when both sides bring them, the output here is "People", and no rows of novi_forj_links come in.',
	},
	linkIdsAbsent: {
		message: 'Several snapshots of one side have no link id',
		fix: 'Give each pair of groups a Link ID of its own, the same in the step that reads Novi and in the one that reads Forj.',
	},
	nothingCompared: (detail: readonly string[]): CompareProblem => ({
		message: 'The groups could not be compared',
		fix: detail.join(' '),
	}),
} satisfies Record<string, CompareProblem | ((...args: never[]) => CompareProblem)>;

export const TOOL_HOLDS = 'An AI agent removes nobody: run the workflow yourself for that.';

export const MAY_BE_MANAGER =
	'Forj does not say in its list whether this is a group manager: Forj Community, Member: Remove asks before it removes.';

/** The planner names the places of the shipped workflow; an admin's own workflow has others. */
const OWN_WORDS: ReadonlyArray<[theirs: string, ours: string]> = [
	[`${RELEASE_THEM} Or raise the limit of this link in the Set-Up Assistant.`, 'If it is right, raise the limit in the options of this node, or remove these people by hand in Forj.'],
	[RELEASE_THEM, 'If it is right, remove these people by hand in Forj.'],
];
const LOOSE_WORDS: ReadonlyArray<[theirs: string, ours: string]> = [
	[BRAKES.incompleteRead, `${NOT_KNOWN_COMPLETE.message} ${NOT_KNOWN_COMPLETE.fix}`],
];

/** A plan of groups that no row of `novi_forj_links` links, with the places named where its admin finds them. */
export function inOwnWords(plan: Plan, loose: boolean): Plan {
	const words = loose ? [...OWN_WORDS, ...LOOSE_WORDS] : OWN_WORDS;
	const reword = (text: string): string => words.reduce((result, [theirs, ours]) => result.split(theirs).join(ours), text);
	return {
		...plan,
		// The failure of the loose list and the brake that it trips now say the same.
		detail: [...new Set(plan.detail.map(reword))],
		brakes: plan.brakes.map((brake) => ({ ...brake, text: reword(brake.text) })),
		people: plan.people.map((person) => (person.decision === 'hold' ? { ...person, reason: reword(person.reason) } : person)),
	};
}
