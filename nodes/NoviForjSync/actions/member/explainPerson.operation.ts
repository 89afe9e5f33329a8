import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { explainPerson, type PersonQuery } from '../../../core/explain';
import { isForjSnapshot, isNoviSnapshot } from '../../../core/snapshots';
import type { Plan } from '../../../core/types';
import { clock } from '../../../shared/http/clock';
import { requireEmail, requireGuid } from '../../../shared/params';
import { compare } from '../../compare/compare';
import { NO_SETTINGS } from '../../compare/ownSettings';
import { Sources, type CompareInputs } from '../../compare/sources';
import { INPUT } from '../../ports';
import { rememberedRows } from '../../rememberedRows';

export const description: INodeProperties[] = [
	{
		displayName: 'Person',
		name: 'person',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. ann.lee@association.example',
		displayOptions: { show: { resource: ['member'], operation: ['explainPerson'] } },
		description: 'E-mail address in Novi or Forj, or the Unique ID in Novi',
	},
];

/** The three inputs of Compare Members in, one item per link and person out. Writes nothing. */
export function execute(functions: IExecuteFunctions): INodeExecutionData[][] {
	const query = readQuery(functions);
	const inputs: CompareInputs = {
		novi: functions.getInputData(INPUT.novi),
		forj: functions.getInputData(INPUT.forj),
		remembered: functions.getInputData(INPUT.remembered),
	};
	const { people } = rememberedRows(functions, inputs.remembered);
	const novi = jsonOf(inputs.novi).filter(isNoviSnapshot);
	const forj = jsonOf(inputs.forj).filter(isForjSnapshot);
	const sources = new Sources(inputs);
	const items = plansOf(functions, inputs).flatMap((plan) => {
		const explained = explainPerson({ plan, novi: ofLink(novi, plan), forj: ofLink(forj, plan), people }, query);
		return explained.map((json) => ({ json: json as unknown as IDataObject, pairedItem: sources.ofLink(plan) }));
	});
	return [items];
}

function readQuery(functions: IExecuteFunctions): PersonQuery {
	const place = { node: functions.getNode(), displayName: 'Person', itemIndex: 0 };
	const value = functions.getNodeParameter('person', 0, '');
	return String(value ?? '').includes('@') ? { email: requireEmail(value, place) } : { noviId: requireGuid(value, place) };
}

function plansOf(functions: IExecuteFunctions, { novi, forj, remembered }: CompareInputs): Plan[] {
	const comparison = compare({
		novi: jsonOf(novi),
		forj: jsonOf(forj),
		remembered: jsonOf(remembered),
		output: 'plan',
		bothListsComplete: false,
		own: NO_SETTINGS,
		now: new Date(clock.now()).toISOString(),
	});
	if (!('problem' in comparison)) return comparison.plans;
	throw new NodeOperationError(functions.getNode(), comparison.problem.message, { description: comparison.problem.fix });
}

function jsonOf(items: readonly INodeExecutionData[]): unknown[] {
	return items.map(({ json }) => json);
}

/** A snapshot without a link id is the only one of its side. */
function ofLink<S extends { linkId: string }>(snapshots: readonly S[], { linkId }: Plan): S | undefined {
	return snapshots.find((snapshot) => snapshot.linkId === linkId) ?? (snapshots.length === 1 && snapshots[0].linkId === '' ? snapshots[0] : undefined);
}
