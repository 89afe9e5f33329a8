/** The objects of Forj Community as the emulator keeps them, and builders with harmless defaults for tests. */

export type ForjValue = string | number | boolean | null | string[];

export interface ForjUser {
	readonly id: number;
	/** The primary address, the only one that is ever shown. Change it with ForjState.changeEmails. */
	readonly email: string;
	/** Further addresses that log in; never shown. */
	readonly secondaryEmails: readonly string[];
	first_name: string;
	last_name: string;
	is_registered: boolean;
	/** UTC milliseconds. */
	created_at: number;
	updated_at: number;
	/** Profile fields under the community's own keys. */
	fields: Record<string, ForjValue>;
}

export interface ForjMembership {
	userId: number;
	is_admin: boolean;
	last_invited_in: number | null;
	status: 'accepted' | 'pending';
}

export interface ForjGroupSettings {
	id: number;
	name: string;
	email: string;
	url: string;
	/** A level as a number; 5 means Private here unless the option privateLevel says otherwise. */
	privacy: number;
	parent_group_id: number | null;
	/** User id. */
	primary_admin: number | null;
	members_visible: boolean;
	requires_approval: boolean;
	posts_moderation: boolean;
	hidden_email: boolean;
	logo_url: string | null;
	created_at: number;
	updated_at: number;
	/** Settings that can be written, but that no answer shows; as they were sent. */
	unshown: Record<string, unknown>;
}

export interface ForjGroupSeed extends ForjGroupSettings {
	members: ForjMembership[];
}

export interface ForjFieldDefinition {
	id: number;
	name: string;
	unique_name: string;
	type: string;
	required: boolean;
	editable: boolean;
	options: string[];
}

export interface ForjWebhook {
	url: string;
	topics: string[];
}

/** Plain data from which an emulator's state is built. The keys `company_name`, `job_title` and the private level 5 are translated by the options. */
export interface ForjSeed {
	users: ForjUser[];
	groups: ForjGroupSeed[];
	fieldDefinitions?: ForjFieldDefinition[];
	webhooks?: ForjWebhook[];
}

export const PRIVATE = 5;
export const COMPANY = 'company_name';
export const TITLE = 'job_title';

const LONG_AGO = Date.UTC(2021, 4, 3, 9, 30);
let builtIds = 100_000;

function nextId(): number {
	builtIds += 1;
	return builtIds;
}

export function forjUser(fields: Partial<ForjUser> = {}): ForjUser {
	const id = fields.id ?? nextId();
	return {
		email: `user.${id}@people.example`,
		secondaryEmails: [],
		first_name: 'Robin',
		last_name: 'Example',
		is_registered: true,
		created_at: LONG_AGO,
		updated_at: LONG_AGO,
		fields: {},
		...fields,
		id,
	};
}

export type ForjGroupFields = Partial<ForjGroupSettings> & {
	/** User ids, or ids with what differs from an accepted ordinary member. */
	members?: ReadonlyArray<number | (Partial<ForjMembership> & { userId: number })>;
};

/** A group fit for the sync: top-level, Private, without approval. */
export function forjGroup(fields: ForjGroupFields = {}): ForjGroupSeed {
	const id = fields.id ?? nextId();
	return {
		name: 'Example Group',
		email: `group-${id}@groups.example`,
		url: `https://community.example/groups/${id}`,
		privacy: PRIVATE,
		parent_group_id: null,
		primary_admin: null,
		members_visible: true,
		requires_approval: false,
		posts_moderation: false,
		hidden_email: false,
		logo_url: null,
		created_at: LONG_AGO,
		updated_at: LONG_AGO,
		unshown: {},
		...fields,
		id,
		members: (fields.members ?? []).map((entry) => ({
			is_admin: false,
			last_invited_in: null,
			status: 'accepted',
			...(typeof entry === 'number' ? { userId: entry } : entry),
		})),
	};
}

/** The profile fields of an ordinary community. */
export function defaultFieldDefinitions(): ForjFieldDefinition[] {
	const field = (id: number, name: string, unique_name: string, type = 'text', options: string[] = []): ForjFieldDefinition => ({
		id, name, unique_name, type, required: false, editable: true, options,
	});
	return [
		field(1, 'Company', COMPANY),
		field(2, 'Job Title', TITLE),
		field(3, 'Website', 'website'),
		field(4, 'About Me', 'description'),
		field(5, 'Interests', 'interests', 'multi_select', ['Policy', 'Education', 'Networking', 'Volunteering']),
	];
}
