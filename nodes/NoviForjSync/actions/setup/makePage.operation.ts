import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { objectParam } from '../../setup/jsonParam';
import { PAGES } from '../../setup/pages';
import { INPUT } from '../../ports';

const displayOptions = { show: { resource: ['setup'], operation: ['makePage'] } };

export const description: INodeProperties[] = [
	{
		displayName: 'Page',
		name: 'page',
		type: 'options',
		displayOptions,
		options: [
			{ name: 'API Report', value: 'apiReport', description: 'What Check API of both services found' },
			{ name: 'Choose Link', value: 'chooseLink', description: 'Which link to change or to unlink' },
			{ name: 'Connections', value: 'connections', description: 'Whether both connections work, and what each key sees' },
			{ name: 'Field Map', value: 'fieldMap', description: 'Which Novi field goes to which Forj field' },
			{ name: 'Link', value: 'link', description: 'Which Novi group is linked to which Forj group' },
			{ name: 'Link Settings', value: 'linkSettings', description: 'Mode, limits and keep list of one link' },
			{ name: 'New Group', value: 'newGroup', description: 'Name and manager of a Forj group to create' },
			{ name: 'Person', value: 'person', description: 'What Explain Person found' },
			{ name: 'Plan', value: 'plan', description: 'What the plans of Compare Members would do' },
			{ name: 'Private Level', value: 'privateLevel', description: 'Which group is known to be Private' },
			{ name: 'Readiness', value: 'readiness', description: 'What Check Readiness found' },
			{ name: 'SSO', value: 'sso', description: 'What Check SSO found, and the values to paste' },
			{ name: 'Unlink', value: 'unlink', description: 'What ends with a link, and what stays' },
			{ name: 'Write Check', value: 'writeCheck', description: 'Which group and address the writing calls are tested with' },
		],
		default: 'link',
		description: 'Page of the set-up assistant to make',
	},
	{
		displayName: 'Data',
		name: 'data',
		type: 'json',
		default: '{}',
		displayOptions,
		description: 'What the page shows, as the template "Set-Up Assistant" gives it',
	},
];

/**
 * One page of the set-up assistant out, for n8n's Form node: title, description and button, fields as JSON text, what the
 * lists offer, and whether it can go on (design section 10). Plans, explanations, snapshots and report rows come in as items.
 */
export function execute(functions: IExecuteFunctions): INodeExecutionData[][] {
	const items = functions.getInputData(INPUT.rows);
	const name = String(functions.getNodeParameter('page', 0));
	const makePage = PAGES[name];
	if (makePage === undefined) {
		throw new NodeOperationError(functions.getNode(), `The page "${name}" does not exist`, { description: 'Choose Page from its list again.' });
	}
	const made = makePage(objectParam(functions, 'data', 'Data'), items);
	return [[{ json: made as unknown as IDataObject, pairedItem: items.map((_, item) => ({ item })) }]];
}
