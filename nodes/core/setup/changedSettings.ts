/** What an admin changed of a link, in words, so that the plan shown before Save says what it is the plan of (design section 10). */
import type { Link } from '../types';
import { CHANGED } from './texts';

/** One sentence. Settings that mean the same are no change, such as an empty limit and the default. */
export function changedText(before: Link, after: Link): string {
	const changed = (Object.keys(LOOKED_AT) as Setting[]).filter((setting) => LOOKED_AT[setting](before) !== LOOKED_AT[setting](after));
	const names = changed.map((setting) => (setting === 'enabled' ? CHANGED.enabled[after.enabled ? 'on' : 'off'] : CHANGED[setting]));
	return names.length === 0 ? CHANGED.nothing : CHANGED.these(names);
}

type Setting = Exclude<keyof typeof CHANGED, 'nothing' | 'these'>;

const LOOKED_AT: Record<Setting, (link: Link) => string | number | boolean | undefined> = {
	enabled: ({ enabled }) => enabled,
	mode: ({ mode }) => mode,
	limit: ({ removalLimitPercent, removalLimitPeople }) => `${removalLimitPercent} ${removalLimitPeople}`,
	keep: ({ settings }) => [...new Set(settings.keep)].sort().join('\n'),
	selfLeft: ({ settings }) => settings.selfLeft,
	conflict: ({ settings }) => settings.conflict,
	privateLevel: ({ settings }) => settings.privateLevel,
};
