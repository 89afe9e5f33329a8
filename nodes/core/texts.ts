/** The words that admins read, in Novi's and Forj's own terms. One place, so that one thing has one name. */

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
	disabled: 'This link is switched off. To sync it, set "enabled" to true in the table novi_forj_links.',
	staging:
		'This is a Novi staging site: nothing is written. To allow it, tick "Allow Staging Sync" in the credential Novi AMS API.',
	hasParent: (group: string) =>
		`The Forj group ${group} is a sub-group. The sync needs a top-level group: choose another group, or make it a top-level group in Forj.`,
	privacyUnsaid: (group: string) =>
		`Forj does not say how private the group ${group} is. Check in Forj that the admin of this API key may see the group's settings.`,
	notPrivate: (group: string, level: number, wanted: number) =>
		`The Forj group ${group} is not Private (its level is ${level}, Private is ${wanted}). Set it to Private in the group's settings in Forj.`,
	privateLevelUnknown: (group: string, level: number | undefined) =>
		`It is not known yet which number means Private in your community. Open a group in Forj that you know is Private, read its number with the node Forj Community, Group: Get (field "privacy"), and enter it in the credential Forj Community API under Private Level.${level === undefined ? '' : ` The group ${group} has ${level}.`}`,
	approvalUnsaid: (group: string) =>
		`Forj does not say whether joining ${group} requires approval. Check in Forj that the admin of this API key may see the group's settings.`,
	wantsApproval: (group: string) =>
		`Joining the Forj group ${group} requires a manager's approval. Switch it off in the group's settings in Forj.`,
	twoLinks: (others: string) =>
		`The Forj group is linked more than once (also by ${others}). One Forj group can follow one Novi group only: switch off or delete the other link in novi_forj_links.`,
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
	noForjField: (noviField: string) => `The row ${noviField} of novi_forj_fields has no forj_field, so it is not sent. Fill it in.`,
	direction: (noviField: string, value: string) =>
		`The row ${noviField} of novi_forj_fields has the direction "${value}", so it is not sent. Use novi_to_forj, forj_to_novi or both.`,
};

export const BRAKES = {
	incompleteRead: 'A group could not be read to its end, so nobody is removed. The next run tries again.',
	unknownPeople: (count: number) =>
		`${count} ${count === 1 ? 'person' : 'people'} in the Novi group could not be read, so nobody is removed. Check in Novi, gear menu > Advanced > API Keys, that the key sees all members and all fields.`,
	nobodyEligible: 'Nobody in the Novi group is known to be an active individual with a Novi login, so nobody is removed. Check the group in Novi.',
	firstRun: 'This is the first sync of the link, and it never removes. Check the list; if these people shall go, remove them by hand in Forj.',
	groupsChanged: 'The link now names other groups than in its last good run, so nobody is removed. Check both groups; if these people shall go, remove them by hand in Forj.',
	rosterDropped: (what: 'roster' | 'eligible', before: number, now: number) =>
		`The Novi group fell by more than half since the last good run (${what === 'roster' ? 'people' : 'people with a login'}: ${before} before, ${now} now), so nobody is removed. Check the group in Novi; if it is right, remove these people by hand in Forj.`,
	limit: (removals: number, recent: number, limit: number, percent: number, people: number) =>
		`${removals} removals${recent > 0 ? `, after ${recent} in the last 24 hours,` : ''} are more than the limit of ${limit} for this group (${percent} % or ${people} people), so nobody is removed. Check the list; if it is right, raise the limit of this link in novi_forj_links, or remove these people by hand in Forj.`,
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
	noLinks: 'No group is linked yet. Add a row to the table novi_forj_links.',
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
