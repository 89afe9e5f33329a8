/** Documented fields (api/forj-community.md, Objects). A group names its parent under either key. */
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
