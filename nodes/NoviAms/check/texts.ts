import type { EndpointKey } from './expectations';

/** Documented fields (api/novi-ams.md, Groups). */
export const GROUP_FIELDS = [
	'UniqueID', 'Name', 'PrimaryMemberCount', 'BeneficiaryMemberCount', 'TotalMemberCount', 'SyncToMailChimp', 'SyncToConstantContact',
	'SyncToMobilize', 'SyncToHigherLogic', 'Categories',
];
export const ROSTER_FIELDS = ['UniqueID', 'Name', 'DuesPayerUniqueID'];

const KEY = 'In Novi, open the gear menu > Advanced > API Keys, and';

export const ACTIONS = {
	noGroup: `If the site has groups: ${KEY.replace('In Novi,', 'in Novi,')} look whether this key is limited to something else.`,
	noMember: 'Run Check API again when the site has members.',
	limitedPeople: `${KEY} take the limit to a group off this key: it shows fewer people than the group has. Until then, removals are held.`,
	limitedFields: `${KEY} take "Limit Member Data" off this key. If this site truly has no such field, say so in the settings of the link (fields_not_in_novi); until then, removals are held.`,
	deciding: `${KEY} take "Limit Member Data" off this key: without these fields nobody can be synced.`,
	writing: `The sync to Forj works. Changes are not written to Novi while a field is hidden: ${KEY.replace('In Novi,', 'in Novi,')} look at "Limit Member Data", or name the field in "Fields This Site Does Not Have".`,
	counts: 'A key that hides people cannot be noticed by the counts of this group.',
	builtInSync: 'A group on which Novi\'s own sync to Forj is on cannot be recognised: make sure by hand that it is off.',
	wrongRecord: 'Do not sync before this is solved. Send this report to the makers of this package.',
} as const;

export const NEEDED_FOR: Partial<Record<EndpointKey, string>> = {
	listMemberNames: 'Only needed to choose a member from a list in the editor; the full sync works without it.',
	listCustomFields: 'Only needed where custom fields are mapped.',
	listCustomValues: 'Only needed where custom fields are written to Novi.',
	listWebhooks: 'Only needed by the node Novi AMS Trigger; the full sync works without it.',
};
