import { isRecord } from '../shared/answers.mjs';
import type { BulkRow } from './bulkJobs.mjs';
import type { ForjOptions } from './options.mjs';
import type { Profile } from './profile.mjs';
import type { ForjGroupSettings, ForjValue } from './records.mjs';
import type { ForjState } from './state.mjs';

/** Ids come as numbers or as texts. */
export function asId(value: unknown): number | undefined {
	const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
	return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** Undefined when it is no address. */
export function asEmail(value: unknown): string | undefined {
	return typeof value === 'string' && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value.trim()) ? value.trim() : undefined;
}

/** The address of a body, in `fields` or beside it. */
export function emailOf(body: Record<string, unknown>): unknown {
	return (isRecord(body.fields) ? body.fields.email : undefined) ?? body.email;
}

const NOT_PROFILE = new Set(['email', 'first_name', 'last_name', 'name', 'id']);

/** What a body says about a person. First and last name belong to the user; every other key lives in `fields`. */
export function profileOf(body: Record<string, unknown>, state: ForjState, options: ForjOptions): Profile {
	const sent = isRecord(body.fields) ? body.fields : {};
	const fields: Record<string, ForjValue> = {};
	for (const [key, value] of Object.entries(sent)) {
		if (NOT_PROFILE.has(key)) continue;
		if (options.dropsUnknownFields && !state.fieldDefinitions.some((field) => field.unique_name === key)) continue;
		fields[key] = asValue(value);
	}
	const profile: Profile = { fields };
	const first = sent.first_name ?? body.first_name;
	const last = sent.last_name ?? body.last_name;
	if (first !== undefined) profile.first_name = asText(first);
	if (last !== undefined) profile.last_name = asText(last);
	return profile;
}

/** The members of a bulk body: an array, or an object that holds it as `members` or `users`. Undefined when there is none. */
export function bulkRowsOf(body: unknown, state: ForjState, options: ForjOptions): BulkRow[] | undefined {
	const list = Array.isArray(body) ? body : isRecord(body) ? (body.members ?? body.users) : undefined;
	if (!Array.isArray(list)) return undefined;
	return list.map((entry: unknown): BulkRow => {
		if (!isRecord(entry)) return undefined;
		const profile = profileOf(entry, state, options);
		const userId = asId(entry.user_id);
		if (userId !== undefined) return { userId, profile };
		const email = asEmail(emailOf(entry));
		return email === undefined ? undefined : { email, profile };
	});
}

type Settings = Partial<Omit<ForjGroupSettings, 'id'>>;

/** Documented for the create body; no answer shows them. */
const UNSHOWN = ['alias_name', 'default_emails_frequency', 'invite_members_enabled', 'manager_email_address'];

/** The settings that a create body names; numbers and booleans may be texts. */
export function createSettingsOf(body: Record<string, unknown>): Settings {
	const settings: Settings = {};
	if (body.name !== undefined) settings.name = asText(body.name);
	if (body.parent_group_id !== undefined) settings.parent_group_id = asId(body.parent_group_id) ?? null;
	const privacy = asId(body.privacy);
	if (privacy !== undefined) settings.privacy = privacy;
	if (body.hidden_emails !== undefined) settings.hidden_email = asFlag(body.hidden_emails);
	const unshown = Object.entries(body).filter(([key]) => UNSHOWN.includes(key));
	if (unshown.length > 0) settings.unshown = Object.fromEntries(unshown);
	return settings;
}

/** Those of an update: two more than a create takes. */
export function updateSettingsOf(body: Record<string, unknown>, ignored: readonly string[] = []): Settings {
	const taken = Object.fromEntries(Object.entries(body).filter(([key]) => !ignored.includes(key)));
	const settings = createSettingsOf(taken);
	if (taken.members_visible !== undefined) settings.members_visible = asFlag(taken.members_visible);
	if (taken.requires_approval !== undefined) settings.requires_approval = asFlag(taken.requires_approval);
	return settings;
}

function asFlag(value: unknown): boolean {
	return value === true || value === 'true' || value === 1 || value === '1';
}

function asText(value: unknown): string {
	return value === null || value === undefined ? '' : String(value);
}

function asValue(value: unknown): ForjValue {
	if (Array.isArray(value)) return value.map(asText);
	if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
	return JSON.stringify(value);
}
