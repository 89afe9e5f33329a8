/** Is this item of a run a plan, or the outcomes of one? Checked by hand: a plan can hold 100,000 people. */
import { isRow } from './linkRow';
import type { LinkOutcomes, Plan } from './types';

/** An item of Compare Members. */
export function isPlan(json: unknown): json is Plan {
	return (
		isRow(json) &&
		json.kind === 'plan' &&
		!('error' in json) &&
		typeof json.linkId === 'string' &&
		typeof json.writable === 'boolean' &&
		isRow(json.totals) &&
		isRow(json.state) &&
		isRow(json.shown) &&
		isRow(json.calls) &&
		Array.isArray(json.detail) &&
		Array.isArray(json.warnings) &&
		Array.isArray(json.gone) &&
		Array.isArray(json.removedBefore) &&
		Array.isArray(json.people) &&
		json.people.every((person) => isRow(person) && typeof person.key === 'string' && typeof person.decision === 'string')
	);
}

/** An item of Apply Plan. Its error item is the plan that it was given with an error beside it: no outcomes. */
export function isOutcomes(json: unknown): json is LinkOutcomes {
	return (
		isRow(json) &&
		json.kind === 'outcomes' &&
		!('error' in json) &&
		typeof json.linkId === 'string' &&
		typeof json.dryRun === 'boolean' &&
		typeof json.calls === 'number' &&
		Array.isArray(json.notes) &&
		Array.isArray(json.outcomes) &&
		json.outcomes.every((outcome) => isRow(outcome) && typeof outcome.key === 'string' && typeof outcome.kind === 'string')
	);
}
