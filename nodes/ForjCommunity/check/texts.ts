/** A group names its parent under either key. */
export const PARENT_KEYS = ['parent_group', 'parent_group_id'];

/** Documented fields (api/forj-community.md, Objects). */
export const GROUP_FIELDS = [
	'id', 'name', 'email', 'url', 'privacy', 'parent_group', 'parent_group_id', 'primary_admin', 'members_count', 'members_visible',
	'requires_approval', 'posts_moderation', 'hidden_email', 'logo_url', 'created_at', 'updated_at',
];
export const USER_FIELDS = [
	'id', 'email', 'name', 'first_name', 'last_name', 'is_registered', 'created_at', 'updated_at', 'groups', 'avatar', 'fields',
];

export const READ_ACTIONS = {
	noGroup: 'Create a group in Forj, then run Check API again.',
	noMember: 'Add somebody to a group in Forj, then run Check API again.',
	wrongRecord: 'Do not sync before this is solved. Send this report to the makers of this package.',
	settings: 'Links stay Not ready, since nobody can tell whether the group is fit. Send this report to the makers of this package.',
	primaryAdmin: 'Put the main manager of the group on the keep list of the link: the sync cannot recognise him or her by the group.',
	managers: 'Nothing to do: the sync reads each person once more before a removal.',
	profile: 'The sync cannot compare profile fields there. Send this report to the makers of this package.',
	names: 'First and last name cannot be compared, and are sent when they change in Novi only.',
	search: 'The sync does not use this call. User: Search may miss people.',
} as const;

/** Why the write calls were not made. Each sentence stands beside every write row. */
export const REFUSED = {
	listFailed: ['Not made: the members of the test group could not be read.', 'See the row "list members".'],
	tooLarge: ['Not made: the test group has more than 500 members, so it is no test group.', 'Choose a group that is there for tests.'],
	isMember: ['Not made: somebody with the test e-mail address is in the test group.', 'Choose an address that nobody in Forj has.'],
	isUser: [
		'Not made: Forj has a user with the test e-mail address, whose data an add would overwrite.',
		'Choose an address that nobody in Forj has. After an earlier test, its address is taken: put another +tag into it.',
	],
	unproven: [
		'Not made: it could not be made sure that nobody in Forj has the test e-mail address.',
		'See the rows "search users" and "list users".',
	],
	notAdded: ['Not made: the test person was not added.', 'See the row "add member".'],
	notRemoved: ['Not made: the test person could not be removed before.', 'See the row "remove member".'],
	noJob: ['Not asked: no import was started.', 'See the row "add members in bulk".'],
} as const;

export const WRITE_ACTIONS = {
	addressInUse: 'Choose a test e-mail address that nobody in Forj has, not even as a second address.',
	path: 'Ask the support of Forj for the path of this call. Enter it in the credential under Change Endpoint Paths, then run Check API again.',
	readBack: 'Nothing to do: the sync looks in the group instead of trusting the answer.',
	values: 'Send this report to the makers of this package: profile fields would be reported as not taken.',
	bulkMissing: 'Nothing to do: people are added one by one instead, which takes longer.',
	busy: 'Run Check API again when no import runs in Forj.',
	byHand: (groupId: string) =>
		`Look by hand: in Forj, open the group with the ID ${groupId} > Members, and remove the person with the test e-mail address, if he or she is there.`,
	removeByHand: (groupId: string) =>
		`Remove the person with the test e-mail address by hand: in Forj, open the group with the ID ${groupId} > Members.`,
} as const;
