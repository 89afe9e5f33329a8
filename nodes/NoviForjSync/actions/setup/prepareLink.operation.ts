import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { isRow, text } from '../../../core/linkRow';
import { prepareLink, type LinkQuestion } from '../../../core/setup/linkChange';
import { jsonParam, objectParam, rowsParam } from '../../setup/jsonParam';
import { INPUT } from '../../ports';
import { answersField, shownPageField, tableField } from './fields';

const displayOptions = { show: { resource: ['setup'], operation: ['prepareLink'] } };

export const description: INodeProperties[] = [
	{
		displayName: 'Change',
		name: 'change',
		type: 'options',
		displayOptions,
		options: [
			{ name: 'Add a Link', value: 'add', description: 'The answers are those of the page Link' },
			{ name: 'Change a Link', value: 'change', description: 'The answers are those of the page Link Settings' },
		],
		default: 'add',
		description: 'What the answers are for',
	},
	{
		displayName: 'Link ID',
		name: 'linkId',
		type: 'string',
		default: '',
		required: true,
		displayOptions,
		description: 'Of the link to change. For a new link: a part of its ID that no earlier link had, such as the ID of this execution.',
	},
	answersField('prepareLink', 'the page'),
	shownPageField('prepareLink'),
	tableField('prepareLink', 'Links', 'links', 'novi_forj_links'),
	{
		displayName: 'Created Group',
		name: 'createdGroup',
		type: 'json',
		default: '',
		displayOptions: { show: { ...displayOptions.show, change: ['add'] } },
		description: 'The item of Forj Community, Group: Create, when the group was created for this link',
	},
	{
		displayName: 'Private Level',
		name: 'privateLevel',
		type: 'string',
		default: '',
		displayOptions,
		description: 'Number that Forj shows as "privacy" of a group that the admin names as Private. Leave empty when it is not to be changed.',
	},
];

/** The answers in, the checked change out: the row to store, or the fault in words. Writes nothing (design section 10). */
export function execute(functions: IExecuteFunctions): INodeExecutionData[][] {
	const items = functions.getInputData(INPUT.rows);
	const change = functions.getNodeParameter('change', 0) as LinkQuestion['change'];
	const prepared = prepareLink({
		change,
		linkId: text(functions.getNodeParameter('linkId', 0, '')),
		answers: objectParam(functions, 'answers', 'Answers'),
		choices: objectParam(functions, 'shownPage', 'Shown Page').choices,
		links: rowsParam(functions, 'links', 'Links'),
		...(change === 'add' && readCreatedGroup(functions)),
		...readLevel(functions),
	});
	return [[{ json: prepared as unknown as IDataObject, pairedItem: items.map((_, item) => ({ item })) }]];
}

function readCreatedGroup(functions: IExecuteFunctions): Pick<LinkQuestion, 'createdGroup'> {
	const group = jsonParam(functions, 'createdGroup', 'Created Group');
	return isRow(group) && text(group.id) !== '' ? { createdGroup: { id: text(group.id), name: text(group.name) } } : {};
}

function readLevel(functions: IExecuteFunctions): Pick<LinkQuestion, 'privateLevel'> {
	const level = text(functions.getNodeParameter('privateLevel', 0, ''));
	return level !== '' && Number.isInteger(Number(level)) ? { privateLevel: Number(level) } : {};
}
