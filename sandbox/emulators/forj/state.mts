import { Table } from '../shared/table.mjs';
import { BulkJobs } from './bulkJobs.mjs';
import { EmailOwners, normalEmail } from './emailOwners.mjs';
import type { ForjOptions } from './options.mjs';
import { overwrite, type Profile } from './profile.mjs';
import {
	COMPANY, defaultFieldDefinitions, PRIVATE, TITLE,
	type ForjFieldDefinition, type ForjGroupSettings, type ForjMembership, type ForjSeed, type ForjUser, type ForjWebhook,
} from './records.mjs';

export interface ForjGroup extends ForjGroupSettings {
	/** By user id, in the order of joining; pending ones too. */
	members: Table<number, ForjMembership>;
}

/** Something that a careful client never does. The real service would simply do it. */
export interface ForjAccident {
	kind: 'accounts-merged' | 'email-written' | 'manager-removed';
	userId: number;
	detail: string;
}

export type ForjTopic = 'user.created' | 'user.updated' | 'user.status_changed' | 'group_member.added';

export interface ForjEvent {
	topic: ForjTopic;
	userId: number;
	groupId?: number;
}

/** The truth of the emulated community. Tests read it, and change it through the methods. */
export class ForjState {
	readonly users = new Table<number, ForjUser>();
	readonly groups = new Table<number, ForjGroup>();
	readonly accidents: ForjAccident[] = [];
	readonly jobs: BulkJobs;
	readonly fieldDefinitions: ForjFieldDefinition[];
	/** The community's profile key for the company. */
	readonly companyKey: string;
	/** Set up by hand in the interface; the API has no call for it. */
	readonly webhooks: ForjWebhook[];
	private readonly owners = new EmailOwners();
	private lastId = 0;

	constructor(
		seed: ForjSeed,
		options: ForjOptions,
		private readonly onEvent: (event: ForjEvent) => void = () => undefined,
		private readonly now: () => number = Date.now,
	) {
		const keyOf = (key: string): string => translated(key, options);
		this.fieldDefinitions = (seed.fieldDefinitions ?? defaultFieldDefinitions()).map((field) => ({ ...field, unique_name: keyOf(field.unique_name) }));
		this.companyKey = keyOf(COMPANY);
		this.webhooks = [...(seed.webhooks ?? [])];
		this.jobs = new BulkJobs(this, options.bulkPollsUntilDone ?? 2);
		for (const user of seed.users) {
			const fields = Object.fromEntries(Object.entries(user.fields).map(([key, value]) => [keyOf(key), value]));
			this.store({ ...user, email: normalEmail(user.email), fields });
		}
		for (const { members, ...settings } of seed.groups) {
			const group: ForjGroup = { ...settings, privacy: settings.privacy === PRIVATE ? (options.privateLevel ?? PRIVATE) : settings.privacy, members: new Table() };
			for (const membership of members) group.members.set(membership.userId, { ...membership });
			this.groups.set(group.id, group);
			this.lastId = Math.max(this.lastId, group.id);
		}
	}

	user(id: number): ForjUser {
		const user = this.users.get(id);
		if (!user) throw new Error(`The emulated Forj has no user ${id}`);
		return user;
	}

	group(id: number): ForjGroup {
		const group = this.groups.get(id);
		if (!group) throw new Error(`The emulated Forj has no group ${id}`);
		return group;
	}

	/** By primary or secondary address, ignoring case. */
	findByEmail(email: string): ForjUser | undefined {
		return this.users.get(this.owners.ownerOf(email) ?? -1);
	}

	/** Primary addresses of the accepted members, sorted: what an admin would call "who is in the group". */
	emailsIn(groupId: number): string[] {
		const accepted = this.group(groupId).members.rows().filter(({ status }) => status === 'accepted');
		return accepted.map(({ userId }) => this.user(userId).email).sort();
	}

	createUser(email: string, profile: Profile): ForjUser {
		const at = this.now();
		const user: ForjUser = {
			id: this.nextId(), email: normalEmail(email), secondaryEmails: [],
			first_name: '', last_name: '', is_registered: false, created_at: at, updated_at: at, fields: {},
		};
		this.store(user);
		overwrite(user, profile);
		this.onEvent({ topic: 'user.created', userId: user.id });
		return user;
	}

	/** Overwrites exactly what is given; everything else stays. */
	editProfile(userId: number, profile: Profile): ForjUser {
		const user = this.user(userId);
		if (!overwrite(user, profile)) return user;
		user.updated_at = Math.max(this.now(), user.updated_at + 1);
		this.onEvent({ topic: 'user.updated', userId });
		return user;
	}

	/** What "add" does with an address: the user who owns it (also as a secondary one) is OVERWRITTEN, else a user is created. */
	upsert(email: string, profile: Profile): ForjUser {
		const owner = this.findByEmail(email);
		return owner ? this.editProfile(owner.id, profile) : this.createUser(email, profile);
	}

	/** True when the user was no accepted member before. A pending one becomes accepted. */
	addMember(groupId: number, userId: number, changes: Partial<Omit<ForjMembership, 'userId'>> = {}): boolean {
		const { members } = this.group(groupId);
		const before = members.get(userId);
		if (before?.status === 'accepted') return false;
		members.set(userId, { is_admin: false, last_invited_in: null, ...before, status: 'accepted', ...changes, userId: this.user(userId).id });
		this.onEvent({ topic: 'group_member.added', userId, groupId });
		return true;
	}

	/** Somebody makes a member a group manager. */
	makeManager(groupId: number, userId: number): void {
		const { members } = this.group(groupId);
		const before = members.get(userId);
		if (before === undefined) throw new Error(`User ${userId} is no member of group ${groupId}`);
		members.set(userId, { ...before, is_admin: true });
	}

	/** True when the user was a member. */
	removeMember(groupId: number, userId: number): boolean {
		const group = this.group(groupId);
		const membership = group.members.get(userId);
		if (!membership) return false;
		if (membership.is_admin || group.primary_admin === userId) {
			this.accidents.push({ kind: 'manager-removed', userId, detail: `A manager was removed from ${group.name}` });
		}
		return group.members.delete(userId);
	}

	/** What only the members themselves can do: change the addresses that log in. */
	changeEmails(userId: number, emails: { email?: string; secondaryEmails?: readonly string[] }): ForjUser {
		const user = this.user(userId);
		this.owners.remove(user);
		return this.store(Object.assign(user, emails));
	}

	/** An e-mail sent onto an existing user: ignored, or, when it belongs to somebody else, an irreversible merge. */
	writeEmail(userId: number, email: string): void {
		const owner = this.findByEmail(email);
		if (owner?.id === userId) return;
		if (!owner) {
			this.accidents.push({ kind: 'email-written', userId, detail: `${email} was sent for an existing user` });
			return;
		}
		this.accidents.push({ kind: 'accounts-merged', userId, detail: `User ${owner.id} was merged into user ${userId}` });
		for (const group of this.groups.rows()) {
			const membership = group.members.get(owner.id);
			if (!membership) continue;
			group.members.delete(owner.id);
			if (!group.members.has(userId)) group.members.set(userId, { ...membership, userId });
		}
		this.users.delete(owner.id);
		const user = this.user(userId);
		this.changeEmails(userId, { secondaryEmails: [...user.secondaryEmails, owner.email, ...owner.secondaryEmails] });
	}

	createGroup(settings: Omit<ForjGroupSettings, 'id' | 'email' | 'url' | 'created_at' | 'updated_at'>): ForjGroup {
		const id = this.nextId();
		const at = this.now();
		const group: ForjGroup = {
			...settings, id, email: `group-${id}@groups.example`, url: `https://community.example/groups/${id}`,
			created_at: at, updated_at: at, members: new Table(),
		};
		this.groups.set(id, group);
		return group;
	}

	updateGroup(id: number, changes: Partial<Omit<ForjGroupSettings, 'id'>>): ForjGroup {
		const group = this.group(id);
		const unshown = { ...group.unshown, ...changes.unshown };
		return Object.assign(group, changes, { unshown, updated_at: this.now() });
	}

	toJSON(): unknown {
		return {
			users: this.users.rows(),
			groups: this.groups.rows().map(({ members, ...group }) => ({ ...group, members: members.rows() })),
			fieldDefinitions: this.fieldDefinitions,
			webhooks: this.webhooks,
			jobs: this.jobs.all(),
			accidents: this.accidents,
		};
	}

	private store(user: ForjUser): ForjUser {
		this.users.set(user.id, user);
		this.owners.add(user);
		this.lastId = Math.max(this.lastId, user.id);
		return user;
	}

	private nextId(): number {
		this.lastId += 1;
		return this.lastId;
	}
}

function translated(key: string, options: ForjOptions): string {
	if (key === COMPANY) return options.companyKey ?? COMPANY;
	return key === TITLE ? (options.titleKey ?? TITLE) : key;
}
