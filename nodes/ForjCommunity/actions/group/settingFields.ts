/** Settings of a group as parameters, and the body that they make (api/forj-community.md, Create body). */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { requireEmail, wrongParam } from '../../../shared/params';
import type { OperationContext } from '../../../shared/router';
import { levelOf } from '../../api/privateLevel';
import type { GroupBody } from '../../groups/settings';
import { placeOf } from '../fields';

interface Setting {
	/** Its name in the body. */
	key: string;
	/** Of the operations: whether the create call is documented to take it. */
	onCreate: boolean;
	property: INodeProperties;
}

const flag = (displayName: string, name: string, description: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName,
	name,
	type: 'boolean',
	default: false,
	description,
	...more,
});

const SETTINGS: Setting[] = [
	{
		key: 'alias_name',
		onCreate: true,
		property: { displayName: 'Alias Name', name: 'aliasName', type: 'string', default: '', description: 'Short name of the group' },
	},
	{
		key: 'default_emails_frequency',
		onCreate: true,
		property: {
			displayName: 'Default Emails Frequency',
			name: 'defaultEmailsFrequency',
			type: 'string',
			default: '',
			description: 'How often members get e-mails unless they choose otherwise, in the words that your Forj knows. They are not documented.',
		},
	},
	{ key: 'hidden_emails', onCreate: true, property: flag('Hide Email Addresses', 'hiddenEmails', 'Whether Forj hides e-mail addresses in this group', { default: true }) },
	{
		key: 'invite_members_enabled',
		onCreate: true,
		property: flag('Members May Invite', 'inviteMembersEnabled', 'Whether members may invite others. Whom they invite, the sync removes or reports.'),
	},
	{
		key: 'manager_email_address',
		onCreate: true,
		property: {
			displayName: 'Manager Email',
			name: 'managerEmail',
			type: 'string',
			default: '',
			placeholder: 'e.g. dana.whitlock@association.example',
			description: 'Email of the person who manages the group',
		},
	},
	{ key: 'members_visible', onCreate: false, property: flag('Members Visible', 'membersVisible', 'Whether members see who else is in the group', { default: true }) },
	{ key: 'name', onCreate: false, property: { displayName: 'Name', name: 'name', type: 'string', default: '', description: 'Name of the group' } },
	{
		key: 'privacy',
		onCreate: false,
		property: {
			displayName: 'Privacy',
			name: 'privacy',
			type: 'string',
			default: '',
			placeholder: 'e.g. 5',
			description: 'The number behind Private, Closed or Open. Group: Get shows it as "privacy".',
		},
	},
	{
		key: 'requires_approval',
		onCreate: false,
		property: flag('Requires Approval', 'requiresApproval', 'Whether a manager must approve who joins. The sync needs it off.'),
	},
];

export const CREATE_FIELDS: INodeProperties = collection('additionalFields', 'Additional Fields', SETTINGS.filter(({ onCreate }) => onCreate));
export const UPDATE_FIELDS: INodeProperties = collection('updateFields', 'Update Fields', SETTINGS);

function collection(name: string, displayName: string, settings: Setting[]): INodeProperties {
	return { displayName, name, type: 'collection', placeholder: 'Add Field', default: {}, options: settings.map(({ property }) => property) };
}

/** Only the settings that were added in the node, of those that the collection offers. Throws where one cannot be sent as it is. */
export function readSettings(context: OperationContext, { name, options = [] }: INodeProperties): GroupBody {
	const given = context.functions.getNodeParameter(name, context.itemIndex, {}) as IDataObject;
	const body: GroupBody = {};
	for (const { key, property } of SETTINGS.filter((setting) => options.some((option) => option === setting.property))) {
		const value = given[property.name];
		if (value !== undefined) body[key] = (READ[key] ?? textOf)(context, value, property.displayName);
	}
	return body;
}

type Read = (context: OperationContext, value: unknown, displayName: string) => string;

const READ: Record<string, Read> = {
	hidden_emails: flagOf,
	invite_members_enabled: flagOf,
	manager_email_address: (context, value, displayName) => requireEmail(value, placeOf(context.functions, context.itemIndex, displayName)),
	members_visible: flagOf,
	name: readGroupName,
	privacy: (context, value, displayName) => String(requireLevel(context, value, displayName)),
	requires_approval: flagOf,
};

/** Letters of all kinds, HTML included, which stays text; line breaks and other control characters are no name. */
export function readGroupName(context: OperationContext, value: unknown, displayName: string): string {
	const name = textOf(context, value, displayName);
	if (name === '') throw wrongParam(placeOf(context.functions, context.itemIndex, displayName), 'is empty', 'Enter the name of the group as members shall see it.');
	return name;
}

export function requireLevel(context: OperationContext, value: unknown, displayName: string): number {
	const level = levelOf(textOf(context, value, displayName));
	if (level !== undefined) return level;
	throw wrongParam(placeOf(context.functions, context.itemIndex, displayName), 'is not a whole number', 'Enter the number that Group: Get shows as "privacy", e.g. 5.');
}

function textOf({ functions, itemIndex }: OperationContext, value: unknown, displayName: string): string {
	const place = placeOf(functions, itemIndex, displayName);
	if (typeof value !== 'string' && typeof value !== 'number') throw wrongParam(place, 'is not a text', 'Enter a text.');
	const text = String(value).trim();
	if ([...text].some((char) => char.charCodeAt(0) < 32 || char.charCodeAt(0) === 127)) {
		throw wrongParam(place, 'holds a line break or another control character', 'Enter it in one line.');
	}
	return text;
}

function flagOf({ functions, itemIndex }: OperationContext, value: unknown, displayName: string): string {
	if (value === true || value === 'true') return 'true';
	if (value === false || value === 'false') return 'false';
	throw wrongParam(placeOf(functions, itemIndex, displayName), 'is neither true nor false', 'Switch it on or off.');
}
