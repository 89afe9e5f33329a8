/** What holds after every run, whatever went wrong in it. All of it is read from the services, not from the sync. */
import type { ForjUser } from '../../sandbox/emulators/index.mjs';
import type { ChainRun } from '../engine/chain.mjs';
import { secretsIn } from '../support/secrets.mjs';
import type { Picture } from './picture.mjs';
import { sidesNotShown } from './reads.mjs';
import { accountsOf, addressesOf, membersOf, normalAddress } from './truth.mjs';
import type { World } from './world.mjs';
import { FORJ_GROUP } from './world.mjs';

const emails = (users: readonly ForjUser[]): string[] => users.map(({ email }) => email).sort();

export function expectNothingWrong(world: World, before: Picture, run: ChainRun): { removed: number } {
	expect(run.result.error).toBeUndefined();
	const removed = expectNoWrongRemoval(world, before);
	expectNoDuplicates(world, before);
	expectNoWrongAdd(world, before);
	expectNoAccident(world);
	for (const { counters } of run.report) if (counters) expectSums(counters);
	const left = [run.result.error, ...['Read Novi', 'Read Forj', 'Compare', 'Apply', 'Summarize'].map((node) => run.result.outputsOf(node))];
	expect(secretsIn(left, world.services.credentials)).toEqual([]);
	return { removed };
}

function expectNoWrongRemoval(world: World, before: Picture): number {
	const { users, groups } = world.services.forj.state;
	const now = groups.get(FORJ_GROUP)?.members ?? new Map();
	const removed = [...before.memberships].filter((id) => !now.has(id)).flatMap((id) => users.get(id) ?? []);
	const allowed = new Set(before.shouldGo);
	expect({ wronglyRemoved: emails(removed.filter((user) => !allowed.has(user))) }).toEqual({ wronglyRemoved: [] });
	if (removed.length === 0) return 0;
	expect({ removedWithout: sidesNotShown(world, before) }).toEqual({ removedWithout: [] });
	const { isFirstRun, hasDropped, limit, before: earlier } = before.mayRemove;
	expect({ removedIn: [...(isFirstRun ? ['the first run'] : []), ...(hasDropped ? ['a run after a drop'] : [])] }).toEqual({ removedIn: [] });
	expect(removed.length + earlier).toBeLessThanOrEqual(limit);
	return removed.length;
}

function expectNoDuplicates(world: World, before: Picture): void {
	const { forj, novi } = world.services;
	const addresses = forj.state.users.rows().flatMap(addressesOf);
	const twice = addresses.filter((address, index) => addresses.indexOf(address) !== index);
	const twoAccounts = novi.state.members.rows().map((member) => emails(accountsOf(world, member))).filter((accounts) => accounts.length > 1);
	const created = forj.state.users.rows().filter(({ id }) => !before.users.has(id));
	const needless = created.filter(({ email }) => !before.withoutAccount.has(normalAddress(email)));
	expect({ twice, twoAccounts, needless: emails(needless) }).toEqual({ twice: [], twoAccounts: [], needless: [] });
}

/** Whoever is in now and was not before is an eligible person who did not leave by himself. */
function expectNoWrongAdd(world: World, before: Picture): void {
	const were = new Set(before.members);
	const right = new Set(before.belongIn.flatMap((member) => accountsOf(world, member)));
	expect({ wronglyAdded: emails(membersOf(world).filter((user) => !were.has(user) && !right.has(user))) }).toEqual({ wronglyAdded: [] });
}

function expectNoAccident({ services: { novi, forj } }: World): void {
	expect([...novi.state.accidents, ...forj.state.accidents, ...novi.unknownRoutes, ...forj.unknownRoutes]).toEqual([]);
	expect(novi.counters.writes).toBe(0);
}

/** The sums of design section 8, added up here once more. */
function expectSums(counters: Record<string, number>): void {
	const sum = (...names: string[]): number => names.reduce((total, name) => total + (counters[name] ?? NaN), 0);
	expect(sum('eligible', 'not_applicable', 'unknown')).toBe(counters.roster);
	expect(sum('up_to_date', 'added', 'updated', 'failed', 'not_attempted')).toBe(counters.eligible);
	expect(sum('kept', 'removed', 'held', 'protected', 'failed_removals', 'not_attempted_removals')).toBe(counters.members_before);
}
