import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties, IPairedItemData } from 'n8n-workflow';

import { noviKey } from '../../../core/identity';
import { text, type Row } from '../../../core/linkRow';
import { isEmptyItem } from '../../../core/looseSnapshots';
import { isProfileItem } from '../../../core/profileItems';
import { readProfileOutcome, summarizeProfiles } from '../../../core/profileRun';
import { INPUT } from '../../ports';
import { inputError } from '../../profiles/inputError';
import { PROFILE_INPUT } from '../../profiles/texts';
import { rememberedRows } from '../../rememberedRows';
import { readRunInfo, runInfoFields } from './runInfo';

export const description: INodeProperties[] = runInfoFields(
	{ show: { resource: ['run'], operation: ['summarizeProfiles'] } },
	'the time at which this step runs',
);

/** What was compared, and what the step that writes to Novi answered. People without an answer are judged as well. */
export function execute(functions: IExecuteFunctions): INodeExecutionData[][] {
	const comparedItems = functions.getInputData(INPUT.compared);
	const outcomeItems = functions.getInputData(INPUT.outcomes);
	const { people } = rememberedRows(functions, functions.getInputData(INPUT.remembered));
	const strange = comparedItems.findIndex(({ json }) => !isEmptyItem(json) && !('error' in json) && !isProfileItem(json));
	if (strange !== -1) throw inputError(functions, PROFILE_INPUT.notCompared, strange);
	const summary = summarizeProfiles({
		compared: comparedItems.map(({ json }) => json as unknown).filter(isProfileItem),
		outcomes: outcomeItems.map(({ json }) => readProfileOutcome(json)).filter((outcome) => outcome !== undefined),
		errors: { compared: comparedItems.flatMap(errorOf), outcomes: outcomeItems.filter(({ json }) => text(json.noviId) === '').flatMap(errorOf) },
		people,
		run: readRunInfo(functions),
	});
	const all = comparedItems.map((_, item) => ({ item, input: INPUT.compared }));
	const compared = sourcesByPerson(comparedItems, INPUT.compared);
	const outcomes = sourcesByPerson(outcomeItems, INPUT.outcomes);
	const ofPerson = ({ novi_id: noviId }: Row): IPairedItemData[] => {
		const key = noviKey(text(noviId));
		return [...(compared.get(key) ?? []), ...(outcomes.get(key) ?? [])];
	};
	return [
		summary.people.map((row) => ({ json: row as IDataObject, pairedItem: ofPerson(row) })),
		summary.runs.map((row) => ({ json: row as IDataObject, pairedItem: all })),
		[{ json: summary.report as unknown as IDataObject, pairedItem: all }],
	];
}

function errorOf({ json }: INodeExecutionData): string[] {
	return 'error' in json ? [text(json.error)] : [];
}

function sourcesByPerson(items: readonly INodeExecutionData[], input: number): Map<string, IPairedItemData[]> {
	const sources = new Map<string, IPairedItemData[]>();
	for (const [item, { json }] of items.entries()) {
		const key = noviKey(text(json.noviId));
		if (key !== '') sources.set(key, [...(sources.get(key) ?? []), { item, input }]);
	}
	return sources;
}
