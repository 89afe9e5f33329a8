import type { Observation } from './observation';
import type { CheckDetails } from './rows';
import type { Row } from './reply';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** A name that somebody chose freely could hold an address. */
const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9_]{0,59}$/;

export function has(row: Row, field: string): boolean {
	return Object.prototype.hasOwnProperty.call(row, field);
}

/** Which documented fields the rows show, into `details`; of `eitherOf`, one will do. Nothing is said of no rows. */
export function noteFields(details: CheckDetails, rows: readonly Row[], documented: readonly string[], eitherOf: readonly string[] = []): void {
	if (rows.length === 0) return;
	const shown = new Set(rows.flatMap((row) => Object.keys(row)));
	const settled = eitherOf.some((field) => shown.has(field)) ? eitherOf : [];
	details.fieldsSeen = documented.filter((field) => shown.has(field));
	details.fieldsMissing = documented.filter((field) => !shown.has(field) && !settled.includes(field));
	details.otherFields = [...shown].filter((field) => !documented.includes(field)).length;
}

export function noteIdType(observation: Observation, rows: readonly Row[], idField: string): void {
	const types = new Set(rows.map((row) => kindOf(row[idField])));
	if (types.size === 0) return;
	const [type] = types.size === 1 ? types : (['mixed'] as const);
	observation.details.idType = type;
	observation.asExpected(type === 'mixed' ? 'IDs are of several kinds.' : `IDs are ${PLURAL[type]}.`);
}

const PLURAL = { number: 'numbers', text: 'text', GUID: 'GUIDs' } as const;

function kindOf(id: unknown): 'number' | 'text' | 'GUID' {
	if (typeof id === 'number') return 'number';
	return GUID.test(String(id)) ? 'GUID' : 'text';
}

/** Keys that are safe to show, sorted, each once. */
export function plainNames(names: readonly string[]): string[] {
	return [...new Set(names)].filter((name) => PLAIN_NAME.test(name)).sort();
}
