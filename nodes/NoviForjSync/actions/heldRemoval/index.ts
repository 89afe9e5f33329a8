import type { INodeProperties } from 'n8n-workflow';

import { description as getAll } from './getAll.operation';
import { description as release } from './release.operation';

export const heldRemovalDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['heldRemoval'] } },
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many held removals',
				description: 'Get the people whose removal waits, with the reasons, one item per link',
			},
			{
				name: 'Release',
				value: 'release',
				action: 'Release held removals',
				description: 'Turn the choice of an admin into a release. Removes nobody: the next steps do, after both sides were read again.',
			},
		],
		default: 'getAll',
	},
	...getAll,
	...release,
];
