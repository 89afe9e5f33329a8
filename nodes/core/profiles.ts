/**
 * The three-way comparison of profile values, for both directions (design 4.6 and 9). Novi's value, Forj's value, and the
 * baseline: the last value on which both agreed. The forward sync and Compare Profiles use it alike, so that neither
 * overwrites what the other is about to carry over. No clocks: who changed a value is told by the baseline alone.
 *
 * 1. A side that does not show the key says nothing, and nothing is written either way. Missing is never blank.
 * 2. Equal: nothing is written, and the baseline moves to the value. An echo of our own write is equal.
 * 3. With a baseline, changed on one side only: it goes to the other side if the direction allows (also a blank).
 *    Changed in Forj, but Novi to Forj: Novi's value is written again. Changed in Novi, but Forj to Novi: a conflict.
 * 4. Changed on both sides: a conflict. `novi_wins` writes to Forj and `forj_wins` to Novi if the direction allows,
 *    `report` writes nothing; the loser is reported in each case.
 * 5. Without a baseline: a blank side is filled from the other if the direction allows. Both filled and different: Novi's
 *    value is written where the field only goes to Forj, else it is a conflict.
 * 6. A blank clears only what both sides once had filled.
 * 7. A value that does not fit its new place is reported, and nothing is written.
 */
import { reachesForj, reachesNovi } from './fieldMap';
import type { ConflictPolicy, FieldDirection, FieldMapping, FieldValue } from './types';
import { fitForForj, fitForNovi } from './valueFit';
import { isBlank, plain, sameValue } from './values';

/** One field of one person. Undefined: the side does not show the key, or there is no baseline. */
export interface FieldState {
	novi: FieldValue | undefined;
	forj: FieldValue | undefined;
	baseline: FieldValue | undefined;
}

export interface FieldRules {
	mapping: FieldMapping;
	policy: ConflictPolicy;
	/** Novi's value that Forj did not take: it is not sent again. */
	refused?: FieldValue;
	/** How many characters Novi's field holds, where that is known. */
	maxLength?: number;
}

export type FieldVerdict =
	/** `side` does not show the key. */
	| { kind: 'missing'; side: 'novi' | 'forj' }
	/** `agreed`: the baseline moves to this value. */
	| { kind: 'equal'; agreed?: FieldValue }
	/** Different, and by the rules nothing is to be done about it. */
	| { kind: 'left' }
	/** Forj did not take Novi's value. */
	| { kind: 'refused' }
	/** `conflict`: the value of the side that is written to gets lost. */
	| { kind: 'write'; to: 'novi' | 'forj'; value: FieldValue; conflict: boolean }
	/** Different, and neither value is written. */
	| { kind: 'conflict' }
	| { kind: 'misfit'; reason: string; conflict: boolean };

/** What is to be done with one field. Pure, and the only place that decides it. */
export function compareField(state: FieldState, rules: FieldRules): FieldVerdict {
	const { novi, forj, baseline } = state;
	if (novi === undefined) return { kind: 'missing', side: 'novi' };
	if (forj === undefined) return { kind: 'missing', side: 'forj' };
	if (sameValue(novi, forj)) return equal(novi, baseline);
	const wish = wishOf(state, rules);
	if (wish.goal === 'nothing') return wish.conflict ? { kind: 'conflict' } : { kind: 'left' };
	if (clearsTheUnknown(wish.goal, state)) return wish.goal === 'novi' ? { kind: 'conflict' } : { kind: 'left' };
	return write(wish.goal, wish.conflict, state, rules);
}

function equal(value: FieldValue, baseline: FieldValue | undefined): FieldVerdict {
	const worthRemembering = !isBlank(value) || baseline !== undefined;
	const moves = worthRemembering && (baseline === undefined || !sameValue(value, baseline));
	return { kind: 'equal', ...(moves && { agreed: plain(value) }) };
}

interface Wish {
	goal: 'novi' | 'forj' | 'nothing';
	conflict: boolean;
}

const NOTHING: Wish = { goal: 'nothing', conflict: false };

function wishOf(state: FieldState, rules: FieldRules): Wish {
	const { novi, baseline } = state;
	// What Forj shows instead of a value that it did not take is nobody's edit.
	const isNews = baseline === undefined || !sameValue(novi, baseline);
	if (isNews && wasRefused(novi, rules) && reachesForj(rules.mapping.direction)) return { goal: 'forj', conflict: false };
	return baseline === undefined ? withoutBaseline(state, rules) : withBaseline(state, baseline, rules);
}

function wasRefused(novi: FieldValue | undefined, { refused }: FieldRules): boolean {
	return refused !== undefined && sameValue(refused, novi);
}

function withBaseline({ novi, forj }: FieldState, baseline: FieldValue, { mapping: { direction }, policy }: FieldRules): Wish {
	const changedInNovi = !sameValue(novi, baseline);
	const changedInForj = !sameValue(forj, baseline);
	if (changedInNovi && changedInForj) return contested(direction, policy);
	if (changedInForj) return { goal: reachesNovi(direction) ? 'novi' : 'forj', conflict: false };
	if (reachesForj(direction)) return { goal: 'forj', conflict: false };
	// The field is Forj's, but an edit made in Novi is not overwritten unless the admin said so.
	return { goal: policy === 'forj_wins' ? 'novi' : 'nothing', conflict: true };
}

function withoutBaseline({ novi, forj }: FieldState, { mapping: { direction }, policy }: FieldRules): Wish {
	if (direction === 'novi_to_forj') return isBlank(novi) ? NOTHING : { goal: 'forj', conflict: false };
	if (isBlank(novi)) return { goal: 'novi', conflict: false };
	if (isBlank(forj)) return direction === 'both' ? { goal: 'forj', conflict: false } : NOTHING;
	return contested(direction, policy);
}

function contested(direction: FieldDirection, policy: ConflictPolicy): Wish {
	if (policy === 'novi_wins' && reachesForj(direction)) return { goal: 'forj', conflict: true };
	if (policy === 'forj_wins' && reachesNovi(direction)) return { goal: 'novi', conflict: true };
	return { goal: 'nothing', conflict: true };
}

/** A blank that was never anything else on both sides has cleared nothing. */
function clearsTheUnknown(goal: 'novi' | 'forj', { novi, forj, baseline }: FieldState): boolean {
	return isBlank(goal === 'novi' ? forj : novi) && isBlank(baseline);
}

function write(to: 'novi' | 'forj', conflict: boolean, { novi, forj }: FieldState, rules: FieldRules): FieldVerdict {
	const { mapping, maxLength } = rules;
	if (to === 'forj' && wasRefused(novi, rules)) return { kind: 'refused' };
	const fitted = to === 'forj' ? fitForForj(novi, forj, mapping) : fitForNovi(forj, novi, mapping, maxLength);
	if ('misfit' in fitted) return { kind: 'misfit', reason: fitted.misfit, conflict };
	return { kind: 'write', to, value: fitted.value, conflict };
}
