/** A run's summary as items, each paired with the plan (and the outcomes) that it was made from. */
import type { IDataObject, INodeExecutionData, IPairedItemData } from 'n8n-workflow';

import { noviKey } from '../../core/identity';
import type { LinkReport, RunSummary } from '../../core/summary';
import type { Row } from '../../core/linkRow';
import { INPUT } from '../ports';
import { isOutcomes, isPlan } from '../../core/runItems';

/** The outputs of Summarize Run, in the order of `ports.ts`. */
export function toOutputs(summary: RunSummary, plans: readonly INodeExecutionData[], outcomes: readonly INodeExecutionData[]): INodeExecutionData[][] {
	const links = linkSources(plans, outcomes);
	const people = summary.people.length === 0 ? NOBODY : personSources(plans);
	const ofLink = (rows: ReadonlyArray<Row | LinkReport>): INodeExecutionData[] =>
		rows.map((row) => toItem(row, links.get(String(row.link_id)) ?? []));
	const ofPerson = (rows: readonly Row[]): INodeExecutionData[] =>
		rows.map((row) => toItem(row, people.get(noviKey(String(row.novi_id))) ?? []));
	return [
		ofLink(summary.links),
		ofLink(summary.runs),
		ofLink(summary.members),
		ofLink(summary.staleMembers),
		ofPerson(summary.people),
		summary.stalePeople.map((row) => toItem(row, allPlans(plans))),
		ofLink(summary.report),
	];
}

/** Spares a look at everybody in the plans where there is no row to pair. */
const NOBODY: ReadonlyMap<string, IPairedItemData[]> = new Map();

function toItem(row: Row | LinkReport, pairedItem: IPairedItemData[]): INodeExecutionData {
	return { json: row as IDataObject, pairedItem };
}

function linkSources(plans: readonly INodeExecutionData[], outcomes: readonly INodeExecutionData[]): Map<string, IPairedItemData[]> {
	const sources = new Map<string, IPairedItemData[]>();
	const add = (linkId: string, source: IPairedItemData): void => void sources.set(linkId, [...(sources.get(linkId) ?? []), source]);
	for (const [item, { json }] of plans.entries()) if (isPlan(json)) add(json.linkId, { item, input: INPUT.plans });
	for (const [item, { json }] of outcomes.entries()) if (isOutcomes(json)) add(json.linkId, { item, input: INPUT.outcomes });
	return sources;
}

/** What is remembered of a person may come from several links; the first plan that holds the person stands for them. */
function personSources(plans: readonly INodeExecutionData[]): Map<string, IPairedItemData[]> {
	const sources = new Map<string, IPairedItemData[]>();
	for (const [item, { json }] of plans.entries()) {
		if (!isPlan(json)) continue;
		const source = [{ item, input: INPUT.plans }];
		const memories = [...json.gone.map(({ memory }) => memory), ...(json.rewritePeople ?? [])];
		const noviIds = [...json.people.map((person) => person.noviId || person.memory?.noviId), ...memories.map(({ noviId }) => noviId)];
		for (const noviId of noviIds) {
			const key = noviKey(noviId ?? '');
			if (key !== '' && !sources.has(key)) sources.set(key, source);
		}
	}
	return sources;
}

function allPlans(plans: readonly INodeExecutionData[]): IPairedItemData[] {
	return plans.flatMap(({ json }, item) => (isPlan(json) ? [{ item, input: INPUT.plans }] : []));
}
