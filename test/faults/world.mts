/** One seed's world: a Novi group and its Forj group on two emulators with small pages, and what a test must know of them. */
import type { ForjOptions, ForjUser, NoviMember, NoviOptions, Random } from '../../sandbox/emulators/index.mjs';
import { forjGroup, noviGroup, pick, seededRandom, shuffled } from '../../sandbox/emulators/index.mjs';
import type { Tables } from '../engine/chain.mjs';
import { linkRow } from '../engine/chain.mjs';
import type { Services } from '../support/services.mjs';
import { startServices } from '../support/services.mjs';
import { accountOf, anyMember, between, chance, eligibleMember, strangerAccount } from './people.mjs';
import { isEligible, normalAddress } from './truth.mjs';

export const NOVI_GROUP = '7c41e2d0-93ab-4f6e-8d15-ffffffffffff';
export const FORJ_GROUP = 401;
const MANAGER = 20;

export interface World {
	seed: number;
	random: Random;
	services: Services;
	tables: Tables;
	options: { novi: NoviOptions; forj: ForjOptions };
	mode: 'mirror' | 'add_only';
	selfLeft: 'respect' | 'add_back';
	/** Forj user ids of the keep list. */
	kept: ReadonlySet<number>;
	/** Every login that a person ever had, by Novi id. */
	addresses: Map<string, Set<string>>;
	/** Who left the Forj group without the sync, by Novi id. */
	left: Set<string>;
	/** Somebody emptied the Forj group. */
	wasEmptied: boolean;
	/** What happened so far, for whoever has to understand a failure. */
	story: string[];
	numbers: { person: number; account: number; run: number };
}

export async function startWorld(seed: number, now: () => number): Promise<World> {
	const random = seededRandom(seed);
	const numbers = { person: 0, account: 1_000, run: 0 };
	const forMany = chance(random, 0.25);
	const people = Array.from({ length: forMany ? between(random, 26, 40) : between(random, 5, 22) }, () => anyMember(random, ++numbers.person));
	const outsiders = Array.from({ length: between(random, 1, 5) }, () => eligibleMember(random, ++numbers.person));
	const forj = seedForj(random, people, outsiders, forMany, numbers);
	const group = noviGroup({ UniqueID: NOVI_GROUP, Name: 'Board', members: people.map(({ UniqueID }) => UniqueID) });
	const options = {
		novi: { maxPageSize: between(random, 4, 20), detailWrappedInData: chance(random, 0.3), now },
		forj: {
			pageCap: between(random, 4, 20), listShape: pick(random, ['array', 'results'] as const), idType: pick(random, ['number', 'string'] as const),
			bulk: chance(random, 0.6), bulkPollsUntilDone: between(random, 0, 2), detailWrappedInData: chance(random, 0.3),
			primaryAdminShape: pick(random, ['id', 'user'] as const), now,
		},
	};
	const services = await startServices({
		novi: { ...options.novi, seed: { members: shuffled(random, [...people, ...outsiders]), groups: [group] } },
		forj: { ...options.forj, seed: { users: forj.users, groups: [forj.group] } },
	});
	const mode = chance(random, 0.9) ? 'mirror' : 'add_only';
	const selfLeft = chance(random, 0.8) ? 'respect' : 'add_back';
	const kept = new Set(forj.kept.map(({ id }) => id));
	const keep = forj.kept.map(({ id, email }) => (chance(random, 0.5) ? String(id) : email));
	// Mostly without a limit, so that removals really happen.
	const [removal_limit_percent, removal_limit_people] = pick(random, [[100, 5], [100, 5], [100, 5], [25, 5], [25, 5], [10, 1], [0, 0]] as const);
	const settings = JSON.stringify({ private_level: 5, keep, self_left: selfLeft });
	const world: World = {
		seed, random, services, options, mode, selfLeft, kept,
		tables: { links: [linkRow(NOVI_GROUP, FORJ_GROUP, { mode, removal_limit_percent, removal_limit_people, settings })], people: [], members: [] },
		addresses: new Map(),
		left: new Set(),
		wasEmptied: false,
		story: [`${people.length} people in Novi, ${forj.group.members.length} in Forj, ${mode}, ${selfLeft}, limit ${removal_limit_percent} % or ${removal_limit_people}, ${options.forj.listShape}${options.forj.bulk ? ', bulk' : ''}`],
		numbers,
	};
	for (const member of [...people, ...outsiders]) rememberLogin(world, member);
	return world;
}

export function rememberLogin({ addresses }: World, { UniqueID, AccountEmail }: NoviMember): void {
	const known = addresses.get(UniqueID) ?? new Set();
	const address = normalAddress(AccountEmail);
	if (address !== '') known.add(address);
	addresses.set(UniqueID, known);
}

interface ForjSide {
	users: ForjUser[];
	group: ReturnType<typeof forjGroup>;
	kept: ForjUser[];
}

function seedForj(random: Random, people: NoviMember[], outsiders: NoviMember[], forMany: boolean, numbers: World['numbers']): ForjSide {
	const manager = strangerAccount(random, MANAGER);
	const users = [manager];
	const members: Array<{ userId: number; is_admin?: boolean; status?: 'pending' }> = [{ userId: MANAGER, is_admin: true }];
	// Whoever should go in the very first run is held until somebody acts: so mostly nobody is there who should.
	const isTidy = chance(random, 0.8);
	for (const member of [...people, ...outsiders]) {
		if (normalAddress(member.AccountEmail) === '' || chance(random, forMany ? 0.8 : 0.35)) continue;
		const account = accountOf(random, member, ++numbers.account);
		users.push(account);
		const belongs = isEligible(member) && people.includes(member);
		if (chance(random, 0.05)) members.push({ userId: account.id, is_admin: true });
		else if (chance(random, 0.12)) members.push({ userId: account.id, status: 'pending' });
		else if (chance(random, 0.6) && (belongs || !isTidy)) members.push({ userId: account.id });
	}
	const strangers = Array.from({ length: between(random, 2, 6) }, () => strangerAccount(random, ++numbers.account));
	users.push(...strangers);
	if (!isTidy) members.push(...strangers.slice(0, between(random, 1, 2)).map(({ id }) => ({ userId: id })));
	const kept = chance(random, 0.3) ? strangers.slice(-1) : [];
	return { users, kept, group: forjGroup({ id: FORJ_GROUP, name: 'Board', primary_admin: MANAGER, members: shuffled(random, members) }) };
}
