/**
 * A mapping of one Novi field, as an admin chose it in the set-up assistant, checked and turned into the row of
 * `novi_forj_fields` (design sections 4.6 and 9). One row per Novi field: a new one takes the place of the old ones.
 */
import { fieldMappings, mappingFault } from '../fieldMap';
import { readLinkRow, text, type Row } from '../linkRow';
import type { FieldDirection, FieldMapping } from '../types';
import { chosen, readChoices } from './choices';
import { ANSWER, STANDARD } from './texts';

export interface FieldQuestion {
	/** All rows of `novi_forj_fields`, and of `novi_forj_links`. */
	fields: readonly Row[];
	links: readonly Row[];
	choices: unknown;
	answers: Row;
}

export interface FieldChange {
	kind: 'field';
	ok: boolean;
	fault: string;
	novi_field: string;
	/** The new row; absent when the field goes back to how it was delivered. */
	row: { novi_field: string; forj_field: string; direction: FieldDirection } | null;
	/** Links that the change is shown for. */
	links: Row[];
	all_links: Row[];
	/** All rows of the field map as they will be. */
	fields: Row[];
}

export function prepareField({ fields, links, choices: offered, answers }: FieldQuestion): FieldChange {
	const choices = readChoices(offered);
	const novi = chosen(choices, answers, 'novi_field');
	const forj = chosen(choices, answers, 'forj_field');
	if (novi === undefined) return refused(ANSWER.missing('Field in Novi'));
	if (forj === undefined) return refused(ANSWER.missing('Field in Forj'));
	const others = fields.filter((row) => 'novi_field' in row && text(row.novi_field) !== novi.id);
	const direction = (chosen(choices, answers, 'direction')?.id ?? 'novi_to_forj') as FieldDirection;
	const row = forj.id === STANDARD.id ? null : { novi_field: novi.id, forj_field: forj.id, direction };
	const fault = row === null ? undefined : faultOf(row, others);
	if (fault !== undefined) return refused(fault);
	const enabled = links.filter((link) => readLinkRow(link).enabled);
	return { kind: 'field', ok: true, fault: '', novi_field: novi.id, row, links: enabled, all_links: [...links], fields: row === null ? others : [...others, row] };
}

function faultOf(row: NonNullable<FieldChange['row']>, others: readonly Row[]): string | undefined {
	const mapping: FieldMapping = { noviField: row.novi_field, forjField: row.forj_field, direction: row.direction };
	const fault = mappingFault(mapping);
	if (fault !== undefined) return fault;
	const standing = fieldMappings([...others.map(toMapping), { ...mapping, forjField: '' }]);
	const rival = standing.find(({ forjField }) => forjField === row.forj_field);
	return rival && ANSWER.keyTwice(row.forj_field, rival.noviField);
}

function toMapping(row: Row): FieldMapping {
	return { noviField: text(row.novi_field), forjField: text(row.forj_field), direction: (text(row.direction) || 'novi_to_forj') as FieldDirection };
}

function refused(fault: string): FieldChange {
	return { kind: 'field', ok: false, fault, novi_field: '', row: null, links: [], all_links: [], fields: [] };
}
