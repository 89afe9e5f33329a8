/** The words that admins read, in Novi's and Forj's own terms. One place, so that one thing has one name. */
import type { PersonAction, ReadFailure } from './types';

export const NOT_APPLICABLE = {
	company: 'Not an individual: companies are not synced.',
	inactive: 'The Novi record is not active.',
	noLogin: 'No Novi login. Give the person one in Novi.',
	falseEmail: 'The Novi login is not an e-mail address. Correct it in Novi on the member record.',
	sameEmail: (winner: string) =>
		`Another person has the same login e-mail: ${winner} is synced. Give each person a login of their own in Novi.`,
	sameAccount: (owner: string) => `This login belongs to the same Forj account as ${owner}, who is synced.`,
	addressOfAnother: (owner: string) =>
		`This e-mail belongs to the Forj account of ${owner}. Adding it would overwrite that profile. Once ${owner} has changed the address in Forj, this person is added.`,
	twoForjAccounts: 'Two Forj members have this e-mail address. Nothing is done until one of them is removed in Forj.',
	otherAccount: 'The Forj account of this person is another one, which is in another linked group. Nothing is done until the two accounts are merged in Forj.',
	leftGroup: (since: string) =>
		`Left the Forj group, or was removed there by hand, seen on ${since.slice(0, 10)}, and is not added back. To add the person again, do it by hand in Forj, or set "self_left" to "add_back" in this link's settings.`,
};

export const UNKNOWN = {
	recordIncomplete: 'Novi does not show enough of this record to decide. Nothing is done to this person.',
};

export const REASON = {
	emailDiffers: (novi: string, forj: string) =>
		`Same person: the Novi login is ${novi}, the address in Forj is ${forj}. Only the member can change it, in Forj.`,
	refusedFields: (keys: string[]) =>
		`Forj did not take the value of ${keys.join(', ')}. It is sent again once it changes in Novi.`,
	pendingAdded: 'Was waiting for approval in Forj.',
	pendingLeftAlone: 'Asked to join in Forj and is not in the Novi group. Left alone; accept or decline in Forj.',
	strangerRemoved: 'Not in the Novi group.',
	leftRoster: 'No longer in the Novi group.',
	goneFromForj: 'No longer in the Forj group.',
	notEligible: (reason: string) => `In the Novi group, but N/A: ${reason}`,
	manager: 'Group manager in Forj: never removed by the sync.',
	keepList: "On this link's keep list: never removed by the sync.",
	modeAddOnly: 'Not in the Novi group. This link only adds (mode "add_only").',
	modeOwned: 'Not added by the sync. This link removes only people whom the sync added (mode "owned").',
	goneTogether: 'Was gone from Forj together with more than half of the group, so this is not taken for leaving.',
	accountOf: (owner: string) => `The Forj account of ${owner}, under another address.`,
	rematched: 'The Forj account that was known for this person is gone; this one has the same e-mail address.',
	persistent: (runs: number, reason: string) => `${reason} Refused in ${runs} runs so far.`,
};

export const NOT_READY = {
	disabled: 'This link is switched off. To sync it, switch it on in the Set-Up Assistant ("Change or unlink a link").',
	staging:
		'This is a Novi staging site: nothing is written. To allow it, tick "Allow Staging Sync" in the credential Novi AMS API.',
	hasParent: (group: string) =>
		`The Forj group ${group} is a sub-group. The sync needs a top-level group: choose another group, or make it a top-level group in Forj.`,
	privacyUnsaid: (group: string) =>
		`Forj does not say how private the group ${group} is. Check in Forj that the admin of this API key may see the group's settings.`,
	notPrivate: (group: string, level: number, wanted: number) =>
		`The Forj group ${group} is not Private (its level is ${level}, Private is ${wanted}). Set it to Private in the group's settings in Forj.`,
	privateLevelUnknown: (group: string, level: number | undefined) =>
		`It is not known yet which number means Private in your community. Change this link in the Set-Up Assistant: it asks for a group that you know is Private. Or read the number of such a group with the node Forj Community, Group: Get (field "privacy"), and enter it in the credential Forj Community API under Private Level.${level === undefined ? '' : ` The group ${group} has ${level}.`}`,
	approvalUnsaid: (group: string) =>
		`Forj does not say whether joining ${group} requires approval. Check in Forj that the admin of this API key may see the group's settings.`,
	wantsApproval: (group: string) =>
		`Joining the Forj group ${group} requires a manager's approval. Switch it off in the group's settings in Forj.`,
	twoLinks: (others: string) =>
		`The Forj group is linked more than once (also by ${others}). One Forj group can follow one Novi group only: switch off or unlink the other one in the Set-Up Assistant.`,
	sameLinkId: 'Two rows of novi_forj_links have this link_id. Give each link an id of its own.',
};

export const SETTINGS = {
	missing: (column: string) => `"${column}" is empty. Fill it in, in the table novi_forj_links.`,
	mode: (value: string) => `"mode" is "${value}". Use mirror, owned or add_only.`,
	percent: (value: string) => `"removal_limit_percent" is ${value}. Use a whole number from 0 to 100.`,
	people: (value: string) => `"removal_limit_people" is ${value}. Use a whole number, 0 or more.`,
	badJson: (column: string) => `"${column}" is no valid JSON object. Correct it in novi_forj_links, or clear it.`,
	unknownSetting: (name: string, known: readonly string[]) =>
		`"settings" has "${name}", which means nothing here. Known are: ${known.join(', ')}. Correct it in novi_forj_links.`,
	setting: (name: string, expected: string) => `"settings" has a wrong "${name}": expected ${expected}.`,
};

export const FIELDS = {
	namesReachBooks: (fields: string[]) =>
		`The table novi_forj_fields lets Forj change ${fields.join(', ')} in Novi. Names in Novi also change your association's QuickBooks.`,
	noForjField: (noviField: string) => `The row ${noviField} of novi_forj_fields has no forj_field, so it is not sent. Fill it in.`,
	direction: (noviField: string, value: string) =>
		`The row ${noviField} of novi_forj_fields has the direction "${value}", so it is not sent. Use novi_to_forj, forj_to_novi or both.`,
	identity: (noviField: string) =>
		`The row ${noviField} of novi_forj_fields maps an e-mail address or an id, so it is not followed: people are recognised by them, and they are never written. Delete the row.`,
	notWritable: (noviField: string) =>
		`The row ${noviField} of novi_forj_fields would write to a Novi field that is never written, so it is not followed. Use novi_to_forj, or map another Novi field.`,
	fedTwice: (noviField: string) =>
		`Several rows of novi_forj_fields write to the Novi field ${noviField}, so none of them is followed. Keep one of them.`,
};

/** Why a value is not written to its new place. */
export const MISFIT = {
	list: (side: 'Novi' | 'Forj', field: string) => `${field} in ${side} takes no list of choices, so nothing is written there. Map a field of the same kind in novi_forj_fields.`,
	noList: (side: 'Novi' | 'Forj', field: string) => `${field} in ${side} is a list of choices and the other side is none, so nothing is written there. Map a field of the same kind in novi_forj_fields.`,
	number: (noviField: string) => `${noviField} in Novi is a number and the value in Forj is none that Novi would keep as it is, so it is not written. Correct it in Forj.`,
	date: (noviField: string) => `${noviField} in Novi is a date and the value in Forj is none of the form 2026-01-31, so it is not written. Correct it in Forj, or map another field.`,
	yesNo: (noviField: string) => `${noviField} in Novi is yes or no and the value in Forj is neither, so it is not written. Correct it in Forj, or map another field.`,
	tooLong: (noviField: string, limit: number) => `${noviField} in Novi holds ${limit} characters and the value in Forj is longer, so it is not written. Shorten it in Forj.`,
};

/** Values that differ on both sides. */
export const PROFILE = {
	noviWon: (fields: string[]) => `Novi and Forj differ in ${fields.join(', ')}. Novi's value counts; the one in Forj is replaced.`,
	forjWon: (fields: string[]) => `Novi and Forj differ in ${fields.join(', ')}. Forj's value counts; the one in Novi is replaced.`,
	conflict: (fields: string[]) => `Novi and Forj differ in ${fields.join(', ')}, and neither value is written. Enter the right value on both sides.`,
	noPair: 'Not compared: it is not known yet which Novi record and which Forj account belong together. The full sync finds out.',
	sharedAccount: 'Not compared: another person is remembered with the same Forj account. Correct it in novi_forj_people.',
	notInForj: 'Not compared: Forj does not show this person here.',
	unread: (side: 'Novi' | 'Forj', message: string) => `Not compared: ${side} could not be read for this person. ${message}`,
	lookAtRead: (side: 'Novi' | 'Forj') => `Look at the step that reads ${side} in this execution.`,
	notShownInNovi: (fields: string[]) =>
		`Novi does not show ${fields.join(', ')} of this person, so nothing is written there. Check in Novi, gear menu > Advanced > API Keys, that the key sees all fields.`,
	unknownInNovi: (fields: string[]) => `No Novi record shows ${fields.join(', ')}, so nothing is written there. Correct the name in the table novi_forj_fields.`,
	unknownInForj: (fields: string[]) => `No Forj profile shows ${fields.join(', ')}, so nothing is taken from there. Correct the key in the table novi_forj_fields.`,
};

/** What a run of the profile update ends with. */
export const PROFILE_RUN = {
	noAnswer: 'The step that writes to Novi gave no answer; the next run looks again.',
	sum: (compared: number, sum: number) => `compared is ${compared}, but updated + unchanged + conflicts + failed + not attempted is ${sum}`,
	stepFailed: (message: string) => `The profiles could not be compared. ${message}`,
	failed: (count: number) => `${count} ${count === 1 ? 'profile was' : 'profiles were'} not updated in Novi; the next run tries again.`,
	conflicts: (count: number) => `${count} ${count === 1 ? 'person has' : 'people have'} values that differ on both sides: see the report.`,
};

/** Where held removals are released. */
export const RELEASE_THEM = 'If it is right, release these people with the form "Release Held Removals".';

export const BRAKES = {
	incompleteRead: 'A group could not be read to its end, so nobody is removed. The next run tries again.',
	unknownPeople: (count: number) =>
		`${count} ${count === 1 ? 'person' : 'people'} in the Novi group could not be read, so nobody is removed. Check in Novi, gear menu > Advanced > API Keys, that the key sees all members and all fields.`,
	nobodyEligible: `Nobody in the Novi group is known to be an active individual with a Novi login, so nobody is removed. Check the group in Novi. ${RELEASE_THEM}`,
	firstRun: `This is the first sync of the link, and it removes nobody by itself. Check the list. ${RELEASE_THEM}`,
	groupsChanged: `The link now names other groups than in its last good run, so nobody is removed. Check both groups. ${RELEASE_THEM}`,
	rosterDropped: (what: 'roster' | 'eligible', before: number, now: number) =>
		`The Novi group fell by more than half since the last good run (${what === 'roster' ? 'people' : 'people with a login'}: ${before} before, ${now} now), so nobody is removed. Check the group in Novi. ${RELEASE_THEM}`,
	limit: (removals: number, recent: number, limit: number, percent: number, people: number) =>
		`${removals} removals${recent > 0 ? `, after ${recent} in the last 24 hours,` : ''} are more than the limit of ${limit} for this group (${percent} % or ${people} people), so nobody is removed. Check the list. ${RELEASE_THEM} Or raise the limit of this link in the Set-Up Assistant.`,
	notReleased: (since: string) =>
		`Whoever was on the list of held removals of ${since.slice(0, 10)} and was not released stays. To remove such a person, use the form "Release Held Removals"; to keep a person for good, add the Forj user id or e-mail to "keep" in this link's settings.`,
	recheck: 'Somebody who was released could not be confirmed in Novi right before the removal, so that person is not removed.',
};

/** What speaks for an API key that does not see everything: what happened, and the switch to change. */
const KEY_SWITCH = 'In Novi, open the gear menu > Advanced > API Keys, open the key that n8n uses,';
export const KEY = {
	countsDiffer: (group: string, listed: number, counted: number): ReadFailure => ({
		kind: 'incomplete',
		message: `Novi lists ${listed} people in ${group}, but counts ${counted} there, so the API key may see only a part of them. Nobody is removed.`,
		fix: `${KEY_SWITCH} and remove its limit to a group. If the key has no such limit, set "ignore_group_counts" to true in this link's settings.`,
	}),
	fieldsAbsent: (fields: readonly string[]): ReadFailure => ({
		kind: 'incomplete',
		message: `Novi shows ${fields.join(', ')} of nobody, so the API key may see only some fields. Nobody is removed.`,
		fix: `${KEY_SWITCH} and switch off "Limit Member Data", or allow ${fields.length === 1 ? 'this field' : 'these fields'} there.`,
	}),
};

export const RELEASE = {
	reason: (listedAt: string) => `Released by an admin from the list of ${listedAt.slice(0, 10)}.`,
	expired: 'A release of held removals is older than seven days and no longer counts. Open the form "Release Held Removals" again.',
	groupsChanged: 'A release of held removals was for other groups than the link names now, so it does not count. Open the form "Release Held Removals" again.',
	hashDiffers: 'A release of held removals was changed after it was given, so it does not count. Open the form "Release Held Removals" again.',
};

/** What Explain Person says of the next run. */
export const EXPLAIN = {
	nextRun: (decision: PersonAction | 'hold', fields: string[]): string =>
		({
			none: 'Nothing changes for this person.',
			add: 'The person is added to the Forj group.',
			update: `The profile in Forj is updated: ${fields.join(', ')}.`,
			remove: 'The person is removed from the Forj group.',
			hold: 'The person would be removed from the Forj group, but the removal waits.',
		})[decision],
	notWritable: 'But nothing is written for this link; its detail says why.',
	notFound: 'Nothing: neither group shows this person.',
	notCompared: 'Nothing is known: the two groups could not be compared.',
};

const OPEN_FORM_AGAIN = 'Open the form again.';
/** Why a choice in the form releases nobody. */
export const HELD = {
	listChanged: `The list was changed since it was shown, so nobody is released. ${OPEN_FORM_AGAIN}`,
	expired: `The list is older than seven days, so nobody is released. ${OPEN_FORM_AGAIN}`,
	linkGone: (linkId: string) => `The link ${linkId} is gone or switched off, so nobody is released. Switch it on in the Set-Up Assistant, and open this form again.`,
	groupsChanged: `The link names other groups than when the list was shown, so nobody is released. ${OPEN_FORM_AGAIN}`,
	notOnList: (count: number) => `${count} of the chosen people ${count === 1 ? 'is' : 'are'} not on the list that was shown, so nobody is released. ${OPEN_FORM_AGAIN}`,
	nobodyChosen: 'Nobody was ticked, so nobody is released. Tick the people who shall be removed, or choose everybody on the list.',
};

/** Why a released person is not removed after Novi was asked again. */
export const RECHECK = {
	unread: (message: string) => `Released, but Novi could not be asked again right before the removal. ${message} The next run tries again.`,
	notShown: 'Released, but Novi no longer shows this record, so the person stays, and this release is over. If the person shall go, remove the person by hand in Forj.',
	unknown: 'Released, but Novi does not show enough of this record to be sure. Check in Novi, gear menu > Advanced > API Keys, that the key sees all fields.',
	inGroup: "Released, but the person's own record in Novi says that the person is in the group. The person stays, and this release is over. Compare the group and the record in Novi.",
	eligibleNow: 'Released, but the person has become eligible in Novi meanwhile. The person stays, and this release is over; the next run decides anew.',
	notRechecked: 'Released, but Novi was not asked again: the step "Recheck Removals" is missing before this one.',
};

export const LINK = {
	noviAbsent: 'Novi gave no answer for this group. Look at the step that reads Novi in the last execution.',
	forjAbsent: 'Forj gave no answer for this group. Look at the step that reads Forj in the last execution.',
	invalidSnapshot: (side: string) => `What came in as the ${side} side is no snapshot of this link's group. Check that link id and group id of both read steps come from the same link.`,
	forjIncomplete: 'The Forj group could not be read to its end, so nothing is written. The next run tries again.',
	builtInSync: (group: string) =>
		`Novi's built-in Forj sync is on for ${group}. Two syncs on one group fight: switch off Novi's own sync for this group.`,
	keysUnknown: (keys: string[]) =>
		`The Forj profile has no field ${keys.join(', ')}, so it is not sent. Map the right key in the table novi_forj_fields.`,
};

export const RESULT = {
	planned: {
		none: '',
		add: 'Would be added.',
		update: 'Would be updated.',
		remove: 'Would be removed.',
	},
	dryRun: 'Dry run: nothing was written.',
	notAttempted: (count: number) =>
		`${count} ${count === 1 ? 'change was' : 'changes were'} not made in this run; the next run goes on with them.`,
	noLinks: 'No group is linked yet. Open the Set-Up Assistant and choose "Link a group".',
	noAnswer: 'The writing step gave no answer; the next run looks again.',
	error: 'The run could not read both sides.',
	writeStepAbsent: 'The step that writes to Forj ended without an answer. Look at it in the last execution; the next run looks again.',
	outcomesMismatch: (planned: number, answered: number) =>
		`The step that writes to Forj answered for ${answered} people instead of ${planned}. Please report this; the next run looks again.`,
	countersDoNotAddUp: (sums: string[]) => `The counters of this run do not add up: ${sums.join('; ')}. Please report this.`,
	peopleFailed: (count: number) =>
		`Forj refused ${count} ${count === 1 ? 'person' : 'people'}: see the reasons in novi_forj_members, status Error. Everybody else is done; the next run tries again.`,
	persistent: (count: number) =>
		`${count} ${count === 1 ? 'person is' : 'people are'} refused by Forj again and again: see novi_forj_members, status Error.`,
	managersUnsaid: (count: number) =>
		`Forj does not say of ${count} ${count === 1 ? 'person' : 'people'} whether they are group managers, so they are not removed. Look at them in Forj.`,
};
