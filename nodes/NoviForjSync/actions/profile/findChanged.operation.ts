import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { changedProfiles } from '../../../core/changedProfiles';
import { fieldMappings } from '../../../core/fieldMap';
import { INPUT } from '../../ports';
import { inputError } from '../../profiles/inputError';
import { readForjSide } from '../../profiles/readSides';
import { PROFILE_INPUT } from '../../profiles/texts';
import { rememberedRows } from '../../rememberedRows';

export const description: INodeProperties[] = [];

/** Who has to be read from Novi, so that the schedule need not read everybody. Writes nothing. */
export function execute(functions: IExecuteFunctions): INodeExecutionData[][] {
	const items = functions.getInputData(INPUT.changedForj);
	const { people, mappings } = rememberedRows(functions, functions.getInputData(INPUT.changedRemembered));
	const failedItem = items.findIndex(({ json }) => 'error' in json);
	if (failedItem !== -1) throw inputError(functions, PROFILE_INPUT.forjFailed, failedItem);
	const { profiles, failed, itemOf, strangeItem } = readForjSide(items);
	if (strangeItem !== undefined) throw inputError(functions, PROFILE_INPUT.noForjProfile, strangeItem);
	// A group that was not read to its end still tells the truth about those whom it shows.
	if (failed.length > 0) functions.addExecutionHints({ message: failed.map(({ message }) => message).join(' '), type: 'warning', location: 'outputPane' });
	const changed = changedProfiles(profiles, people, fieldMappings(mappings));
	return [changed.map((one) => ({ json: one as unknown as IDataObject, pairedItem: [{ item: itemOf.get(one.forjUserId) ?? 0, input: INPUT.changedForj }] }))];
}
