import type { IDisplayOptions, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { RunInfo } from '../../../core/summary';
import { clock } from '../../../shared/http/clock';
import { requireIsoDate, wrongParam, type ParamPlace } from '../../../shared/params';

/** How the operations that summarize a run are told which run it was. */
export function runInfoFields(displayOptions: IDisplayOptions, whenEmpty: string): INodeProperties[] {
	return [
		{
			displayName: 'Dry Run',
			name: 'dryRun',
			type: 'boolean',
			default: false,
			displayOptions,
			description: 'Whether the run wrote nothing. Then no rows come out, only the report.',
		},
		{
			displayName: 'Run ID',
			name: 'runId',
			type: 'string',
			default: '={{ $execution.id }}',
			required: true,
			displayOptions,
			description: 'Name of this run in the tables. The execution ID lets you find the execution from a row.',
		},
		{
			displayName: 'Started At',
			name: 'startedAt',
			type: 'dateTime',
			default: '',
			displayOptions,
			description: `When the run began. Leave empty to use ${whenEmpty}.`,
		},
	];
}

/** `beganAt`: what counts when no start is stated; the end of the run when that is unknown, too. */
export function readRunInfo(functions: IExecuteFunctions, beganAt?: string): RunInfo {
	const place = (displayName: string): ParamPlace => ({ node: functions.getNode(), displayName, itemIndex: 0 });
	const finishedAt = new Date(clock.now()).toISOString();
	const runId = String(functions.getNodeParameter('runId', 0) ?? '').trim();
	if (runId === '') throw wrongParam(place('Run ID'), 'is empty', 'Enter a name for this run, e.g. {{ $execution.id }}.');
	const stated = (functions.getNodeParameter('startedAt', 0, '') ?? '') as unknown;
	const startedAt = stated === '' ? (beganAt ?? finishedAt) : requireIsoDate(stated, place('Started At'), functions.getTimezone());
	return { runId, startedAt, finishedAt, dryRun: functions.getNodeParameter('dryRun', 0, false) === true };
}
