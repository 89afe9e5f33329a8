import type { ForjState } from '../forj/state.mjs';
import type { NoviState } from '../novi/state.mjs';
import { pick, type Random } from '../shared/random.mjs';
import type { GroupPair } from './association.mjs';
import { forjChanges, ordinaryMembers, type ForjChanges } from './forjChanges.mjs';
import { noviChanges, peopleWithLogin, type NoviChanges } from './noviChanges.mjs';

type OnAnyPair<T> = { [Name in keyof T]: (pair?: GroupPair) => string };

/** Each one changes the association or the community a little and says in English what it did. Without a pair, a random one is taken. */
export type LiveChanges = OnAnyPair<NoviChanges> & OnAnyPair<ForjChanges> & {
	/** A random one of the others that is possible right now. */
	any(): string;
};

/**
 * `pairs` default to Novi and Forj groups of the same name.
 * A change throws when the group has nobody left whom it could happen to.
 */
export function liveChanges(novi: { readonly state: NoviState }, forj: { readonly state: ForjState }, random: Random, pairs?: readonly GroupPair[]): LiveChanges {
	const anyPair = (): GroupPair => pick(random, pairs ?? pairsByName(novi.state, forj.state));
	const inNovi = onAnyPair(noviChanges(() => novi.state, random), anyPair);
	const inForj = onAnyPair(forjChanges(() => forj.state, random), anyPair);
	const any = (): string => {
		const pair = anyPair();
		const possible = [inNovi.join, inForj.addByHand];
		if (peopleWithLogin(novi.state, pair).length > 0) possible.push(...Object.values(inNovi));
		if (ordinaryMembers(forj.state, pair).length > 0) possible.push(inForj.removeByHand, inForj.editInForj);
		return pick(random, possible)(pair);
	};
	return { ...inNovi, ...inForj, any };
}

function onAnyPair<T extends { [Name in keyof T]: (pair: GroupPair) => string }>(changes: T, anyPair: () => GroupPair): OnAnyPair<T> {
	const entries = Object.entries<(pair: GroupPair) => string>(changes);
	return Object.fromEntries(entries.map(([name, change]) => [name, (pair = anyPair()) => change(pair)])) as OnAnyPair<T>;
}

function pairsByName(novi: NoviState, forj: ForjState): GroupPair[] {
	return novi.groups.rows().flatMap(({ UniqueID, Name }) => {
		const twin = forj.groups.rows().find(({ name }) => name === Name);
		return twin ? [{ noviGroupId: UniqueID, noviGroupName: Name, forjGroupId: twin.id, forjGroupName: twin.name }] : [];
	});
}
