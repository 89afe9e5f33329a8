import type { ParamPlace } from '../../shared/params';
import { wrongParam } from '../../shared/params';

/** A link's name as the table novi_forj_links has it: any text, but not empty. */
export function requireLinkId(value: unknown, place: ParamPlace): string {
	const text = typeof value === 'number' ? String(value) : value;
	if (typeof text === 'string' && text.trim() !== '') return text.trim();
	throw wrongParam(place, 'is empty', 'Enter the link_id of the link, as the table novi_forj_links has it.');
}
