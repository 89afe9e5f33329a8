import type { INodeProperties } from 'n8n-workflow';

import { description as makePage } from './makePage.operation';
import { description as prepareField } from './prepareField.operation';
import { description as prepareLink } from './prepareLink.operation';

export const setupDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['setup'] } },
		options: [
			{
				name: 'Make Page',
				value: 'makePage',
				action: 'Make set up page',
				description: 'Make a page of the set-up assistant, for n8n\'s Form node',
			},
			{
				name: 'Prepare Field Mapping',
				value: 'prepareField',
				action: 'Prepare field mapping',
				description: 'Check the answers about one profile field, and turn them into a row of novi_forj_fields. Writes nothing.',
			},
			{
				name: 'Prepare Link',
				value: 'prepareLink',
				action: 'Prepare link',
				description: 'Check the answers about one link, and turn them into a row of novi_forj_links. Writes nothing.',
			},
		],
		default: 'makePage',
	},
	...makePage,
	...prepareField,
	...prepareLink,
];
