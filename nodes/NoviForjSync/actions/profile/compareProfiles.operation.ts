import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties, IPairedItemData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { compareProfiles, unknownFields, type ProfileResult, type ProfilesInput } from '../../../core/compareProfiles';
import { fieldMappings } from '../../../core/fieldMap';
import { isRow } from '../../../core/linkRow';
import { toProfileItems, type ProfileOutput } from '../../../core/profileItems';
import type { ConflictPolicy } from '../../../core/types';
import { jsonValue } from '../../../shared/jsonValue';
import { INPUT } from '../../ports';
import { inputError } from '../../profiles/inputError';
import { readForjSide, readNoviSide, type ReadSide } from '../../profiles/readSides';
import { PROFILE_INPUT } from '../../profiles/texts';
import { rememberedRows } from '../../rememberedRows';

const displayOptions = { show: { resource: ['profile'], operation: ['compareProfiles'] } };

export const description: INodeProperties[] = [
	{
		displayName: 'Conflict Policy',
		name: 'conflictPolicy',
		type: 'options',
		options: [
			{ name: 'As Set in the Links', value: 'links', description: 'As "conflict" in the settings of the links says; where they disagree, neither value is written' },
			{ name: 'Forj Wins', value: 'forj_wins', description: "Forj's value goes to Novi where the field's direction allows it" },
			{ name: 'Novi Wins', value: 'novi_wins', description: "Novi's value goes to Forj where the field's direction allows it" },
			{ name: 'Report Only', value: 'report', description: 'Neither value is written' },
		],
		default: 'links',
		displayOptions,
		description: 'What to do with a value that was changed on both sides. The other value is reported.',
	},
	{
		displayName: 'Longest Values',
		name: 'maxLengths',
		type: 'json',
		default: '{}',
		displayOptions,
		description:
			'How many characters a field of Novi holds, where you know it, such as {"JobTitle": 50}. A longer value is reported and not written.',
	},
];

/** The outputs in their order, see `ports.ts`. */
const OUTPUTS: readonly ProfileOutput[] = ['To Novi', 'To Forj', 'Conflict', 'Unchanged'];

/** Decides for everybody at once. Writes nothing, and reads nothing but its inputs. */
export function execute(functions: IExecuteFunctions): INodeExecutionData[][] {
	const { people, links, mappings: mapped, fieldFaults } = rememberedRows(functions, functions.getInputData(INPUT.remembered));
	const mappings = fieldMappings(mapped);
	const novi = readNoviSide(functions.getInputData(INPUT.novi), mappings, people);
	const forj = readForjSide(functions.getInputData(INPUT.forj));
	if (novi.strangeItem !== undefined) throw inputError(functions, PROFILE_INPUT.noNoviRecord, novi.strangeItem);
	if (forj.strangeItem !== undefined) throw inputError(functions, PROFILE_INPUT.noForjProfile, forj.strangeItem);
	const policy = functions.getNodeParameter('conflictPolicy', 0, 'links') as ConflictPolicy | 'links';
	const input: ProfilesInput = {
		novi: novi.profiles,
		forj: forj.profiles,
		asked: forj.asked,
		failed: [...novi.failed, ...forj.failed],
		people,
		mappings,
		policy: policy === 'links' ? { ofLinks: links } : policy,
		maxLengths: readMaxLengths(functions),
	};
	const remarks = [...fieldFaults, ...unknownFields(input)];
	showRemarks(functions, remarks);
	return toOutputs(compareProfiles(input), novi, forj, remarks);
}

function readMaxLengths(functions: IExecuteFunctions): Record<string, number> {
	const { value: lengths } = jsonValue(functions.getNodeParameter('maxLengths', 0, '{}'), {});
	if (isRow(lengths) && Object.values(lengths).every(isLength)) return lengths as Record<string, number>;
	throw new NodeOperationError(functions.getNode(), PROFILE_INPUT.badLengths.message, { description: PROFILE_INPUT.badLengths.fix });
}

function isLength(value: unknown): value is number {
	return typeof value === 'number' && Number.isInteger(value) && value > 0;
}

/** For whoever looks at the node; Summarize Profiles writes them into the run's row. */
function showRemarks(functions: IExecuteFunctions, remarks: readonly string[]): void {
	if (remarks.length > 0) functions.addExecutionHints({ message: remarks.join(' '), type: 'warning', location: 'outputPane' });
}

function toOutputs(results: readonly ProfileResult[], novi: ReadSide, forj: ReadSide, remarks: string[]): INodeExecutionData[][] {
	const outputs = OUTPUTS.map((): INodeExecutionData[] => []);
	let untold = remarks.length > 0;
	for (const result of results) {
		const pairedItem = [...pairOf(novi, result.noviId, INPUT.novi), ...pairOf(forj, result.forjUserId, INPUT.forj)];
		for (const item of toProfileItems(result)) {
			const json = { ...item, ...(untold && { remarks }) } as unknown as IDataObject;
			outputs[OUTPUTS.indexOf(item.output)].push({ json, pairedItem });
			untold = false;
		}
	}
	return outputs;
}

function pairOf({ itemOf }: ReadSide, id: string, input: number): IPairedItemData[] {
	const item = itemOf.get(id);
	return item === undefined ? [] : [{ item, input }];
}
