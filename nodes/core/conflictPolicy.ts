/** Who wins where a value was changed on both sides: `conflict` in the settings of the links (design section 9). */
import type { ConflictPolicy, Link, PersonMemory } from './types';

/**
 * What the enabled links say in which the person is remembered, or all of them where the person is remembered in none.
 * Links that do not agree: nobody wins, and the conflict is told.
 */
export function policyOfLinks({ state }: PersonMemory, links: readonly Link[]): ConflictPolicy {
	const enabled = links.filter(({ enabled: isEnabled }) => isEnabled);
	const own = enabled.filter(({ linkId }) => linkId in state);
	const policies = new Set((own.length > 0 ? own : enabled).map(({ settings }) => settings.conflict));
	const [first = 'novi_wins'] = policies;
	return policies.size > 1 ? 'report' : first;
}
