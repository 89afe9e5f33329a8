/** What is known about the fields of a Novi member when it comes to writing them (novi-ams.md, Members). */

const TEXTS = [
	'FirstName', 'MiddleName', 'LastName', 'Suffix', 'Title', 'Credentials', 'Phone', 'Mobile', 'Fax', 'Website', 'County',
	'PersonalPhone', 'PersonalMobile', 'JobTitle', 'Image', 'MemberProfile', 'FacebookUrl', 'LinkedInUrl', 'InstagramHandle',
	'TwitterHandle', 'Notes',
];
const BOOLEANS = ['HideOnWebsite', 'HideContactInformation', 'UnsubscribeFromEmails'];

/** Why a field is never written: one sentence for each kind. */
const NEVER: ReadonlyArray<{ fields: readonly string[]; why: string; fix: string }> = [
	{
		fields: ['UniqueID', 'ParentCustomerUniqueID', 'DuesPayerUniqueID', 'QuickBooksID'],
		why: 'is an ID, and IDs are never written',
		fix: 'Change it in Novi if it is wrong.',
	},
	{
		fields: ['AccountEmail', 'Email', 'PersonalEmail'],
		why: 'is an e-mail address, and e-mail addresses are never written',
		fix: 'Change the address in Novi; the sync then follows it.',
	},
	{
		fields: ['ParentMemberName'],
		why: 'is the name of the company, which stands in the record of the company',
		fix: 'Change the name of the company, or the company of the member, in Novi.',
	},
	{
		fields: ['Name'],
		why: 'is built from the single names',
		fix: 'Change FirstName and LastName instead; rename a company in Novi.',
	},
	{
		fields: [
			'CustomerType', 'Active', 'Approved', 'OriginalJoinDate', 'MemberSince', 'MembershipExpires', 'MemberStatus',
			'MemberSubStatus', 'MemberType', 'EffectiveMemberType', 'AutoRenew',
		],
		why: 'belongs to the membership itself',
		fix: 'Change it in Novi.',
	},
	{
		fields: ['Groups', 'Committees', 'Awards', 'SpecifiedSystemFields'],
		why: 'is a list that Novi keeps',
		fix: 'Change it in Novi.',
	},
	{
		fields: ['BillingAddress', 'ShippingAddress', 'PersonalAddress'],
		why: 'is an address of several parts',
		fix: 'Change the address in Novi.',
	},
	{
		fields: ['CustomFields'],
		why: 'holds all custom fields of the member at once',
		fix: 'Name the single custom field instead, as it is called in Novi.',
	},
	{
		fields: ['CreatedDate', 'LastUpdatedDate', 'LastSegmentUpdatedDate'],
		why: 'is a date that Novi sets',
		fix: 'Leave it out.',
	},
];

/** Every documented field. A record that lacks one of them cannot be sent back without erasing it. */
export const DOCUMENTED_FIELDS: readonly string[] = [...NEVER.flatMap(({ fields }) => fields), ...TEXTS, ...BOOLEANS];

const WRITABLE = new Map<string, 'text' | 'boolean'>([
	...TEXTS.map((name) => [name, 'text'] as [string, 'text']),
	...BOOLEANS.map((name) => [name, 'boolean'] as [string, 'boolean']),
]);

/** What a field holds by its documentation; undefined for a field that is not written. */
export function writableKind(field: string): 'text' | 'boolean' | undefined {
	return WRITABLE.get(field);
}

export function whyNeverWritten(field: string): { why: string; fix: string } | undefined {
	return NEVER.find(({ fields }) => fields.includes(field));
}

/** Novi sets these by itself when a record is saved. */
export const SET_BY_NOVI: readonly string[] = ['LastUpdatedDate', 'LastSegmentUpdatedDate'];

const NAME_PARTS = new Set(['FirstName', 'MiddleName', 'LastName', 'Suffix', 'Credentials', 'Title']);

/** Fields that Novi may derive from the changed ones: another value is right, only a lost one is not. */
export function mayFollow(changed: readonly string[]): string[] {
	return ['SpecifiedSystemFields', ...(changed.some((name) => NAME_PARTS.has(name)) ? ['Name'] : [])];
}
