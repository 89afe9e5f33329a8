/**
 * Which profile values differ (design 4.6). The forward direction of the three-way comparison:
 * Novi value, Forj value, baseline (the last value on which both agreed).
 */
import type { FieldChange, FieldMapping, FieldValue, FieldValues, ForjMember } from './types';
import { compareText } from './identity';

/** Root attributes of a Forj user: they exist in every community. */
const ALWAYS_KNOWN = new Set(['first_name', 'last_name']);

/** The keys of company and title differ by community; these are used unless `novi_forj_fields` names others. */
const STANDARD_FIELDS: readonly FieldMapping[] = [
	{ noviField: 'FirstName', forjField: 'first_name', direction: 'novi_to_forj' },
	{ noviField: 'LastName', forjField: 'last_name', direction: 'novi_to_forj' },
	{ noviField: 'ParentMemberName', forjField: 'company_name', direction: 'novi_to_forj' },
	{ noviField: 'JobTitle', forjField: 'job_title', direction: 'novi_to_forj' },
];

/** Never written in either direction: they are what a person is recognised by. */
const NEVER_MAPPED = new Set(['email', 'id', 'user_id']);

/** The four standard fields, then what `novi_forj_fields` adds or replaces; one mapping per Forj key. */
export function fieldMappings(mapped: readonly FieldMapping[]): FieldMapping[] {
	const replaced = new Set(mapped.map((mapping) => mapping.noviField));
	const byForjField = new Map<string, FieldMapping>();
	const ordered = [...mapped].sort((a, b) => compareText(a.noviField, b.noviField) || compareText(a.direction, b.direction));
	for (const mapping of [...STANDARD_FIELDS.filter((s) => !replaced.has(s.noviField)), ...ordered]) {
		if (mapping.forjField !== '' && !NEVER_MAPPED.has(mapping.forjField)) byForjField.set(mapping.forjField, mapping);
	}
	return [...byForjField.values()].sort((a, b) => compareText(a.forjField, b.forjField));
}

export function isBlank(value: FieldValue | undefined): boolean {
	if (value === undefined || value === null) return true;
	if (Array.isArray(value)) return value.length === 0;
	return typeof value === 'string' && value.trim() === '';
}

/** Services send numbers and booleans as text or natively, and choices in any order: compare what is meant. */
function comparable(value: FieldValue | undefined): string {
	if (isBlank(value)) return '';
	if (Array.isArray(value)) return [...value].map((v) => v.trim().normalize('NFC')).sort().join('\u001f');
	const text = String(value).trim();
	return text.normalize('NFC');
}

export function sameValue(a: FieldValue | undefined, b: FieldValue | undefined): boolean {
	return a === b || comparable(a) === comparable(b);
}

export interface FieldComparison {
	changes: FieldChange[];
	/** New baseline values: where both sides agree now and the baseline says something else. */
	agreed: FieldValues;
	/** Forj keys whose value Forj did not take: sent once, read back different. */
	refused: string[];
}

interface ComparisonInput {
	novi: FieldValues;
	forj: ForjMember;
	baseline: FieldValues;
	refused: FieldValues;
	mappings: readonly FieldMapping[];
	knownKeys: ReadonlySet<string>;
}

export function compareFields(input: ComparisonInput): FieldComparison {
	const result: FieldComparison = { changes: [], agreed: {}, refused: [] };
	for (const mapping of input.mappings) compareField(mapping, input, result);
	return result;
}

function compareField(mapping: FieldMapping, input: ComparisonInput, result: FieldComparison): void {
	const { noviField, forjField, direction } = mapping;
	if (!canBeCompared(forjField, input) || !(noviField in input.novi)) return;
	const wanted = input.novi[noviField];
	const shown = input.forj.fields[forjField];
	const agreedBefore = input.baseline[forjField];

	if (sameValue(wanted, shown)) {
		const worthRemembering = !isBlank(wanted) || forjField in input.baseline;
		if (worthRemembering && !sameValue(wanted, agreedBefore)) result.agreed[forjField] = plain(wanted);
		return;
	}
	if (direction === 'forj_to_novi') return;
	// An empty Novi value clears only what the sync once saw filled on both sides.
	if (isBlank(wanted) && isBlank(agreedBefore)) return;
	if (direction === 'both' && forjField in input.baseline && sameValue(wanted, agreedBefore)) return;
	if (forjField in input.refused && sameValue(input.refused[forjField], wanted)) {
		result.refused.push(forjField);
		return;
	}
	result.changes.push({ field: forjField, before: shown, after: plain(wanted) });
}

/** A profile field of a row without `fields` is unknown, not empty. */
function canBeCompared(forjField: string, { forj, knownKeys }: ComparisonInput): boolean {
	if (ALWAYS_KNOWN.has(forjField)) return true;
	return forj.hasProfile && knownKeys.has(forjField);
}

function plain(value: FieldValue | undefined): FieldValue {
	if (isBlank(value)) return '';
	return typeof value === 'string' ? value.trim() : (value as FieldValue);
}

/** What an add sends: non-empty values of known fields (design 4.6). */
export function fieldsForAdd(novi: FieldValues, mappings: readonly FieldMapping[], knownKeys: ReadonlySet<string>): FieldValues {
	const fields: FieldValues = {};
	for (const { noviField, forjField, direction } of mappings) {
		if (direction === 'forj_to_novi' || isBlank(novi[noviField])) continue;
		if (ALWAYS_KNOWN.has(forjField) || knownKeys.has(forjField)) fields[forjField] = plain(novi[noviField]);
	}
	return fields;
}

/** Mapped Forj keys that neither the group's field definitions nor any member shows: not sent, and worth a warning. */
export function unknownMappedKeys(mappings: readonly FieldMapping[], knownKeys: ReadonlySet<string>): string[] {
	return mappings.map((m) => m.forjField).filter((key) => !ALWAYS_KNOWN.has(key) && !knownKeys.has(key));
}
