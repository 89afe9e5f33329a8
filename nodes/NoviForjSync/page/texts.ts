/** The words of the page: what each status means, and what to do (design section 8, vocabulary of api/novi-ams.md). */
import { hrefOf, type Filter } from './request';
import type { GroupState } from './rows';
import type { PersonStatus } from '../../core/types';

export const TITLE = 'Novi to Forj status';
export const RELEASE_FORM = 'Novi to Forj: Release Held Removals';

export interface Meaning {
	means: string;
	todo: string;
}

export const GROUP_MEANING: Record<GroupState, Meaning> = {
	'Up To Date': {
		means: 'The Forj group holds exactly the right people. The time says when the last good run ended.',
		todo: 'Nothing, as long as the time is not older than your schedule.',
	},
	Syncing: { means: 'A run is reading both groups or writing to Forj right now.', todo: 'Wait a moment, then look again.' },
	Held: {
		means: 'Something looked wrong, so nobody was removed. Adds and updates usually go on.',
		todo: `Read the reason. If the removals are right, release them in n8n with the form "${RELEASE_FORM}".`,
	},
	'Not ready': { means: 'Nothing is written, because a setting of the link or of the Forj group does not fit.', todo: 'Read the reason: it says what to change and where.' },
	Error: {
		means: 'A side could not be read, or Forj refused somebody.',
		todo: 'Read the reason, and look at the people who were skipped or failed. The next run tries again.',
	},
	'No run yet': { means: 'The link is there, and no run has looked at it.', todo: 'Publish the workflow "Novi to Forj: Full Sync" in n8n, or execute it once.' },
	Off: {
		means: 'The link is switched off. Nobody is added, updated or removed.',
		todo: 'To sync it again, switch it on in the Set-Up Assistant ("Change or unlink a link").',
	},
};

export const PERSON_MEANING: Record<PersonStatus, Meaning> = {
	'Up To Date': { means: 'In both groups, with the same profile. An old date is no fault: nothing has changed since.', todo: 'Nothing.' },
	Added: { means: 'Added to the Forj group by the last run.', todo: 'Nothing.' },
	Updated: { means: 'The profile in Forj was changed by the last run.', todo: 'Nothing.' },
	Removed: { means: 'Removed from the Forj group. Shown for 90 days.', todo: 'Nothing.' },
	'N/A': { means: 'Never attempted: for example no Novi login, not an individual, or the e-mail of another person.', todo: 'Read the reason, and correct the record in Novi if it is wrong.' },
	'Removal held': { means: 'Would be removed from Forj, but that waits for somebody to look.', todo: `Release the person with the form "${RELEASE_FORM}", or leave it.` },
	Protected: { means: 'Never removed by the sync: a group manager, on the keep list, or left alone by the mode of the link.', todo: 'Nothing.' },
	Unknown: { means: 'Novi or Forj does not show enough of this person to decide.', todo: 'Check that the API key sees all fields.' },
	Error: { means: 'Attempted, and Forj refused it.', todo: 'Read the reason. The next run tries again.' },
	'Not attempted': { means: 'Planned, and not done in this run.', todo: 'Nothing: the next run goes on.' },
};

/** In the order of the list of choices. */
export const FILTER_NAMES: Record<Filter, string> = {
	all: 'Everybody',
	attention: 'Skipped or failed',
	error: 'Error',
	na: 'N/A',
	unknown: 'Unknown',
	'not-attempted': 'Not attempted',
	held: 'Removal held',
	added: 'Added',
	updated: 'Updated',
	removed: 'Removed',
	protected: 'Protected',
	'up-to-date': 'Up To Date',
};

export const EMPTY = {
	noLinks: {
		title: 'No group is linked yet',
		text: 'Run the set-up assistant in n8n: it links a Novi group with a Forj group. This page then shows how each of them stands.',
	},
	noSuchLink: { title: 'This group is not linked any more', text: 'The link that this address names does not exist. It may have been unlinked.' },
	noList: 'No list of people is stored yet. The first run that reads both groups stores it.',
	nobody: 'Nobody matches.',
	nobodyThere: 'Nobody is in this group.',
	noneAttention: 'Nobody was skipped, and nobody failed.',
	endOfList: 'Nobody stands further down in this list. It may have changed since you opened it.',
};

/** A list that is surely whole is shown while a run stores the next one. */
export const LIST_NOTES = {
	syncing: 'A sync is running: this is the list of the last run that ended.',
	otherGroups: 'The link names other groups now. This list still shows the people of the groups before; the next run reads the new ones.',
};

/** Nothing speaks against the link, but nobody looks after it any more. */
export const STALE = 'No run has ended well for more than a day. Check in n8n that the workflow "Novi to Forj: Full Sync" is published, and look at its executions.';

export const OVERVIEW_HREF = hrefOf({});
