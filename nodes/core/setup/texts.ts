/** The words of the set-up assistant that the pages and the checks of answers share. */
import type { OwnershipMode } from '../types';

export const MODE_LABELS: Record<OwnershipMode, string> = {
	mirror: 'Mirror: whoever is not in the Novi group is removed from the Forj group',
	owned: 'Owned: only people whom the sync added are removed',
	add_only: 'Add only: nobody is removed',
};

export const ENABLED_LABELS = { on: 'On: the link is synced', off: 'Off: nothing is written, and nobody is removed' } as const;

export const SELF_LEFT_LABELS = {
	respect: 'Stay out: leaving is their own choice',
	add_back: 'Are added back by the next sync',
} as const;

export const CONFLICT_LABELS = {
	novi_wins: 'Novi wins',
	forj_wins: 'Forj wins, where the field may be written to Novi',
	report: 'Nothing is written, only reported',
} as const;

export const DIRECTION_LABELS = {
	novi_to_forj: 'From Novi to Forj',
	forj_to_novi: 'From Forj to Novi',
	both: 'Both ways',
} as const;

/** What was changed of a link. */
export const CHANGED = {
	enabled: { on: 'switched on', off: 'switched off' },
	mode: 'who is removed from the Forj group',
	limit: 'removal limit',
	keep: 'keep list',
	selfLeft: 'people who left the Forj group by themselves',
	conflict: 'values changed in Novi and in Forj',
	privateLevel: 'number that means Private',
	these: (names: readonly string[]) => `Changed: ${names.join(', ')}.`,
	nothing: 'Nothing was changed.',
} as const;

/** Entries of lists that are no group and no key. */
export const NEW_GROUP = { id: 'new', label: 'Create a new Forj group' };
export const STANDARD = { id: 'standard', label: 'As it was delivered' };

export const ANSWER = {
	keepEntry: (entry: string) => `On the keep list, "${entry}" is neither an e-mail address nor a Forj user id. Correct it, or leave it out.`,
	missing: (what: string) => `Nothing was chosen for "${what}". Go back and choose an entry from the list.`,
	linked: (forjGroup: string, noviGroup: string, linkId: string) =>
		`The Forj group ${forjGroup} already follows the Novi group ${noviGroup} (link ${linkId}). One Forj group can follow one Novi group only. Choose another Forj group, or unlink that one first.`,
	linkExists: (linkId: string) => `A link ${linkId} exists already. Open the assistant again.`,
	linkGone: (linkId: string) => `The link ${linkId} is no longer there. Open the assistant again.`,
	brokenSettings: (linkId: string) =>
		`The settings of the link ${linkId} can't be read, so they are not changed here. In n8n, open Overview > Data tables > novi_forj_links, correct or clear the column "settings" of this link, and try again.`,
	limitPercent: 'The removal limit in percent must be a whole number from 0 to 100.',
	limitPeople: 'The removal limit in people must be a whole number, 0 or more.',
	keyTwice: (forjKey: string, noviField: string) =>
		`The Forj field ${forjKey} is already mapped to ${noviField}. One Forj field can hold one Novi field only: choose another one, or change the mapping of ${noviField} first.`,
};
