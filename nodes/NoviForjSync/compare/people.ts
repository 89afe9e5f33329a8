/** A plan as one item per person, for workflows that an admin wires by hand. */
import type { IDataObject } from 'n8n-workflow';

import { personResults } from '../../core/results';
import type { FieldChange, Plan, PlannedPerson } from '../../core/types';
import { MAY_BE_MANAGER, TOOL_HOLDS } from './texts';

/** The outputs of Compare Members in their order. */
export type PeopleOutput = 'add' | 'update' | 'remove' | 'none';

export interface PersonItem {
	output: PeopleOutput;
	/** Undefined for a link that could not be compared at all. */
	person?: PlannedPerson;
	json: IDataObject;
}

/** Every person of the plan once. Whoever may not be acted on now is under `none`, with the reason. */
export function peopleOf(plan: Plan): PersonItem[] {
	if (!plan.counted) return [refusedLink(plan)];
	if (plan.writable) {
		return plan.people.map((person) => {
			const output = person.decision === 'hold' ? 'none' : person.decision;
			return toItem(plan, person, output, person.status, reasonOf(person));
		});
	}
	// Nothing may be written: whatever was planned is shown as not attempted, in the words of the run's own report.
	return personResults(plan, undefined).map(({ person, status, reason }) => toItem(plan, person, 'none', status, reason));
}

function reasonOf({ decision, reason, write }: PlannedPerson): string {
	return decision === 'remove' && write?.remove?.askIfManager ? `${reason} ${MAY_BE_MANAGER}` : reason;
}

function toItem(plan: Plan, person: PlannedPerson, output: PeopleOutput, status: string, reason: string): PersonItem {
	const fields = person.write?.add?.fields ?? person.write?.update?.fields ?? {};
	return {
		output,
		person,
		json: {
			status,
			reason,
			name: person.name,
			email: person.email,
			noviId: person.noviId,
			forjUserId: person.forjUserId,
			...linkOf(plan),
			changes: (person.changes ?? []).map(toChange),
			fields,
		},
	};
}

function refusedLink(plan: Plan): PersonItem {
	const status = plan.status === 'Error' ? 'Error' : 'Not attempted';
	const reason = plan.detail.join(' ');
	return {
		output: 'none',
		json: { status, reason, name: '', email: '', noviId: '', forjUserId: '', ...linkOf(plan), changes: [], fields: {} },
	};
}

function linkOf({ linkId, noviGroup, forjGroup }: Plan): IDataObject {
	return { linkId, noviGroupId: noviGroup.id, forjGroupId: forjGroup.id };
}

/** What was absent in Forj stays absent: that is not the same as an empty value. */
function toChange({ field, before, after }: FieldChange): IDataObject {
	return { field, ...(before !== undefined && { before }), after };
}

/** The plan for an AI agent: the removals are kept back and say why. */
export function withoutRemovals(plan: Plan): Plan {
	if (!plan.people.some(({ decision }) => decision === 'remove')) return plan;
	return {
		...plan,
		...(plan.status === 'Up To Date' && { status: 'Held' as const, detail: [TOOL_HOLDS] }),
		people: plan.people.map((person) =>
			person.decision === 'remove'
				? { ...person, decision: 'hold', status: 'Removal held', reason: `${person.reason} ${TOOL_HOLDS}` }
				: person,
		),
	};
}
