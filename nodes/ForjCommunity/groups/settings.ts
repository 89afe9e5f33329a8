/** Settings of a group as they are written, and what Forj shows of them afterwards (api/forj-community.md, Create body and Objects). */
import type { ForjGroupRow } from '../api/schemas';
import { saidBoolean, saidNumber, saidText } from '../api/values';

/** By the names of the create and update body; texts throughout, like the vendor's sample. */
export type GroupBody = Record<string, string>;

export interface Difference {
	setting: string;
	sent: string;
	shown: string;
}

export interface ReadBack {
	/** Settings that Forj shows with another value. */
	notAsSent: Difference[];
	/** Settings that Forj does not show at all, so that nothing proves them. */
	notShown: string[];
}

/** One form per setting, in which what was sent and what is shown can be compared; undefined when nothing is said. */
type Form = (value: unknown) => string | undefined;

const asText: Form = (value) => nameForm(form(saidText.safeParse(value)) ?? '') || undefined;
const asNumber: Form = (value) => form(saidNumber.safeParse(value));
const asFlag: Form = (value) => form(saidBoolean.safeParse(value));
const asEmail: Form = (value) => asText(value)?.toLowerCase();

/** Names that look the same to everybody are the same: composed and decomposed letters, blanks around. */
export function nameForm(name: string): string {
	return name.normalize('NFC').trim();
}

function form(parsed: { success: boolean; data?: unknown }): string | undefined {
	return parsed.success && parsed.data !== undefined ? String(parsed.data) : undefined;
}

/** A written name that is read under another one is documented so: `hidden_emails` is read as `hidden_email`. */
const SHOWN: Record<string, { read: (row: Record<string, unknown>) => unknown; as: Form }> = {
	hidden_emails: { read: (row) => row.hidden_email ?? row.hidden_emails, as: asFlag },
	invite_members_enabled: { read: (row) => row.invite_members_enabled, as: asFlag },
	manager_email_address: { read: ({ primary_admin: admin }) => emailOf(admin), as: asEmail },
	members_visible: { read: (row) => row.members_visible, as: asFlag },
	privacy: { read: (row) => row.privacy, as: asNumber },
	requires_approval: { read: (row) => row.requires_approval, as: asFlag },
};

export function readBackOf(row: ForjGroupRow, body: GroupBody): ReadBack {
	const result: ReadBack = { notAsSent: [], notShown: [] };
	for (const [setting, sent] of Object.entries(body)) {
		const { read, as } = SHOWN[setting] ?? { read: (shownRow) => shownRow[setting], as: asText };
		const shown = as(read(row));
		if (shown === undefined) result.notShown.push(setting);
		else if (shown !== as(sent)) result.notAsSent.push({ setting, sent, shown });
	}
	return result;
}

function emailOf(admin: unknown): unknown {
	if (typeof admin === 'object' && admin !== null && 'email' in admin) return admin.email;
	return typeof admin === 'string' && admin.includes('@') ? admin : undefined;
}
