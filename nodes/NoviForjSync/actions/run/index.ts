import type { INodeProperties } from 'n8n-workflow';

import { description as summarizeProfiles } from './summarizeProfiles.operation';
import { description as summarizeRun } from './summarizeRun.operation';

export const runDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['run'] } },
		options: [
			{
				name: 'Summarize Profiles',
				value: 'summarizeProfiles',
				action: 'Summarize a profile update',
				description: 'Turn what Compare Profiles found and what Novi took of it into rows for the data tables. Checks that the counters add up.',
			},
			{
				name: 'Summarize Run',
				value: 'summarizeRun',
				action: 'Summarize a run',
				description: 'Turn the plans of a run and what became of them into rows for the data tables. Checks that the counters add up.',
			},
		],
		default: 'summarizeRun',
	},
	...summarizeProfiles,
	...summarizeRun,
];
