/**
 * Which profile values the forward sync sends (design 4.6): the verdicts of the three-way comparison (`profiles.ts`) that
 * go to Forj. Those that go to Novi are Compare Profiles' business, and are left alone here.
 */
import { ALWAYS_KNOWN, reachesForj } from './fieldMap';
import { compareField, type FieldVerdict } from './profiles';
import type { ConflictPolicy, FieldChange, FieldMapping, FieldValues, ForjMember } from './types';
import { isBlank, plain, sameValue } from './values';

export interface FieldComparison {
	changes: FieldChange[];
	/** New baseline values: where both sides agree now and the baseline says something else. */
	agreed: FieldValues;
	/** Forj keys whose value Forj did not take: sent once, read back different. */
	refused: string[];
	/** Forj keys that both sides have changed: what is sent, if anything, replaces a value of Forj. */
	overwritten: string[];
	conflicts: string[];
	/** Sentences on values that do not fit Forj's field. */
	misfits: string[];
}

interface ComparisonInput {
	novi: FieldValues;
	forj: ForjMember;
	baseline: FieldValues;
	refused: FieldValues;
	mappings: readonly FieldMapping[];
	knownKeys: ReadonlySet<string>;
	policy: ConflictPolicy;
}

export function compareFields(input: ComparisonInput): FieldComparison {
	const result: FieldComparison = { changes: [], agreed: {}, refused: [], overwritten: [], conflicts: [], misfits: [] };
	for (const mapping of input.mappings) {
		if (canBeCompared(mapping.forjField, input)) collect(mapping, verdictOf(mapping, input), input, result);
	}
	return result;
}

function verdictOf(mapping: FieldMapping, { novi, forj, baseline, refused, policy }: ComparisonInput): FieldVerdict {
	const { noviField, forjField } = mapping;
	const state = { novi: novi[noviField], forj: forj.fields[forjField], baseline: baseline[forjField] };
	const rules = { mapping, policy, refused: refused[forjField] };
	const verdict = compareField(state, rules);
	if (verdict.kind !== 'missing' || verdict.side !== 'forj') return verdict;
	// The community has the field and this profile has no value for it: nothing is there that could be overwritten.
	if (mapping.direction === 'novi_to_forj') return compareField({ ...state, forj: '' }, { ...rules, policy: 'novi_wins' });
	const isNews = reachesForj(mapping.direction) && !isBlank(state.novi) && !(forjField in baseline && sameValue(state.novi, state.baseline));
	// But an empty profile field that is not shown was not emptied by anybody, so no agreement follows from it.
	return isNews ? compareField({ novi: state.novi, forj: '', baseline: undefined }, rules) : verdict;
}

function collect({ forjField }: FieldMapping, verdict: FieldVerdict, { forj }: ComparisonInput, result: FieldComparison): void {
	switch (verdict.kind) {
		case 'equal':
			if (verdict.agreed !== undefined) result.agreed[forjField] = verdict.agreed;
			return;
		case 'refused':
			result.refused.push(forjField);
			return;
		case 'misfit':
			result.misfits.push(verdict.reason);
			if (verdict.conflict) result.conflicts.push(forjField);
			return;
		case 'conflict':
			result.conflicts.push(forjField);
			return;
		case 'write':
			if (verdict.to === 'novi') return;
			result.changes.push({ field: forjField, before: forj.fields[forjField], after: verdict.value });
			if (verdict.conflict && forjField in forj.fields) result.overwritten.push(forjField);
			return;
		case 'missing':
		case 'left':
			return;
	}
}

/** A profile field of a row without `fields` is unknown, not empty. */
function canBeCompared(forjField: string, { forj, knownKeys }: ComparisonInput): boolean {
	if (ALWAYS_KNOWN.has(forjField)) return true;
	return forj.hasProfile && knownKeys.has(forjField);
}

/** What an add sends: non-empty values of known fields (design 4.6). */
export function fieldsForAdd(novi: FieldValues, mappings: readonly FieldMapping[], knownKeys: ReadonlySet<string>): FieldValues {
	const fields: FieldValues = {};
	for (const { noviField, forjField, direction } of mappings) {
		if (!reachesForj(direction) || isBlank(novi[noviField])) continue;
		if (ALWAYS_KNOWN.has(forjField) || knownKeys.has(forjField)) fields[forjField] = plain(novi[noviField]);
	}
	return fields;
}
