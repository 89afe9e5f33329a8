/**
 * Who is who (design 4.2 to 4.5). E-mails are compared in one normal form: trimmed, NFC, lower case.
 * Plus tags and dots are not folded, and look-alikes are never linked by guess.
 */

/** Marks an address that only looks like a plain one; no real address contains it. */
const LOOKALIKE = '\u0000';

function isAscii(text: string): boolean {
	for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
	return true;
}

/** The form in which e-mails are compared. The raw value is what gets sent. */
export function normaliseEmail(raw: string): string {
	const trimmed = raw.trim();
	if (isAscii(trimmed)) return trimmed.toLowerCase();
	// A Kelvin sign becomes a plain k: that is another address, so it keeps a key of its own.
	const lookalike = [...trimmed].some((letter) => !isAscii(letter) && isAscii(letter.normalize('NFC').toLowerCase()));
	return lookalike ? LOOKALIKE + trimmed : trimmed.normalize('NFC').toLowerCase();
}

/** Has one @ with something on both sides and no blank; more is for Forj to judge. */
export function looksLikeEmail(raw: string): boolean {
	return /^[^\s@]+@[^\s@]+$/.test(raw.trim());
}

/** Novi ids are GUIDs; their case carries no meaning. */
export function noviKey(id: string): string {
	return id.trim().toLowerCase();
}

/** Order by code units: the same on every machine, and fast. */
export function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
