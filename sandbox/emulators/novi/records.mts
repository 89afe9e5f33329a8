/** The objects of Novi AMS as its REST API names them, and builders with harmless defaults for tests. */

export interface NoviAddress {
	Address1: string | null;
	Address2: string | null;
	City: string | null;
	ZipCode: string | null;
	StateProvince: string | null;
	Country: string | null;
}

export interface NoviCustomValue {
	CustomerUniqueID: string;
	CustomFieldUniqueID: string;
	CustomFieldName: string;
	Value: string | null;
	IsSumOfChildren: boolean;
}

type Text = string | null;
type Flag = boolean | null;

export interface NoviMember {
	UniqueID: string;
	ParentCustomerUniqueID: Text; ParentMemberName: Text;
	Name: Text; FirstName: Text; MiddleName: Text; LastName: Text; Suffix: Text; Title: Text; Credentials: Text;
	CustomerType: Text; Active: Flag; Approved: Flag;
	Email: Text; AccountEmail: Text; Phone: Text; Mobile: Text; Fax: Text; Website: Text; County: Text;
	BillingAddress: NoviAddress | null; ShippingAddress: NoviAddress | null;
	PersonalEmail: Text; PersonalPhone: Text; PersonalMobile: Text; PersonalAddress: NoviAddress | null;
	JobTitle: Text; Image: Text; MemberProfile: Text;
	FacebookUrl: Text; LinkedInUrl: Text; InstagramHandle: Text; TwitterHandle: Text; Notes: Text;
	OriginalJoinDate: Text; MemberSince: Text; MembershipExpires: Text;
	MemberStatus: Text; MemberSubStatus: Text; MemberType: Text; EffectiveMemberType: Text;
	DuesPayerUniqueID: Text; AutoRenew: Flag; QuickBooksID: Text;
	HideOnWebsite: Flag; HideContactInformation: Flag; UnsubscribeFromEmails: Flag;
	Committees: unknown[] | null; Awards: unknown[] | null;
	CustomFields: Record<string, NoviCustomValue> | null;
	SpecifiedSystemFields: unknown[] | null;
	CreatedDate: string; LastUpdatedDate: string; LastSegmentUpdatedDate: Text;
}

export interface NoviCustomField {
	CustomFieldUniqueID: string;
	Name: string;
	DisplayName: string;
	Type: number;
	TypeName: string;
}

export interface RosterEntry {
	id: string;
	inheriting: boolean;
	joinedAt: string;
}

export interface NoviGroupSeed {
	UniqueID: string;
	Name: string;
	SyncToMailChimp: boolean;
	SyncToConstantContact: boolean;
	SyncToMobilize: boolean;
	SyncToHigherLogic: boolean;
	Categories: string[];
	/** In roster order. */
	members: RosterEntry[];
}

export interface NoviWebhook {
	WebhookUniqueId: string;
	Url: string;
	Actions: string[];
	Active: boolean;
}

/** Plain data from which an emulator's state is built; an emulator never changes it. */
export interface NoviSeed {
	members: NoviMember[];
	groups: NoviGroupSeed[];
	customFields?: NoviCustomField[];
	webhooks?: NoviWebhook[];
}

const LONG_AGO = '2018-10-28T13:31:52.4566667-04:00';

const DEFAULTS: Omit<NoviMember, 'UniqueID'> = {
	ParentCustomerUniqueID: null, ParentMemberName: null,
	Name: '', FirstName: '', MiddleName: '', LastName: '', Suffix: null, Title: '', Credentials: null,
	CustomerType: 'Person', Active: true, Approved: true,
	Email: '', AccountEmail: '', Phone: '', Mobile: null, Fax: '', Website: '', County: null,
	BillingAddress: null, ShippingAddress: null,
	PersonalEmail: null, PersonalPhone: null, PersonalMobile: null, PersonalAddress: null,
	JobTitle: '', Image: null, MemberProfile: '',
	FacebookUrl: null, LinkedInUrl: null, InstagramHandle: null, TwitterHandle: null, Notes: '',
	OriginalJoinDate: LONG_AGO, MemberSince: LONG_AGO, MembershipExpires: null,
	MemberStatus: 'current', MemberSubStatus: null, MemberType: 'Individual', EffectiveMemberType: 'Individual',
	DuesPayerUniqueID: null, AutoRenew: false, QuickBooksID: null,
	HideOnWebsite: false, HideContactInformation: false, UnsubscribeFromEmails: false,
	Committees: [], Awards: [], CustomFields: {}, SpecifiedSystemFields: [],
	CreatedDate: LONG_AGO, LastUpdatedDate: LONG_AGO, LastSegmentUpdatedDate: null,
};

/** The documented fields of a member, without its id and the derived `Groups`. */
export const MEMBER_FIELDS = Object.keys(DEFAULTS) as ReadonlyArray<Exclude<keyof NoviMember, 'UniqueID'>>;

/** "Nothing" in every field that a test does not care about; no two records share a list. */
function memberDefaults(): Omit<NoviMember, 'UniqueID'> {
	return { ...DEFAULTS, Committees: [], Awards: [], CustomFields: {}, SpecifiedSystemFields: [] };
}

let builtGuids = 0;

function nextGuid(): string {
	builtGuids += 1;
	return `5eed0000-0000-4000-8000-${builtGuids.toString(16).padStart(12, '0')}`;
}

/** A person with a login: `Name` and both e-mail addresses follow from first and last name unless given. */
export function noviPerson(fields: Partial<NoviMember> = {}): NoviMember {
	const FirstName = fields.FirstName === undefined ? 'Robin' : fields.FirstName;
	const LastName = fields.LastName === undefined ? 'Example' : fields.LastName;
	const UniqueID = fields.UniqueID ?? nextGuid();
	const email = `${FirstName ?? ''}.${LastName ?? ''}.${UniqueID.slice(-4)}@people.example`.toLowerCase().replace(/[^a-z0-9.@]/g, '');
	return {
		...memberDefaults(),
		Name: [FirstName, LastName].filter(Boolean).join(' '), Email: email, AccountEmail: email,
		...fields, UniqueID, FirstName, LastName,
	};
}

/** A company record: it shares the resource with people, and has no login. */
export function noviCompany(fields: Partial<NoviMember> = {}): NoviMember {
	return {
		...memberDefaults(),
		Name: 'Example Works', CustomerType: 'Company', MemberType: 'Company', EffectiveMemberType: 'Company',
		...fields, UniqueID: fields.UniqueID ?? nextGuid(),
	};
}

export type NoviGroupFields = Partial<Omit<NoviGroupSeed, 'members'>> & {
	/** Ids, or ids with the flag of a beneficiary. */
	members?: ReadonlyArray<string | { id: string; inheriting?: boolean }>;
};

export function noviGroup(fields: NoviGroupFields = {}): NoviGroupSeed {
	return {
		Name: 'Example Group',
		SyncToMailChimp: false, SyncToConstantContact: false, SyncToMobilize: false, SyncToHigherLogic: false,
		Categories: [],
		...fields,
		UniqueID: fields.UniqueID ?? nextGuid(),
		members: (fields.members ?? []).map((entry) => ({
			id: typeof entry === 'string' ? entry : entry.id,
			inheriting: typeof entry === 'string' ? false : (entry.inheriting ?? false),
			joinedAt: LONG_AGO,
		})),
	};
}
