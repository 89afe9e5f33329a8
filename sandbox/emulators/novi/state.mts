import { randomUUID } from 'node:crypto';
import { Table } from '../shared/table.mjs';
import {
	MEMBER_FIELDS,
	type NoviCustomField,
	type NoviGroupSeed,
	type NoviMember,
	type NoviSeed,
	type NoviWebhook,
	type RosterEntry,
} from './records.mjs';

export interface NoviGroup extends Omit<NoviGroupSeed, 'members'> {
	/** By member id, in roster order. */
	roster: Table<string, RosterEntry>;
}

export interface NoviActivity {
	UniqueId: string;
	MemberUniqueId: string;
	ActivityType: string;
	Subject: string;
	Date: string;
	Notes: string;
}

/** Something that a careful client never does. The real service would say nothing. */
export interface NoviAccident {
	kind: 'field-erased';
	memberId: string;
	field: string;
}

export type NoviEvent = 'customer.created' | 'customer.updated' | 'customer.removed';

/** The truth of the emulated association. Tests read it, and change it through the methods, which stamp dates and tell webhooks. */
export class NoviState {
	readonly members = new Table<string, NoviMember>();
	readonly groups = new Table<string, NoviGroup>();
	readonly webhooks = new Table<string, NoviWebhook>();
	readonly activities: NoviActivity[] = [];
	readonly accidents: NoviAccident[] = [];
	customFields: NoviCustomField[];
	private stamps = 0;

	constructor(
		seed: NoviSeed,
		private readonly onChange: (event: NoviEvent, memberId: string) => void = () => undefined,
		private readonly now: () => number = Date.now,
	) {
		// One level of copies is enough: nothing below it is ever changed in place.
		for (const member of seed.members) this.members.set(member.UniqueID, { ...member });
		for (const { members, ...group } of seed.groups) {
			const roster = new Table<string, RosterEntry>();
			for (const entry of members) roster.set(entry.id, { ...entry });
			this.groups.set(group.UniqueID, { ...group, roster });
		}
		for (const webhook of seed.webhooks ?? []) this.webhooks.set(webhook.WebhookUniqueId, { ...webhook });
		this.customFields = [...(seed.customFields ?? [])];
	}

	/** By id as a client writes it: GUIDs are compared without case. */
	findMember(id: string | undefined): NoviMember | undefined {
		return this.members.get(id ?? '') ?? this.members.get((id ?? '').toLowerCase());
	}

	findGroup(id: string | undefined): NoviGroup | undefined {
		return this.groups.get(id ?? '') ?? this.groups.get((id ?? '').toLowerCase());
	}

	/** The member, or an error that names the id: for tests and mutators, where a missing one is a mistake. */
	member(id: string): NoviMember {
		const member = this.members.get(id);
		if (!member) throw new Error(`The emulated Novi has no member ${id}`);
		return member;
	}

	group(id: string): NoviGroup {
		const group = this.groups.get(id);
		if (!group) throw new Error(`The emulated Novi has no group ${id}`);
		return group;
	}

	/** Adds a record as if somebody had typed it in. */
	addMember(member: NoviMember): NoviMember {
		const stamped = { ...member, CreatedDate: this.stamp(), LastUpdatedDate: this.stamp() };
		this.members.set(stamped.UniqueID, stamped);
		this.onChange('customer.created', stamped.UniqueID);
		return stamped;
	}

	/** Changes fields of one record; the new name of a company shows at once on its people. */
	updateMember(id: string, changes: Partial<Omit<NoviMember, 'UniqueID'>>): NoviMember {
		const member = Object.assign(this.member(id), changes, { LastUpdatedDate: this.stamp() });
		if (changes.ParentCustomerUniqueID !== undefined) member.ParentMemberName = this.nameOf(changes.ParentCustomerUniqueID);
		if (changes.Name !== undefined && member.CustomerType === 'Company') this.renameParent(id, member.Name);
		this.onChange('customer.updated', id);
		return member;
	}

	/** Puts a member on a roster. Like the real service, this leaves the member's LastUpdatedDate alone. */
	joinGroup(groupId: string, memberId: string, inheriting = false): void {
		this.group(groupId).roster.set(memberId, { id: memberId, inheriting, joinedAt: this.stamp() });
	}

	/** True when the member was on the roster. */
	leaveGroup(groupId: string, memberId: string): boolean {
		return this.group(groupId).roster.delete(memberId);
	}

	/**
	 * What PUT does: the record becomes exactly what was sent, fields left out become null.
	 * Read-only fields stay. The result is not stored; see storeReplacement.
	 */
	replacementOf(id: string, sent: Record<string, unknown>): NoviMember {
		const old = this.member(id);
		const replaced: Record<string, unknown> = { UniqueID: old.UniqueID };
		for (const field of fieldsOf(old)) {
			replaced[field] = READ_ONLY.has(field) ? old[field] : (sent[field] ?? null);
		}
		replaced.ParentMemberName = this.nameOf(replaced.ParentCustomerUniqueID);
		return replaced as unknown as NoviMember;
	}

	storeReplacement(member: NoviMember): NoviMember {
		const old = this.member(member.UniqueID);
		for (const field of fieldsOf(old)) {
			// Writing an empty string or false is a decision; a null that replaces a value is what a left-out field looks like.
			if (member[field] === null && !isNothing(old[field])) this.accidents.push({ kind: 'field-erased', memberId: member.UniqueID, field });
		}
		const stored = { ...member, LastUpdatedDate: this.stamp() };
		this.members.set(stored.UniqueID, stored);
		if (stored.CustomerType === 'Company' && stored.Name !== old.Name) this.renameParent(stored.UniqueID, stored.Name);
		this.onChange('customer.updated', stored.UniqueID);
		return stored;
	}

	newId(): string {
		return randomUUID();
	}

	/** Now, as Novi writes it: offset and seven fraction digits; two stamps are never equal. */
	stamp(): string {
		this.stamps = (this.stamps + 1) % 10_000;
		const local = new Date(this.now() - 4 * 3_600_000).toISOString().slice(0, -1);
		return `${local}${String(this.stamps).padStart(4, '0')}-04:00`;
	}

	toJSON(): unknown {
		return {
			members: this.members.rows(),
			groups: this.groups.rows().map(({ roster, ...group }) => ({ ...group, roster: roster.rows() })),
			customFields: this.customFields,
			webhooks: this.webhooks.rows(),
			activities: this.activities,
			accidents: this.accidents,
		};
	}

	private nameOf(id: unknown): string | null {
		return typeof id === 'string' ? (this.members.get(id)?.Name ?? null) : null;
	}

	private renameParent(id: string, name: string | null): void {
		for (const member of this.members.rows()) {
			if (member.ParentCustomerUniqueID === id) member.ParentMemberName = name;
		}
	}
}

/** The documented fields, and what else a record holds: a site may have fields that no page documents. */
function fieldsOf(member: NoviMember): Array<keyof NoviMember> {
	const own = Object.keys(member) as Array<keyof NoviMember>;
	return [...new Set([...MEMBER_FIELDS, ...own])].filter((field) => field !== 'UniqueID');
}

const READ_ONLY = new Set(['ParentMemberName', 'CreatedDate', 'LastUpdatedDate', 'LastSegmentUpdatedDate']);

export function isNothing(value: unknown): boolean {
	return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
