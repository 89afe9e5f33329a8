/**
 * Does a value fit the field that it is to be written to? Told from the values on hand, since neither list of members
 * says what type a field has: what a side shows now is the best witness. What cannot be told is left to the service.
 */
import { isStandardInNovi } from './fieldMap';
import { MISFIT } from './texts';
import type { FieldMapping, FieldValue } from './types';
import { isBlank, isIsoDate, plain } from './values';

/** The value as it is to be sent, or why it is not. */
export type Fitted = { value: FieldValue } | { misfit: string };

/** A list fits only a list. Told for both directions. */
export function fitForForj(value: FieldValue | undefined, shown: FieldValue | undefined, { forjField }: FieldMapping): Fitted {
	if (!isBlank(value) && !isBlank(shown) && Array.isArray(value) !== Array.isArray(shown)) {
		return { misfit: Array.isArray(value) ? MISFIT.list('Forj', forjField) : MISFIT.noList('Forj', forjField) };
	}
	return { value: plain(value) };
}

/**
 * For Novi the value also takes the type that Novi shows, as far as it stays the same value: otherwise it would read back
 * different and be sent again in every run. An unknown limit is not guessed; a known one is kept.
 */
export function fitForNovi(value: FieldValue | undefined, shown: FieldValue | undefined, { noviField }: FieldMapping, maxLength?: number): Fitted {
	if (isBlank(value)) return blankForNovi(shown, noviField);
	const text = String(plain(value));
	if (Array.isArray(value)) {
		const takesNoList = isStandardInNovi(noviField) || (!isBlank(shown) && !Array.isArray(shown));
		return takesNoList ? { misfit: MISFIT.list('Novi', noviField) } : { value: [...value] };
	}
	if (Array.isArray(shown)) return { misfit: MISFIT.noList('Novi', noviField) };
	if (typeof shown === 'number') return String(Number(text)) === text ? { value: Number(text) } : { misfit: MISFIT.number(noviField) };
	if (typeof shown === 'boolean') return text === 'true' || text === 'false' ? { value: text === 'true' } : { misfit: MISFIT.yesNo(noviField) };
	// A text field may hold a day, but a moment is written by a date field only.
	if (typeof shown === 'string' && shown.includes('T') && isIsoDate(shown) && !isIsoDate(text)) return { misfit: MISFIT.date(noviField) };
	if (maxLength !== undefined && text.length > maxLength) return { misfit: MISFIT.tooLong(noviField, maxLength) };
	return { value: typeof shown === 'string' ? text : plain(value) };
}

/** Neither yes nor no is nothing that Novi could hold; a number is emptied with null. */
function blankForNovi(shown: FieldValue | undefined, noviField: string): Fitted {
	if (typeof shown === 'boolean') return { misfit: MISFIT.yesNo(noviField) };
	if (typeof shown === 'number') return { value: null };
	return { value: Array.isArray(shown) ? [] : '' };
}
