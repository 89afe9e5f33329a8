import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { text, type Row } from '../../core/linkRow';
import type { FieldMapping } from '../../core/types';
import { wrongParam, type ParamPlace } from '../../shared/params';

/** What a row of `novi_forj_links` would say, for groups that no such row links. */
export const ownSettingsCollection: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	description: 'How to compare. Rows of novi_forj_links that come in on Remembered count instead.',
	options: [
		{
			displayName: 'Company Name Field',
			name: 'companyKey',
			type: 'string',
			default: 'company_name',
			description: 'Key of the Forj profile field that holds the company name',
		},
		{
			displayName: 'Job Title Field',
			name: 'titleKey',
			type: 'string',
			default: 'job_title',
			description: 'Key of the Forj profile field that holds the job title',
		},
		{
			displayName: 'Keep List',
			name: 'keep',
			type: 'string',
			default: '',
			placeholder: 'e.g. ann.lee@association.example, 48213',
			description: 'E-mails and Forj user IDs, separated by commas, of people who are never removed',
		},
		{
			displayName: 'Mode',
			name: 'mode',
			type: 'options',
			options: [
				{ name: 'Add Only', value: 'add_only', description: 'Nobody is removed' },
				{ name: 'Mirror', value: 'mirror', description: 'Whoever is not in the Novi group is removed' },
				{
					name: 'Owned',
					value: 'owned',
					description: 'Only people whom the sync added are removed, as the rows of novi_forj_people remember',
				},
			],
			default: 'mirror',
			description: 'Who is removed from the Forj group',
		},
		{
			displayName: 'Removal Limit (People)',
			name: 'removalLimitPeople',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 5,
			description: 'How many people may go at once, whatever the percentage. Above both limits nobody is removed.',
		},
		{
			displayName: 'Removal Limit (Percent)',
			name: 'removalLimitPercent',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100 },
			default: 25,
			description: 'How many percent of the Forj members may go at once. 100 means no limit.',
		},
	],
};

export interface OwnSettings {
	/** Columns of a link row; what is absent has its default. */
	row: Row;
	/** Rows of `novi_forj_fields`. */
	mappings: FieldMapping[];
}

export const NO_SETTINGS: OwnSettings = { row: {}, mappings: [] };

/** The collection as rows of the tables. Throws when a limit is no number, naming it. */
export function readOwnSettings(functions: IExecuteFunctions): OwnSettings {
	const options = functions.getNodeParameter('options', 0, {}) as Row;
	const place = (displayName: string): ParamPlace => ({ node: functions.getNode(), displayName, itemIndex: 0 });
	return {
		row: {
			mode: options.mode,
			removal_limit_people: readLimit(options.removalLimitPeople, Infinity, place('Removal Limit (People)')),
			removal_limit_percent: readLimit(options.removalLimitPercent, 100, place('Removal Limit (Percent)')),
			settings: { keep: readList(options.keep) },
		},
		mappings: [...mappingOf('ParentMemberName', options.companyKey), ...mappingOf('JobTitle', options.titleKey)],
	};
}

function mappingOf(noviField: string, forjKey: unknown): FieldMapping[] {
	const forjField = text(forjKey);
	return forjField === '' ? [] : [{ noviField, forjField, direction: 'novi_to_forj' }];
}

/** Undefined for an option that is not set; an empty box is no limit that anybody chose. */
function readLimit(value: unknown, max: number, place: ParamPlace): number | undefined {
	if (value === undefined) return undefined;
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= max) return number;
	const range = max === Infinity ? '0 or more' : `from 0 to ${max}`;
	throw wrongParam(place, 'is not a whole number', `Enter a whole number, ${range}.`);
}

function readList(value: unknown): string[] {
	const entries = Array.isArray(value) ? value.map(String) : String(value ?? '').split(/[,\n]/);
	return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
}
