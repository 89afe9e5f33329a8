/** Values of profile fields, and which field of Novi belongs to which of Forj. */

/** A profile value as both services know it: text, number, yes/no, or the choices of a multi-select. */
export type FieldValue = string | number | boolean | null | string[];
export type FieldValues = Record<string, FieldValue>;

export type FieldDirection = 'novi_to_forj' | 'forj_to_novi' | 'both';
export interface FieldMapping {
	noviField: string;
	forjField: string;
	direction: FieldDirection;
}
